//! An execution that is forgotten after every step, and goes on from its rows, is the same as one that is not.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::mem;
use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Changes, Kept};
use crate::engine::execution::ExecutionId;
use crate::engine::tests::script::{Recording, Reply, Script};
use crate::engine::{Ended, Engine, Entry, Identity, Outcome, Settings, Start};
use crate::error::TaskError;
use crate::program::{ExecutionContext, Failure, Program};
use crate::store::{FrameRow, Progress, ResultRow, SlotKind, SlotRow};
use crate::tokens::TaskTokens;
use crate::workflow::Definition;

/// The rows of an execution.
#[derive(Default)]
struct Rows {
    frames: BTreeMap<u64, FrameRow>,
    slots: BTreeMap<(u64, SlotKind), SlotRow>,
    results: BTreeMap<(u64, u64), ResultRow>,
    progress: Progress,
}

impl Rows {
    fn apply(&mut self, changes: Changes) {
        for gone in changes.gone {
            self.frames.remove(&gone);
            self.slots.retain(|(frame, _), _| *frame != gone);
            self.results.retain(|(frame, _), _| *frame != gone);
        }
        for frame in changes.forgotten {
            self.results.retain(|(of, _), _| *of != frame);
        }
        self.frames.extend(changes.frames.into_iter().map(|row| (row.frame, row)));
        self.slots.extend(changes.slots.into_iter().map(|row| ((row.frame, row.kind), row)));
        self.results.extend(changes.results.into_iter().map(|row| ((row.frame, row.index), row)));
        self.progress = changes.progress;
    }

    fn kept(&self) -> Kept {
        Kept {
            frames: self.frames.values().cloned().collect(),
            slots: self.slots.values().cloned().collect(),
            results: self.results.values().cloned().collect(),
            progress: self.progress,
            children: Vec::new(),
        }
    }
}

fn copy(context: &ExecutionContext) -> ExecutionContext {
    ExecutionContext {
        id: context.id.clone(),
        name: context.name.clone(),
        input: Arc::clone(&context.input),
        start_time: context.start_time,
        role_arn: context.role_arn.clone(),
        redrive_count: context.redrive_count,
        redrive_time: context.redrive_time,
        state_machine_id: context.state_machine_id.clone(),
        state_machine_name: context.state_machine_name.clone(),
        substitutions: context.substitutions.clone(),
    }
}

/// The engine as its rows have it.
fn restored(program: &'static dyn Program, rows: &Rows, old: &Engine) -> Engine {
    let root = old.executions.get(ExecutionId::ROOT).expect("it has not ended");
    let identity = Identity::new(copy(&root.identity.context), "00000000-0000-4000-8000-000000000000".into());
    let settings = Settings {
        tokens: Arc::new(TaskTokens::seeded(1)),
        worker_name: None,
        absent: Vec::new(),
        recorder: old.settings.recorder.clone(),
        inline_concurrency: old.settings.inline_concurrency,
        distributed_concurrency: old.settings.distributed_concurrency,
        limits: old.settings.limits,
        caller: crate::trace::Caller::GoesOn,
        holding: crate::program::Holding::Input,
    };
    let random = fastrand::Rng::with_seed(1);
    let restored = Engine::restore(
        program,
        settings,
        Entry::whole(program),
        identity,
        rows.kept(),
        random,
        old.journal.now,
    );
    restored.expect("the rows are right").0
}

/// A script that forgets after every step.
fn forgetful<D: Definition>(input: Value) -> Script {
    let mut script = Script::new::<D>(input, Recording::On);
    script.engine.note_all();
    let mut rows = Rows::default();
    script.after_step = Some(Box::new(move |engine| {
        rows.apply(engine.take_changes());
        if engine.outcome.is_none() {
            let restored = restored(D::program(), &rows, engine);
            *engine = restored;
        }
    }));
    script
}

