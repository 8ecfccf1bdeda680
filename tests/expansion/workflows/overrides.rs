// include_workflow! {
//     "overrides.asl.json",
//     name: pub(crate) order_flow,
//     input: Order,
//     output: crate::Receipt,
//     handlers: {
//         "Check" => check: fn(CheckRequest) -> Result<Vec<Finding>, CheckError>,
//         "worker" => work: fn(::serde_json::Value) -> Result<crate::Receipt>,
//         "arn:aws:states:::sqs:sendMessage" => enqueue,
//     },
//     crate: crate::flows,
// }

#[doc(hidden)]
type __OrderFlowInput = Order;
#[doc(hidden)]
type __OrderFlowCheckInput = CheckRequest;
#[doc(hidden)]
type __OrderFlowCheckOutput = Vec<Finding>;
#[doc(hidden)]
type __OrderFlowCheckError = CheckError;
/// The workflow of `overrides.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - an error of `CheckError`, of `Check`
/// - any error, of `Charge`, `Ship`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`, `InvalidHandlerInput`, `InvalidHandlerOutput`, `HandlerPanicked`
pub(crate) mod order_flow {
    use crate::flows::__private::{self as rt, prelude::*};
    use super::__OrderFlowInput;
    use super::__OrderFlowCheckInput;
    use super::__OrderFlowCheckOutput;
    use super::__OrderFlowCheckError;
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub(crate) struct Definition;
    /// The text of the definition.
    pub(crate) const DEFINITION: &rt::str = include_str!("overrides.asl.json");
    /// A picture of the workflow.
    pub(crate) const GRAPH: rt::Graph = rt::Graph {
        mermaid: "…",
        dot: "…",
    };
    /// The workflow, with handlers for its tasks.
    pub(crate) fn workflow<H: Handlers>(handlers: H) -> rt::Workflow<Definition> {
        rt::Workflow::new(Adapter(rt::Arc::new(handlers)))
    }
    /// The workflow, with one function that answers every task: for tests and mocks.
    pub(crate) fn dynamic(handlers: rt::DynamicHandlers) -> rt::Workflow<Definition> {
        rt::Workflow::new(handlers.serving(&INFO))
    }
    static INFO: rt::WorkflowInfo = rt::WorkflowInfo {
        name: "order_flow",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:worker",
                method: "check",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:worker",
                method: "work",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::sqs:sendMessage",
                method: "enqueue",
                kind: rt::TaskKind::Integration {
                    resource_type: "sqs",
                    resource: "sendMessage",
                    pattern: rt::IntegrationPattern::RequestResponse,
                },
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = __OrderFlowInput;
        type Output = crate::Receipt;
        const HASH: &'static rt::str = "290f2cba3de61135bccce15902858c45";
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
                    match rt::input::typed::<__OrderFlowCheckInput>(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::typed::<
                                    __OrderFlowCheckOutput,
                                    __OrderFlowCheckError,
                                >(H::check(&handlers, input, &context).await)
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    let input = input.into_json();
                    rt::Box::pin(async move {
                        rt::output::typed::<
                            crate::Receipt,
                            rt::TaskError,
                        >(H::work(&handlers, input, &context).await)
                    })
                }
                2 => {
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::json(
                                    H::enqueue(&handlers, input, &context).await,
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
    /// impl order_flow::Handlers for MyHandlers {
    ///     async fn check(&self, input: CheckRequest, task: &TaskContext) -> Result<Vec<Finding>, CheckError> {
    ///         …
    ///     }
    ///     async fn work(&self, input: ::serde_json::Value, task: &TaskContext) -> Result<crate::Receipt, TaskError> {
    ///         …
    ///     }
    ///     async fn enqueue(&self, input: order_flow::EnqueueInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub(crate) trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:worker`, for `Check`.
        fn check(
            &self,
            input: __OrderFlowCheckInput,
            task: &rt::TaskContext,
        ) -> impl Future<
            Output = Result<__OrderFlowCheckOutput, __OrderFlowCheckError>,
        > + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:worker`, for `Charge`.
        fn work(
            &self,
            input: ::serde_json::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<crate::Receipt, rt::TaskError>> + Send;
        /// Serves `arn:aws:states:::sqs:sendMessage`, for `Ship`.
        fn enqueue(
            &self,
            input: EnqueueInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::enqueue`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub(crate) struct EnqueueInput {
        /// `QueueUrl`
        pub queue_url: rt::String,
        /// `MessageBody`
        pub message_body: rt::Value,
    }
    impl rt::FromPayload for EnqueueInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                queue_url: fields.string("QueueUrl")?,
                message_body: fields.json("MessageBody")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Check`
        Check,
        /// `Charge`
        Charge,
        /// `Ship`
        Ship,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Check, Self::Charge, Self::Ship];
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
                Self::Check => prepare_check(step),
                Self::Charge => prepare_charge(step),
                Self::Ship => prepare_ship(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Check => complete_check(step, result.into_json()),
                Self::Charge => complete_charge(step, result.into_json()),
                Self::Ship => complete_ship(step, result),
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
            name: "Check",
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
            name: "Ship",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(2)),
            retriers: 0,
        },
    ];
    /// `Check`: what it wants.
    fn prepare_check(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("step", rt::Literal::String("check").value(step)),
                (
                    "order",
                    rt::template::field(
                        step,
                        step.input(),
                        "order.$",
                        &rt::Path::document("$", &[]),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Check`: where its result leads.
    fn complete_check(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.checked", &[rt::PathStep::Name("checked")]),
            result,
        )?;
        Ok(State::Charge.enter(step.keep_input()))
    }
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("step", rt::Literal::String("charge").value(step)),
                (
                    "amount",
                    rt::template::field(
                        step,
                        step.input(),
                        "amount.$",
                        &rt::Path::document("$.amount", &[rt::PathStep::Name("amount")]),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Charge`: where its result leads.
    fn complete_charge(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.charged", &[rt::PathStep::Name("charged")]),
            result,
        )?;
        Ok(State::Ship.enter(step.keep_input()))
    }
    /// `Ship`: what it wants.
    fn prepare_ship(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "QueueUrl",
                    rt::Literal::String("https://example.com/ship").value(step),
                ),
                (
                    "MessageBody",
                    rt::template::field(
                        step,
                        step.input(),
                        "MessageBody.$",
                        &rt::Path::document("$", &[]),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(2), payload)))
    }
    /// `Ship`: where its result leads.
    fn complete_ship(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
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
