// include_workflow! {
//     "shared_method.asl.json",
// }

/// The workflow of `shared_method.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Notify customer`, `Notify warehouse`, `Record sale`, `Record customer`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod shared_method {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("shared_method.asl.json");
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
        name: "shared_method",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:notify",
                method: "notify",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:states:::dynamodb:putItem",
                method: "dynamodb_put_item",
                kind: rt::TaskKind::Integration {
                    resource_type: "dynamodb",
                    resource: "putItem",
                    pattern: rt::IntegrationPattern::RequestResponse,
                },
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "834005f0e048f94899fc7e101dda4cc1";
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
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::json(
                                    H::notify(&handlers, input, &context).await,
                                )
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::dynamodb_put_item(&handlers, input.json(), &context).await,
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
    /// impl shared_method::Handlers for MyHandlers {
    ///     async fn notify(&self, input: shared_method::NotifyInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn dynamodb_put_item(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:notify`, for `Notify customer`, `Notify warehouse`.
        fn notify(
            &self,
            input: NotifyInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:states:::dynamodb:putItem`, for `Record sale`, `Record customer`.
        fn dynamodb_put_item(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::notify`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct NotifyInput {
        /// `to`
        pub to: rt::Value,
        /// `subject`
        pub subject: rt::String,
        /// `urgent`
        pub urgent: rt::Value,
    }
    impl rt::FromPayload for NotifyInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                to: fields.json("to")?,
                subject: fields.string("subject")?,
                urgent: fields.json("urgent")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Notify customer`
        NotifyCustomer,
        /// `Notify warehouse`
        NotifyWarehouse,
        /// `Record sale`
        RecordSale,
        /// `Record customer`
        RecordCustomer,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::NotifyCustomer,
            Self::NotifyWarehouse,
            Self::RecordSale,
            Self::RecordCustomer,
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
                Self::NotifyCustomer => prepare_notify_customer(step),
                Self::NotifyWarehouse => prepare_notify_warehouse(step),
                Self::RecordSale => prepare_record_sale(step),
                Self::RecordCustomer => prepare_record_customer(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::NotifyCustomer => {
                    complete_notify_customer(step, result.into_json())
                }
                Self::NotifyWarehouse => {
                    complete_notify_warehouse(step, result.into_json())
                }
                Self::RecordSale => complete_record_sale(step, result.into_json()),
                Self::RecordCustomer => complete_record_customer(step, result),
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
            name: "Notify customer",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Notify warehouse",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Record sale",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Record customer",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
    ];
    /// `Notify customer`: what it wants.
    fn prepare_notify_customer(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("subject", rt::Literal::String("Your order").value(step)),
                ("urgent", rt::Literal::Bool(true).value(step)),
                (
                    "to",
                    rt::template::field(
                        step,
                        step.input(),
                        "to.$",
                        &rt::Path::document(
                            "$.customer.mail",
                            &[rt::PathStep::Name("customer"), rt::PathStep::Name("mail")],
                        ),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Notify customer`: where its result leads.
    fn complete_notify_customer(step: &mut rt::Step<'_>, _: rt::Value) -> rt::Completed {
        Ok(State::NotifyWarehouse.enter(step.keep_input()))
    }
    /// `Notify warehouse`: what it wants.
    fn prepare_notify_warehouse(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::Literal::Object(
                    &[
                        ("subject", rt::Literal::String("Pick an order")),
                        ("to", rt::Literal::String("warehouse@example.com")),
                        ("urgent", rt::Literal::String("no")),
                    ],
                )
                .value(step),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Notify warehouse`: where its result leads.
    fn complete_notify_warehouse(
        step: &mut rt::Step<'_>,
        _: rt::Value,
    ) -> rt::Completed {
        Ok(State::RecordSale.enter(step.keep_input()))
    }
    /// `Record sale`: what it wants.
    fn prepare_record_sale(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("TableName", rt::Literal::String("sales").value(step)),
                (
                    "Item",
                    rt::template::object([
                        (
                            "id",
                            rt::template::object([
                                (
                                    "S",
                                    rt::template::field(
                                        step,
                                        step.input(),
                                        "S.$",
                                        &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                                    )?,
                                ),
                            ]),
                        ),
                    ]),
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Record sale`: where its result leads.
    fn complete_record_sale(step: &mut rt::Step<'_>, _: rt::Value) -> rt::Completed {
        Ok(State::RecordCustomer.enter(step.keep_input()))
    }
    /// `Record customer`: what it wants.
    fn prepare_record_customer(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("TableName", rt::Literal::String("customers").value(step)),
                ("ReturnValues", rt::Literal::String("ALL_OLD").value(step)),
                (
                    "Item",
                    rt::template::field(
                        step,
                        step.input(),
                        "Item.$",
                        &rt::Path::document(
                            "$.customer",
                            &[rt::PathStep::Name("customer")],
                        ),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Record customer`: where its result leads.
    fn complete_record_customer(
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