fn same<D: Definition>(input: Value, reply: impl Fn(&Start, &Value) -> Reply) -> Outcome {
    let mut whole = Script::new::<D>(input.clone(), Recording::On);
    let expected = whole.finish(&reply);
    let mut forgetful = forgetful::<D>(input);
    assert_eq!(forgetful.finish(&reply), expected);
    assert_eq!(forgetful.events(), whole.events());
    assert_eq!(forgetful.inputs(), whole.inputs());
    expected
}

fn failed(name: &'static str) -> Reply {
    Reply::End(Ended::Failed(Failure::from(TaskError::new(name, "it did not work"))))
}

crate::include_workflow! {
    name: pub(self) nested,
    inline = r#"{
        "StartAt": "Prepare",
        "States": {
            "Prepare": { "Type": "Pass", "Assign": { "tax": 3 }, "Next": "Both" },
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "Sleep", "States": {
                        "Sleep": { "Type": "Wait", "Seconds": 100, "Next": "Tell" },
                        "Tell": { "Type": "Pass", "Parameters": { "tax.$": "$tax", "id.$": "$$.Execution.Name" }, "End": true }
                    } },
                    { "StartAt": "Each", "States": {
                        "Each": {
                            "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2,
                            "ItemSelector": { "item.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "all.$": "$.items" },
                            "ItemProcessor": { "StartAt": "Work", "States": {
                                "Work": {
                                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                                    "TimeoutSeconds": 50,
                                    "Retry": [ { "ErrorEquals": ["Again"], "IntervalSeconds": 5, "MaxAttempts": 2 } ],
                                    "Assign": { "got.$": "$" }, "Next": "Again"
                                },
                                "Again": {
                                    "Type": "Parallel",
                                    "Branches": [ { "StartAt": "Use", "States": {
                                        "Use": { "Type": "Pass", "Parameters": { "got.$": "$got", "tax.$": "$tax",
                                            "of.$": "$$.Map.Item.Value" }, "End": true } } } ],
                                    "End": true
                                }
                            } },
                            "ResultPath": "$.done", "End": true
                        }
                    } }
                ],
                "Retry": [ { "ErrorEquals": ["Whole"], "IntervalSeconds": 1, "MaxAttempts": 1 } ],
                "Catch": [ { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Caught" } ],
                "End": true
            },
            "Caught": { "Type": "Pass", "End": true }
        }
    }"#,
}

#[test]
fn goes_on_from_its_rows() {
    let input = json!({ "items": [1, 2, { "k": [3] }, "four", 5] });
    let output = same::<nested::Definition>(input, |_, input| input["at"].clone().into());
    let Outcome::Succeeded(output) = output else { panic!("{output:?}") };
    assert_eq!(output[0], json!({ "tax": 3, "id": "Run" }));
    assert_eq!(output[1]["done"][2], json!([{ "tax": 3, "of": { "k": [3] }, "got": 2 }]));
}

#[test]
fn counts_retries_across_steps() {
    let input = json!({ "items": [1, 2, 3] });
    let output =
        same::<nested::Definition>(input.clone(), |start, input| match (start.number, &input["item"]) {
            (1 | 2, Value::Number(item)) if item.as_u64() == Some(2) => failed("Again"),
            _ => json!(1).into(),
        });
    assert!(matches!(output, Outcome::Succeeded(_)), "{output:?}");
    let caught = same::<nested::Definition>(input.clone(), |_, _| failed("Again"));
    let Outcome::Succeeded(caught) = caught else { panic!("{caught:?}") };
    assert_eq!(caught["error"]["Error"], "Again");
    // The whole Parallel again: results of the first generation are forgotten.
    let whole = same::<nested::Definition>(input, |_, input| match &input["item"] {
        Value::Number(item) if item.as_u64() == Some(3) => failed("Whole"),
        _ => json!(1).into(),
    });
    let Outcome::Succeeded(whole) = whole else { panic!("{whole:?}") };
    assert_eq!(whole["error"]["Error"], "Whole");
}

