//! Random definitions that are right more often than not.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::jsonata;

/// States in a row, before they have their names.
#[derive(Debug, Clone)]
struct Scope(Vec<(String, Node)>);

#[derive(Debug, Clone)]
struct Node {
    fields: Map<String, Value>,
    /// Branches of a Parallel, the processor of a Map.
    scopes: Vec<Scope>,
}

/// Definitions of up to a dozen states.
pub(crate) fn definitions() -> impl Strategy<Value = Value> {
    scope().prop_map(|scope| named(&scope, &mut 0))
}

fn scope() -> impl Strategy<Value = Scope> {
    let row = vec((name(), leaf_node()), 1..4).prop_map(Scope);
    row.prop_recursive(3, 16, 3, |inner| {
        let nested = (nested_fields(), vec(inner, 1..3)).prop_map(|(fields, scopes)| Node { fields, scopes });
        vec((name(), prop_oneof![2 => leaf_node(), 1 => nested]), 1..4).prop_map(Scope)
    })
}

/// A state without states inside.
fn leaf_node() -> impl Strategy<Value = Node> {
    let json_path = prop_oneof![task(), pass(), choice(), wait(), fail()];
    prop_oneof![json_path, jsonata::leaf()].prop_map(|fields| Node { fields, scopes: Vec::new() })
}

/// The scope as a definition: names made unique, every state leading to the next.
fn named(scope: &Scope, count: &mut usize) -> Value {
    let names: Vec<String> = scope
        .0
        .iter()
        .map(|(name, _)| {
            *count += 1;
            format!("{name} {count}")
        })
        .collect();
    let mut states = Map::new();
    for (index, (name, (_, node))) in names.iter().zip(&scope.0).enumerate() {
        let mut fields = node.fields.clone();
        let next = names.get(index + 1);
        let target = next.unwrap_or(name);
        match fields["Type"].as_str() {
            Some("Choice") => {
                for rule in fields["Choices"].as_array_mut().into_iter().flatten() {
                    rule["Next"] = target.as_str().into();
                }
                fields.insert("Default".into(), next.map_or("End", String::as_str).into());
                if next.is_none() {
                    states.insert("End".into(), json!({ "Type": "Succeed" }));
                }
            }
            // What follows would be lost.
            Some("Fail") if next.is_some() => {
                fields = Map::from_iter([("Type".into(), json!("Pass")), ("Next".into(), json!(target))]);
            }
            Some("Fail") => {}
            _ => {
                let (key, value) = next.map_or(("End", json!(true)), |next| ("Next", json!(next)));
                fields.insert(key.into(), value);
            }
        }
        for catcher in fields.get_mut("Catch").and_then(Value::as_array_mut).into_iter().flatten() {
            catcher["Next"] = target.as_str().into();
        }
        let mut scopes = node.scopes.iter().map(|scope| named(scope, count));
        match fields["Type"].as_str() {
            Some("Parallel") => {
                fields.insert("Branches".into(), scopes.collect());
            }
            Some("Map") => {
                fields.insert("ItemProcessor".into(), scopes.next().unwrap_or_default());
            }
            _ => {}
        }
        states.insert(name.clone(), fields.into());
    }
    // Two choices at the ends of two scopes would have one end.
    let text = json!({ "StartAt": names[0], "States": states }).to_string();
    *count += 1;
    serde_json::from_str(
        &text
            .replace("\"End\":{", &format!("\"End {count}\":{{"))
            .replace("\"Default\":\"End\"", &format!("\"Default\":\"End {count}\"")),
    )
    .unwrap_or_default()
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,6}( [a-z]{1,6})?",
        select(vec![
            "match", "self", "Self", "2nd", "rt", "State", "Ok", "Prüfen", "注文", "🚀", "a`b", "{}"
        ])
        .prop_map(str::to_owned),
        "\\PC{1,20}",
    ]
}

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec![
            "$", "$.a", "$.a.b", "$.list[0]", "$['a b']", "$.list[-1]", "$$.Execution.Id", "$$.State.Name",
        ]).prop_map(str::to_owned),
        2 => select(vec![
            "$.list[*].x", "$..x", "$.list[1:3]", "$.list[0,2]", "$['a','b']", "$.list.length()",
            "$.list[?(@.x > 1 && @.y == 'z' || !@.w)].x", "$.list[?(@.x =~ /a\"b/i)]", "$.list[?(@.x in [1,'b'])]",
        ]).prop_map(str::to_owned),
        1 => "\\$\\.[a-zäß_]{1,8}(\\[[0-9]\\])?",
    ]
}

