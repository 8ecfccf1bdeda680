// include_workflow! {
//     "token_activity.asl.json",
// }

/// The workflow of `token_activity.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.Timeout`, of `Ask for approval`, `Pack`
/// - any error, of `Ask for approval`, `Pack`, `Archive`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod token_activity {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("token_activity.asl.json");
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
        name: "token_activity",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                method: "sqs_send_message_wait_for_task_token",
                kind: rt::TaskKind::Integration {
                    resource_type: "sqs",
                    resource: "sendMessage.waitForTaskToken",
                    pattern: rt::IntegrationPattern::WaitForTaskToken,
                },
            },
            rt::TaskInfo {
                resource: "arn:aws:states:eu-west-1:111111111111:activity:pack-order",
                method: "pack_order",
                kind: rt::TaskKind::Activity,
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::aws-sdk:s3:putObject",
                method: "aws_sdk_s3_put_object",
                kind: rt::TaskKind::Integration {
                    resource_type: "aws-sdk:s3",
                    resource: "putObject",
                    pattern: rt::IntegrationPattern::RequestResponse,
                },
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "75c72ff451bdb1d041888a64484332a4";
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
                                    H::sqs_send_message_wait_for_task_token(
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
                1 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::pack_order(&handlers, input.json(), &context).await,
                        )
                    })
                }
                2 => {
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::json(
                                    H::aws_sdk_s3_put_object(&handlers, input, &context).await,
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
    /// impl token_activity::Handlers for MyHandlers {
    ///     async fn sqs_send_message_wait_for_task_token(&self, input: token_activity::SqsSendMessageWaitForTaskTokenInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn pack_order(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn aws_sdk_s3_put_object(&self, input: token_activity::AwsSdkS3PutObjectInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:states:::sqs:sendMessage.waitForTaskToken`, for `Ask for approval`.
        ///
        /// Returns when the request is handed over; the state ends when the task token comes back.
        fn sqs_send_message_wait_for_task_token(
            &self,
            input: SqsSendMessageWaitForTaskTokenInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:states:eu-west-1:111111111111:activity:pack-order`, for `Pack`.
        fn pack_order(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:states:::aws-sdk:s3:putObject`, for `Archive`.
        fn aws_sdk_s3_put_object(
            &self,
            input: AwsSdkS3PutObjectInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::sqs_send_message_wait_for_task_token`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct SqsSendMessageWaitForTaskTokenInput {
        /// `QueueUrl`
        pub queue_url: rt::String,
        /// `MessageBody`
        pub message_body: rt::Value,
    }
    impl rt::FromPayload for SqsSendMessageWaitForTaskTokenInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                queue_url: fields.string("QueueUrl")?,
                message_body: fields.json("MessageBody")?,
            })
        }
    }
    /// What [`Handlers::aws_sdk_s3_put_object`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct AwsSdkS3PutObjectInput {
        /// `Bucket`
        pub bucket: rt::String,
        /// `Key`
        pub key: rt::Value,
        /// `Body`
        pub body: rt::Value,
    }
    impl rt::FromPayload for AwsSdkS3PutObjectInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                bucket: fields.string("Bucket")?,
                key: fields.json("Key")?,
                body: fields.json("Body")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Ask for approval`
        ///
        /// A person answers.
        AskForApproval,
        /// `Pack`
        Pack,
        /// `Archive`
        Archive,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::AskForApproval,
            Self::Pack,
            Self::Archive,
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
                Self::AskForApproval => prepare_ask_for_approval(step),
                Self::Pack => prepare_pack(step),
                Self::Archive => prepare_archive(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::AskForApproval => {
                    complete_ask_for_approval(step, result.into_json())
                }
                Self::Pack => complete_pack(step, result),
                Self::Archive => complete_archive(step, result),
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
            name: "Ask for approval",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Pack",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Archive",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(2)),
            retriers: 0,
        },
    ];
    /// `Ask for approval`: what it wants.
    fn prepare_ask_for_approval(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "QueueUrl",
                    rt::Literal::String("https://example.com/approvals").value(step),
                ),
                (
                    "MessageBody",
                    rt::template::object([
                        (
                            "order",
                            rt::template::field(
                                step,
                                step.input(),
                                "order.$",
                                &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
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
                rt::TaskCall::new(rt::TaskId(0), payload)
                    .timeout(
                        rt::task::seconds(
                            step,
                            step.input(),
                            "TimeoutSecondsPath",
                            &rt::Path::document(
                                "$.limits.days",
                                &[rt::PathStep::Name("limits"), rt::PathStep::Name("days")],
                            ),
                        )?,
                    )
                    .heartbeat(
                        rt::task::seconds(
                            step,
                            step.input(),
                            "HeartbeatSecondsPath",
                            &rt::Path::document(
                                "$.limits.silence",
                                &[
                                    rt::PathStep::Name("limits"),
                                    rt::PathStep::Name("silence"),
                                ],
                            ),
                        )?,
                    ),
            ),
        )
    }
    /// `Ask for approval`: where its result leads.
    fn complete_ask_for_approval(
        step: &mut rt::Step<'_>,
        result: rt::Value,
    ) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.approval", &[rt::PathStep::Name("approval")]),
            result,
        )?;
        Ok(State::Pack.enter(step.keep_input()))
    }
    /// `Pack`: what it wants.
    fn prepare_pack(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::Input;
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(1), payload)
                    .heartbeat(Some(rt::Duration::from_secs(60)))
                    .role_arn(
                        rt::task::role_arn(
                            step,
                            rt::intrinsic::format_text(
                                step,
                                "States.Format('arn:aws:iam::{}:role/pack', $.account)",
                                "arn:aws:iam::{}:role/pack",
                                &[
                                    rt::intrinsic::argument(
                                        step,
                                        step.input(),
                                        "States.Format('arn:aws:iam::{}:role/pack', $.account)",
                                        &rt::Path::document(
                                            "$.account",
                                            &[rt::PathStep::Name("account")],
                                        ),
                                    )?,
                                ],
                            )?,
                        )?,
                    ),
            ),
        )
    }
    /// `Pack`: where its result leads.
    fn complete_pack(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Archive.enter(result))
    }
    /// `Archive`: what it wants.
    fn prepare_archive(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("Bucket", rt::Literal::String("archive").value(step)),
                (
                    "Body",
                    rt::template::field(
                        step,
                        step.input(),
                        "Body.$",
                        &rt::Path::document("$", &[]),
                    )?,
                ),
                (
                    "Key",
                    rt::template::field(
                        step,
                        step.input(),
                        "Key.$",
                        &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                    )?,
                ),
            ]),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(2), payload)
                    .role_arn(
                        rt::task::role_arn(
                            step,
                            rt::Literal::String("arn:aws:iam::111111111111:role/archive")
                                .value(step),
                        )?,
                    ),
            ),
        )
    }
    /// `Archive`: where its result leads.
    fn complete_archive(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
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
