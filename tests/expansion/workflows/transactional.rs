// include_workflow! {
//     "transactional.asl.json",
//     handlers: { "Reserve" => reserve: fn(crate::Order) -> Result<crate::Reservation, crate::StockError> },
//     transactional: [reserve, book],
// }

/// The workflow of `transactional.asl.json`.
///
/// Two handlers that write rows of their own with the end of their state, one of them with types.
///
/// <svg …>
///
/// An execution can fail with
///
/// - an error of `crate::StockError`, of `Reserve`
/// - any error, of `Book`, `Tell`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`, `InvalidHandlerInput`, `InvalidHandlerOutput`, `HandlerPanicked`
pub mod transactional {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("transactional.asl.json");
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
        name: "transactional",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:reserve",
                method: "reserve",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::lambda:invoke",
                method: "book",
                kind: rt::TaskKind::LambdaInvoke(rt::IntegrationPattern::RequestResponse),
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:tell",
                method: "tell",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "741c6db12e55d3f5e29091f17cff42e7";
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
                    match rt::input::typed::<crate::Order>(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::transactional(
                                    H::reserve(&handlers, input, &context).await,
                                    &context,
                                    rt::output::typed::<crate::Reservation, crate::StockError>,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::transactional(
                                    H::book(&handlers, input, &context).await,
                                    &context,
                                    rt::output::json,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                2 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::tell(&handlers, input.json(), &context).await,
                        )
                    })
                }
                _ => rt::no_handler(&INFO, task),
            }
        }
        fn transactional(&self) -> &'static [&'static rt::str] {
            rt::transactional!("reserve", "book")
        }
    }
    /// What the workflow calls: one method for each resource.
    ///
    /// ```ignore
    /// impl transactional::Handlers for MyHandlers {
    ///     async fn reserve(&self, input: crate::Order, task: &TaskContext) -> Result<InTransaction<crate::Reservation, crate::StockError>, crate::StockError> {
    ///         …
    ///     }
    ///     async fn book(&self, input: transactional::BookInput, task: &TaskContext) -> Result<InTransaction<serde_json::Value, TaskError>, TaskError> {
    ///         …
    ///     }
    ///     async fn tell(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:reserve`, for `Reserve`.
        ///
        /// Returns what is to be written in the transaction that ends the state. It may be called again after a
        /// crash; what it returns is written once.
        fn reserve(
            &self,
            input: crate::Order,
            task: &rt::TaskContext,
        ) -> impl Future<
            Output = Result<
                rt::InTransaction<crate::Reservation, crate::StockError>,
                crate::StockError,
            >,
        > + Send;
        /// Serves `arn:aws:states:::lambda:invoke`, for `Book`.
        ///
        /// Returns what is to be written in the transaction that ends the state. It may be called again after a
        /// crash; what it returns is written once.
        fn book(
            &self,
            input: BookInput,
            task: &rt::TaskContext,
        ) -> impl Future<
            Output = Result<rt::InTransaction<rt::Value, rt::TaskError>, rt::TaskError>,
        > + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:tell`, for `Tell`.
        fn tell(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::book`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct BookInput {
        /// `reservation`
        pub reservation: rt::Value,
    }
    impl rt::FromPayload for BookInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                reservation: fields.json("reservation")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Reserve`
        Reserve,
        /// `Book`
        Book,
        /// `Tell`
        Tell,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Reserve, Self::Book, Self::Tell];
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
                Self::Reserve => prepare_reserve(step),
                Self::Book => prepare_book(step),
                Self::Tell => prepare_tell(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Reserve => complete_reserve(step, result),
                Self::Book => complete_book(step, result),
                Self::Tell => complete_tell(step, result),
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
            name: "Reserve",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Book",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Tell",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(2)),
            retriers: 0,
        },
    ];
    /// `Reserve`: what it wants.
    fn prepare_reserve(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Reserve`: where its result leads.
    fn complete_reserve(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Book.enter(result))
    }
    /// `Book`: what it wants.
    fn prepare_book(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("FunctionName", rt::Literal::String("book").value(step)),
                (
                    "Payload",
                    rt::template::object([
                        (
                            "reservation",
                            rt::template::field(
                                step,
                                step.input(),
                                "reservation.$",
                                &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                            )?,
                        ),
                    ]),
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Book`: where its result leads.
    fn complete_book(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Tell.enter(result))
    }
    /// `Tell`: what it wants.
    fn prepare_tell(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(2), payload)))
    }
    /// `Tell`: where its result leads.
    fn complete_tell(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
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
        fn is_idempotent(&self, task: rt::TaskId) -> rt::bool {
            rt::matches!(task.0, 0 | 1)
        }
    }
}