fn reference_path() -> impl Strategy<Value = String> {
    select(vec!["$", "$.a", "$.a.b", "$.list[0]", "$['a b']"]).prop_map(str::to_owned)
}

fn intrinsic() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        path(),
        select(vec!["1", "-2.5", "true", "null", "'a'", "'it\\'s'", "'{}'", "'\\{'"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|argument| format!("States.JsonToString({argument})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("States.Array({one}, {other})")),
            inner.prop_map(|argument| format!("States.Format('<{{}}>', {argument})")),
        ]
    })
    .prop_filter("a call", |text| text.starts_with("States."))
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "\\PC{0,12}", Just("a \"quoted\"\n\\ text".to_owned())]
        .prop_filter("a plain text", |text| !text.contains("${") && !text.starts_with('$'))
}

pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((key(), inner), 0..3).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

pub(crate) fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,6}", select(vec!["type", "Self", "9", "ü", "a b", "a-b"]).prop_map(str::to_owned)]
}

pub(crate) fn template() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        2 => (key(), prop_oneof![path(), intrinsic()]).prop_map(|(key, text)| (format!("{key}.$"), text.into())),
        1 => (key(), json()),
    ];
    let members = vec(leaf, 1..4);
    let object = members.prop_map(|members| {
        let mut object = Map::new();
        for (key, value) in members {
            if !object.keys().any(|known: &String| known.trim_end_matches(".$") == key.trim_end_matches(".$"))
            {
                object.insert(key, value);
            }
        }
        Value::Object(object)
    });
    object.prop_recursive(2, 6, 2, |inner| {
        (inner.clone(), key(), inner).prop_map(|(outer, key, inner)| {
            let mut outer = outer;
            if let Some(object) = outer.as_object_mut() {
                object.shift_remove(&format!("{key}.$"));
                object.insert(key, json!([inner]));
            }
            outer
        })
    })
}

/// Fields that are there or not.
pub(crate) fn fields(
    kind: &'static str,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Map<String, Value>> {
    let start = Just(Map::from_iter([("Type".to_owned(), json!(kind))])).boxed();
    optional.into_iter().fold(start, |fields, (name, value)| {
        (fields, option::weighted(0.4, value))
            .prop_map(move |(mut fields, value)| {
                if let Some(value) = value {
                    fields.insert(name.into(), value);
                }
                fields
            })
            .boxed()
    })
}

fn value(texts: impl Strategy<Value = String> + 'static) -> BoxedStrategy<Value> {
    texts.prop_map(Value::from).boxed()
}

fn value_or_null(texts: impl Strategy<Value = String> + 'static) -> BoxedStrategy<Value> {
    option::weighted(0.8, texts).prop_map(Value::from).boxed()
}

fn flow() -> Vec<(&'static str, BoxedStrategy<Value>)> {
    vec![
        ("Comment", value(text())),
        ("InputPath", value_or_null(path())),
        ("OutputPath", value_or_null(path())),
    ]
}

fn with_result() -> Vec<(&'static str, BoxedStrategy<Value>)> {
    let mut fields = flow();
    fields.extend([
        ("ResultPath", value_or_null(reference_path())),
        ("Parameters", template().boxed()),
        ("ResultSelector", template().boxed()),
        ("Assign", jsonata::assign()),
        ("Retry", retry().boxed()),
        ("Catch", catch().boxed()),
    ]);
    fields
}

fn task() -> impl Strategy<Value = Map<String, Value>> {
    let resource = prop_oneof![
        "arn:aws:lambda:eu-west-1:111111111111:function:[a-z]{1,3}(:[a-z]{1,3})?",
        select(vec![
            "arn:aws:states:::lambda:invoke",
            "arn:aws:states:::sqs:sendMessage",
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "arn:aws:states:::states:startExecution.sync:2",
            "arn:aws:states:::aws-sdk:s3:getObject",
            "arn:aws:states:eu-west-1:111111111111:activity:pack",
            "${Function.Arn}",
        ])
        .prop_map(str::to_owned),
    ];
    let mut optional = with_result();
    optional.extend([
        ("TimeoutSeconds", (10..1000_u32).prop_map(Value::from).boxed()),
        ("HeartbeatSeconds", (1..10_u32).prop_map(Value::from).boxed()),
        ("Credentials", Just(json!({ "RoleArn.$": "$.role" })).boxed()),
    ]);
    (fields("Task", optional), resource).prop_map(|(mut fields, resource)| {
        fields.insert("Resource".into(), resource.into());
        fields
    })
}

