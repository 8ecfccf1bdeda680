//! Workflow variables: scopes, the moment when new values hold, limits (VAR-5 to VAR-17), and failures of JSONata
//! in the history (HIST-50). The program is written by hand, as generated code would be.

use serde_json::{Value, json};

use super::script::{Recording, Script};
use crate::engine::Outcome;
use crate::limits::{Limits, VariableLimits};
use crate::program::{
    Branches, Completed, ContextPart, Distribution, Effect, ExecutionType, Failure, FailureKind, Items,
    Iterations, Machine, MachineId, MapMode, Payload, Position, Prepared, Program, QueryLanguage, Recovered,
    Recovery, Selected, Selection, StateData, StateId, StateInfo, StateKind, Step, TaskId, TaskInfo,
    Tolerance, Transition, WorkflowInfo, WorkflowKind, assigned,
};

/// Assigns `x`, runs a branch and a distributed item that read it, and fails if the input says so.
struct Scopes;

const fn info(name: &'static str, kind: StateKind) -> StateInfo {
    StateInfo { name, kind, task: None, retriers: 0 }
}

const SCOPES: WorkflowInfo = WorkflowInfo {
    name: "scopes",
    kind: WorkflowKind::Standard,
    timeout_seconds: None,
    machines: &[
        Machine {
            start: StateId(0),
            states: &[
                info("Assign", StateKind::Pass),
                info("Inside", StateKind::Parallel),
                info("Apart", StateKind::Map),
                info("Wait", StateKind::Wait),
                info("Caught", StateKind::Pass),
            ],
        },
        Machine { start: StateId(0), states: &[info("B1", StateKind::Pass), info("B2", StateKind::Pass)] },
        Machine { start: StateId(0), states: &[info("I1", StateKind::Pass)] },
    ],
    tasks: &[] as &[TaskInfo],
    substitutions: &[],
    context: &[ContextPart::ExecutionInput, ContextPart::Item, ContextPart::ItemValue],
};

/// What a state sees of the variables.
fn seen(step: &Step<'_>) -> Value {
    let mut seen = serde_json::Map::new();
    for name in ["x", "y"] {
        if let Some(value) = step.variable(name) {
            seen.insert(name.to_owned(), value.clone());
        }
    }
    Value::Object(seen)
}

fn failing(step: &Step<'_>, state: &str) -> bool {
    step.execution.input["fail"] == state
}

impl Program for Scopes {
    fn info(&self) -> &'static WorkflowInfo {
        &SCOPES
    }

    fn prepare(&self, at: Position, step: &mut Step<'_>) -> Prepared {
        let state = |index| StateId(index);
        let effect = match (at.machine.0, at.state.0) {
            (0, 0) => {
                let x = step.input()["x"].clone();
                let output = seen(step);
                Effect::Transition(Transition::next(state(1), output).assigning(assigned([("x", x)])))
            }
            (0, 1) if failing(step, "Inside") => {
                return Err(Failure::evaluation(Some("Arguments"), "no arguments"));
            }
            (0, 1) => Effect::Parallel(Branches {
                machines: &[MachineId(1), MachineId(1)],
                payload: Payload::own(seen(step)),
            }),
            (0, 2) => Effect::Map(Box::new(Iterations {
                processor: MachineId(2),
                items: Items::Array(vec![json!(1)]),
                effective_input: Payload::Input,
                selection: Selection::Selector,
                max_concurrency: 0,
                mode: Ok(MapMode::distributed(Distribution {
                    execution_type: ExecutionType::Standard,
                    tolerance: Tolerance::default(),
                    batch: None,
                    label: None,
                    language: QueryLanguage::Jsonata,
                    writer: None,
                })),
            })),
            (0, 3) => return Err(Failure::evaluation(Some("Timestamp"), "no timestamp")),
            (0, 4) => Effect::Transition(Transition::end(step.take_input())),
            (1, 0) => {
                let y = json!([step.variable("x")]);
                Effect::Transition(Transition::next(state(1), seen(step)).assigning(assigned([("y", y)])))
            }
            (1, 1) => Effect::Transition(Transition::end(json!([step.take_input().into_json(), seen(step)]))),
            _ => Effect::Transition(Transition::end(seen(step))),
        };
        Ok(effect)
    }

    fn complete(&self, at: Position, step: &mut Step<'_>, result: StateData) -> Completed {
        Ok(match at.state.0 {
            1 if failing(step, "Wait") => Transition::next(StateId(3), result),
            1 => Transition::next(StateId(2), result).assigning(assigned([("y", seen(step))])),
            _ => Transition::end(json!({ "outer": seen(step), "child": result.into_json() })),
        })
    }

    fn recover(&self, _: Position, step: &mut Step<'_>, failure: &Failure) -> Recovered {
        assert_eq!(failure.kind(), FailureKind::Reported);
        let caught = Transition::next(StateId(4), json!(failure.cause()));
        let caught = caught.assigning(assigned([("y", json!("caught"))]));
        Ok(if failing(step, "Inside") { Recovery::Caught(caught) } else { Recovery::Uncaught })
    }

    fn item(&self, _: Position, step: &mut Step<'_>) -> Selected {
        Ok(step.item_value())
    }
}

