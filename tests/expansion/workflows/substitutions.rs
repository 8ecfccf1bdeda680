// include_workflow! {
//     "substitutions.asl.json",
//     substitutions: { "Timeout": 30, "Stage": "test" },
// }

/// The workflow of `substitutions.asl.json`.
///
/// Deployed as test.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.Timeout`, of `Store`
/// - `WrongStage`, of `Failed`
/// - any error, of `Store`, `Charge`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod substitutions {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("substitutions.asl.json");
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
        name: "substitutions",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:states:::dynamodb:putItem",
                method: "dynamodb_put_item",
                kind: rt::TaskKind::Integration {
                    resource_type: "dynamodb",
                    resource: "putItem",
                    pattern: rt::IntegrationPattern::RequestResponse,
                },
            },
            rt::TaskInfo {
                resource: "${ChargeFunction.Arn}",
                method: "charge_function",
                kind: rt::TaskKind::Other,
            },
        ],
        substitutions: &["TableName", "Suffix", "Bucket"],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "241974897fb45ae0648274f9b81e860f";
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
                                    H::dynamodb_put_item(&handlers, input, &context).await,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::charge_function(&handlers, input.json(), &context).await,
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
    /// impl substitutions::Handlers for MyHandlers {
    ///     async fn dynamodb_put_item(&self, input: substitutions::DynamodbPutItemInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn charge_function(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:states:::dynamodb:putItem`, for `Store`.
        fn dynamodb_put_item(
            &self,
            input: DynamodbPutItemInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `${ChargeFunction.Arn}`, for `Charge`.
        fn charge_function(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::dynamodb_put_item`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct DynamodbPutItemInput {
        /// `TableName`
        pub table_name: rt::String,
        /// `Item`
        pub item: rt::Value,
    }
    impl rt::FromPayload for DynamodbPutItemInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                table_name: fields.string("TableName")?,
                item: fields.json("Item")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Store`
        Store,
        /// `Charge`
        Charge,
        /// `Which`
        Which,
        /// `Here`
        Here,
        /// `Failed`
        Failed,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::Store,
            Self::Charge,
            Self::Which,
            Self::Here,
            Self::Failed,
        ];
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
                Self::Store => prepare_store(step),
                Self::Charge => prepare_charge(step),
                Self::Which => prepare_which(step),
                Self::Here => prepare_here(step),
                Self::Failed => prepare_failed(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Store => complete_store(step, result),
                Self::Charge => complete_charge(step, result),
                _ => Err(rt::no_effect()),
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
            name: "Store",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Charge",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Which",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Here",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Failed",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
    ];
    /// `Store`: what it wants.
    fn prepare_store(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("TableName", rt::Literal::Substituted("${TableName}").value(step)),
                (
                    "Item",
                    rt::template::object([
                        (
                            "stage",
                            rt::Literal::Substituted("test-${Suffix}").value(step),
                        ),
                        (
                            "id",
                            rt::template::field(
                                step,
                                step.input(),
                                "id.$",
                                &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                            )?,
                        ),
                    ]),
                ),
            ]),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(0), payload)
                    .timeout(Some(rt::Duration::from_secs(30))),
            ),
        )
    }
    /// `Store`: where its result leads.
    fn complete_store(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Charge.enter(result))
    }
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Charge`: where its result leads.
    fn complete_charge(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Which.enter(result))
    }
    /// `Which`: what it wants.
    fn prepare_which(step: &mut rt::Step<'_>) -> rt::Prepared {
        let next = if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.stage", &[rt::PathStep::Name("stage")]),
            )?,
            rt::choice::Relation::Equals,
            "test",
        ) {
            State::Failed
        } else {
            State::Here
        };
        Ok(rt::Effect::Transition(next.enter(step.keep_input())))
    }
    /// `Here`: what it wants.
    fn prepare_here(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(
            rt::Effect::Transition(
                rt::Transition::end(
                    rt::Literal::Object(
                            &[("bucket", rt::Literal::Substituted("${Bucket}"))],
                        )
                        .value(step),
                ),
            ),
        )
    }
    /// `Failed`: what it wants.
    fn prepare_failed(_: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(rt::Cow::Borrowed("WrongStage"));
        let cause = Some(rt::Cow::Borrowed("not in test"));
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
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