fn pass() -> impl Strategy<Value = Map<String, Value>> {
    let mut optional = flow();
    optional.extend([
        ("ResultPath", value_or_null(reference_path())),
        ("Parameters", template().boxed()),
        ("Result", json().boxed()),
        ("Assign", jsonata::assign()),
    ]);
    fields("Pass", optional)
}

fn wait() -> impl Strategy<Value = Map<String, Value>> {
    let time = prop_oneof![
        (0..100_000_u32).prop_map(|seconds| ("Seconds", Value::from(seconds))),
        reference_path().prop_map(|path| ("SecondsPath", path.into())),
        reference_path().prop_map(|path| ("TimestampPath", path.into())),
        Just(("Timestamp", json!("2030-02-28T23:59:59.25-05:30"))),
    ];
    (fields("Wait", flow()), time).prop_map(|(mut fields, (key, value))| {
        fields.insert(key.into(), value);
        fields
    })
}

fn fail() -> impl Strategy<Value = Map<String, Value>> {
    fields("Fail", vec![("Error", value(text())), ("CausePath", value(reference_path()))])
}

fn choice() -> impl Strategy<Value = Map<String, Value>> {
    (fields("Choice", flow()), vec(rule(), 1..3)).prop_map(|(mut fields, rules)| {
        fields.insert("Choices".into(), rules.into());
        fields
    })
}

fn rule() -> impl Strategy<Value = Value> {
    let comparison = prop_oneof![
        text().prop_map(|text| ("StringEquals", json!(text))),
        any::<f64>().prop_map(|number| ("NumericLessThan", json!(number))),
        any::<i64>().prop_map(|number| ("NumericGreaterThanEquals", json!(number))),
        any::<bool>().prop_map(|flag| ("BooleanEquals", json!(flag))),
        any::<bool>().prop_map(|flag| ("IsPresent", json!(flag))),
        any::<bool>().prop_map(|flag| ("IsTimestamp", json!(flag))),
        reference_path().prop_map(|path| ("StringLessThanPath", json!(path))),
        Just(("TimestampEquals", json!("2024-01-01T00:00:00Z"))),
        "[a-z*]{1,8}".prop_map(|pattern| ("StringMatches", json!(pattern))),
    ];
    let leaf = (path(), comparison).prop_map(|(path, (key, value))| json!({ "Variable": path, key: value }));
    leaf.prop_recursive(3, 6, 2, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..3).prop_map(|rules| json!({ "And": rules })),
            vec(inner.clone(), 1..3).prop_map(|rules| json!({ "Or": rules })),
            inner.prop_map(|rule| json!({ "Not": rule })),
        ]
    })
}

pub(crate) fn error_names() -> impl Strategy<Value = Value> {
    let names = select(vec![
        json!(["States.ALL"]),
        json!(["States.TaskFailed"]),
        json!(["States.Timeout", "States.HeartbeatTimeout"]),
    ]);
    prop_oneof![names, vec("[A-Z][a-z\"]{1,4}", 1..3).prop_map(|names| json!(names))]
}

pub(crate) fn retry() -> impl Strategy<Value = Value> {
    let numbers = (1..100_u32, 0..10_u32, 1.0..4.0_f64);
    (error_names(), numbers).prop_map(|(names, (interval, attempts, rate))| {
        json!([{
            "ErrorEquals": names, "IntervalSeconds": interval, "MaxAttempts": attempts, "BackoffRate": rate,
            "JitterStrategy": "FULL",
        }])
    })
}

fn catch() -> impl Strategy<Value = Value> {
    (error_names(), value_or_null(reference_path()))
        .prop_map(|(names, path)| json!([{ "ErrorEquals": names, "ResultPath": path }]))
}

fn nested_fields() -> impl Strategy<Value = Map<String, Value>> {
    let mut map = with_result();
    map.retain(|(name, _)| *name != "Parameters");
    map.extend([
        ("ItemsPath", value(reference_path())),
        ("ItemSelector", template().boxed()),
        ("MaxConcurrency", (0..50_u32).prop_map(Value::from).boxed()),
    ]);
    prop_oneof![fields("Parallel", with_result()), fields("Map", map), jsonata::nested()]
}
