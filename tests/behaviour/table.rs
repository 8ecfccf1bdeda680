//! Tables of definitions, each with inputs and what comes of them.

use asl_runtime::{Definition, DynamicCall, DynamicHandlers, ExecutionError, TaskError, Workflow};
use serde_json::Value;

/// Runs definitions. A row is `input => output` or `input fails "Error" because "cause"`.
///
/// Tasks name what they do by their resource: `${echo}` answers with its input, `${give}` with its input's `result`,
/// `${fail}` fails with its input's `error` and `cause`.
macro_rules! table {
    ($(
        $rule:literal $definition:literal
        { $( $input:tt $( => $output:tt )? $( fails $error:literal because $cause:literal )? );* $(;)? }
    )*) => {
        $({
            asl_runtime::include_workflow! {
                name: workflow,
                inline: $definition,
                // What is denied by default, and is what the tables are about.
                allow: [
                    "comparison-never-true", "context-field", "distributed-map-variable", "foreign-syntax",
                    "function-arguments", "intrinsic-argument", "intrinsic-call", "missing-data", "not-a-function",
                    "operand-type", "unassigned-variable", "undeclared-distributed-map", "undefined-result",
                    "unknown-function", "unreachable-catcher", "wrong-data-type", "wrong-result-type",
                ],
            }
            let workflow = workflow::dynamic($crate::table::scripted());
            $({
                let expected: Result<serde_json::Value, (&str, &str)> =
                    $( Ok(serde_json::json!($output)) )? $( Err(($error, $cause)) )?;
                $crate::table::check($rule, &workflow, serde_json::json!($input), expected).await;
            })*
        })*
    };
}
pub(crate) use table;

/// The tasks of the tables.
pub(crate) fn scripted() -> DynamicHandlers {
    DynamicHandlers::new(|call| std::future::ready(answer(call)))
}

fn answer(call: DynamicCall) -> Result<Value, TaskError> {
    let part = |name: &str| call.input[name].as_str().map(|text| text.to_owned().into());
    match call.method {
        "echo" => Ok(call.input),
        "give" => Ok(call.input["result"].clone()),
        "fail" => Err(TaskError::from_parts(part("error"), part("cause"))),
        // A request that was handed over, and that nobody will answer.
        "sqs_send_message_wait_for_task_token" => Ok(Value::Null),
        other => Err(TaskError::new("Unexpected", other)),
    }
}

/// Runs an execution and compares what comes of it. A cause that ends in `…` need only begin so.
pub(crate) async fn check<D>(
    rule: &str,
    workflow: &Workflow<D>,
    input: Value,
    expected: Result<Value, (&str, &str)>,
) where
    D: Definition<Input = Value, Output = Value>,
{
    let shown = input.to_string();
    let found = Box::pin(workflow.run_json(input)).await;
    match (&found, expected) {
        // Members in order too.
        (Ok(found), Ok(expected)) => assert_eq!(found.to_string(), expected.to_string(), "{rule}: {shown}"),
        (Err(found @ ExecutionError::Failed { .. }), Err((error, cause))) => {
            let found_cause = found.cause().unwrap_or("(none)");
            assert_eq!(found.error().unwrap_or("(none)"), error, "{rule}: {shown}: {found_cause}");
            let found_cause = without_place(found_cause);
            match cause.strip_suffix('…') {
                Some(start) => assert!(found_cause.starts_with(start), "{rule}: {shown}: {found_cause}"),
                None => assert_eq!(found_cause, cause, "{rule}: {shown}"),
            }
        }
        (_, expected) => panic!("{rule}: {shown}: found {found:?}, expected {expected:?}"),
    }
}

/// A cause without what the interpreter puts before it (ERR-23).
fn without_place(cause: &str) -> &str {
    cause
        .strip_prefix("An error occurred while executing the state '")
        .and_then(|rest| rest.split_once("). "))
        .map_or(cause, |(_, cause)| cause)
}
