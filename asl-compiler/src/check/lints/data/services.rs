//! What services answer, where that is fixed (TASK-11, TASK-14, HTTP-2).

use super::shape::{Member, Members, Presence, Shape};
use crate::expression::resource::{Integration, IntegrationKind, IntegrationPattern, Target};

/// What every answer of an optimised integration of an API holds beside its own members.
const METADATA: [&str; 2] = ["SdkHttpMetadata", "SdkResponseMetadata"];

/// The result of a task with this resource.
pub(super) fn result(target: &Target) -> Shape {
    let Target::Integration(Integration { kind: IntegrationKind::Optimised, service, action, pattern }) =
        target
    else {
        return Shape::unknown();
    };
    let call = *pattern == IntegrationPattern::RequestResponse;
    match (service.as_str(), action.as_str(), pattern) {
        ("lambda", "invoke", _) if call => answer(
            &[("ExecutedVersion", Shape::Text), ("Payload", Shape::unknown()), ("StatusCode", Shape::Number)],
            &["FunctionError", "LogResult"],
        ),
        ("sqs", "sendMessage", _) if call => answer(
            &[("MessageId", Shape::Text)],
            &["MD5OfMessageAttributes", "MD5OfMessageBody", "MD5OfMessageSystemAttributes", "SequenceNumber"],
        ),
        ("sns", "publish", _) if call => answer(&[("MessageId", Shape::Text)], &["SequenceNumber"]),
        ("dynamodb", "getItem", _) if call => answer(&[], &["ConsumedCapacity", "Item"]),
        ("dynamodb", "putItem" | "updateItem" | "deleteItem", _) if call => {
            answer(&[], &["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"])
        }
        ("states", "startExecution", _) if call => {
            answer(&[("ExecutionArn", Shape::Text), ("StartDate", Shape::unknown())], &[])
        }
        ("states", "startExecution", IntegrationPattern::Sync) => {
            let mut members = Members::open();
            for name in ["ExecutionArn", "Output", "StateMachineArn", "Status"] {
                members.named.insert(name.to_owned(), always(Shape::Text));
            }
            Shape::Object(members)
        }
        ("apigateway" | "http", "invoke", _) if call => answer_of(
            &[
                ("Headers", Shape::open_object()),
                ("ResponseBody", Shape::unknown()),
                ("StatusCode", Shape::Number),
                ("StatusText", Shape::Text),
            ],
            &[],
        ),
        _ => Shape::unknown(),
    }
}

fn always(shape: Shape) -> Member {
    Member { presence: Presence::Always, shape }
}

fn answer(certain: &[(&str, Shape)], possible: &[&str]) -> Shape {
    let Shape::Object(mut members) = answer_of(certain, possible) else { return Shape::unknown() };
    members.named.extend(METADATA.map(|name| (name.to_owned(), always(Shape::open_object()))));
    Shape::Object(members)
}

fn answer_of(certain: &[(&str, Shape)], possible: &[&str]) -> Shape {
    let mut members = Members::none();
    let certain = certain.iter().map(|(name, shape)| ((*name).to_owned(), always(shape.clone())));
    members.named.extend(certain);
    let maybe =
        |name: &&str| ((*name).to_owned(), Member { presence: Presence::Maybe, shape: Shape::unknown() });
    members.named.extend(possible.iter().map(maybe));
    Shape::Object(members)
}

/// The Error Output of a catcher (CATCH-3). A failed task token may leave both `null` (TASK-7).
pub(super) fn error_output() -> Shape {
    let text = || Shape::Any(Members::none());
    Shape::object([("Cause", text()), ("Error", text())])
}
