// include_workflow! {
//     "nested_execution.asl.json",
//     substitutions: { "ShipMachine": "arn:aws:states:eu-west-1:111111111111:stateMachine:ship" },
// }

/// The workflow of `nested_execution.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Start only`, `Wait for the end`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod nested_execution {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("nested_execution.asl.json");
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
        name: "nested_execution",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:states:::states:startExecution",
                method: "",
                kind: rt::TaskKind::StartExecution(
                    rt::IntegrationPattern::RequestResponse,
                ),
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::states:startExecution.sync:2",
                method: "",
                kind: rt::TaskKind::StartExecution(rt::IntegrationPattern::Sync2),
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "886638a2289c046bc30d8ba30b247a1e";
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
        /// `Start only`
        StartOnly,
        /// `Wait for the end`
        WaitForTheEnd,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::StartOnly, Self::WaitForTheEnd];
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
                Self::StartOnly => prepare_start_only(step),
                Self::WaitForTheEnd => prepare_wait_for_the_end(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::StartOnly => complete_start_only(step, result.into_json()),
                Self::WaitForTheEnd => complete_wait_for_the_end(step, result),
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
            name: "Start only",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Wait for the end",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
    ];
    /// `Start only`: what it wants.
    fn prepare_start_only(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "StateMachineArn",
                    rt::Literal::String(
                            "arn:aws:states:eu-west-1:111111111111:stateMachine:ship",
                        )
                        .value(step),
                ),
                (
                    "Input",
                    rt::template::field(
                        step,
                        step.input(),
                        "Input.$",
                        &rt::Path::document("$", &[]),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Start only`: where its result leads.
    fn complete_start_only(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.started", &[rt::PathStep::Name("started")]),
            result,
        )?;
        Ok(State::WaitForTheEnd.enter(step.keep_input()))
    }
    /// `Wait for the end`: what it wants.
    fn prepare_wait_for_the_end(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "StateMachineArn",
                    rt::Literal::String(
                            "arn:aws:states:eu-west-1:111111111111:stateMachine:ship",
                        )
                        .value(step),
                ),
                (
                    "Input",
                    rt::template::object([
                        (
                            "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID",
                            rt::template::field(
                                step,
                                step.input(),
                                "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$",
                                &rt::Path::context(
                                    "$$.Execution.Id",
                                    &[rt::PathStep::Name("Execution"), rt::PathStep::Name("Id")],
                                ),
                            )?,
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
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Wait for the end`: where its result leads.
    fn complete_wait_for_the_end(
        _: &mut rt::Step<'_>,
        result: rt::StateData,
    ) -> rt::Completed {
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
