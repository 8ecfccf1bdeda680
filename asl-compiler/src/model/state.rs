//! The eight state types (TASK, PASS, CHO, WAIT, END, PAR; Map has a file of its own).

use super::{
    Catcher, ChoiceRule, Expression, InputPath, Literal, Map, OutputPath, Quantity, ResultPath, Retrier,
    Scope, Spanned, StateId, Template,
};
use crate::expression::{path::ReferencePath, resource::Resource};
use crate::syntax::Place;

/// A state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its name; the place is that of the key.
    pub name: Spanned<String>,
    /// The whole state.
    pub place: Place,
    /// `Comment`.
    pub comment: Option<String>,
    /// What it does.
    pub kind: StateKind,
}

/// A state's type with its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum StateKind {
    /// Calls a resource.
    Task(Box<Task>),
    /// Passes or makes data.
    Pass(Box<Pass>),
    /// Chooses the next state.
    Choice(Box<Choice>),
    /// Waits.
    Wait(Box<Wait>),
    /// Ends its scope well.
    Succeed(Box<Succeed>),
    /// Ends its scope badly.
    Fail(Box<Fail>),
    /// Runs branches.
    Parallel(Box<Parallel>),
    /// Runs a scope for every item.
    Map(Box<Map>),
}

/// `Next` or `End`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Next {
    /// `Next`: another state of the scope.
    State(StateId),
    /// `End: true`.
    End,
}

/// A Task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// `Resource`.
    pub resource: Spanned<Resource>,
    /// `InputPath`.
    pub input_path: InputPath,
    /// `Parameters`.
    pub parameters: Option<Template>,
    /// `Credentials` (CRED-1).
    pub credentials: Option<Credentials>,
    /// `TimeoutSeconds` or `TimeoutSecondsPath`.
    pub timeout: Option<Quantity<u32>>,
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`.
    pub heartbeat: Option<Quantity<u32>>,
    /// `ResultSelector`.
    pub result_selector: Option<Template>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher>,
    /// `Next` or `End`.
    pub next: Next,
}

/// `Credentials` of a Task (CRED-1).
#[derive(Debug, Clone, PartialEq)]
pub struct Credentials {
    /// `RoleArn` or `RoleArn.$`.
    pub role_arn: Template,
}

/// A Pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `Result`, taken literally (FLOW-12).
    pub result: Option<Literal>,
    /// `Parameters`; without effect beside `Result`.
    pub parameters: Option<Template>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
    /// `Next` or `End`.
    pub next: Next,
}

/// A Choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `Choices`, tried in order.
    pub choices: Vec<ChoiceRule>,
    /// `Default`; never [`Next::End`].
    pub default: Option<Next>,
    /// `OutputPath`.
    pub output_path: OutputPath,
}

/// A Wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// `InputPath`.
    pub input_path: InputPath,
    /// How long, or until when.
    pub until: WaitUntil,
    /// `OutputPath`.
    pub output_path: OutputPath,
    /// `Next` or `End`.
    pub next: Next,
}

/// How long a Wait waits (WAIT-1).
#[derive(Debug, Clone, PartialEq)]
pub enum WaitUntil {
    /// `Seconds`
    Seconds(Spanned<u32>),
    /// `SecondsPath`
    SecondsPath(Spanned<ReferencePath>),
    /// `Timestamp`, as it was written; it has been checked (CHO-14).
    Timestamp(Spanned<String>),
    /// `TimestampPath`
    TimestampPath(Spanned<ReferencePath>),
}

/// A Succeed.
#[derive(Debug, Clone, PartialEq)]
pub struct Succeed {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
}

/// A Fail (END-2).
#[derive(Debug, Clone, PartialEq)]
pub struct Fail {
    /// `Error` or `ErrorPath`.
    pub error: Option<FailText>,
    /// `Cause` or `CausePath`.
    pub cause: Option<FailText>,
}

/// A text of a Fail.
#[derive(Debug, Clone, PartialEq)]
pub enum FailText {
    /// `Error`, `Cause`; it may hold `${Name}` of substitutions that get their value at run time.
    Literal(Spanned<String>),
    /// `ErrorPath`, `CausePath`: a Reference Path or an intrinsic function that gives a string.
    Expression(Spanned<Expression>),
}

/// A Parallel.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `Parameters`.
    pub parameters: Option<Template>,
    /// `Branches`; never empty.
    pub branches: Vec<Scope>,
    /// `ResultSelector`.
    pub result_selector: Option<Template>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher>,
    /// `Next` or `End`.
    pub next: Next,
}
