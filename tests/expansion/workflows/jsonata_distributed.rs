// include_workflow! {
//     "jsonata_distributed.asl.json",
// }

/// The workflow of `jsonata_distributed.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.ExceedToleratedFailureThreshold`, of `Each`
/// - `States.ItemReaderFailed`, of `Each`
/// - `States.QueryEvaluationError`, of `Each`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod jsonata_distributed {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("jsonata_distributed.asl.json");
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
        name: "jsonata_distributed",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:charge",
                method: "charge",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "e0fbccbb0024ead911ea7b81f9c0e069";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Execution {
                machine: rt::MachineId(0),
                state: rt::StateId(0),
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
                            H::charge(&handlers, input.json(), &context).await,
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
    /// impl jsonata_distributed::Handlers for MyHandlers {
    ///     async fn charge(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:charge`, for `Charge`.
        fn charge(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Each`
        Each,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Each];
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
        fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
            match self {
                Self::Each => prepare_each(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Each => complete_each(step, result),
            }
        }
        fn recover(self, _: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
            Ok(rt::Recovery::Uncaught)
        }
        fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
            match self {
                Self::Each => item_each(step),
            }
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Each",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
    ];
    /// `Each`: what it wants.
    fn prepare_each(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let items = rt::Items::Read(
            rt::Box::new(rt::ItemReader {
                resource: rt::ReaderResource::Object,
                parameters: rt::template::object([
                    (
                        "Bucket",
                        rt::jsonata::evaluate(
                            &scope,
                            "ItemReader/Arguments/Bucket",
                            &rt::jsonata::compiled(
                                "$states.input.bucket",
                                |scope| scope.input().path(&["bucket"]),
                            ),
                        )?,
                    ),
                    ("Key", rt::Literal::String("orders.csv").value(step)),
                ]),
                config: rt::Literal::Object(
                        &[
                            ("InputType", rt::Literal::String("CSV")),
                            ("CSVHeaderLocation", rt::Literal::String("FIRST_ROW")),
                            ("MaxItems", rt::Literal::String("{% $states.input.most %}")),
                        ],
                    )
                    .value(step),
                max_items: Some(
                    rt::jsonata::max_items(
                        &scope,
                        &rt::jsonata::compiled(
                            "$states.input.most",
                            |scope| scope.input().path(&["most"]),
                        ),
                    )?,
                ),
            }),
        );
        let max_concurrency = 10;
        let mode = (|| Ok(
            rt::MapMode::distributed(rt::Distribution {
                execution_type: rt::ExecutionType::Express,
                tolerance: rt::Tolerance {
                    count: Some(
                        rt::jsonata::tolerated_failure_count(
                            &scope,
                            &rt::jsonata::compiled(
                                "$states.input.bad",
                                |scope| scope.input().path(&["bad"]),
                            ),
                        )?,
                    ),
                    percentage: Some(
                        rt::jsonata::tolerated_failure_percentage(
                            &scope,
                            &rt::jsonata::compiled(
                                "1 / 2",
                                |_| rt::jsonata::divide(
                                    rt::jsonata::datum(1.0),
                                    rt::jsonata::datum(2.0),
                                ),
                            ),
                        )?,
                    ),
                },
                batch: Some(rt::Batch {
                    max_items: Some(
                        rt::jsonata::count(
                            &scope,
                            "ItemBatcher/MaxItemsPerBatch",
                            &rt::jsonata::compiled(
                                "$states.input.size",
                                |scope| scope.input().path(&["size"]),
                            ),
                        )?,
                    ),
                    max_bytes: Some(1000),
                    input: Some(
                        rt::template::object([
                            (
                                "shop",
                                rt::jsonata::evaluate(
                                    &scope,
                                    "ItemBatcher/BatchInput/shop",
                                    &rt::jsonata::compiled(
                                        "$states.input.shop",
                                        |scope| scope.input().path(&["shop"]),
                                    ),
                                )?,
                            ),
                        ]),
                    ),
                }),
                label: None,
                language: rt::QueryLanguage::Jsonata,
                writer: None,
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
    /// `Each`: where its result leads.
    fn complete_each(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    /// `Each`: what an iteration gets.
    fn item_each(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(step.item_value())
    }
    /// The states of the item processor of `Each`.
    pub mod each {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `Each`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Charge`
            Charge,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Charge];
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
                    Self::Charge => prepare_charge(step),
                }
            }
            pub(super) fn complete(
                self,
                step: &mut rt::Step<'_>,
                result: rt::StateData,
            ) -> rt::Completed {
                match self {
                    Self::Charge => complete_charge(step, result),
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
                name: "Charge",
                kind: rt::StateKind::Task,
                task: Some(rt::TaskId(0)),
                retriers: 0,
            },
        ];
        /// `Charge`: what it wants.
        fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
            let payload = step.hand_over();
            Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
        }
        /// `Charge`: where its result leads.
        fn complete_charge(
            _: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            Ok(rt::Transition::end(result))
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: each::START,
            states: each::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => each::State::at(at.state)?.prepare(step),
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
                1 => each::State::at(at.state)?.complete(step, result),
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
                1 => each::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => each::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
