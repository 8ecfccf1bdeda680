// include_workflow! {
//     "map_distributed.asl.json",
// }

/// The workflow of `map_distributed.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.ExceedToleratedFailureThreshold`, of `Fixed`, `By paths`
/// - `States.ResultWriterFailed`, of `Fixed`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod map_distributed {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("map_distributed.asl.json");
    /// A picture of the workflow.
    pub const GRAPH: rt::Graph = rt::Graph {
        mermaid: "…",
        dot: "…",
    };
    /// The workflow, with handlers for its tasks.
    pub fn workflow<H: Handlers>(handlers: H) -> rt::Workflow<Definition> {
        rt::Workflow::new(Adapter(rt::Arc::new(handlers)))
    }
    /// The workflow, with one function that answers every task: for tests and mocks.
    pub fn dynamic(handlers: rt::DynamicHandlers) -> rt::Workflow<Definition> {
        rt::Workflow::new(handlers.serving(&INFO))
    }
    static INFO: rt::WorkflowInfo = rt::WorkflowInfo {
        name: "map_distributed",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "0ee288bd7b539a03952d5197445e76e6";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Execution {
                machine: rt::MachineId(0),
                state: rt::StateId(0),
            },
            rt::Place::Execution {
                machine: rt::MachineId(0),
                state: rt::StateId(1),
            },
        ];
        fn program() -> &'static dyn rt::Program {
            &Self
        }
    }
    struct Adapter<H>(rt::Arc<H>);
    impl<H: Handlers> rt::Dispatch for Adapter<H> {
        fn call(
            &self,
            task: rt::TaskId,
            _: rt::TaskInput<'_>,
            _: rt::TaskContext,
        ) -> rt::HandlerFuture {
            let _ = &self.0;
            rt::no_handler(&INFO, task)
        }
    }
    /// What the workflow calls: nothing, so an empty `impl` will do.
    pub trait Handlers: Send + Sync + 'static {}
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Fixed`
        Fixed,
        /// `By paths`
        ByPaths,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Fixed, Self::ByPaths];
        /// The name in the definition.
        pub const fn name(self) -> &'static str {
            STATES[self as usize].name
        }
    }
    impl rt::States for State {
        const ALL: &'static [Self] = Self::ALL;
        const MACHINE: rt::MachineId = rt::MachineId(0);
        const TABLE: &'static [rt::StateInfo] = STATES;
    }
    impl State {
        fn enter(self, input: impl rt::Into<rt::StateOutput>) -> rt::Transition {
            rt::Transition::next(rt::StateId(self as u16), input)
        }
        fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
            match self {
                Self::Fixed => prepare_fixed(step),
                Self::ByPaths => prepare_by_paths(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Fixed => complete_fixed(step, result.into_json()),
                Self::ByPaths => complete_by_paths(step, result),
            }
        }
        fn recover(self, _: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
            Ok(rt::Recovery::Uncaught)
        }
        fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
            match self {
                Self::Fixed => item_fixed(step),
                Self::ByPaths => item_by_paths(step),
            }
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Fixed",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "By paths",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
    ];
    /// `Fixed`: what it wants.
    fn prepare_fixed(step: &mut rt::Step<'_>) -> rt::Prepared {
        let items = rt::map::items_or_members(
            step,
            rt::map::items_path(
                step,
                step.input(),
                &rt::Path::document("$.lines", &[rt::PathStep::Name("lines")]),
            )?,
            "$.lines",
        )?;
        let max_concurrency = 100;
        let mode = (|| Ok(
            rt::MapMode::distributed(rt::Distribution {
                execution_type: rt::ExecutionType::Standard,
                tolerance: rt::Tolerance {
                    count: Some(3),
                    percentage: Some(2.5),
                },
                batch: Some(rt::Batch {
                    max_items: Some(10),
                    max_bytes: Some(65536),
                    input: Some(
                        rt::template::object([
                            ("source", rt::Literal::String("orders").value(step)),
                            (
                                "customer",
                                rt::template::field(
                                    step,
                                    step.input(),
                                    "customer.$",
                                    &rt::Path::document(
                                        "$.customer",
                                        &[rt::PathStep::Name("customer")],
                                    ),
                                )?,
                            ),
                        ]),
                    ),
                }),
                label: Some("Fixed"),
                language: rt::QueryLanguage::JsonPath,
                writer: Some(rt::ResultWriter {
                    destination: Some(
                        rt::template::object([
                            ("Bucket", rt::Literal::String("shipped").value(step)),
                            (
                                "Prefix",
                                rt::template::field(
                                    step,
                                    step.input(),
                                    "Prefix.$",
                                    &rt::Path::document(
                                        "$.customer",
                                        &[rt::PathStep::Name("customer")],
                                    ),
                                )?,
                            ),
                        ]),
                    ),
                    transformation: rt::Transformation::Compact,
                    output_type: rt::OutputType::JsonLines,
                }),
            }),
        ))();
        let effective_input = rt::Payload::Input;
        let processor = rt::MachineId(1);
        let selection = rt::Selection::Item;
        Ok(
            rt::Effect::Map(
                rt::Box::new(rt::Iterations {
                    processor,
                    items,
                    effective_input,
                    selection,
                    max_concurrency,
                    mode,
                }),
            ),
        )
    }
    /// `Fixed`: where its result leads.
    fn complete_fixed(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.results", &[rt::PathStep::Name("results")]),
            result,
        )?;
        Ok(State::ByPaths.enter(step.keep_input()))
    }
    /// `Fixed`: what an iteration gets.
    fn item_fixed(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(step.item_value())
    }
    /// `By paths`: what it wants.
    fn prepare_by_paths(step: &mut rt::Step<'_>) -> rt::Prepared {
        let items = rt::map::items_or_members(
            step,
            rt::map::items_path(
                step,
                step.input(),
                &rt::Path::document("$.lines", &[rt::PathStep::Name("lines")]),
            )?,
            "$.lines",
        )?;
        let max_concurrency = rt::map::max_concurrency(
            step,
            step.input(),
            &rt::Path::document(
                "$.limits.width",
                &[rt::PathStep::Name("limits"), rt::PathStep::Name("width")],
            ),
        )?;
        let mode = (|| Ok(
            rt::MapMode::distributed(rt::Distribution {
                execution_type: rt::ExecutionType::Express,
                tolerance: rt::Tolerance {
                    count: Some(
                        rt::map::tolerated_failure_count(
                            step,
                            step.input(),
                            &rt::Path::document(
                                "$.limits.count",
                                &[rt::PathStep::Name("limits"), rt::PathStep::Name("count")],
                            ),
                        )?,
                    ),
                    percentage: Some(
                        rt::map::tolerated_failure_percentage(
                            step,
                            step.input(),
                            &rt::Path::document(
                                "$.limits.percentage",
                                &[
                                    rt::PathStep::Name("limits"),
                                    rt::PathStep::Name("percentage"),
                                ],
                            ),
                        )?,
                    ),
                },
                batch: Some(rt::Batch {
                    max_items: Some(
                        rt::map::count(
                            step,
                            step.input(),
                            "MaxItemsPerBatchPath",
                            &rt::Path::document(
                                "$.limits.batch",
                                &[rt::PathStep::Name("limits"), rt::PathStep::Name("batch")],
                            ),
                        )?,
                    ),
                    max_bytes: Some(
                        rt::map::count(
                            step,
                            step.input(),
                            "MaxInputBytesPerBatchPath",
                            &rt::Path::document(
                                "$.limits.bytes",
                                &[rt::PathStep::Name("limits"), rt::PathStep::Name("bytes")],
                            ),
                        )?,
                    ),
                    input: None,
                }),
                label: None,
                language: rt::QueryLanguage::JsonPath,
                writer: None,
            }),
        ))();
        let effective_input = rt::Payload::Input;
        let processor = rt::MachineId(2);
        let selection = rt::Selection::Item;
        Ok(
            rt::Effect::Map(
                rt::Box::new(rt::Iterations {
                    processor,
                    items,
                    effective_input,
                    selection,
                    max_concurrency,
                    mode,
                }),
            ),
        )
    }
    /// `By paths`: where its result leads.
    fn complete_by_paths(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    /// `By paths`: what an iteration gets.
    fn item_by_paths(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(step.item_value())
    }
    /// The states of the item processor of `Fixed`.
    pub mod fixed {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `Fixed`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Ship batch`
            ShipBatch,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::ShipBatch];
            /// The name in the definition.
            pub const fn name(self) -> &'static str {
                STATES[self as usize].name
            }
        }
        impl rt::States for State {
            const ALL: &'static [Self] = Self::ALL;
            const MACHINE: rt::MachineId = rt::MachineId(1);
            const TABLE: &'static [rt::StateInfo] = STATES;
        }
        impl State {
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::ShipBatch => prepare_ship_batch(step),
                }
            }
            pub(super) fn complete(
                self,
                _: &mut rt::Step<'_>,
                _: rt::StateData,
            ) -> rt::Completed {
                Err(rt::no_effect())
            }
            pub(super) fn recover(
                self,
                _: &mut rt::Step<'_>,
                _: &rt::Failure,
            ) -> rt::Recovered {
                Ok(rt::Recovery::Uncaught)
            }
            pub(super) fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
                Err(rt::no_effect())
            }
        }
        pub(super) const START: rt::StateId = rt::StateId(0);
        pub(super) static STATES: &[rt::StateInfo] = &[
            rt::StateInfo {
                name: "Ship batch",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// `Ship batch`: what it wants.
        fn prepare_ship_batch(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
        }
    }
    /// The states of the item processor of `By paths`.
    pub mod by_paths {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `By paths`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Ship small batch`
            ShipSmallBatch,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::ShipSmallBatch];
            /// The name in the definition.
            pub const fn name(self) -> &'static str {
                STATES[self as usize].name
            }
        }
        impl rt::States for State {
            const ALL: &'static [Self] = Self::ALL;
            const MACHINE: rt::MachineId = rt::MachineId(2);
            const TABLE: &'static [rt::StateInfo] = STATES;
        }
        impl State {
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::ShipSmallBatch => prepare_ship_small_batch(step),
                }
            }
            pub(super) fn complete(
                self,
                _: &mut rt::Step<'_>,
                _: rt::StateData,
            ) -> rt::Completed {
                Err(rt::no_effect())
            }
            pub(super) fn recover(
                self,
                _: &mut rt::Step<'_>,
                _: &rt::Failure,
            ) -> rt::Recovered {
                Ok(rt::Recovery::Uncaught)
            }
            pub(super) fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
                Err(rt::no_effect())
            }
        }
        pub(super) const START: rt::StateId = rt::StateId(0);
        pub(super) static STATES: &[rt::StateInfo] = &[
            rt::StateInfo {
                name: "Ship small batch",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// `Ship small batch`: what it wants.
        fn prepare_ship_small_batch(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: fixed::START,
            states: fixed::STATES,
        },
        rt::Machine {
            start: by_paths::START,
            states: by_paths::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => fixed::State::at(at.state)?.prepare(step),
                2 => by_paths::State::at(at.state)?.prepare(step),
                _ => Err(rt::no_such_state()),
            }
        }
        fn complete(
            &self,
            at: rt::Position,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match at.machine.0 {
                0 => State::at(at.state)?.complete(step, result),
                1 => fixed::State::at(at.state)?.complete(step, result),
                2 => by_paths::State::at(at.state)?.complete(step, result),
                _ => Err(rt::no_such_state()),
            }
        }
        fn recover(
            &self,
            at: rt::Position,
            step: &mut rt::Step<'_>,
            failure: &rt::Failure,
        ) -> rt::Recovered {
            match at.machine.0 {
                0 => State::at(at.state)?.recover(step, failure),
                1 => fixed::State::at(at.state)?.recover(step, failure),
                2 => by_paths::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => fixed::State::at(at.state)?.item(step),
                2 => by_paths::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
