//! Migration: executions that began with one version of a definition go on with another.

mod apply;
mod check;

use std::fmt;

pub use check::{MappedMachine, checked};

use crate::program::Program;

/// Takes executions from one version of a definition to another: [`migration!`](crate::migration) makes it.
#[derive(Clone, Copy)]
pub struct Migration {
    from: &'static str,
    to: &'static str,
    machines: &'static [MappedMachine],
    old: fn() -> &'static dyn Program,
    new: fn() -> &'static dyn Program,
}

impl Migration {
    /// The hash of the definition that executions began with.
    pub const fn from_hash(&self) -> &'static str {
        self.from
    }

    /// The hash of the definition that they go on with.
    pub const fn to_hash(&self) -> &'static str {
        self.to
    }
}

impl fmt::Debug for Migration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Migration").field("from", &self.from).field("to", &self.to).finish_non_exhaustive()
    }
}

/// Says where executions of one version of a workflow go on in another: a state for each state.
///
/// Executions go on with the definition that they began with; where no registered workflow has it, they are
/// [parked](crate::durable::Client::parked). With
/// [`EngineBuilder::migrate`](crate::durable::EngineBuilder::migrate) they go on with another one instead.
///
/// The states of the outermost machine come first, then those of every branch of a Parallel and of every Map's
/// processor. The history, variables, values, timers and tokens stay as they are; a state is not entered again. It is a
/// compile error if
///
/// - a state of the old version has no successor, or a branch or a processor is missing,
/// - a state goes to one of another machine,
/// - a Task, a Wait, a Parallel or a Map, where executions stay, goes to a state of another kind,
/// - a branch, or what processes items, goes to one that is not inside of the successor of its state, or a Parallel goes
///   to one with another number of branches,
/// - a distributed Map goes to one that is not, or the other way round.
///
/// The children of a distributed Map are executions of their own: each is migrated when it has something to do, with the
/// states inside of the Map. A map run that runs keeps what it was started with: what it reads and writes, batches, the
/// type of its children; `ItemSelector` is that of the new version.
///
/// That a Task whose token somebody has goes to one that ends by a token too is checked when the engine is built.
///
/// ```
/// use asl_runtime::durable::Engine;
/// use asl_runtime::store::MemoryStore;
/// use asl_runtime::{DynamicHandlers, include_workflow};
///
/// mod first {
///     asl_runtime::include_workflow! {
///         name: pub(crate) order,
///         inline: r#"{
///             "StartAt": "Sleep",
///             "States": {
///                 "Sleep": { "Type": "Wait", "Seconds": 86400, "Next": "Done" },
///                 "Done": { "Type": "Succeed" }
///             }
///         }"#,
///     }
/// }
///
/// include_workflow! {
///     name: order,
///     inline: r#"{
///         "StartAt": "Rest",
///         "States": {
///             "Rest": { "Type": "Wait", "Seconds": 3600, "Next": "Ship" },
///             "Ship": {
///                 "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ship", "End": true
///             }
///         }
///     }"#,
/// }
///
/// asl_runtime::migration! {
///     /// Orders that began before there was a state to ship them.
///     const TO_SECOND: first::order => order {
///         State => State { Sleep => Rest, Done => Ship }
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let workflow = order::dynamic(DynamicHandlers::new(|call| std::future::ready(Ok(call.input))));
/// let store = MemoryStore::new()?;
/// let engine = Engine::builder().store(store).register(&workflow).migrate(TO_SECOND).build().await?;
/// # drop(engine);
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! migration {
    (
        $(#[$attribute:meta])*
        $visibility:vis const $name:ident: $($old:ident)::+ => $($new:ident)::+ {
            $($($from:ident)::+ => $($to:ident)::+ { $($state:ident => $successor:ident),* $(,)? }),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        $visibility const $name: $crate::durable::Migration = {
            use $($old)::+ as old;
            use $($new)::+ as new;

            $crate::__private::migration::checked::<old::Definition, new::Definition>(&[$({
                type From = old::$($from)::+;
                type To = new::$($to)::+;
                const STATES: &[From] = <From as $crate::__private::States>::ALL;
                const SUCCESSORS: [u16; STATES.len()] = {
                    let mut successors = [0; STATES.len()];
                    let mut at = 0;
                    while at < STATES.len() {
                        successors[at] = match STATES[at] {
                            $(From::$state => To::$successor as u16,)*
                        };
                        at += 1;
                    }
                    successors
                };
                $crate::__private::migration::MappedMachine::new::<From, To>(&SUCCESSORS)
            }),+])
        };
    };
}