fn run(input: Value) -> (Outcome, Vec<String>) {
    let mut script = Script::of(&Scopes, input, Recording::On);
    let outcome = script.finish(|_, _| unreachable!("no state has a task: {:?}", TaskId(0)));
    (outcome, script.events())
}

#[test]
fn scopes_read_outwards_and_assign_inwards() {
    let (outcome, _) = run(json!({"x": 1}));
    // A branch sees `x` at once, its own `y` from its next state on, and the outer `y` of later never; the item of
    // a distributed Map sees nothing.
    let Outcome::Succeeded(output) = outcome else { panic!("{outcome:?}") };
    assert_eq!(output, json!({"outer": {"x": 1, "y": {"x": 1}}, "child": [{}]}));
}

#[test]
fn branches_are_isolated() {
    let mut script = Script::of(&Scopes, json!({"x": {"a": 1}, "fail": "Wait"}), Recording::On);
    let outcome = script.finish(|_, _| unreachable!("no state has a task"));
    let Outcome::Failed(failure) = outcome else { panic!("{outcome:?}") };
    assert_eq!(failure.name(), "States.QueryEvaluationError");
    let branch = r#"[{"x":{"a":1}},{"x":{"a":1},"y":[{"a":1}]}]"#;
    let inputs = script.inputs();
    assert!(inputs.contains(&format!("Wait [{branch},{branch}]")), "{inputs:?}");
}

#[test]
fn a_failed_evaluation_stands_beside_the_entered_event() {
    let (outcome, events) = run(json!({"x": 1, "fail": "Inside"}));
    let cause =
        "An error occurred while executing the state 'Inside' (entered at the event id #4). no arguments";
    assert_eq!(outcome, Outcome::Succeeded(json!(cause)));
    let expected = [
        "1<0 ExecutionStarted",
        "2<0 PassStateEntered",
        "3<2 PassStateExited",
        "4<3 ParallelStateEntered",
        "5<3 EvaluationFailed",
        "6<5 ParallelStateFailed",
        "7<6 ParallelStateExited",
        "8<7 PassStateEntered",
        "9<8 PassStateExited",
        "10<9 ExecutionSucceeded",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_failed_evaluation_of_a_wait_follows_the_entered_event() {
    let (_, events) = run(json!({"x": 1, "fail": "Wait"}));
    let [.., entered, failed, ended] = &events[..] else { panic!("{events:?}") };
    let id = |line: &str| line.split('<').next().map(str::to_owned);
    let (entered_id, failed_id) = (id(entered).unwrap_or_default(), id(failed).unwrap_or_default());
    assert!(entered.ends_with("WaitStateEntered"), "{events:?}");
    assert!(failed.ends_with(&format!("<{entered_id} EvaluationFailed")), "{events:?}");
    assert!(ended.ends_with(&format!("<{failed_id} ExecutionFailed")), "{events:?}");
}

#[test]
fn limits_are_the_host_s_choice() {
    let long = "x".repeat(100);
    let cases = [
        (None, true),
        (Some(VariableLimits { assign_bytes: 104, execution_bytes: 10_000 }), true),
        (Some(VariableLimits { assign_bytes: 103, execution_bytes: 10_000 }), false),
        // Later `y` is assigned beside `x`, once in each branch and once outside.
        (Some(VariableLimits { assign_bytes: 1_000, execution_bytes: 150 }), false),
    ];
    for (variables, fits) in cases {
        let limits = Limits { variables, ..Limits::NONE };
        let mut script = Script::limited(&Scopes, json!({"x": long, "fail": "Wait"}), limits);
        let outcome = script.finish(|_, _| unreachable!("no state has a task"));
        let Outcome::Failed(failure) = outcome else { panic!("{outcome:?}") };
        let expected = if fits { "States.QueryEvaluationError" } else { "States.DataLimitExceeded" };
        assert_eq!(failure.name(), expected, "{variables:?}");
    }
}
