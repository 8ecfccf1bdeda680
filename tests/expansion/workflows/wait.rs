// include_workflow! {
//     "wait.asl.json",
// }

/// The workflow of `wait.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod wait {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("wait.asl.json");
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
        name: "wait",
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
        const HASH: &'static rt::str = "3689e7712dd74a95f64198f6b740b294";
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
        /// `An hour`
        AnHour,
        /// `Until new year`
        UntilNewYear,
        /// `As asked`
        AsAsked,
        /// `Until then`
        UntilThen,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::AnHour,
            Self::UntilNewYear,
            Self::AsAsked,
            Self::UntilThen,
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
                Self::AnHour => prepare_an_hour(step),
                Self::UntilNewYear => prepare_until_new_year(step),
                Self::AsAsked => prepare_as_asked(step),
                Self::UntilThen => prepare_until_then(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::AnHour => complete_an_hour(step, result),
                Self::UntilNewYear => complete_until_new_year(step, result),
                Self::AsAsked => complete_as_asked(step, result),
                Self::UntilThen => complete_until_then(step, result),
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
            name: "An hour",
            kind: rt::StateKind::Wait,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Until new year",
            kind: rt::StateKind::Wait,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "As asked",
            kind: rt::StateKind::Wait,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Until then",
            kind: rt::StateKind::Wait,
            task: None,
            retriers: 0,
        },
    ];
    /// `An hour`: what it wants.
    fn prepare_an_hour(step: &mut rt::Step<'_>) -> rt::Prepared {
        let delay = rt::wait::check(
            step,
            rt::Delay::For(rt::Duration::from_secs(3600)),
        )?;
        Ok(rt::Effect::Wait(delay))
    }
    /// `An hour`: where its result leads.
    fn complete_an_hour(step: &mut rt::Step<'_>, _: rt::StateData) -> rt::Completed {
        Ok(State::UntilNewYear.enter(step.keep_input()))
    }
    /// `Until new year`: what it wants.
    fn prepare_until_new_year(step: &mut rt::Step<'_>) -> rt::Prepared {
        let delay = rt::wait::check(
            step,
            rt::Delay::Until(rt::Timestamp::new(1893456000, 0)),
        )?;
        Ok(rt::Effect::Wait(delay))
    }
    /// `Until new year`: where its result leads.
    fn complete_until_new_year(
        step: &mut rt::Step<'_>,
        _: rt::StateData,
    ) -> rt::Completed {
        Ok(State::AsAsked.enter(step.keep_input()))
    }
    /// `As asked`: what it wants.
    fn prepare_as_asked(step: &mut rt::Step<'_>) -> rt::Prepared {
        let input = rt::flow::input_path(
            step,
            &rt::Path::document("$.schedule", &[rt::PathStep::Name("schedule")]),
        )?;
        let delay = rt::wait::seconds(
            step,
            &*input,
            &rt::Path::document(
                "$.delays[0]",
                &[rt::PathStep::Name("delays"), rt::PathStep::Index(0)],
            ),
        )?;
        Ok(rt::Effect::Wait(delay))
    }
    /// `As asked`: where its result leads.
    fn complete_as_asked(step: &mut rt::Step<'_>, _: rt::StateData) -> rt::Completed {
        Ok(
            State::UntilThen
                .enter(
                    rt::flow::input_path(
                            step,
                            &rt::Path::document(
                                "$.schedule",
                                &[rt::PathStep::Name("schedule")],
                            ),
                        )?
                        .into_owned(),
                ),
        )
    }
    /// `Until then`: what it wants.
    fn prepare_until_then(step: &mut rt::Step<'_>) -> rt::Prepared {
        let delay = rt::wait::timestamp(
            step,
            step.input(),
            &rt::Path::document("$.until", &[rt::PathStep::Name("until")]),
        )?;
        Ok(rt::Effect::Wait(delay))
    }
    /// `Until then`: where its result leads.
    fn complete_until_then(step: &mut rt::Step<'_>, _: rt::StateData) -> rt::Completed {
        let output = step.take_input();
        let output = rt::flow::output_path(
            step,
            &rt::Path::document("$.rest", &[rt::PathStep::Name("rest")]),
            output,
        )?;
        Ok(rt::Transition::end(output))
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
