// include_workflow! {
//     "choice.asl.json",
// }

/// The workflow of `choice.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod choice {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("choice.asl.json");
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
        name: "choice",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "5372387cd945532cdb5d07c18d323b3b";
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
        /// `Which`
        Which,
        /// `Another`
        Another,
        /// `No default`
        NoDefault,
        /// `Done`
        Done,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::Which,
            Self::Another,
            Self::NoDefault,
            Self::Done,
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
                Self::Which => prepare_which(step),
                Self::Another => prepare_another(step),
                Self::NoDefault => prepare_no_default(step),
                Self::Done => prepare_done(step),
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
            name: "Which",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Another",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "No default",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Done",
            kind: rt::StateKind::Succeed,
            task: None,
            retriers: 0,
        },
    ];
    /// `Which`: what it wants.
    fn prepare_which(step: &mut rt::Step<'_>) -> rt::Prepared {
        let next = if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
            )?,
            rt::choice::Relation::Equals,
            "a \"quoted\" ü",
        ) {
            State::Done
        } else if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
            )?,
            rt::choice::Relation::LessThan,
            "m",
        ) {
            State::Done
        } else if rt::choice::string_path(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
            )?,
            rt::choice::Relation::GreaterThanEquals,
            &*rt::choice::operand(
                step,
                step.input(),
                &rt::Path::document("$.other", &[rt::PathStep::Name("other")]),
            )?,
        ) {
            State::Done
        } else if rt::choice::string_matches(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
            )?,
            &["log-", ".*"],
        ) {
            State::Done
        } else if rt::choice::numeric(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.number", &[rt::PathStep::Name("number")]),
            )?,
            rt::choice::Relation::Equals,
            rt::choice::Number::Integer(1),
        ) {
            State::Done
        } else if rt::choice::numeric(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.number", &[rt::PathStep::Name("number")]),
            )?,
            rt::choice::Relation::LessThanEquals,
            rt::choice::Number::Float(-0.5),
        ) {
            State::Done
        } else if rt::choice::numeric_path(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.number", &[rt::PathStep::Name("number")]),
            )?,
            rt::choice::Relation::GreaterThan,
            &*rt::choice::operand(
                step,
                step.input(),
                &rt::Path::document(
                    "$.limits[0]",
                    &[rt::PathStep::Name("limits"), rt::PathStep::Index(0)],
                ),
            )?,
        ) {
            State::Done
        } else if rt::choice::boolean(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.flag", &[rt::PathStep::Name("flag")]),
            )?,
            true,
        ) {
            State::Done
        } else if rt::choice::boolean_path(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.flag", &[rt::PathStep::Name("flag")]),
            )?,
            &*rt::choice::operand(
                step,
                step.input(),
                &rt::Path::document("$.other", &[rt::PathStep::Name("other")]),
            )?,
        ) {
            State::Done
        } else if rt::choice::timestamp(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::context(
                    "$$.Execution.StartTime",
                    &[rt::PathStep::Name("Execution"), rt::PathStep::Name("StartTime")],
                ),
            )?,
            rt::choice::Relation::GreaterThan,
            rt::Timestamp::new(1709204400, 500000000),
        ) {
            State::Done
        } else if rt::choice::timestamp_path(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.time", &[rt::PathStep::Name("time")]),
            )?,
            rt::choice::Relation::LessThan,
            &*rt::choice::operand(
                step,
                step.input(),
                &rt::Path::context(
                    "$$.State.EnteredTime",
                    &[rt::PathStep::Name("State"), rt::PathStep::Name("EnteredTime")],
                ),
            )?,
        ) {
            State::Done
        } else if !rt::choice::is_present(
            step,
            step.input(),
            &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
        ) {
            State::Done
        } else if !rt::choice::is_null(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
            )?,
        )
            && rt::choice::is_string(
                &*rt::choice::variable(
                    step,
                    step.input(),
                    &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
                )?,
            )
            && (rt::choice::is_timestamp(
                &*rt::choice::variable(
                    step,
                    step.input(),
                    &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
                )?,
            )
                || !(rt::choice::is_numeric(
                    &*rt::choice::variable(
                        step,
                        step.input(),
                        &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
                    )?,
                )
                    && rt::choice::is_boolean(
                        &*rt::choice::variable(
                            step,
                            step.input(),
                            &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
                        )?,
                    )))
        {
            State::Another
        } else {
            State::Done
        };
        Ok(rt::Effect::Transition(next.enter(step.keep_input())))
    }
    /// `Another`: what it wants.
    fn prepare_another(step: &mut rt::Step<'_>) -> rt::Prepared {
        let input = rt::flow::input_path(
            step,
            &rt::Path::document("$.inner", &[rt::PathStep::Name("inner")]),
        )?;
        let next = if rt::choice::numeric(
            &*rt::choice::variable(
                step,
                &*input,
                &rt::Path::document(
                    "$.items.length()",
                    &[
                        rt::PathStep::Name("items"),
                        rt::PathStep::Function(rt::PathFunction::Length),
                    ],
                ),
            )?,
            rt::choice::Relation::GreaterThan,
            rt::choice::Number::Integer(0),
        ) {
            State::Which
        } else {
            State::NoDefault
        };
        let output = input.into_owned();
        let output = rt::flow::output_path(
            step,
            &rt::Path::document("$.out", &[rt::PathStep::Name("out")]),
            output,
        )?;
        Ok(rt::Effect::Transition(next.enter(output)))
    }
    /// `No default`: what it wants.
    fn prepare_no_default(step: &mut rt::Step<'_>) -> rt::Prepared {
        let next = if !rt::choice::boolean(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.go", &[rt::PathStep::Name("go")]),
            )?,
            false,
        ) {
            State::Done
        } else {
            return Err(rt::choice::no_match())
        };
        Ok(rt::Effect::Transition(next.enter(step.keep_input())))
    }
    /// `Done`: what it wants.
    fn prepare_done(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
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
