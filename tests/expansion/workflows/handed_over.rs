// include_workflow! {
//     "handed_over.asl.json",
//     typed,
//     input: crate::typed::Bill,
//     output: crate::typed::Bill,
//     handlers: {
//         "Price" => price: fn(crate::typed::Bill) -> Result<crate::typed::Bill>,
//         "Charge" => charge: fn(crate::typed::Bill) -> Result<crate::typed::Bill>,
//     },
// }

/// The workflow of `handed_over.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Price`, `Charge`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod handed_over {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("handed_over.asl.json");
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
        name: "handed_over",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:price",
                method: "price",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:charge",
                method: "charge",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = crate::typed::Bill;
        type Output = crate::typed::Bill;
        const HASH: &'static rt::str = "f353907713da71dcc927103348200f3f";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[rt::Place::Outermost];
        fn input(input: crate::typed::Bill) -> Result<rt::StateData, rt::JsonError> {
            rt::HandedOver::<crate::typed::Bill>::input(input)
        }
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
                    match rt::input::typed::<crate::typed::Bill>(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::HandedOver::<
                                    crate::typed::Bill,
                                >::output(
                                    H::price(&handlers, input, &context).await,
                                    &context,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    match rt::input::typed::<crate::typed::Bill>(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::HandedOver::<
                                    crate::typed::Bill,
                                >::output(
                                    H::charge(&handlers, input, &context).await,
                                    &context,
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
    /// impl handed_over::Handlers for MyHandlers {
    ///     async fn price(&self, input: crate::typed::Bill, task: &TaskContext) -> Result<crate::typed::Bill, TaskError> {
    ///         …
    ///     }
    ///     async fn charge(&self, input: crate::typed::Bill, task: &TaskContext) -> Result<crate::typed::Bill, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:price`, for `Price`.
        fn price(
            &self,
            input: crate::typed::Bill,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<crate::typed::Bill, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:charge`, for `Charge`.
        fn charge(
            &self,
            input: crate::typed::Bill,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<crate::typed::Bill, rt::TaskError>> + Send;
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Price`
        Price,
        /// `Free?`
        Free,
        /// `Charge`
        Charge,
        /// `Done`
        Done,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::Price,
            Self::Free,
            Self::Charge,
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
                Self::Price => prepare_price(step),
                Self::Free => prepare_free(step),
                Self::Charge => prepare_charge(step),
                Self::Done => prepare_done(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Price => complete_price(step, result),
                Self::Charge => complete_charge(step, result),
                _ => Err(rt::no_effect()),
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
            name: "Price",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Free?",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Charge",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Done",
            kind: rt::StateKind::Succeed,
            task: None,
            retriers: 0,
        },
    ];
    /// `Price`: what it wants.
    fn prepare_price(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(0), payload).handing(rt::Handing::AsItIs),
            ),
        )
    }
    /// `Price`: where its result leads.
    fn complete_price(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Free.enter(result))
    }
    /// `Free?`: what it wants.
    fn prepare_free(step: &mut rt::Step<'_>) -> rt::Prepared {
        let next = if rt::choice::numeric(
            &*rt::choice::of_input(
                step,
                &rt::Path::document("$.cents", &[rt::PathStep::Name("cents")]),
            )?,
            rt::choice::Relation::Equals,
            rt::choice::Number::Integer(0),
        ) {
            State::Done
        } else {
            State::Charge
        };
        Ok(rt::Effect::Transition(next.enter(step.keep_input())))
    }
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(1), payload).handing(rt::Handing::AsItIs),
            ),
        )
    }
    /// `Charge`: where its result leads.
    fn complete_charge(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
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
    #[doc(hidden)]
    mod __checks {
        use super::rt::shape::checks::*;
        const BILL: ShapeRef = <crate::typed::Bill as Shape>::SHAPE;
        const _: () = fits(
            [Part(BILL, 0, 0)],
            [],
            BILL,
            "handed_over.asl.json:4:5: the payload of state Price",
        );
        const _: () = read(
            BILL,
            [Field("cents", 2179065326846402292)],
            "handed_over.asl.json:7:33: state Free? reads $.cents after state Price has replaced its input by its result (a ResultPath keeps both)",
        );
        const _: () = compared(
            BILL,
            [Sure("cents", 2179065326846402292)],
            Kinds::NUMBER,
            "handed_over.asl.json:7:33: state Free? compares $.cents with a number",
        );
        const _: () = fits(
            [
                With(BILL, 0, 1, 1),
                Member("cents", 2179065326846402292),
                Part(BILL, 1, 3),
            ],
            [
                Only(Kinds::OBJECT),
                Only(Kinds::OBJECT),
                Sure("cents", 2179065326846402292),
            ],
            BILL,
            "handed_over.asl.json:10:5: the payload of state Charge",
        );
        const _: () = fits(
            [Part(BILL, 0, 0)],
            [],
            BILL,
            "handed_over.asl.json:10:5: the workflow's output, from state Charge",
        );
        const _: () = fits(
            [
                With(BILL, 0, 1, 1),
                Member("cents", 2179065326846402292),
                Part(BILL, 1, 4),
            ],
            [
                Only(Kinds::OBJECT),
                Only(Kinds::OBJECT),
                Sure("cents", 2179065326846402292),
                Only(Kinds::NUMBER),
            ],
            BILL,
            "handed_over.asl.json:11:5: the workflow's output, from state Done",
        );
    }
}
