// include_workflow! {
//     "generated_input.asl.json",
// }

/// The workflow of `generated_input.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Charge`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod generated_input {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("generated_input.asl.json");
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
        name: "generated_input",
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
        const HASH: &'static rt::str = "1ee1fd29c4ef8451df928428d1b7f3f2";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[rt::Place::Outermost];
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
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::json(
                                    H::charge(&handlers, input, &context).await,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                _ => rt::no_handler(&INFO, task),
            }
        }
    }
    /// What the workflow calls: one method for each resource.
    ///
    /// ```ignore
    /// impl generated_input::Handlers for MyHandlers {
    ///     async fn charge(&self, input: generated_input::ChargeInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:charge`, for `Charge`.
        fn charge(
            &self,
            input: ChargeInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::charge`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct ChargeInput {
        /// `orderId`
        pub order_id: rt::Value,
        /// `type`
        pub type_: rt::String,
        /// `retries`
        pub retries: rt::i64,
        /// `rate`
        pub rate: rt::f64,
        /// `test`
        pub test: rt::bool,
        /// `lines`
        pub lines: rt::Value,
        /// `execution`
        pub execution: rt::String,
        /// `attempt`
        pub attempt: rt::Value,
        /// `note`
        pub note: rt::String,
        /// `count`
        pub count: rt::i64,
        /// `nothing`
        pub nothing: rt::Value,
    }
    impl rt::FromPayload for ChargeInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                order_id: fields.json("orderId")?,
                type_: fields.string("type")?,
                retries: fields.integer("retries")?,
                rate: fields.float("rate")?,
                test: fields.boolean("test")?,
                lines: fields.json("lines")?,
                execution: fields.string("execution")?,
                attempt: fields.json("attempt")?,
                note: fields.string("note")?,
                count: fields.integer("count")?,
                nothing: fields.json("nothing")?,
            })
        }
    }
    /// The states of the workflow.
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
        const MACHINE: rt::MachineId = rt::MachineId(0);
        const TABLE: &'static [rt::StateInfo] = STATES;
    }
    impl State {
        fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
            match self {
                Self::Charge => prepare_charge(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Charge => complete_charge(step, result),
            }
        }
        fn recover(self, _: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
            Ok(rt::Recovery::Uncaught)
        }
        fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
            Err(rt::no_effect())
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Charge",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
    ];
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("type", rt::Literal::String("card").value(step)),
                ("retries", rt::Literal::Integer(3).value(step)),
                ("rate", rt::Literal::Float(0.25).value(step)),
                ("test", rt::Literal::Bool(false).value(step)),
                (
                    "lines",
                    rt::template::object([
                        (
                            "all",
                            rt::template::array([
                                rt::Literal::String("$.lines").value(step),
                                rt::template::object([
                                    (
                                        "last",
                                        rt::template::field(
                                            step,
                                            step.input(),
                                            "last.$",
                                            &rt::Path::document(
                                                "$.lines[-1]",
                                                &[rt::PathStep::Name("lines"), rt::PathStep::Index(-1)],
                                            ),
                                        )?,
                                    ),
                                ]),
                            ]),
                        ),
                        (
                            "first",
                            rt::template::field(
                                step,
                                step.input(),
                                "first.$",
                                &rt::Path::document(
                                    "$.lines[0]",
                                    &[rt::PathStep::Name("lines"), rt::PathStep::Index(0)],
                                ),
                            )?,
                        ),
                    ]),
                ),
                ("nothing", rt::Literal::Null.value(step)),
                (
                    "execution",
                    rt::template::field(
                        step,
                        step.input(),
                        "execution.$",
                        &rt::Path::context(
                            "$$.Execution.Name",
                            &[
                                rt::PathStep::Name("Execution"),
                                rt::PathStep::Name("Name"),
                            ],
                        ),
                    )?,
                ),
                (
                    "note",
                    rt::intrinsic::format_text(
                        step,
                        "States.Format('order {}', $.id)",
                        "order {}",
                        &[
                            rt::intrinsic::argument(
                                step,
                                step.input(),
                                "States.Format('order {}', $.id)",
                                &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                            )?,
                        ],
                    )?,
                ),
                (
                    "orderId",
                    rt::template::field(
                        step,
                        step.input(),
                        "orderId.$",
                        &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                    )?,
                ),
                (
                    "count",
                    rt::intrinsic::array_length(
                        step,
                        "States.ArrayLength($.lines)",
                        &[
                            rt::intrinsic::argument(
                                step,
                                step.input(),
                                "States.ArrayLength($.lines)",
                                &rt::Path::document(
                                    "$.lines",
                                    &[rt::PathStep::Name("lines")],
                                ),
                            )?,
                        ],
                    )?,
                ),
                (
                    "attempt",
                    rt::template::field(
                        step,
                        step.input(),
                        "attempt.$",
                        &rt::Path::context(
                            "$$.State.RetryCount",
                            &[
                                rt::PathStep::Name("State"),
                                rt::PathStep::Name("RetryCount"),
                            ],
                        ),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Charge`: where its result leads.
    fn complete_charge(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
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
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
