//! Properties of the whole compiler: whatever stands where in a definition.

use std::path::Path;

use asl_compiler::source::Format;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

#[path = "../fuzz/src/exercise.rs"]
mod exercise;

/// The seeds that are JSON.
fn seeds() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/read_json");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the seeds are committed")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.filter_map(|text| serde_json::from_str::<Value>(&text).ok()).filter(Value::is_object).collect()
}

/// Every value of a tree, the tree included.
fn values(tree: &Value) -> Vec<&Value> {
    let mut values = vec![tree];
    match tree {
        Value::Array(elements) => values.extend(elements.iter().flat_map(self::values)),
        Value::Object(members) => values.extend(members.values().flat_map(self::values)),
        _ => {}
    }
    values
}

/// Changes the value at this position in the order of [`values`].
fn change(tree: &mut Value, at: &mut Option<usize>, by: &dyn Fn(&mut Value)) {
    match *at {
        None => return,
        Some(0) => {
            *at = None;
            return by(tree);
        }
        Some(further) => *at = Some(further - 1),
    }
    match tree {
        Value::Array(elements) => elements.iter_mut().for_each(|element| change(element, at, by)),
        Value::Object(members) => members.values_mut().for_each(|member| change(member, at, by)),
        _ => {}
    }
}

/// What can go wrong in a definition.
#[derive(Debug, Clone)]
enum Mistake {
    /// Another value stands there.
    Replace(Value),
    /// A value that stands elsewhere.
    Repeat(Index),
    /// A member has another name, which may be there already.
    Rename(Index, &'static str),
    /// A member, or an element, is missing.
    Remove(Index),
}

impl Mistake {
    fn make(&self, tree: &mut Value, at: Index) {
        let all: Vec<Value> = values(tree).into_iter().cloned().collect();
        let mut position = Some(at.index(all.len()));
        change(tree, &mut position, &|value| match (self, value) {
            (Self::Replace(other), value) => *value = other.clone(),
            (Self::Repeat(from), value) => *value = from.get(&all).clone(),
            (Self::Rename(which, name), Value::Object(members)) if !members.is_empty() => {
                let key = which.get(&members.keys().cloned().collect::<Vec<_>>()).clone();
                if let Some(member) = members.shift_remove(&key) {
                    members.insert((*name).to_owned(), member);
                }
            }
            (Self::Remove(which), Value::Object(members)) if !members.is_empty() => {
                let key = which.get(&members.keys().cloned().collect::<Vec<_>>()).clone();
                members.shift_remove(&key);
            }
            (Self::Remove(which), Value::Array(elements)) if !elements.is_empty() => {
                elements.remove(which.index(elements.len()));
            }
            _ => {}
        });
    }
}

/// Texts of JSONata and around it, good and bad.
const JSONATA: [&str; 24] = [
    "{%",
    "%}",
    "{%}",
    "{%%}",
    "{%  %}",
    " {% 1 %} ",
    "{% 1",
    "x {% 1 %}",
    "{% ${A} %}",
    "{% '${B}' & 'ä' %}",
    "{% $states.input %}",
    "{% $states.result.a[0].b %}",
    "{% $states.errorOutput.Cause %}",
    "{% $states.context.Map.Item.Value %}",
    "{% $x + $y * -1 %}",
    "{% [1..3].($ * 2)[$ > 2] %}",
    "{% ( $f := function($n) { $n < 1 ? 0 : $f($n - 1) }; $f(3) ) %}",
    "{% $sort($x, function($l, $r) { $l > $r }) ~> $join(', ') %}",
    "{% |$x|{'a': 1}, ['b']| %}",
    "{% $x{k: $sum(v)} %}",
    "{% $match('a\"b', /a.b/i) %}",
    "{% $x ?? 1 %}",
    "{% ((((((1 %}",
    "{% $states.input.a[ %}",
];

fn mistake() -> impl Strategy<Value = Mistake> {
    let text = prop_oneof![
        select(
            &["", "$", "$.a", "$.a[*].b", "$$.Task.Token", "$x", "Charge", "Pass", "Map", "${A}", "x${B}"][..]
        ),
        select(&["States.UUID()", "States.Format('{}')", "States.ALL", "States.Nope", "{% $x %}", "1.0"][..]),
        select(&JSONATA[..]),
        select(&["arn:aws:states:::sqs:sendMessage.sync", "fn", "Self", "_", "1", "a b", "検査", "a\nb"][..]),
    ];
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        select(&[0_i64, -1, 1, 99_999_999, i64::MAX, i64::MIN][..]).prop_map(Value::from),
        select(&[0.5, 1e300, -2.5][..]).prop_map(Value::from),
        text.clone().prop_map(Value::from),
        ".{0,90}".prop_map(Value::from),
        Just(Value::Array(Vec::new())),
        Just(Value::Object(serde_json::Map::new())),
    ];
    let name = select(
        &[
            "Type",
            "Next",
            "End",
            "Default",
            "Retry",
            "Catch",
            "Parameters",
            "Result",
            "ResultPath",
            "ItemsPath",
            "Iterator",
            "ItemProcessor",
            "Branches",
            "Choices",
            "Not",
            "StartAt",
            "a.$",
            "Self",
            "fn",
            "",
            "${A}",
            "TimeoutSeconds",
            "Seconds",
            "Resource",
            "QueryLanguage",
            "Assign",
            "Comment",
            "StringEqualsPath",
            "Arguments",
            "Output",
            "Condition",
            "Items",
            "ItemSelector",
            "Credentials",
            "Cause",
            "Timestamp",
            "x",
            "states",
        ][..],
    );
    prop_oneof![
        3 => value.prop_map(Mistake::Replace),
        2 => any::<Index>().prop_map(Mistake::Repeat),
        3 => (any::<Index>(), name).prop_map(|(which, name)| Mistake::Rename(which, name)),
        1 => any::<Index>().prop_map(Mistake::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mistake_panics_and_what_is_emitted_is_rust(
        seed in select(seeds()),
        mistakes in proptest::collection::vec((mistake(), any::<Index>()), 1..4),
    ) {
        let mut definition = seed;
        for (mistake, at) in mistakes {
            mistake.make(&mut definition, at);
        }
        exercise::exercise(&format!("{definition:#}"), Format::Json);
    }
}
