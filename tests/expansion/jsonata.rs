//! Random states of JSONata, and random `Assign`s in both languages.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::definitions::{error_names, fields, json, key, retry, template, text};

/// A state without states inside.
pub(crate) fn leaf() -> impl Strategy<Value = Map<String, Value>> {
    prop_oneof![task(), pass(), choice(), wait(), fail()].prop_map(in_jsonata)
}

/// A Parallel or a Map, without what is inside.
pub(crate) fn nested() -> impl Strategy<Value = Map<String, Value>> {
    let mut parallel = with_result();
    parallel.push(("Arguments", data(input())));
    let mut map = with_result();
    map.extend([
        ("Items", prop_oneof![expression(input()), vec(json(), 0..3).prop_map(Value::from)].boxed()),
        ("ItemSelector", data(item())),
        ("MaxConcurrency", number()),
    ]);
    prop_oneof![fields("Parallel", parallel), fields("Map", map)].prop_map(in_jsonata)
}

/// `Assign` of JSONPath.
pub(crate) fn assign() -> BoxedStrategy<Value> {
    let path =
        select(vec!["$", "$.a", "$$.Execution.Id", "States.UUID()"]).prop_map(|text| (".$", json!(text)));
    let value =
        prop_oneof![path, template().prop_map(|value| ("", value)), json().prop_map(|value| ("", value))];
    variables(value.boxed())
}

fn in_jsonata(mut fields: Map<String, Value>) -> Map<String, Value> {
    fields.insert("QueryLanguage".into(), "JSONata".into());
    fields
}

/// An object of variables; each value comes with what stands behind its name.
fn variables(value: BoxedStrategy<(&'static str, Value)>) -> BoxedStrategy<Value> {
    let name = prop_oneof![
        "[a-z][a-z0-9_]{0,5}",
        select(vec!["größe", "type", "Self", "検査"]).prop_map(str::to_owned)
    ];
    vec((name, value), 0..3)
        .prop_map(|variables| {
            let mut object = Map::new();
            for (name, (end, value)) in variables {
                if !object.contains_key(&name) && !object.contains_key(&format!("{name}.$")) {
                    object.insert(format!("{name}{end}"), value);
                }
            }
            object.into()
        })
        .boxed()
}

fn jsonata_assign(roots: &'static [&'static str]) -> BoxedStrategy<Value> {
    variables(data(roots).prop_map(|value| ("", value)).boxed())
}

/// What expressions read everywhere.
fn input() -> &'static [&'static str] {
    &["$states.input", "$states.input.a", "$states.context.Execution.Id", "$states.input.list[0].`a b`"]
}

fn result() -> &'static [&'static str] {
    &["$states.result", "$states.result.a[-1]", "$states.input", "$states.context.State.Name"]
}

fn error_output() -> &'static [&'static str] {
    &["$states.errorOutput.Error", "$states.errorOutput", "$states.input"]
}

fn item() -> &'static [&'static str] {
    &["$states.context.Map.Item.Value", "$states.context.Map.Item.Index", "$states.input"]
}

/// The text of an expression over some of these.
fn inside(roots: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => select(roots).prop_map(str::to_owned),
        1 => select(vec!["1", "-2.5", "true", "null", "'it\\'s'", "\"a\\\"b\\\\\"", "[]", "{}", "[1..3]", "/a/i"])
            .prop_filter("a value", |text| !text.starts_with('/') && !text.starts_with('\''))
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("[{one}, {other}]")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("{{'k': {one}, \"ü\": {other}}}")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("{one} & {other}")),
            (inner.clone(), inner.clone())
                .prop_map(|(one, other)| format!("{one} = {other} ? {one} : {other}")),
            inner.clone().prop_map(|value| format!("$exists({value}) and $not({value})")),
            inner.clone().prop_map(|value| format!("( $own := {value}; $string($own) )")),
            inner.prop_map(|value| format!("$map([{value}], function($each) {{ $each }})")),
        ]
    })
}

