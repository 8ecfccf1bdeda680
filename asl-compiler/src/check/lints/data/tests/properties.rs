//! What is told of random data and random paths, held against what comes of them when they are followed step by step: what
//! is said to find nothing never succeeds, and of data that is known nothing fails that was not told.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::check::lints::testing::all;
use crate::diagnostic::Code;
use crate::model::WorkflowKind;

/// A step of a path that leads to one place.
#[derive(Debug, Clone)]
enum Step {
    Name(&'static str),
    Index(i64),
}

/// What a Pass of JSONPath does.
#[derive(Debug, Clone)]
enum Does {
    InputPath(Vec<Step>),
    OutputPath(Vec<Step>),
    /// `Result` at a `ResultPath` of names.
    Insert(Vec<&'static str>, Value),
    /// `Parameters` with a literal and a path.
    Parameters(Vec<Step>),
    /// `Parameters` with a path into the variable.
    Recall(Vec<Step>),
    /// `Assign` of a path to the variable.
    Assign(Vec<Step>),
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("a"), Just("b"), Just("c")]
}

fn data() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..9i64).prop_map(Value::from),
        Just(json!("text")),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let members = prop::collection::vec((name(), inner.clone()), 1..4);
        prop_oneof![
            1 => prop::collection::vec(inner, 0..3).prop_map(Value::from),
            3 => members.prop_map(|all| {
                Value::Object(all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

fn path() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![4 => name().prop_map(Step::Name), 1 => (-2..3i64).prop_map(Step::Index)];
    prop::collection::vec(step, 0..4)
}

fn does() -> impl Strategy<Value = Does> {
    prop_oneof![
        path().prop_map(Does::InputPath),
        path().prop_map(Does::OutputPath),
        (prop::collection::vec(name(), 1..3), data()).prop_map(|(at, value)| Does::Insert(at, value)),
        path().prop_map(Does::Parameters),
        path().prop_map(Does::Recall),
        path().prop_map(Does::Assign),
    ]
}

fn text(root: &str, path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Name(name) => format!(".{name}"),
        Step::Index(position) => format!("[{position}]"),
    });
    std::iter::once(root.to_owned()).chain(steps).collect()
}

/// A workflow that makes the data, and does one thing after another with it.
fn workflow(data: &Value, does: &[Does]) -> String {
    let mut states = Map::new();
    let start = json!({"Type": "Pass", "Result": data, "Assign": {"x.$": "$"}, "Next": "S0"});
    states.insert("Make".to_owned(), start);
    for (index, does) in does.iter().enumerate() {
        let mut state = match does {
            Does::InputPath(path) => json!({"InputPath": text("$", path)}),
            Does::OutputPath(path) => json!({"OutputPath": text("$", path)}),
            Does::Insert(at, value) => json!({"ResultPath": format!("$.{}", at.join(".")), "Result": value}),
            Does::Parameters(path) => json!({"Parameters": {"a.$": text("$", path), "b": 1}}),
            Does::Recall(path) => json!({"Parameters": {"a.$": text("$x", path), "b": 1}}),
            Does::Assign(path) => json!({"Assign": {"x.$": text("$", path)}}),
        };
        state["Type"] = json!("Pass");
        state["Next"] = json!(format!("S{}", index + 1));
        states.insert(format!("S{index}"), state);
    }
    states.insert(format!("S{}", does.len()), json!({"Type": "Succeed"}));
    json!({"StartAt": "Make", "States": states}).to_string()
}

/// Why an execution does not succeed.
enum Stopped {
    Failed,
    /// A template has made `null` of a position beyond the end (PATH-12): then not all that follows is known.
    Unclear,
}

fn find(value: &Value, path: &[Step]) -> Result<Value, Stopped> {
    let mut at = value;
    for step in path {
        at = match step {
            Step::Name(name) => at.get(name).ok_or(Stopped::Failed)?,
            Step::Index(position) => {
                let elements = at.as_array().ok_or(Stopped::Failed)?;
                let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
                let index = if *position < 0 { length + position } else { *position };
                usize::try_from(index).ok().and_then(|index| elements.get(index)).ok_or(Stopped::Unclear)?
            }
        };
    }
    Ok(at.clone())
}

fn insert(into: &mut Value, at: &[&'static str], value: &Value) -> Result<(), Stopped> {
    let Some((first, rest)) = at.split_first() else {
        *into = value.clone();
        return Ok(());
    };
    let members = into.as_object_mut().ok_or(Stopped::Failed)?;
    insert(members.entry(*first).or_insert_with(|| json!({})), rest, value)
}

fn run(data: &Value, does: &[Does]) -> Result<(), Stopped> {
    let (mut value, mut variable) = (data.clone(), data.clone());
    for does in does {
        match does {
            Does::InputPath(path) | Does::OutputPath(path) => value = find(&value, path)?,
            Does::Insert(at, result) => insert(&mut value, at, result)?,
            Does::Parameters(path) => value = json!({"a": find(&value, path)?, "b": 1}),
            Does::Recall(path) => value = json!({"a": find(&variable, path)?, "b": 1}),
            Does::Assign(path) => variable = find(&value, path)?,
        }
    }
    Ok(())
}

/// What a path of JSONata finds, also where that is an empty array.
fn mapped(value: &Value, path: &[Step]) -> Option<Value> {
    path.iter().try_fold(value.clone(), |value, step| match step {
        Step::Name(name) => lookup(&value, name),
        Step::Index(position) => selected(&value, *position),
    })
}

fn lookup(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Array(elements) => {
            let found: Vec<Value> = elements
                .iter()
                .filter_map(|element| lookup(element, name))
                .flat_map(|found| match found {
                    Value::Array(inner) => inner,
                    other => vec![other],
                })
                .collect();
            (!found.is_empty()).then(|| Value::Array(found))
        }
        other => other.get(name).cloned(),
    }
}

fn selected(value: &Value, position: i64) -> Option<Value> {
    let Value::Array(elements) = value else { return matches!(position, 0 | -1).then(|| value.clone()) };
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let index = if position < 0 { length + position } else { position };
    elements.get(usize::try_from(index).ok()?).cloned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_of_json_path_comes_true(data in data(), does in prop::collection::vec(does(), 1..5)) {
        let definition = workflow(&data, &does);
        let wrong = [Code::MissingData, Code::WrongDataType, Code::PossiblyMissingData];
        let found = all(&definition, WorkflowKind::Standard);
        let told: Vec<_> = found.iter().filter(|(code, _)| wrong.contains(code)).collect();
        match run(&data, &does) {
            Ok(()) => prop_assert!(told.is_empty(), "{told:?} in {definition}"),
            Err(Stopped::Failed) => prop_assert!(!told.is_empty(), "nothing is told of {definition}"),
            Err(Stopped::Unclear) => {}
        }
    }

    #[test]
    fn what_jsonata_is_said_not_to_find_it_does_not(data in data(), path in path(), by_variable in any::<bool>()) {
        let root = if by_variable { "$x" } else { "$states.input" };
        let definition = json!({
            "QueryLanguage": "JSONata",
            "StartAt": "Make",
            "States": {
                "Make": {"Type": "Pass", "Output": data, "Assign": {"x": data}, "Next": "Read"},
                "Read": {"Type": "Succeed", "Output": format!("{{% {} %}}", text(root, &path))},
            },
        });
        let found = all(&definition.to_string(), WorkflowKind::Standard);
        if found.iter().any(|(code, _)| *code == Code::MissingData) {
            prop_assert!(mapped(&data, &path).is_none(), "it is found in {definition}");
        }
    }
}
