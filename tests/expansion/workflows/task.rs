// include_workflow! {
//     "task.asl.json",
// }

/// The workflow of `task.asl.json`.
///
/// One task whose input and result are cut to shape by paths.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.Timeout`, of `Validate order`
/// - any error, of `Validate order`, `Ship`
/// - `States.Timeout`, when it lasts longer than 3600 s
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod task {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("task.asl.json");
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
        name: "task",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: Some(3600),
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:validate-order:live",
                method: "validate_order",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:ship",
                method: "ship",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "ce1feb81f40091a719b8dcf016b82c0b";
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
                            H::validate_order(&handlers, input.json(), &context).await,
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
                _ => rt::no_handler(&INFO, task),
            }
        }
    }
    /// What the workflow calls: one method for each resource.
    ///
    /// ```ignore
    /// impl task::Handlers for MyHandlers {
    ///     async fn validate_order(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn ship(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:validate-order:live`, for `Validate order`.
        fn validate_order(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:ship`, for `Ship`.
        fn ship(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Validate order`
        ///
        /// Stops \*bad\* orders \<early\>.
        ValidateOrder,
        /// `Ship`
        Ship,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::ValidateOrder, Self::Ship];
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
                Self::ValidateOrder => prepare_validate_order(step),
                Self::Ship => prepare_ship(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::ValidateOrder => complete_validate_order(step, result.into_json()),
                Self::Ship => complete_ship(step, result.into_json()),
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
            name: "Validate order",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Ship",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
    ];
    /// `Validate order`: what it wants.
    fn prepare_validate_order(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::flow::input_path(
                    step,
                    &rt::Path::document("$.order", &[rt::PathStep::Name("order")]),
                )?
                .into_owned(),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(0), payload)
                    .timeout(Some(rt::Duration::from_secs(30)))
                    .heartbeat(Some(rt::Duration::from_secs(5))),
            ),
        )
    }
    /// `Validate order`: where its result leads.
    fn complete_validate_order(
        step: &mut rt::Step<'_>,
        result: rt::Value,
    ) -> rt::Completed {
        let result = rt::template::object([
            ("checkedBy", rt::Literal::String("validator").value(step)),
            (
                "valid",
                rt::template::field(
                    step,
                    &result,
                    "valid.$",
                    &rt::Path::document("$.valid", &[rt::PathStep::Name("valid")]),
                )?,
            ),
        ]);
        rt::flow::result_path(
            step,
            &rt::Path::document("$.check", &[rt::PathStep::Name("check")]),
            result,
        )?;
        let output = step.take_input();
        let output = rt::flow::output_path(
            step,
            &rt::Path::document(
                "$.check.valid",
                &[rt::PathStep::Name("check"), rt::PathStep::Name("valid")],
            ),
            output,
        )?;
        Ok(State::Ship.enter(output))
    }
    /// `Ship`: what it wants.
    fn prepare_ship(_: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::Input;
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Ship`: where its result leads.
    fn complete_ship(step: &mut rt::Step<'_>, _: rt::Value) -> rt::Completed {
        Ok(rt::Transition::end(step.keep_input()))
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
