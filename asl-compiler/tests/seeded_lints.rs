//! What the service accepts and then fails, put into a good workflow, is found where it was put.

#[path = "support/seed.rs"]
mod seed;
mod support;

use asl_compiler::diagnostic::{Code, Level, LintLevels};
use asl_compiler::model::WorkflowKind;
use asl_compiler::substitution::UnknownNames;
use seed::Seed::{self, Remove, Set};
use seed::planted;
use serde_json::{Value, json};
use support::check_at;

const CHARGE: &str = "/States/Charge card";
const ITEM: &str = "/States/Ship items/ItemProcessor/States/Ship item";

/// A slip, where it must be found, and its code.
fn seeds() -> Vec<(Seed, String, Code)> {
    let charge = |field: &str| format!("{CHARGE}/{field}");
    let item = |field: &str| format!("{ITEM}/{field}");
    let rule = |index: usize| format!("/States/Is it large?/Choices/{index}");
    let element = "/States/Charge card/Catch/0/ErrorEquals/0";
    let catcher = |names: Value| json!({"ErrorEquals": names, "ResultPath": "$.error", "Next": "Sorry"});
    vec![
        (
            Set("/States/Charge card/Catch/1", catcher(json!(["Declined"]))),
            charge("Catch/1"),
            Code::UnreachableCatcher,
        ),
        (
            Set("/States/Charge card/Retry/2", json!({"ErrorEquals": ["Busy"]})),
            charge("Retry/2"),
            Code::UnreachableRetrier,
        ),
        (Set(element, json!("States.Runtime")), element.into(), Code::UnmatchedErrorName),
        (Set(element, json!("Declined")), charge("Catch/0/ErrorEquals/1"), Code::RepeatedErrorName),
        (Set(element, json!("State.ALL")), element.into(), Code::MisspeltErrorName),
        (Set(element, json!("States.Declined")), element.into(), Code::ReservedErrorName),
        (Set(element, json!("Lambda.Unknwon")), element.into(), Code::UnknownLambdaError),
        (
            Set("/States/Charge card/Catch", json!([catcher(json!(["States.TaskFailed"]))])),
            charge("Catch/0"),
            Code::UncaughtTimeout,
        ),
        (
            Set("/States/Charge card/Retry/0/MaxAttempts", json!(0)),
            charge("Retry/0"),
            Code::RetrierWithoutEffect,
        ),
        (
            Set("/States/Charge card/Retry/1/BackoffRate", json!(3)),
            charge("Retry/1"),
            Code::RetryNumberWithoutEffect,
        ),
        (
            Set("/States/Charge card/Parameters/sum.$", json!("States.MathAdd(1)")),
            charge("Parameters/sum.$"),
            Code::IntrinsicCall,
        ),
        (
            Set("/States/Charge card/Parameters/sum.$", json!("States.ArrayPartition($.items, 1.5)")),
            charge("Parameters/sum.$"),
            Code::IntrinsicArgument,
        ),
        (
            Set("/States/Charge card/Parameters/sum", json!("$.total")),
            charge("Parameters/sum"),
            Code::UnevaluatedText,
        ),
        (
            Set(
                "/States/Pause",
                json!({"Type": "Pass", "Result": {"a.$": "$.a"}, "ResultPath": "$.p", "Next": "Charge card"}),
            ),
            "/States/Pause/Result/a.$".into(),
            Code::LiteralResult,
        ),
        (
            Set("/States/Charge card/Parameters/sum", json!("{% $states.input.total %}")),
            charge("Parameters/sum"),
            Code::ForeignSyntax,
        ),
        (
            Set("/States/Charge card/Parameters/token.$", json!("$$.Task.Token")),
            charge("Parameters/token.$"),
            Code::ContextField,
        ),
        (Set("/States/Pause/Seconds", json!(86400)), "/States/Pause/Seconds".into(), Code::WaitBeyondLimit),
        (
            Set("/States/Charge card/TimeoutSeconds", json!(86401)),
            charge("TimeoutSeconds"),
            Code::BeyondTimeLimit,
        ),
        (
            Set(
                "/States/Is it large?/Choices/1",
                json!({"Variable": "$.order.total", "NumericGreaterThan": 5000, "Next": "Charge card"}),
            ),
            rule(1),
            Code::UnreachableRule,
        ),
        (
            Set(
                "/States/Is it large?/Choices/1",
                json!({"Variable": "$.order.total", "NumericGreaterThan": 5000, "Next": "Pause"}),
            ),
            rule(1),
            Code::RepeatedRule,
        ),
        (Remove("/States/Is it large?/Default"), "/States/Is it large?".into(), Code::ChoiceWithoutDefault),
        (
            Set(
                "/States/Is it large?/Choices/2",
                json!({"Variable": "$.order.id", "StringMatches": "a\\d*", "Next": "Pause"}),
            ),
            rule(2),
            Code::PatternEscape,
        ),
        (
            Set(
                "/States/Is it large?/Choices/2",
                json!({"Variable": "$.order.id", "StringMatches": "abc", "Next": "Pause"}),
            ),
            rule(2),
            Code::PatternWithoutWildcard,
        ),
        (
            Set(
                "/States/Is it large?/Choices/2",
                json!({"Variable": "$.order.id", "StringMatches": "^abc", "Next": "Pause"}),
            ),
            rule(2),
            Code::ForeignPattern,
        ),
        (
            Set(
                "/States/Is it large?/Choices/2",
                json!({"Variable": "$.items[*].id", "StringEquals": "abc", "Next": "Pause"}),
            ),
            rule(2),
            Code::IndefiniteVariable,
        ),
        (
            Set(
                "/States/Is it large?/Choices/2",
                json!({"Variable": "$.order.total", "IsPresent": false, "Next": "Pause"}),
            ),
            rule(2),
            Code::LatePresenceTest,
        ),
        (Set("/States/Pause/Next", json!("Pause")), "/States/Pause".into(), Code::EndlessLoop),
        (
            Set(
                "/States/Charge card/Catch",
                json!([catcher(json!(["Declined"])), {"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "Charge card"}]),
            ),
            charge("Catch/1"),
            Code::UnboundedLoop,
        ),
        (
            Set(
                "/States/Ship items/ItemProcessor/States/Ship item/Resource",
                json!("arn:aws:states:::lambda:invoke.waitForTaskToken"),
            ),
            item("Resource"),
            Code::TokenNotPassed,
        ),
        (
            Set("/States/Ship items/ResultSelector", json!({"a.$": "$[0]"})),
            "/States/Ship items/ResultSelector".into(),
            Code::FieldWithoutEffect,
        ),
        (
            Set("/States/Charge card/Parameters", json!({"FunctionName": "f", "Payload.$": "$"})),
            charge("Parameters/FunctionName"),
            Code::FunctionParameters,
        ),
        (
            Set(
                "/States/Ship items/ItemProcessor/States/Ship item/Parameters",
                json!({"FunctionNam": "ship", "Payload.$": "$"}),
            ),
            item("Parameters"),
            Code::ServiceParameters,
        ),
        (
            Set("/States/Ship items/ItemSelector/item.$", json!("$.Map.Item.Value")),
            "/States/Ship items/ItemSelector/item.$".into(),
            Code::SingleDollar,
        ),
        (
            Set("/States/Sorry/CausePath", json!("$.error.Cause.text")),
            "/States/Sorry/CausePath".into(),
            Code::MissingData,
        ),
        (
            Set("/States/Charge card/Catch/0", json!({"ErrorEquals": ["NoCard"], "Next": "Sorry"})),
            "/States/Sorry/CausePath".into(),
            Code::PossiblyMissingData,
        ),
        (
            Set("/States/Ship items/ItemProcessor/States/Ship item/InputPath", json!("$.items[0]")),
            item("InputPath"),
            Code::MissingData,
        ),
        (
            Set(
                "/States/Pause",
                json!({"Type": "Pass", "Parameters": {"order": "all"}, "Next": "Charge card"}),
            ),
            charge("Parameters"),
            Code::PossiblyMissingData,
        ),
        (
            Set("/States/Ship items/ItemsPath", json!("$$.Execution.Name")),
            "/States/Ship items/ItemsPath".into(),
            Code::WrongDataType,
        ),
        (
            Set(
                "/States/Is it large?/Choices/2",
                json!({"Variable": "$$.Execution.Name", "NumericEquals": 1, "Next": "Pause"}),
            ),
            rule(2),
            Code::ComparisonNeverTrue,
        ),
    ]
}

#[test]
fn every_slip_is_found_where_it_is() {
    let mut levels = LintLevels::default();
    for code in [Code::RetryNumberWithoutEffect, Code::PatternWithoutWildcard] {
        levels.set(code.name(), Level::Warn).expect("it is a lint");
    }
    let mut wrong = Vec::new();
    for (seed, pointer, code) in seeds() {
        let text = planted(&seed);
        let name = code.name();
        let checked = check_at(name, &text, WorkflowKind::Standard, UnknownNames::Required, &levels)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let errors: Vec<_> = checked.errors().map(|error| checked.line(error)).collect();
        let hit = checked.lints().any(|finding| {
            let at = checked.document.pointer(finding.place.node);
            finding.code == code && (at == pointer || at.starts_with(&format!("{pointer}/")))
        });
        if !hit || !errors.is_empty() {
            let found: Vec<_> = checked.lints().map(|finding| checked.line(finding)).collect();
            wrong.push(format!("{name}: not at {pointer}, found {found:#?} {errors:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
