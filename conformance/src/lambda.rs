//! Functions that a case describes instead of listing their answers: `lambdas`.

use serde_json::{Value, json};

use crate::case::Case;

/// The answer of a function that gives its input back; `None`: the case has none such.
///
/// `function` is an ARN or a name.
fn identity(case: &Case, function: &str, input: Value) -> Option<Value> {
    let lambdas = case.get("lambdas")?.as_object()?;
    let (_, what) = lambdas
        .iter()
        .find(|(arn, _)| *arn == function || arn.rsplit(':').next() == function.rsplit(':').next())?;
    (what == "identity").then_some(input)
}

/// Answers a call of a function that is not among the recorded ones.
pub(crate) fn answer(case: &Case, resource: &str, input: &Value) -> Option<Value> {
    if resource.starts_with("arn:aws:lambda:") {
        return identity(case, resource, input.clone());
    }
    if !resource.contains(":states:::lambda:invoke") {
        return None;
    }
    let payload = input.get("Payload").cloned().unwrap_or_else(|| json!({}));
    let result = identity(case, input.get("FunctionName")?.as_str()?, payload)?;
    Some(json!({ "ExecutedVersion": "$LATEST", "Payload": result, "StatusCode": 200 }))
}
