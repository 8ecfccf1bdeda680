//! What it costs to make JSON of a handler's output and a struct of it again for the next handler.
//!
//! ```text
//! conversions                     nanoseconds of an execution, for each form of the handlers
//! conversions FORM[/history] COUNT   runs one so often, for a profiler
//! ```
//!
//! Twenty handlers give what they get straight to the next; in the form `json` as it is, in the form `structs` as a
//! struct of eight fields, of which there is JSON only if somebody looks: in the form `structs/history`. In the form
//! `choices` there are ten, and behind each a Choice reads a field; in the form `choices-of-structs` it reads that of the
//! struct.

use std::process::ExitCode;

use asl_benchmarks::{Run, execute, processor_time};
use asl_runtime::history::History;
use asl_runtime::{Definition, Shape, TaskContext, TaskError, Workflow, include_workflow};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

include_workflow! {
    "workflows/handlers.asl.json",
    name: pub(self) structs,
    typed,
    input: Order,
    output: Order,
    handlers: { "arn:aws:lambda:eu-west-1:123456789012:function:step" => step: fn(Order) -> Result<Order> },
}

include_workflow! {
    "workflows/handlers.asl.json",
    name: pub(self) json,
    handlers: { "arn:aws:lambda:eu-west-1:123456789012:function:step" => step: fn(Value) -> Result<Value> },
}

include_workflow! {
    "workflows/choices.asl.json",
    name: pub(self) choices_of_structs,
    typed,
    input: Order,
    output: Order,
    handlers: { "arn:aws:lambda:eu-west-1:123456789012:function:step" => step: fn(Order) -> Result<Order> },
}

include_workflow! {
    "workflows/choices.asl.json",
    name: pub(self) choices,
    handlers: { "arn:aws:lambda:eu-west-1:123456789012:function:step" => step: fn(Value) -> Result<Value> },
}

#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    customer: Customer,
    items: Vec<Item>,
    total_cents: u64,
    currency: String,
    status: Status,
    note: Option<String>,
    gift: bool,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
struct Customer {
    id: String,
    email: String,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
struct Item {
    sku: String,
    count: u32,
    cents: u64,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
enum Status {
    Open,
}

struct Steps;

/// Handlers that give what they get.
macro_rules! steps {
    ($($workflow:ident: $of:ty),+) => {$(
        impl $workflow::Handlers for Steps {
            async fn step(&self, order: $of, _: &TaskContext) -> Result<$of, TaskError> {
                Ok(order)
            }
        }
    )+};
}

steps! { structs: Order, json: Value, choices_of_structs: Order, choices: Value }

/// How handlers take and give the order.
#[derive(Clone, Copy)]
enum Form {
    Json,
    Structs,
    JsonWithChoices,
    StructsWithChoices,
}

/// Whether the execution writes its history.
#[derive(Clone, Copy)]
enum Recording {
    None,
    History,
}

const CASES: [(&str, Form, Recording); 6] = [
    ("json", Form::Json, Recording::None),
    ("structs", Form::Structs, Recording::None),
    ("json/history", Form::Json, Recording::History),
    ("structs/history", Form::Structs, Recording::History),
    ("choices", Form::JsonWithChoices, Recording::None),
    ("choices-of-structs", Form::StructsWithChoices, Recording::None),
];

fn order() -> Order {
    let item = |number: u32| Item { sku: format!("SKU-{number}"), count: number, cents: 1_250 };
    Order {
        order_id: "A-1001".into(),
        customer: Customer { id: "C-17".into(), email: "ada@example.com".into() },
        items: (1..=3).map(item).collect(),
        total_cents: 7_500,
        currency: "EUR".into(),
        status: Status::Open,
        note: None,
        gift: false,
    }
}

/// An execution with its input.
fn prepare(form: Form, recording: Recording) -> Run {
    match form {
        Form::Json => run(json::workflow(Steps), recording, json!(order())),
        Form::Structs => run(structs::workflow(Steps), recording, order()),
        Form::JsonWithChoices => run(choices::workflow(Steps), recording, json!(order())),
        Form::StructsWithChoices => run(choices_of_structs::workflow(Steps), recording, order()),
    }
}

fn run<D: Definition<Input: Send> + Send + Sync>(
    workflow: Workflow<D>,
    recording: Recording,
    input: D::Input,
) -> Run {
    let workflow = match recording {
        Recording::None => workflow,
        Recording::History => workflow.recorder(History::new()),
    };
    Box::pin(async move { drop(workflow.run(input).await.expect("nothing fails")) })
}

fn main() -> ExitCode {
    let runtime = match Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("tokio can't start: {error}");
            return ExitCode::from(2);
        }
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let case = |name: &str| CASES.into_iter().find(|(of, ..)| *of == name);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => CASES.into_iter().for_each(|(name, form, recording)| {
            println!("{name}: {:.0} ns", least(&runtime, form, recording));
        }),
        [name, count] => {
            let (Some((_, form, recording)), Ok(count)) = (case(name), count.parse::<u32>()) else {
                eprintln!("there is no form `{name}`, or `{count}` is no number");
                return ExitCode::from(2);
            };
            (0..count).for_each(|_| execute(&runtime, prepare(form, recording)));
        }
        _ => {
            eprintln!("usage: conversions [FORM[/history] COUNT]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// The nanoseconds of an execution in the quickest of many turns.
fn least(runtime: &Runtime, form: Form, recording: Recording) -> f64 {
    const TURNS: u32 = 200;
    const BATCH: u32 = 50;
    let turn = |_| {
        let runs: Vec<_> = (0..BATCH).map(|_| prepare(form, recording)).collect();
        let start = processor_time();
        runs.into_iter().for_each(|run| execute(runtime, run));
        (processor_time() - start).as_nanos() as f64 / f64::from(BATCH)
    };
    (0..TURNS).map(turn).fold(f64::INFINITY, f64::min)
}
