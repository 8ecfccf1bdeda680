//! Fields that have no effect beside another (STRICT-21).

use super::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{MapItems, ResultPath, State, StateKind};

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    for state in view.jsonpath_states() {
        findings.extend(without_effect(view, state));
    }
}

fn without_effect(view: &View<'_>, state: &State) -> Option<Diagnostic> {
    let (field, beside, why) = idle(view, state)?;
    let own = view.field(state.place, field)?;
    let message = format!("`{field}` of {} has no effect", words(state));
    let mut finding = Diagnostic::new(Code::FieldWithoutEffect, own.key_place(), message).label(why);
    if let Some(other) = view.field(state.place, beside) {
        finding = finding.related(other.key_place(), format!("`{beside}` stands here"));
    }
    Some(finding)
}

/// A field that has no effect, that beside which it has none, and why.
fn idle(view: &View<'_>, state: &State) -> Option<(&'static str, &'static str, &'static str)> {
    const DISCARDED: &str = "the result is discarded";
    let fields = state.kind.json_path()?;
    if let StateKind::Pass(pass) = &state.kind {
        let made = pass.flow.json_path()?;
        return match (&made.result, &made.parameters, &made.result_path) {
            (Some(_), Some(_), _) => Some(("Parameters", "Result", "`Result` is the result of the state")),
            (Some(_), None, ResultPath::Discard) => Some(("Result", "ResultPath", DISCARDED)),
            (None, Some(_), ResultPath::Discard) => Some(("Parameters", "ResultPath", DISCARDED)),
            _ => None,
        };
    }
    if let StateKind::Map(map) = &state.kind
        && let MapItems::Reader(_) = map.items
        && view.field(state.place, "ItemsPath").is_some()
    {
        return Some(("ItemsPath", "ItemReader", "the items come from the reader"));
    }
    let discarded = fields.result_selector.is_some() && fields.result_path == Some(&ResultPath::Discard);
    discarded.then_some(("ResultSelector", "ResultPath", DISCARDED))
}

#[cfg(test)]
mod tests {
    use crate::check::lints::testing::check_table;
    use crate::diagnostic::Code;

    #[test]
    fn fields_that_do_nothing() {
        let pass = |fields: &str| format!(r#""A": {{"Type": "Pass", {fields}, "Next": "End"}}"#);
        let task = |fields: &str| {
            format!(
                r#""A": {{"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f",
                {fields}, "Next": "End"}}"#
            )
        };
        check_table(
            Code::FieldWithoutEffect,
            &[
                (&pass(r#""Parameters": {"a": 1}, "Result": 2"#), &["/States/A/Parameters"]),
                (&pass(r#""Result": 2, "ResultPath": null"#), &["/States/A/Result"]),
                (&pass(r#""Parameters": {"a": 1}, "ResultPath": null"#), &["/States/A/Parameters"]),
                (&pass(r#""Parameters": {"a": 1}, "ResultPath": "$.a""#), &[]),
                (&pass(r#""Result": 2"#), &[]),
                (&task(r#""ResultSelector": {"a": 1}, "ResultPath": null"#), &["/States/A/ResultSelector"]),
                (&task(r#""ResultSelector": {"a": 1}"#), &[]),
                (&task(r#""ResultPath": null"#), &[]),
            ],
        );
    }

    #[test]
    fn readers_have_their_own_items() {
        let map = |fields: &str| {
            format!(
                r#""A": {{"Type": "Map", {fields} "ItemProcessor": {{
                "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
                "StartAt": "I", "States": {{"I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#
            )
        };
        let reader = r#""ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}},"#;
        check_table(
            Code::FieldWithoutEffect,
            &[
                (&map(&format!(r#"{reader} "ItemsPath": "$.a","#)), &["/States/A/ItemsPath"]),
                (&map(r#""ItemsPath": "$.a","#), &[]),
            ],
        );
    }
}
