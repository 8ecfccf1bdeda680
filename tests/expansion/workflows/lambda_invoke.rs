// include_workflow! {
//     "lambda_invoke.asl.json",
// }

/// The workflow of `lambda_invoke.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.Timeout`, of `Ask`
/// - any error, of `Validate`, `Ask`, `Call any`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod lambda_invoke {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("lambda_invoke.asl.json");
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
        name: "lambda_invoke",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:states:::lambda:invoke",
                method: "validate",
                kind: rt::TaskKind::LambdaInvoke(rt::IntegrationPattern::RequestResponse),
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
                method: "ask_function_wait_for_task_token",
                kind: rt::TaskKind::LambdaInvoke(
                    rt::IntegrationPattern::WaitForTaskToken,
                ),
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::lambda:invoke",
                method: "lambda_invoke",
                kind: rt::TaskKind::LambdaInvoke(rt::IntegrationPattern::RequestResponse),
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "a1ac5456207a7839ddb32b2b5e098595";
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
                                    H::validate(&handlers, input, &context).await,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::json(
                                    H::ask_function_wait_for_task_token(
                                            &handlers,
                                            input,
                                            &context,
                                        )
                                        .await,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                2 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::lambda_invoke(&handlers, input.json(), &context).await,
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
    /// impl lambda_invoke::Handlers for MyHandlers {
    ///     async fn validate(&self, input: lambda_invoke::ValidateInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn ask_function_wait_for_task_token(&self, input: lambda_invoke::AskFunctionWaitForTaskTokenInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn lambda_invoke(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:states:::lambda:invoke`, for `Validate`.
        fn validate(
            &self,
            input: ValidateInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:states:::lambda:invoke.waitForTaskToken`, for `Ask`.
        ///
        /// Returns when the request is handed over; the state ends when the task token comes back.
        fn ask_function_wait_for_task_token(
            &self,
            input: AskFunctionWaitForTaskTokenInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:states:::lambda:invoke`, for `Call any`.
        fn lambda_invoke(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::validate`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct ValidateInput {
        /// `order`
        pub order: rt::Value,
        /// `strict`
        pub strict: rt::bool,
    }
    impl rt::FromPayload for ValidateInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                order: fields.json("order")?,
                strict: fields.boolean("strict")?,
            })
        }
    }
    /// What [`Handlers::ask_function_wait_for_task_token`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct AskFunctionWaitForTaskTokenInput {
        /// `token`
        pub token: rt::String,
        /// `valid`
        pub valid: rt::Value,
    }
    impl rt::FromPayload for AskFunctionWaitForTaskTokenInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                token: fields.string("token")?,
                valid: fields.json("valid")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Validate`
        Validate,
        /// `Ask`
        Ask,
        /// `Call any`
        CallAny,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Validate, Self::Ask, Self::CallAny];
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
                Self::Validate => prepare_validate(step),
                Self::Ask => prepare_ask(step),
                Self::CallAny => prepare_call_any(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Validate => complete_validate(step, result.into_json()),
                Self::Ask => complete_ask(step, result),
                Self::CallAny => complete_call_any(step, result),
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
            name: "Validate",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Ask",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Call any",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(2)),
            retriers: 0,
        },
    ];
    /// `Validate`: what it wants.
    fn prepare_validate(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "FunctionName",
                    rt::Literal::String(
                            "arn:aws:lambda:eu-west-1:111111111111:function:validate:$LATEST",
                        )
                        .value(step),
                ),
                (
                    "Payload",
                    rt::template::object([
                        ("strict", rt::Literal::Bool(true).value(step)),
                        (
                            "order",
                            rt::template::field(
                                step,
                                step.input(),
                                "order.$",
                                &rt::Path::document(
                                    "$.order",
                                    &[rt::PathStep::Name("order")],
                                ),
                            )?,
                        ),
                    ]),
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Validate`: where its result leads.
    fn complete_validate(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        Ok(
            State::Ask
                .enter(
                    rt::template::object([
                        (
                            "valid",
                            rt::template::field(
                                step,
                                &result,
                                "valid.$",
                                &rt::Path::document(
                                    "$.Payload.valid",
                                    &[
                                        rt::PathStep::Name("Payload"),
                                        rt::PathStep::Name("valid"),
                                    ],
                                ),
                            )?,
                        ),
                    ]),
                ),
        )
    }
    /// `Ask`: what it wants.
    fn prepare_ask(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("FunctionName", rt::Literal::Substituted("${AskFunction}").value(step)),
                (
                    "Payload",
                    rt::template::object([
                        (
                            "valid",
                            rt::template::field(
                                step,
                                step.input(),
                                "valid.$",
                                &rt::Path::document(
                                    "$.valid",
                                    &[rt::PathStep::Name("valid")],
                                ),
                            )?,
                        ),
                        (
                            "token",
                            rt::template::field(
                                step,
                                step.input(),
                                "token.$",
                                &rt::Path::context(
                                    "$$.Task.Token",
                                    &[rt::PathStep::Name("Task"), rt::PathStep::Name("Token")],
                                ),
                            )?,
                        ),
                    ]),
                ),
            ]),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(1), payload)
                    .timeout(Some(rt::Duration::from_secs(86400))),
            ),
        )
    }
    /// `Ask`: where its result leads.
    fn complete_ask(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::CallAny.enter(result))
    }
    /// `Call any`: what it wants.
    fn prepare_call_any(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "FunctionName",
                    rt::template::field(
                        step,
                        step.input(),
                        "FunctionName.$",
                        &rt::Path::document(
                            "$.function",
                            &[rt::PathStep::Name("function")],
                        ),
                    )?,
                ),
                (
                    "Payload",
                    rt::template::field(
                        step,
                        step.input(),
                        "Payload.$",
                        &rt::Path::document("$", &[]),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(2), payload)))
    }
    /// `Call any`: where its result leads.
    fn complete_call_any(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
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
