//! Resources that read well and that the service is not known to have (RES-7).
//!
//! These are findings and no errors of [`Resource::parse`]: the service's list grows, and published
//! definitions are written for other interpreters too. The checks decide how loud they are.

use std::ops::Range;

use super::optimised::{READERS, SERVICES, WRITERS};
use super::{Integration, IntegrationKind, IntegrationPattern, Resource, Target};
use crate::suggest::nearest;

/// What a resource is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceUse {
    /// `Resource` of a Task.
    Task,
    /// `Resource` of an `ItemReader` (DMAP-5).
    ItemReader,
    /// `Resource` of a `ResultWriter` (DMAP-18).
    ResultWriter,
}

/// Something that the service would not recognise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceFinding {
    /// Which rule it is.
    pub kind: ResourceFindingKind,
    /// The part of the text to point at.
    pub range: Range<usize>,
    /// What is wrong, in lower case, without a final stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// What the service would not recognise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceFindingKind {
    /// A URI that is no ARN, which the specification allows and the service does not.
    NotAnArn,
    /// An ARN of something that is no function, activity or integration.
    ForeignArn,
    /// An optimised integration of a service that has none.
    UnknownService,
    /// An API that the service's optimised integration does not have.
    UnknownAction,
    /// A pattern that the API does not have.
    UnsupportedPattern,
    /// A resource that can stand elsewhere, but not here.
    WrongUse,
}

/// What the service says of a resource that it does not know (RES-7, SCHEMA_VALIDATION_FAILED).
pub fn service_message(resource: &str) -> String {
    format!(
        "The resource provided {resource} is not recognized. The value is not a valid resource ARN, \
         or the resource is not available in this region."
    )
}

/// Compares a resource with what the service is known to have. What depends on a substitution without a
/// value is not judged.
pub fn check(resource: &Resource, used: ResourceUse) -> Option<ResourceFinding> {
    let whole = 0..resource.text.len();
    match (&resource.target, used) {
        (Target::Substitution { .. }, _) => None,
        _ if used != ResourceUse::Task => storage(resource, used),
        (Target::Lambda { .. } | Target::Activity { .. }, _) => None,
        (Target::Integration(integration), _) if integration.kind == IntegrationKind::Sdk => None,
        (Target::Integration(integration), _) => optimised(&resource.text, integration),
        (Target::Other, _) if resource.text.contains("${") => None,
        (Target::Other, _) => {
            let (kind, message) = if resource.text.starts_with("arn:") {
                (ResourceFindingKind::ForeignArn, "this ARN names nothing that a Task can call")
            } else {
                (ResourceFindingKind::NotAnArn, "the resource is no ARN")
            };
            Some(ResourceFinding {
                kind,
                range: whole,
                message: message.to_owned(),
                help: Some("a Task calls a Lambda function, an activity or a service integration".to_owned()),
            })
        }
    }
}

/// Checks what reads the items or writes the results of a Map.
fn storage(resource: &Resource, used: ResourceUse) -> Option<ResourceFinding> {
    let (what, known) = match used {
        ResourceUse::ResultWriter => ("a `ResultWriter` writes", WRITERS),
        ResourceUse::ItemReader | ResourceUse::Task => ("an `ItemReader` reads", READERS),
    };
    if resource.text.contains("${") && !matches!(resource.target, Target::Integration(_)) {
        return None;
    }
    if let Target::Integration(integration) = &resource.target
        && integration.kind == IntegrationKind::Optimised
        && integration.pattern == IntegrationPattern::RequestResponse
        && (is_open(integration)
            || known.contains(&format!("{}:{}", integration.service, integration.action).as_str()))
    {
        return None;
    }
    let known: Vec<_> = known.iter().map(|known| format!("`arn:aws:states:::{known}`")).collect();
    Some(ResourceFinding {
        kind: ResourceFindingKind::WrongUse,
        range: 0..resource.text.len(),
        message: format!("{what} by {}", known.join(" or ")),
        help: None,
    })
}

fn is_open(integration: &Integration) -> bool {
    integration.service.contains("${") || integration.action.contains("${")
}

fn optimised(text: &str, integration: &Integration) -> Option<ResourceFinding> {
    let Integration { service, action, pattern, .. } = integration;
    if service.contains("${") {
        return None;
    }
    let api = format!("{service}:{action}");
    // Service and API are the last but for the suffix; looked for from the end, they are not mistaken for
    // a region of the same name.
    let start = text.rfind(&api).unwrap_or(0);
    let action_start = start + service.len() + 1;
    let action_range = action_start..action_start + action.len();
    if READERS.contains(&api.as_str()) || WRITERS.contains(&api.as_str()) {
        return Some(ResourceFinding {
            kind: ResourceFindingKind::WrongUse,
            range: start..action_range.end,
            message: format!("`{api}` reads or writes the items of a distributed Map; a Task can't call it"),
            help: Some(format!("write `aws-sdk:{api}`")),
        });
    }
    let Some(known) = SERVICES.iter().find(|known| known.name == service) else {
        let near = nearest(service, SERVICES.iter().map(|known| known.name));
        return Some(ResourceFinding {
            kind: ResourceFindingKind::UnknownService,
            range: start..start + service.len(),
            message: format!("no optimised integration of a service `{service}` is known"),
            help: Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("any API of the SDK is called by `aws-sdk:{api}`"),
            }),
        });
    };
    if action.contains("${") {
        return None;
    }
    let Some(known) = known.actions.iter().find(|known| known.name == action) else {
        let near = nearest(action, known.actions.iter().map(|known| known.name));
        return Some(ResourceFinding {
            kind: ResourceFindingKind::UnknownAction,
            range: action_range,
            message: format!("the optimised integration of `{service}` has no API `{action}`"),
            help: Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("any API of the SDK is called by `aws-sdk:{api}`"),
            }),
        });
    };
    if known.patterns.contains(pattern) {
        return None;
    }
    let patterns: Vec<_> = known
        .patterns
        .iter()
        .map(|pattern| pattern.suffix())
        .filter(|suffix| !suffix.is_empty())
        .map(|suffix| format!("`{suffix}`"))
        .collect();
    Some(ResourceFinding {
        kind: ResourceFindingKind::UnsupportedPattern,
        range: action_range.end..action_range.end + pattern.suffix().len(),
        message: format!("`{api}` has no `{}`", pattern.suffix()),
        help: Some(match patterns.as_slice() {
            [] => "it ends when the service answers, and has no suffix".to_owned(),
            patterns => format!("it has {}", patterns.join(" and ")),
        }),
    })
}
