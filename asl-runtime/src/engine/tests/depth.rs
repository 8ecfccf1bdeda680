//! Frames nest as deep as they like: nothing recurses.

use serde_json::json;

use super::script::{Recording, Reply, Script};
use crate::engine::{Outcome, Progress};
use crate::program::{
    Completed, Effect, Failure, Items, Iterations, Machine, MachineId, MapMode, Payload, Position, Prepared,
    Program, Recovered, Recovery, Selected, Selection, StateData, StateId, StateInfo, StateKind, Step,
    Transition, WorkflowInfo, WorkflowKind,
};

/// A Map whose items are processed by the Map itself, as often as its input says. At the bottom it ends, fails, or
/// waits for ever.
#[derive(Debug, Clone, Copy)]
enum Nesting {
    Ends,
    Fails,
    Waits,
}

static INFO: WorkflowInfo = WorkflowInfo {
    name: "nesting",
    kind: WorkflowKind::Standard,
    timeout_seconds: None,
    machines: &[Machine {
        start: StateId(0),
        states: &[StateInfo { name: "Map", kind: StateKind::Map, task: None, retriers: 0 }],
    }],
    tasks: &[],
    substitutions: &[],
    context: &[],
};

impl Program for Nesting {
    fn info(&self) -> &'static WorkflowInfo {
        &INFO
    }

    fn prepare(&self, _: Position, step: &mut Step<'_>) -> Prepared {
        let items = match (step.input().as_u64(), self) {
            (Some(0), Self::Ends) => return Ok(Effect::Transition(Transition::end(json!(0)))),
            (Some(0), Self::Fails) => {
                return Err(Failure::interpreter("States.QueryEvaluationError", "deep"));
            }
            (Some(0), Self::Waits) => {
                return Ok(Effect::Wait(crate::program::Delay::For(std::time::Duration::MAX)));
            }
            (depth, _) => vec![json!(depth.unwrap_or(1) - 1)],
        };
        Ok(Effect::Map(Box::new(Iterations {
            processor: MachineId(0),
            items: Items::Array(items),
            effective_input: Payload::Input,
            selection: Selection::Selector,
            max_concurrency: 0,
            mode: Ok(MapMode::Inline),
        })))
    }

    fn complete(&self, _: Position, step: &mut Step<'_>, _: StateData) -> Completed {
        Ok(Transition::end(step.take_input()))
    }

    fn recover(&self, _: Position, _: &mut Step<'_>, _: &Failure) -> Recovered {
        Ok(Recovery::Uncaught)
    }

    fn item(&self, _: Position, step: &mut Step<'_>) -> Selected {
        Ok(step.item_value())
    }
}

const DEPTH: u64 = 100_000;

fn script(program: &'static Nesting) -> Script {
    Script::of(program, json!(DEPTH), Recording::Off)
}

#[test]
fn a_hundred_thousand_maps_in_maps() {
    let outcome = script(&Nesting::Ends).finish(|_, _| Reply::Silence);
    assert_eq!(outcome, Outcome::Succeeded(json!(DEPTH)));
}

#[test]
fn a_failure_at_the_bottom_comes_up_with_one_prefix() {
    let Outcome::Failed(failure) = script(&Nesting::Fails).finish(|_, _| Reply::Silence) else {
        panic!("it was to fail");
    };
    // Three events for each Map around: entered, started, iteration started.
    let entered = 1 + 3 * DEPTH + 1;
    let cause = format!(
        "An error occurred while executing the state 'Map' (entered at the event id #{entered}). deep"
    );
    assert_eq!((failure.name(), failure.cause()), ("States.QueryEvaluationError", Some(&*cause)));
}

#[test]
fn a_deep_tree_is_closed_at_once() {
    let mut script = script(&Nesting::Waits);
    assert_eq!(script.settle(|_, _| Reply::Silence), None);
    assert_eq!(script.engine.frames.len() as u64, DEPTH + 1);
    script.engine.stop(None, None);
    assert_eq!(script.engine.run(1), Progress::Idle);
    assert_eq!((script.engine.frames.len(), script.engine.timers.len()), (0, 0));
}