fn expression(roots: &'static [&'static str]) -> BoxedStrategy<Value> {
    let blank = select(vec!["", " ", "  "]);
    (blank, inside(roots))
        .prop_map(|(blank, text)| Value::from(format!("{{%{blank}{text}{blank}%}}")))
        .boxed()
}

/// JSON with expressions in it.
fn data(roots: &'static [&'static str]) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![2 => expression(roots), 1 => json()];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((key(), inner), 0..3).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}

fn number() -> BoxedStrategy<Value> {
    let computed =
        select(vec!["{% $states.input.n %}", "{% 2 * $states.input.n + 1 %}"]).prop_map(Value::from);
    prop_oneof![(10..1000_u32).prop_map(Value::from), computed].boxed()
}

fn flow() -> Vec<(&'static str, BoxedStrategy<Value>)> {
    vec![
        ("Comment", text().prop_map(Value::from).boxed()),
        ("Output", data(input())),
        ("Assign", jsonata_assign(input())),
    ]
}

fn with_result() -> Vec<(&'static str, BoxedStrategy<Value>)> {
    vec![
        ("Output", data(result())),
        ("Assign", jsonata_assign(result())),
        ("Retry", retry().boxed()),
        ("Catch", catch().boxed()),
    ]
}

fn catch() -> impl Strategy<Value = Value> {
    let optional = vec![("Output", data(error_output())), ("Assign", jsonata_assign(error_output()))];
    (error_names(), fields("", optional)).prop_map(|(names, mut catcher)| {
        catcher.shift_remove("Type");
        catcher.insert("ErrorEquals".into(), names);
        json!([catcher])
    })
}

fn task() -> impl Strategy<Value = Map<String, Value>> {
    let mut optional = with_result();
    optional.extend([
        ("Arguments", data(input())),
        ("TimeoutSeconds", number()),
        ("HeartbeatSeconds", (1..10_u32).prop_map(Value::from).boxed()),
        ("Credentials", Just(json!({ "RoleArn": "{% $states.input.role %}" })).boxed()),
    ]);
    let resource = select(vec![
        "arn:aws:states:::aws-sdk:s3:getObject",
        "arn:aws:states:::sqs:sendMessage",
        "${Own.Arn}",
    ]);
    (fields("Task", optional), resource).prop_map(|(mut fields, resource)| {
        fields.insert("Resource".into(), resource.into());
        fields
    })
}

fn pass() -> impl Strategy<Value = Map<String, Value>> {
    fields("Pass", flow())
}

fn wait() -> impl Strategy<Value = Map<String, Value>> {
    let time = prop_oneof![
        number().prop_map(|seconds| ("Seconds", seconds)),
        select(vec!["{% $states.input.t %}", "2030-02-28T23:59:59.25-05:30"])
            .prop_map(|time| ("Timestamp", Value::from(time))),
    ];
    (fields("Wait", flow()), time).prop_map(|(mut fields, (key, value))| {
        fields.insert(key.into(), value);
        fields
    })
}

fn fail() -> impl Strategy<Value = Map<String, Value>> {
    let cause = select(vec!["{% $states.input.cause %}", "{% 'a' & 'b' %}", "because"]).prop_map(Value::from);
    fields("Fail", vec![("Error", text().prop_map(Value::from).boxed()), ("Cause", cause.boxed())])
}

fn choice() -> impl Strategy<Value = Map<String, Value>> {
    let condition =
        select(vec!["{% $states.input.a = 1 %}", "{% $exists($states.input.b) %}", "{%$not(true)%}"]);
    let optional = vec![("Output", data(input())), ("Assign", jsonata_assign(input()))];
    let rule = (fields("", optional), condition).prop_map(|(mut rule, condition)| {
        rule.shift_remove("Type");
        rule.insert("Condition".into(), condition.into());
        Value::from(rule)
    });
    (fields("Choice", flow()), vec(rule, 1..3)).prop_map(|(mut fields, rules)| {
        fields.insert("Choices".into(), rules.into());
        fields
    })
}
