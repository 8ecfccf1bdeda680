//! What a resource is made of.

/// A parsed `Resource`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// The text as it was written, substitutions applied where their values are known.
    pub text: String,
    /// What it names.
    pub target: Target,
}

/// What a resource names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `arn:P:lambda:R:A:function:NAME[:QUALIFIER]` (RES-1)
    Lambda {
        /// The function's name, without qualifier.
        function: String,
    },
    /// `arn:P:states:R:A:activity:NAME` (RES-2)
    Activity {
        /// The activity's name.
        name: String,
    },
    /// `arn:P:states:::SERVICE:API` and `arn:P:states:::aws-sdk:SERVICE:API` (RES-3, RES-4)
    Integration(Integration),
    /// One whole `${Name}` without a value: it names the handler.
    Substitution {
        /// The name between the braces.
        name: String,
    },
    /// Any other URI; the handler is named after its last part.
    Other,
}

/// A service integration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// Optimised or by the SDK.
    pub kind: IntegrationKind,
    /// The service: `dynamodb`, `sqs`, `s3` …
    pub service: String,
    /// The action: `putItem`, without the pattern.
    pub action: String,
    /// How the state ends (TASK-5).
    pub pattern: IntegrationPattern,
}

/// Which family an integration is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegrationKind {
    /// `states:::SERVICE:API`
    Optimised,
    /// `states:::aws-sdk:SERVICE:API`
    Sdk,
}

/// When an integration's state ends (TASK-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegrationPattern {
    /// When the service answers.
    RequestResponse,
    /// When the job has ended: `.sync`
    Sync,
    /// When the job has ended, with its output parsed: `.sync:2`
    Sync2,
    /// When the token comes back: `.waitForTaskToken`
    WaitForTaskToken,
}
