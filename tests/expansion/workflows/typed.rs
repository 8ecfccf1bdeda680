// include_workflow! {
//     "typed.asl.json",
//     typed,
//     input: crate::Order,
//     output: crate::Receipt,
//     handlers: { "Charge" => charge: fn(crate::Charge) -> Result<crate::Payment, crate::ChargeError> },
// }

/// The workflow of `typed.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - an error of `crate::ChargeError`, of `Charge`
/// - `States.Timeout`, of `Charge`
/// - `OrderRefused`, of `Refuse`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`, `InvalidHandlerInput`, `InvalidHandlerOutput`, `HandlerPanicked`
pub mod typed {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("typed.asl.json");
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
        name: "typed",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
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
        type Input = crate::Order;
        type Output = crate::Receipt;
        const HASH: &'static rt::str = "54db45df44015a36a937033893e8f28f";
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
                    match rt::input::typed::<crate::Charge>(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::typed::<
                                    crate::Payment,
                                    crate::ChargeError,
                                >(H::charge(&handlers, input, &context).await)
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
    /// impl typed::Handlers for MyHandlers {
    ///     async fn charge(&self, input: crate::Charge, task: &TaskContext) -> Result<crate::Payment, crate::ChargeError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:charge`, for `Charge`.
        fn charge(
            &self,
            input: crate::Charge,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<crate::Payment, crate::ChargeError>> + Send;
    }
    /// Why an execution gave no output: the errors that the definition and its handlers let out, and all others.
    #[derive(rt::Debug)]
    pub enum Error {
        /// An error of `crate::ChargeError`, of `Charge`.
        ChargeError(rt::ErrorOf<crate::ChargeError>),
        /// `States.Timeout`, of `Charge`.
        Timeout(rt::ExecutionError),
        /// `OrderRefused`, of `Refuse`.
        OrderRefused(rt::ExecutionError),
        /// Anything else: an error of the runtime, or no failure at all.
        Other(rt::ExecutionError),
    }
    impl rt::From<rt::ExecutionError> for Error {
        fn from(error: rt::ExecutionError) -> Self {
            let error = match rt::ErrorOf::<crate::ChargeError>::of(error) {
                Ok(error) => return Self::ChargeError(error),
                Err(error) => error,
            };
            match rt::failed_with(&error) {
                Some("States.Timeout") => Self::Timeout(error),
                Some("OrderRefused") => Self::OrderRefused(error),
                _ => Self::Other(error),
            }
        }
    }
    impl rt::Display for Error {
        fn fmt(&self, out: &mut rt::Formatter<'_>) -> rt::fmt::Result {
            match self {
                Self::ChargeError(error) => rt::Display::fmt(error, out),
                Self::Timeout(error) => rt::Display::fmt(error, out),
                Self::OrderRefused(error) => rt::Display::fmt(error, out),
                Self::Other(error) => rt::Display::fmt(error, out),
            }
        }
    }
    impl rt::Error for Error {}
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Paid?`
        Paid,
        /// `Charge`
        Charge,
        /// `Receipt`
        Receipt,
        /// `Refuse`
        Refuse,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::Paid,
            Self::Charge,
            Self::Receipt,
            Self::Refuse,
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
                Self::Paid => prepare_paid(step),
                Self::Charge => prepare_charge(step),
                Self::Receipt => prepare_receipt(step),
                Self::Refuse => prepare_refuse(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Charge => complete_charge(step, result.into_json()),
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
            name: "Paid?",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Charge",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Receipt",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Refuse",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
    ];
    /// `Paid?`: what it wants.
    fn prepare_paid(step: &mut rt::Step<'_>) -> rt::Prepared {
        let next = if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.status", &[rt::PathStep::Name("status")]),
            )?,
            rt::choice::Relation::Equals,
            "paid",
        ) {
            State::Receipt
        } else if rt::choice::string(
            &*rt::choice::variable(
                step,
                step.input(),
                &rt::Path::document("$.status", &[rt::PathStep::Name("status")]),
            )?,
            rt::choice::Relation::Equals,
            "closed",
        ) {
            State::Refuse
        } else {
            State::Charge
        };
        Ok(rt::Effect::Transition(next.enter(step.keep_input())))
    }
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("currency", rt::Literal::String("EUR").value(step)),
                (
                    "cents",
                    rt::template::field(
                        step,
                        step.input(),
                        "cents.$",
                        &rt::Path::document(
                            "$.items[0].cents",
                            &[
                                rt::PathStep::Name("items"),
                                rt::PathStep::Index(0),
                                rt::PathStep::Name("cents"),
                            ],
                        ),
                    )?,
                ),
            ]),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(0), payload)
                    .timeout(Some(rt::Duration::from_secs(60))),
            ),
        )
    }
    /// `Charge`: where its result leads.
    fn complete_charge(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.payment", &[rt::PathStep::Name("payment")]),
            result,
        )?;
        Ok(State::Receipt.enter(step.keep_input()))
    }
    /// `Receipt`: what it wants.
    fn prepare_receipt(step: &mut rt::Step<'_>) -> rt::Prepared {
        step.remake([
            (
                "skus",
                rt::template::field(
                    step,
                    step.input(),
                    "skus.$",
                    &rt::Path::document(
                        "$.items[*].sku",
                        &[
                            rt::PathStep::Name("items"),
                            rt::PathStep::Wildcard,
                            rt::PathStep::Name("sku"),
                        ],
                    ),
                )?,
            ),
            (
                "id",
                rt::template::field(
                    step,
                    step.input(),
                    "id.$",
                    &rt::Path::document("$.orderId", &[rt::PathStep::Name("orderId")]),
                )?,
            ),
        ]);
        Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
    }
    /// `Refuse`: what it wants.
    fn prepare_refuse(_: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(rt::Cow::Borrowed("OrderRefused"));
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
    #[doc(hidden)]
    mod __checks {
        use super::rt::shape::checks::*;
        const ORDER: ShapeRef = <crate::Order as Shape>::SHAPE;
        const RECEIPT: ShapeRef = <crate::Receipt as Shape>::SHAPE;
        const CHARGE: ShapeRef = <crate::Charge as Shape>::SHAPE;
        const _: ShapeRef = <crate::Payment as Shape>::SHAPE;
        const _: () = read(
            ORDER,
            [Field("status", 14183358520170196015)],
            "typed.asl.json:7:23: state Paid? reads $.status",
        );
        const _: () = compared(
            ORDER,
            [Sure("status", 14183358520170196015)],
            Kinds::TEXT,
            "typed.asl.json:7:23: state Paid? compares $.status with a text",
        );
        const _: () = equals(
            ORDER,
            [Sure("status", 14183358520170196015), Equal("paid")],
            "typed.asl.json:7:23: state Paid? compares $.status with \"paid\"",
        );
        const _: () = compared(
            ORDER,
            [
                Only(Kinds::OBJECT),
                Sure("status", 14183358520170196015),
                NotEqual("paid"),
            ],
            Kinds::TEXT,
            "typed.asl.json:8:23: state Paid? compares $.status with a text",
        );
        const _: () = equals(
            ORDER,
            [
                Only(Kinds::OBJECT),
                Sure("status", 14183358520170196015),
                NotEqual("paid"),
                Equal("closed"),
            ],
            "typed.asl.json:8:23: state Paid? compares $.status with \"closed\"",
        );
        const _: () = fits(
            [
                Object(2),
                Member("cents", 2179065326846402292),
                Part(ORDER, 0, 7),
                Member("currency", 8477458519032517654),
                Text("EUR"),
            ],
            [
                Only(Kinds::OBJECT),
                NotTagged("status", "paid"),
                NotTagged("status", "closed"),
                Sure("items", 4501493784760101999),
                Index(0),
                Sure("cents", 2179065326846402292),
                OrNull,
            ],
            CHARGE,
            "typed.asl.json:15:7: the payload of state Charge",
        );
        const _: () = read(
            ORDER,
            [
                Only(Kinds::OBJECT),
                NotTagged("status", "paid"),
                NotTagged("status", "closed"),
                Field("items", 4501493784760101999),
                Index(0),
                Field("cents", 2179065326846402292),
                OrNull,
            ],
            "typed.asl.json:15:34: state Charge reads $.items[0].cents",
        );
        const _: () = read(
            ORDER,
            [
                Only(Kinds::OBJECT),
                Tagged("status", "paid"),
                Field("orderId", 16034305195474024922),
            ],
            "typed.asl.json:20:58: state Receipt reads $.orderId on the way from state Paid?",
        );
        const _: () = read(
            ORDER,
            [
                Only(Kinds::OBJECT),
                NotTagged("status", "paid"),
                NotTagged("status", "closed"),
                Field("orderId", 16034305195474024922),
            ],
            "typed.asl.json:20:58: state Receipt reads $.orderId on the way from state Charge",
        );
        const _: () = selected(
            ORDER,
            [
                Only(Kinds::OBJECT),
                Tagged("status", "paid"),
                Field("items", 4501493784760101999),
                Item,
                Field("sku", 9386234007117122842),
            ],
            "typed.asl.json:20:81: state Receipt reads $.items[*].sku on the way from state Paid?",
        );
        const _: () = selected(
            ORDER,
            [
                Only(Kinds::OBJECT),
                NotTagged("status", "paid"),
                NotTagged("status", "closed"),
                Field("items", 4501493784760101999),
                Item,
                Field("sku", 9386234007117122842),
            ],
            "typed.asl.json:20:81: state Receipt reads $.items[*].sku on the way from state Charge",
        );
        const _: () = fits(
            [
                Object(2),
                Member("id", 628021283683842752),
                OneOf(2),
                Part(ORDER, 0, 3),
                Part(ORDER, 3, 7),
                Member("skus", 4573759571154930027),
                ListOf,
                OneOf(2),
                Part(ORDER, 7, 12),
                Part(ORDER, 12, 18),
            ],
            [
                Only(Kinds::OBJECT),
                Tagged("status", "paid"),
                Sure("orderId", 16034305195474024922),
                Only(Kinds::OBJECT),
                NotTagged("status", "paid"),
                NotTagged("status", "closed"),
                Sure("orderId", 16034305195474024922),
                Only(Kinds::OBJECT),
                Tagged("status", "paid"),
                Sure("items", 4501493784760101999),
                Item,
                Sure("sku", 9386234007117122842),
                Only(Kinds::OBJECT),
                NotTagged("status", "paid"),
                NotTagged("status", "closed"),
                Sure("items", 4501493784760101999),
                Item,
                Sure("sku", 9386234007117122842),
            ],
            RECEIPT,
            "typed.asl.json:20:5: the workflow's output, from state Receipt",
        );
    }
}
