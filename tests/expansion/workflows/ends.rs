// include_workflow! {
//     "ends.asl.json",
// }

/// The workflow of `ends.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `OrderRefused`, of `Badly`
/// - any error, of `As before`, `Computed`, `Silently`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod ends {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("ends.asl.json");
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
        name: "ends",
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
        const HASH: &'static rt::str = "339f026c2cc28a018d91ddd6246f3b9e";
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
        /// `How`
        How,
        /// `Well`
        Well,
        /// `Badly`
        Badly,
        /// `As before`
        AsBefore,
        /// `Computed`
        Computed,
        /// `Silently`
        Silently,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::How,
            Self::Well,
            Self::Badly,
            Self::AsBefore,
            Self::Computed,
            Self::Silently,
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
                Self::How => prepare_how(step),
                Self::Well => prepare_well(step),
                Self::Badly => prepare_badly(step),
                Self::AsBefore => prepare_as_before(step),
                Self::Computed => prepare_computed(step),
                Self::Silently => prepare_silently(step),
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
            name: "How",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Well",
            kind: rt::StateKind::Succeed,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Badly",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "As before",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Computed",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Silently",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
    ];
    /// `How`: what it wants.
    fn prepare_how(step: &mut rt::Step<'_>) -> rt::Prepared {
        let next = if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.how", &[rt::PathStep::Name("how")]),
            )?,
            rt::choice::Relation::Equals,
            "well",
        ) {
            State::Well
        } else if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.how", &[rt::PathStep::Name("how")]),
            )?,
            rt::choice::Relation::Equals,
            "badly",
        ) {
            State::Badly
        } else if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.how", &[rt::PathStep::Name("how")]),
            )?,
            rt::choice::Relation::Equals,
            "as before",
        ) {
            State::AsBefore
        } else if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.how", &[rt::PathStep::Name("how")]),
            )?,
            rt::choice::Relation::Equals,
            "computed",
        ) {
            State::Computed
        } else {
            State::Silently
        };
        Ok(rt::Effect::Transition(next.enter(step.keep_input())))
    }
    /// `Well`: what it wants.
    fn prepare_well(step: &mut rt::Step<'_>) -> rt::Prepared {
        let output = rt::flow::input_path(
                step,
                &rt::Path::document("$.result", &[rt::PathStep::Name("result")]),
            )?
            .into_owned();
        let output = rt::flow::output_path(
            step,
            &rt::Path::document("$.value", &[rt::PathStep::Name("value")]),
            output,
        )?;
        Ok(rt::Effect::Transition(rt::Transition::end(output)))
    }
    /// `Badly`: what it wants.
    fn prepare_badly(_: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(rt::Cow::Borrowed("OrderRefused"));
        let cause = Some(rt::Cow::Borrowed("the order was refused"));
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
    /// `As before`: what it wants.
    fn prepare_as_before(step: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(
            rt::Cow::Owned(
                rt::fail::path(
                    step,
                    "ErrorPath",
                    &rt::Path::document(
                        "$.failure.Error",
                        &[rt::PathStep::Name("failure"), rt::PathStep::Name("Error")],
                    ),
                )?,
            ),
        );
        let cause = Some(
            rt::Cow::Owned(
                rt::fail::path(
                    step,
                    "CausePath",
                    &rt::Path::document(
                        "$.failure.Cause",
                        &[rt::PathStep::Name("failure"), rt::PathStep::Name("Cause")],
                    ),
                )?,
            ),
        );
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
    /// `Computed`: what it wants.
    fn prepare_computed(step: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(
            rt::Cow::Owned(
                rt::fail::string(
                    step,
                    "ErrorPath",
                    rt::intrinsic::format_text(
                        step,
                        "States.Format('Order.{}', $.kind)",
                        "Order.{}",
                        &[
                            rt::intrinsic::argument(
                                step,
                                step.input(),
                                "States.Format('Order.{}', $.kind)",
                                &rt::Path::document("$.kind", &[rt::PathStep::Name("kind")]),
                            )?,
                        ],
                    )?,
                )?,
            ),
        );
        let cause = Some(
            rt::Cow::Owned(
                rt::fail::path(
                    step,
                    "CausePath",
                    &rt::Path::context(
                        "$$.Execution.Name",
                        &[rt::PathStep::Name("Execution"), rt::PathStep::Name("Name")],
                    ),
                )?,
            ),
        );
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
    /// `Silently`: what it wants.
    fn prepare_silently(_: &mut rt::Step<'_>) -> rt::Prepared {
        let error = None;
        let cause = None;
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
