// include_workflow! {
//     "map_inline.asl.json",
// }

/// The workflow of `map_inline.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Ship line`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod map_inline {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("map_inline.asl.json");
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
        name: "map_inline",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:ship-line",
                method: "ship_line",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "6b096e9e93d0c62a5c4fef14f439e501";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Item {
                machine: rt::MachineId(0),
                state: rt::StateId(0),
            },
            rt::Place::Item {
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
            input: rt::TaskInput<'_>,
            context: rt::TaskContext,
        ) -> rt::HandlerFuture {
            let handlers = rt::Clone::clone(&self.0);
            match task.0 {
                0 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::ship_line(&handlers, input.json(), &context).await,
                        )
                    })
                }
                _ => rt::no_handler(&INFO, task),
            }
        }
    }
    /// What the workflow calls: one method for each resource.
    ///
    /// ```ignore
    /// impl map_inline::Handlers for MyHandlers {
    ///     async fn ship_line(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:ship-line`, for `Ship line`.
        fn ship_line(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Ship lines`
        ShipLines,
        /// `Later`
        Later,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::ShipLines, Self::Later];
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
                Self::ShipLines => prepare_ship_lines(step),
                Self::Later => prepare_later(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::ShipLines => complete_ship_lines(step, result.into_json()),
                Self::Later => complete_later(step, result),
            }
        }
        fn recover(
            self,
            step: &mut rt::Step<'_>,
            failure: &rt::Failure,
        ) -> rt::Recovered {
            match self {
                Self::ShipLines => recover_ship_lines(step, failure),
                _ => Ok(rt::Recovery::Uncaught),
            }
        }
        fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
            match self {
                Self::ShipLines => item_ship_lines(step),
                Self::Later => item_later(step),
            }
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Ship lines",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Later",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
    ];
    /// `Ship lines`: what it wants.
    fn prepare_ship_lines(step: &mut rt::Step<'_>) -> rt::Prepared {
        let input = rt::flow::input_path(
            step,
            &rt::Path::document("$.order", &[rt::PathStep::Name("order")]),
        )?;
        let items = rt::map::items_within(
            step,
            &*input,
            &rt::Path::document("$.lines", &[rt::PathStep::Name("lines")]),
        )?;
        let max_concurrency = 5;
        let mode = Ok(rt::MapMode::Inline);
        let effective_input = rt::Payload::own(input.into_owned());
        let processor = rt::MachineId(1);
        let selection = rt::Selection::Selector;
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
    /// `Ship lines`: where its result leads.
    fn complete_ship_lines(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.shipped", &[rt::PathStep::Name("shipped")]),
            result,
        )?;
        Ok(State::Later.enter(step.keep_input()))
    }
    /// `Ship lines`: what an iteration gets.
    fn item_ship_lines(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(
            rt::template::object([
                (
                    "line",
                    rt::template::field(
                        step,
                        step.effective_input(),
                        "line.$",
                        &rt::Path::context(
                            "$$.Map.Item.Value",
                            &[
                                rt::PathStep::Name("Map"),
                                rt::PathStep::Name("Item"),
                                rt::PathStep::Name("Value"),
                            ],
                        ),
                    )?,
                ),
                (
                    "index",
                    rt::template::field(
                        step,
                        step.effective_input(),
                        "index.$",
                        &rt::Path::context(
                            "$$.Map.Item.Index",
                            &[
                                rt::PathStep::Name("Map"),
                                rt::PathStep::Name("Item"),
                                rt::PathStep::Name("Index"),
                            ],
                        ),
                    )?,
                ),
                (
                    "customer",
                    rt::template::field(
                        step,
                        step.effective_input(),
                        "customer.$",
                        &rt::Path::document(
                            "$.customer",
                            &[rt::PathStep::Name("customer")],
                        ),
                    )?,
                ),
            ]),
        )
    }
    /// `Ship lines`: what Retry and Catch say of a failure.
    fn recover_ship_lines(
        step: &mut rt::Step<'_>,
        failure: &rt::Failure,
    ) -> rt::Recovered {
        match failure.name() {
            "OutOfStock" => {
                let result = rt::flow::error_output(failure);
                rt::flow::result_path(
                    step,
                    &rt::Path::document("$.failure", &[rt::PathStep::Name("failure")]),
                    result,
                )?;
                Ok(rt::Recovery::Caught(State::Later.enter(step.keep_input())))
            }
            _ => Ok(rt::Recovery::Uncaught),
        }
    }
    /// `Later`: what it wants.
    fn prepare_later(step: &mut rt::Step<'_>) -> rt::Prepared {
        let items = rt::map::items_within(
            step,
            step.input(),
            &rt::Path::document("$.rest", &[rt::PathStep::Name("rest")]),
        )?;
        let max_concurrency = rt::map::max_concurrency(
            step,
            step.input(),
            &rt::Path::document("$.width", &[rt::PathStep::Name("width")]),
        )?;
        let mode = Ok(rt::MapMode::Inline);
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
    /// `Later`: where its result leads.
    fn complete_later(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    /// `Later`: what an iteration gets.
    fn item_later(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(step.item_value())
    }
    /// The states of the item processor of `Ship lines`.
    pub mod ship_lines {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `Ship lines`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Ship line`
            ShipLine,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::ShipLine];
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
                    Self::ShipLine => prepare_ship_line(step),
                }
            }
            pub(super) fn complete(
                self,
                step: &mut rt::Step<'_>,
                result: rt::StateData,
            ) -> rt::Completed {
                match self {
                    Self::ShipLine => complete_ship_line(step, result),
                }
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
                name: "Ship line",
                kind: rt::StateKind::Task,
                task: Some(rt::TaskId(0)),
                retriers: 0,
            },
        ];
        /// `Ship line`: what it wants.
        fn prepare_ship_line(step: &mut rt::Step<'_>) -> rt::Prepared {
            let payload = step.hand_over();
            Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
        }
        /// `Ship line`: where its result leads.
        fn complete_ship_line(
            _: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            Ok(rt::Transition::end(result))
        }
    }
    /// The states of the item processor of `Later`.
    pub mod later {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `Later`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Keep`
            Keep,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Keep];
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
                    Self::Keep => prepare_keep(step),
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
                name: "Keep",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// `Keep`: what it wants.
        fn prepare_keep(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: ship_lines::START,
            states: ship_lines::STATES,
        },
        rt::Machine {
            start: later::START,
            states: later::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => ship_lines::State::at(at.state)?.prepare(step),
                2 => later::State::at(at.state)?.prepare(step),
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
                1 => ship_lines::State::at(at.state)?.complete(step, result),
                2 => later::State::at(at.state)?.complete(step, result),
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
                1 => ship_lines::State::at(at.state)?.recover(step, failure),
                2 => later::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => ship_lines::State::at(at.state)?.item(step),
                2 => later::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
