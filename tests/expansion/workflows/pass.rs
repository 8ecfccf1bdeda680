// include_workflow! {
//     "pass.asl.json",
// }

/// The workflow of `pass.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod pass {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("pass.asl.json");
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
        name: "pass",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[],
        substitutions: &[],
        context: &[rt::ContextPart::ExecutionInput],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "da537851fdf854518ae52a5feb16a6af";
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
        /// `Nothing`
        Nothing,
        /// `Keep part`
        KeepPart,
        /// `Constant`
        Constant,
        /// `Template`
        Template,
        /// `Discard`
        Discard,
        /// `From context`
        FromContext,
        /// `Empty`
        Empty,
        /// `Forget`
        Forget,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::Nothing,
            Self::KeepPart,
            Self::Constant,
            Self::Template,
            Self::Discard,
            Self::FromContext,
            Self::Empty,
            Self::Forget,
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
                Self::Nothing => prepare_nothing(step),
                Self::KeepPart => prepare_keep_part(step),
                Self::Constant => prepare_constant(step),
                Self::Template => prepare_template(step),
                Self::Discard => prepare_discard(step),
                Self::FromContext => prepare_from_context(step),
                Self::Empty => prepare_empty(step),
                Self::Forget => prepare_forget(step),
            }
        }
        fn complete(self, _: &mut rt::Step<'_>, _: rt::StateData) -> rt::Completed {
            Err(rt::no_effect())
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
            name: "Nothing",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Keep part",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Constant",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Template",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Discard",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "From context",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Empty",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Forget",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
    ];
    /// `Nothing`: what it wants.
    fn prepare_nothing(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::KeepPart.enter(step.keep_input())))
    }
    /// `Keep part`: what it wants.
    fn prepare_keep_part(step: &mut rt::Step<'_>) -> rt::Prepared {
        let output = rt::flow::input_path(
                step,
                &rt::Path::document("$.order", &[rt::PathStep::Name("order")]),
            )?
            .into_owned();
        let output = rt::flow::output_path(
            step,
            &rt::Path::document(
                "$.lines[0]",
                &[rt::PathStep::Name("lines"), rt::PathStep::Index(0)],
            ),
            output,
        )?;
        Ok(rt::Effect::Transition(State::Constant.enter(output)))
    }
    /// `Constant`: what it wants.
    fn prepare_constant(step: &mut rt::Step<'_>) -> rt::Prepared {
        rt::flow::literal_at(
            step,
            &rt::Path::document("$.constant", &[rt::PathStep::Name("constant")]),
            &rt::Literal::Object(
                &[
                    (
                        "list",
                        rt::Literal::Array(
                            &[
                                rt::Literal::Integer(1),
                                rt::Literal::Float(-2.5),
                                rt::Literal::String("three"),
                                rt::Literal::Bool(true),
                                rt::Literal::Null,
                                rt::Literal::Object(&[]),
                                rt::Literal::Array(&[]),
                            ],
                        ),
                    ),
                    ("big", rt::Literal::Integer(9007199254740993)),
                    ("text.$", rt::Literal::String("$.not.read")),
                ],
            ),
        )?;
        Ok(rt::Effect::Transition(State::Template.enter(step.keep_input())))
    }
    /// `Template`: what it wants.
    fn prepare_template(step: &mut rt::Step<'_>) -> rt::Prepared {
        let result = rt::template::object([
            (
                "list",
                rt::template::array([
                    rt::template::object([
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
                    rt::Literal::String("literal").value(step),
                ]),
            ),
            (
                "order",
                rt::template::field(
                    step,
                    step.input(),
                    "order.$",
                    &rt::Path::document("$", &[]),
                )?,
            ),
        ]);
        rt::flow::result_path(
            step,
            &rt::Path::document(
                "$.made.here",
                &[rt::PathStep::Name("made"), rt::PathStep::Name("here")],
            ),
            result,
        )?;
        let output = step.take_input();
        let output = rt::flow::output_path(
            step,
            &rt::Path::document("$.made", &[rt::PathStep::Name("made")]),
            output,
        )?;
        Ok(rt::Effect::Transition(State::Discard.enter(output)))
    }
    /// `Discard`: what it wants.
    fn prepare_discard(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::FromContext.enter(step.keep_input())))
    }
    /// `From context`: what it wants.
    fn prepare_from_context(step: &mut rt::Step<'_>) -> rt::Prepared {
        let result = rt::flow::input_path(
                step,
                &rt::Path::context(
                    "$$.Execution.Input",
                    &[rt::PathStep::Name("Execution"), rt::PathStep::Name("Input")],
                ),
            )?
            .into_owned();
        rt::flow::result_path(
            step,
            &rt::Path::document(
                "$.list[0]",
                &[rt::PathStep::Name("list"), rt::PathStep::Index(0)],
            ),
            result,
        )?;
        Ok(rt::Effect::Transition(State::Empty.enter(step.keep_input())))
    }
    /// `Empty`: what it wants.
    fn prepare_empty(_: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::Forget.enter(rt::flow::empty())))
    }
    /// `Forget`: what it wants.
    fn prepare_forget(_: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(rt::Transition::end(rt::flow::empty())))
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
