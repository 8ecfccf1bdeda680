//! Whatever stands in a definition: the reader does not panic, and what it gives keeps its promises.

mod support;

use std::path::{Path, PathBuf};

use asl_compiler::model::{Next, Scope, State, StateId, StateKind, WorkflowKind};
use serde_json::{Value, json};
use support::check;

fn definitions() -> Vec<(String, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let entries = |path: &Path| {
        let entries = std::fs::read_dir(path).expect("the folder can be read");
        entries.map(|entry| entry.expect("the folder can be read").path()).collect::<Vec<_>>()
    };
    let files = entries(&folder).into_iter().flat_map(|folder| entries(&folder));
    let json = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.map(|path| {
        let text = std::fs::read_to_string(&path).expect("the fixture can be read");
        (path.display().to_string(), serde_json::from_str(&text).expect("a fixture is JSON"))
    })
    .collect()
}

/// What is put in the place of every value in turn.
fn strangers() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0.5),
        json!(u64::MAX),
        json!(""),
        json!("$"),
        json!("{% $x %}"),
        json!("${Name}"),
        json!("Ship"),
        json!([]),
        json!([null, {}, [], "x"]),
        json!({}),
        json!({"x": {"y.$": 1}, "Type": "Map", "End": "x"}),
    ]
}

fn pointers(value: &Value, at: &str, pointers: &mut Vec<String>) {
    pointers.push(at.to_owned());
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            self::pointers(value, &format!("{at}/{key}"), pointers);
        }),
        Value::Array(elements) => elements.iter().enumerate().for_each(|(index, value)| {
            self::pointers(value, &format!("{at}/{index}"), pointers);
        }),
        _ => {}
    }
}

#[test]
fn any_value_in_any_place_leaves_a_sound_model() {
    for (name, definition) in definitions() {
        let express = name.contains(".express.");
        let kind = if express { WorkflowKind::Express } else { WorkflowKind::Standard };
        let mut places = Vec::new();
        pointers(&definition, "", &mut places);
        for place in &places {
            for stranger in strangers() {
                let mut changed = definition.clone();
                *changed.pointer_mut(place).expect("the pointer was found there") = stranger.clone();
                let text = changed.to_string();
                let checked = check(&name, &text, kind).expect("the text is JSON");
                match &checked.machine {
                    Some(machine) => check_scope(&machine.scope),
                    None => {
                        assert!(!checked.found.errors.is_empty(), "{name} {place} {stranger}: silence");
                    }
                }
            }
        }
    }
}

fn check_scope(scope: &Scope) {
    assert!(!scope.states.is_empty());
    check_id(scope, scope.start_at);
    scope.states.iter().for_each(|state| check_state(scope, state));
}

fn check_id(scope: &Scope, id: StateId) {
    assert!((id.0 as usize) < scope.states.len());
}

fn check_next(scope: &Scope, next: Next) {
    if let Next::State(id) = next {
        check_id(scope, id);
    }
}

fn check_state(scope: &Scope, state: &State) {
    match &state.kind {
        StateKind::Task(task) => {
            check_next(scope, task.next);
            check_catchers(scope, &task.catch);
        }
        StateKind::Pass(pass) => check_next(scope, pass.next),
        StateKind::Wait(wait) => check_next(scope, wait.next),
        StateKind::Choice(choice) => {
            assert_ne!(choice.default, Some(Next::End));
            choice.default.into_iter().for_each(|next| check_next(scope, next));
            for rule in &choice.choices {
                assert_ne!(rule.next, Next::End);
                check_next(scope, rule.next);
            }
        }
        StateKind::Parallel(parallel) => {
            assert!(!parallel.branches.is_empty());
            parallel.branches.iter().for_each(check_scope);
            check_next(scope, parallel.next);
            check_catchers(scope, &parallel.catch);
        }
        StateKind::Map(map) => {
            check_scope(&map.processor);
            check_next(scope, map.next);
            check_catchers(scope, &map.catch);
        }
        StateKind::Succeed(_) | StateKind::Fail(_) => {}
    }
}

fn check_catchers(scope: &Scope, catchers: &[asl_compiler::model::Catcher]) {
    for catcher in catchers {
        assert_ne!(catcher.next, Next::End);
        check_next(scope, catcher.next);
    }
}
