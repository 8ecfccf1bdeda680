// include_workflow! {
//     "recover.asl.json",
// }

/// The workflow of `recover.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Exact names`, `Refund`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod recover {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("recover.asl.json");
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
        name: "recover",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:charge",
                method: "charge",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:ship",
                method: "ship",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:refund",
                method: "refund",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "83e163b4d3fd033cb4d17454e20b48a7";
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
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::charge(&handlers, input.json(), &context).await,
                        )
                    })
                }
                1 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::ship(&handlers, input.json(), &context).await,
                        )
                    })
                }
                2 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::refund(&handlers, input.json(), &context).await,
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
    /// impl recover::Handlers for MyHandlers {
    ///     async fn charge(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn ship(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn refund(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:charge`, for `Exact names`.
        fn charge(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:ship`, for `Wildcards`.
        fn ship(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:refund`, for `Refund`.
        fn refund(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Exact names`
        ExactNames,
        /// `Wildcards`
        Wildcards,
        /// `Refund`
        Refund,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::ExactNames,
            Self::Wildcards,
            Self::Refund,
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
                Self::ExactNames => prepare_exact_names(step),
                Self::Wildcards => prepare_wildcards(step),
                Self::Refund => prepare_refund(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::ExactNames => complete_exact_names(step, result),
                Self::Wildcards => complete_wildcards(step, result),
                Self::Refund => complete_refund(step, result),
            }
        }
        fn recover(
            self,
            step: &mut rt::Step<'_>,
            failure: &rt::Failure,
        ) -> rt::Recovered {
            match self {
                Self::ExactNames => recover_exact_names(step, failure),
                Self::Wildcards => recover_wildcards(step, failure),
                Self::Refund => recover_refund(step, failure),
            }
        }
        fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
            Err(rt::no_effect())
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Exact names",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 2,
        },
        rt::StateInfo {
            name: "Wildcards",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 4,
        },
        rt::StateInfo {
            name: "Refund",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(2)),
            retriers: 1,
        },
    ];
    /// `Exact names`: what it wants.
    fn prepare_exact_names(_: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::Input;
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Exact names`: where its result leads.
    fn complete_exact_names(
        _: &mut rt::Step<'_>,
        result: rt::StateData,
    ) -> rt::Completed {
        Ok(State::Wildcards.enter(result))
    }
    /// `Exact names`: what Retry and Catch say of a failure.
    fn recover_exact_names(
        step: &mut rt::Step<'_>,
        failure: &rt::Failure,
    ) -> rt::Recovered {
        static RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                interval_seconds: 2,
                max_attempts: 6,
                backoff_rate: 2.0,
                max_delay_seconds: Some(60),
                jitter: rt::Jitter::Full,
            },
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 0,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
        ];
        let retrier = match failure.name() {
            "Lambda.TooManyRequestsException" | "Lambda.ServiceException" => Some(0),
            "BankDown" => Some(1),
            _ => None,
        };
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
        match failure.name() {
            "CardDeclined" | "CardExpired" => {
                let result = rt::flow::error_output(failure);
                rt::flow::result_path(
                    step,
                    &rt::Path::document("$.failure", &[rt::PathStep::Name("failure")]),
                    result,
                )?;
                Ok(rt::Recovery::Caught(State::Wildcards.enter(step.keep_input())))
            }
            "BankDown" => {
                Ok(rt::Recovery::Caught(State::Wildcards.enter(step.keep_input())))
            }
            _ => Ok(rt::Recovery::Uncaught),
        }
    }
    /// `Wildcards`: what it wants.
    fn prepare_wildcards(_: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::Input;
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Wildcards`: where its result leads.
    fn complete_wildcards(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    /// `Wildcards`: what Retry and Catch say of a failure.
    fn recover_wildcards(
        step: &mut rt::Step<'_>,
        failure: &rt::Failure,
    ) -> rt::Recovered {
        static RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 3,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 3,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 3,
                backoff_rate: 1.5,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
            rt::Retrier {
                interval_seconds: 10,
                max_attempts: 3,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
        ];
        let retrier = match failure.name() {
            name if rt::matches!(name, "OutOfStock") || failure.is_task_failed() => {
                Some(0)
            }
            _ if failure.is_heartbeat_timeout() => Some(1),
            "States.Timeout" => Some(2),
            _ => Some(3),
        };
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
        match failure.name() {
            _ if failure.is_task_failed() => {
                Ok(
                    rt::Recovery::Caught(
                        State::Refund.enter(rt::flow::error_output(failure)),
                    ),
                )
            }
            _ => {
                let result = rt::flow::error_output(failure);
                rt::flow::result_path(
                    step,
                    &rt::Path::document("$.failure", &[rt::PathStep::Name("failure")]),
                    result,
                )?;
                Ok(rt::Recovery::Caught(State::Refund.enter(step.keep_input())))
            }
        }
    }
    /// `Refund`: what it wants.
    fn prepare_refund(_: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::Input;
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(2), payload)))
    }
    /// `Refund`: where its result leads.
    fn complete_refund(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    /// `Refund`: what Retry and Catch say of a failure.
    fn recover_refund(step: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
        static RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 3,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
        ];
        let retrier = Some(0);
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
        Ok(rt::Recovery::Uncaught)
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