#[test]
fn timeouts_stay() {
    let output = same::<nested::Definition>(json!({ "items": [1] }), |_, _| Reply::Silence);
    let Outcome::Succeeded(output) = output else { panic!("{output:?}") };
    assert_eq!(output["error"]["Error"], "States.Timeout");
}

crate::include_workflow! {
    name: pub(self) each,
    inline = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "Work", "States": {
            "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true}
    }}}}}"#,
}

/// How many rows are written for a Map of so many items, in all of its steps.
fn rows_of(items: usize) -> usize {
    let mut script = Script::new::<each::Definition>(json!(vec![1; items]), Recording::Off);
    script.engine.note_all();
    let written = Rc::new(Cell::new(0));
    let counted = Rc::clone(&written);
    script.after_step = Some(Box::new(move |engine| {
        let Changes { frames, slots, results, gone, .. } = engine.take_changes();
        counted.set(counted.get() + frames.len() + slots.len() + results.len() + gone.len());
    }));
    let outcome = script.finish(|_, input| input.clone().into());
    assert_eq!(outcome, Outcome::Succeeded(json!(vec![1; items])));
    written.get()
}

/// Twice as many items are twice as many rows: the step of an item does not write its siblings again.
#[test]
fn an_item_does_not_write_its_siblings() {
    let (few, many) = (rows_of(200), rows_of(400));
    assert!(few >= 400 && many <= 2 * few, "{few} {many}");
}

#[test]
fn says_what_is_wrong_with_rows() {
    let mut script = Script::new::<nested::Definition>(json!({ "items": [1] }), Recording::Off);
    script.engine.note_all();
    assert_eq!(script.settle(|_, _| Reply::Silence), None);
    let mut rows = Rows::default();
    rows.apply(script.engine.take_changes());
    let broken = |change: &dyn Fn(&mut Kept)| {
        let mut kept = rows.kept();
        change(&mut kept);
        let mut broken = Rows { progress: kept.progress, ..Rows::default() };
        broken.frames.extend(mem::take(&mut kept.frames).into_iter().map(|row| (row.frame, row)));
        broken.slots.extend(mem::take(&mut kept.slots).into_iter().map(|row| ((row.frame, row.kind), row)));
        let root = script.engine.executions.get(ExecutionId::ROOT).expect("it runs");
        let identity = Identity::new(copy(&root.identity.context), String::new());
        let settings = Settings {
            tokens: Arc::new(TaskTokens::seeded(1)),
            worker_name: None,
            absent: Vec::new(),
            recorder: None,
            inline_concurrency: 40,
            distributed_concurrency: 40,
            limits: crate::Limits::NONE,
            caller: crate::trace::Caller::GoesOn,
            holding: crate::program::Holding::Input,
        };
        let random = fastrand::Rng::with_seed(1);
        let program = nested::Definition::program();
        let entry = Entry::whole(program);
        Engine::restore(program, settings, entry, identity, broken.kept(), random, script.now)
            .expect_err("it is broken")
    };
    for (change, message) in [
        (
            &(|kept: &mut Kept| kept.frames[0].state = "Nowhere".into()) as &dyn Fn(&mut Kept),
            "no state `Nowhere`",
        ),
        (&|kept: &mut Kept| kept.frames[0].phase = "{".into(), "the phase of frame 1 can't be read"),
        (&|kept: &mut Kept| kept.slots.clear(), "is missing"),
        (&|kept: &mut Kept| kept.frames.clear(), "no outermost frame"),
        (&|kept: &mut Kept| drop(kept.frames.remove(0)), "has no parent"),
        (&|kept: &mut Kept| kept.slots[0].json = Some("{".into()), "is no JSON"),
        (
            &|kept: &mut Kept| {
                let phase = kept.frames[0].phase.replacen("\"place\":0", "\"place\":4000000000", 1);
                kept.frames[0].phase = phase;
            },
            "impossible place",
        ),
    ] {
        let error = broken(change);
        assert!(error.contains(message), "{error}");
    }
}
