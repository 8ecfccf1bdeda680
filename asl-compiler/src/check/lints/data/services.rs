//! What services answer, where that is fixed (TASK-11, TASK-14, HTTP-2).

use std::rc::Rc;

use super::shape::{Member, Members, Presence, Shape};
use crate::expression::resource::{Integration, IntegrationKind, IntegrationPattern, Target};
use crate::model::ItemReader;

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
            let known = ["ExecutionArn", "Output", "StateMachineArn", "Status"];
            let named = known.map(|name| (name.into(), Member::always(Shape::Text)));
            Shape::Object(Rc::new(Members::new(named.into_iter().collect(), Presence::Maybe)))
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

fn answer(certain: &[(&'static str, Shape)], possible: &[&str]) -> Shape {
    let metadata = METADATA.map(|name| (name, Shape::open_object()));
    let certain: Vec<_> = certain.iter().cloned().chain(metadata).collect();
    answer_of(&certain, possible)
}

fn answer_of(certain: &[(&'static str, Shape)], possible: &[&str]) -> Shape {
    let maybe = || Member { presence: Presence::Maybe, shape: Shape::unknown() };
    let certain = certain.iter().map(|(name, shape)| ((*name).into(), Member::always(shape.clone())));
    let named = certain.chain(possible.iter().map(|name| ((*name).into(), maybe())));
    Shape::Object(Rc::new(Members::new(named.collect(), Presence::Never)))
}

/// What an `ItemReader` reads; the objects of a bucket that are listed (DMAP-10) have members that are known.
pub(super) fn items(reader: &ItemReader) -> Shape {
    let lists = match &reader.resource.target {
        Target::Integration(integration) => integration.action == "listObjectsV2",
        _ => false,
    };
    let config = reader.config.as_ref().map(|config| &config.value);
    if !lists || config.is_some_and(|config| config.get("Transformation").is_some()) {
        return Shape::unknown();
    }
    Shape::list_of(answer_of(&[("Key", Shape::Text)], &["Etag", "LastModified", "Size", "StorageClass"]))
}

/// The Error Output of a catcher (CATCH-3). A failed task token may leave both `null` (TASK-7).
pub(super) fn error_output() -> Shape {
    let text = || Shape::Any(Rc::new(Members::none()));
    Shape::object([("Cause", text()), ("Error", text())])
}
