//! Values that their field cannot take.

use super::{FUNCTION, after, reads};
use crate::check::lints::testing::found;
use crate::diagnostic::Code;

#[test]
fn values_of_the_wrong_type() {
    let place = |field: &str| format!("/States/A/{field}");
    let data = r#"{"n": 1, "t": "x", "o": {"a": 1}, "l": [1], "b": true, "u.$": "$.u"}"#;
    let wait = |field: &str, path: &str| {
        after(data, &format!(r#""A": {{"Type": "Wait", "{field}": "{path}", "Next": "End"}}"#))
    };
    for (field, path, wrong) in [
        ("SecondsPath", "$.n", false),
        ("SecondsPath", "$.t", false),
        ("SecondsPath", "$.o", true),
        ("SecondsPath", "$.u", false),
        ("TimestampPath", "$.t", false),
        ("TimestampPath", "$.n", true),
    ] {
        let expected = if wrong { vec![place(field)] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &wait(field, path)), expected, "{field} {path}");
    }
    let map = |path: &str| {
        after(
            data,
            &format!(
                r#""A": {{"Type": "Map", "ItemsPath": "{path}", "ItemProcessor": {{"StartAt": "I", "States": {{
                "I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#
            ),
        )
    };
    for (path, wrong) in [("$.l", false), ("$.o", false), ("$.u", false), ("$.t", true), ("$.b", true)] {
        let expected = if wrong { vec![place("ItemsPath")] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &map(path)), expected, "{path}");
    }
    for (call, wrong) in [
        ("States.ArrayLength($.l)", false),
        ("States.ArrayLength($.o)", true),
        ("States.ArrayLength($.u)", false),
        ("States.MathAdd($.n, 1)", false),
        ("States.MathAdd(1, $.t)", true),
        ("States.StringToJson($.o)", true),
        ("States.Format('{}', $.o)", false),
        ("States.Array(States.JsonMerge($.o, $.t, false))", true),
    ] {
        let expected = if wrong { vec![place("Parameters/x.$")] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &reads(data, call)), expected, "{call}");
    }
    let result =
        |path: &str| after(data, &format!(r#""A": {{{FUNCTION}, "ResultPath": "{path}", "Next": "End"}}"#));
    for (path, wrong) in
        [("$.r", false), ("$.o.r", false), ("$.u.r", false), ("$.n.r", true), ("$.l.r", true)]
    {
        let expected = if wrong { vec![place("ResultPath")] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &result(path)), expected, "{path}");
    }
}

#[test]
fn inline_maps_have_a_history() {
    let map = |count: usize, mode: &str| {
        format!(
            r#""Make": {{"Type": "Pass", "Result": [{}], "Next": "A"}},
            "A": {{"Type": "Map", "ItemProcessor": {{{mode} "StartAt": "I", "States": {{
            "I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#,
            vec!["1"; count].join(",")
        )
    };
    let distributed = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#;
    for (count, mode, told) in [(6251, "", true), (6250, "", false), (6251, distributed, false)] {
        // The definition is too long to be shown.
        assert_eq!(!found(Code::MapHistory, &map(count, mode)).is_empty(), told, "{count} {mode}");
    }
}
