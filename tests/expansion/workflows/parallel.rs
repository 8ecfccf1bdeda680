// include_workflow! {
//     "parallel.asl.json",
// }

/// The workflow of `parallel.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `NotShipped`, of `Give up`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod parallel {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("parallel.asl.json");
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
        name: "parallel",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:reserve",
                method: "reserve",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "ef0c328142db58b280aa70989c6d512d";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Branch {
                machine: rt::MachineId(0),
                state: rt::StateId(0),
                branch: 0,
            },
            rt::Place::Branch {
                machine: rt::MachineId(1),
                state: rt::StateId(1),
                branch: 0,
            },
            rt::Place::Branch {
                machine: rt::MachineId(1),
                state: rt::StateId(1),
                branch: 1,
            },
            rt::Place::Branch {
                machine: rt::MachineId(0),
                state: rt::StateId(0),
                branch: 1,
            },
        ];
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
                            H::reserve(&handlers, input.json(), &context).await,
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
    /// impl parallel::Handlers for MyHandlers {
    ///     async fn reserve(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:reserve`, for `Reserve`.
        fn reserve(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Prepare shipment`
        PrepareShipment,
        /// `Give up`
        GiveUp,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::PrepareShipment, Self::GiveUp];
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
                Self::PrepareShipment => prepare_prepare_shipment(step),
                Self::GiveUp => prepare_give_up(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::PrepareShipment => {
                    complete_prepare_shipment(step, result.into_json())
                }
                _ => Err(rt::no_effect()),
            }
        }
        fn recover(
            self,
            step: &mut rt::Step<'_>,
            failure: &rt::Failure,
        ) -> rt::Recovered {
            match self {
                Self::PrepareShipment => recover_prepare_shipment(step, failure),
                _ => Ok(rt::Recovery::Uncaught),
            }
        }
        fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
            Err(rt::no_effect())
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Prepare shipment",
            kind: rt::StateKind::Parallel,
            task: None,
            retriers: 1,
        },
        rt::StateInfo {
            name: "Give up",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
    ];
    /// `Prepare shipment`: what it wants.
    fn prepare_prepare_shipment(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
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
        );
        Ok(
            rt::Effect::Parallel(rt::Branches {
                machines: &[rt::MachineId(1), rt::MachineId(4)],
                payload,
            }),
        )
    }
    /// `Prepare shipment`: where its result leads.
    fn complete_prepare_shipment(
        step: &mut rt::Step<'_>,
        result: rt::Value,
    ) -> rt::Completed {
        rt::flow::result_path(
            step,
            &rt::Path::document("$.shipment", &[rt::PathStep::Name("shipment")]),
            result,
        )?;
        Ok(rt::Transition::end(step.keep_input()))
    }
    /// `Prepare shipment`: what Retry and Catch say of a failure.
    fn recover_prepare_shipment(
        step: &mut rt::Step<'_>,
        failure: &rt::Failure,
    ) -> rt::Recovered {
        static RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 1,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
        ];
        let retrier = match failure.name() {
            "OutOfStock" => Some(0),
            _ => None,
        };
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
        Ok(rt::Recovery::Caught(State::GiveUp.enter(rt::flow::error_output(failure))))
    }
    /// `Give up`: what it wants.
    fn prepare_give_up(_: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(rt::Cow::Borrowed("NotShipped"));
        let cause = None;
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
    /// The states of branch 0 of `Prepare shipment`.
    pub mod prepare_shipment_0 {
        use super::rt::{self, prelude::*};
        /// The states of branch 0 of `Prepare shipment`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Reserve`
            Reserve,
            /// `Label and bill`
            LabelAndBill,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Reserve, Self::LabelAndBill];
            /// The name in the definition.
            pub const fn name(self) -> &'static str {
                STATES[self as usize].name
            }
        }
        impl rt::States for State {
            const ALL: &'static [Self] = Self::ALL;
            const MACHINE: rt::MachineId = rt::MachineId(1);
            const TABLE: &'static [rt::StateInfo] = STATES;
        }
        impl State {
            fn enter(self, input: impl rt::Into<rt::StateOutput>) -> rt::Transition {
                rt::Transition::next(rt::StateId(self as u16), input)
            }
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::Reserve => prepare_reserve(step),
                    Self::LabelAndBill => prepare_label_and_bill(step),
                }
            }
            pub(super) fn complete(
                self,
                step: &mut rt::Step<'_>,
                result: rt::StateData,
            ) -> rt::Completed {
                match self {
                    Self::Reserve => complete_reserve(step, result),
                    Self::LabelAndBill => {
                        complete_label_and_bill(step, result.into_json())
                    }
                }
            }
            pub(super) fn recover(
                self,
                _: &mut rt::Step<'_>,
                _: &rt::Failure,
            ) -> rt::Recovered {
                Ok(rt::Recovery::Uncaught)
            }
            pub(super) fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
                Err(rt::no_effect())
            }
        }
        pub(super) const START: rt::StateId = rt::StateId(0);
        pub(super) static STATES: &[rt::StateInfo] = &[
            rt::StateInfo {
                name: "Reserve",
                kind: rt::StateKind::Task,
                task: Some(rt::TaskId(0)),
                retriers: 0,
            },
            rt::StateInfo {
                name: "Label and bill",
                kind: rt::StateKind::Parallel,
                task: None,
                retriers: 0,
            },
        ];
        /// `Reserve`: what it wants.
        fn prepare_reserve(step: &mut rt::Step<'_>) -> rt::Prepared {
            let payload = step.hand_over();
            Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
        }
        /// `Reserve`: where its result leads.
        fn complete_reserve(
            _: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            Ok(State::LabelAndBill.enter(result))
        }
        /// `Label and bill`: what it wants.
        fn prepare_label_and_bill(_: &mut rt::Step<'_>) -> rt::Prepared {
            let payload = rt::Payload::Input;
            Ok(
                rt::Effect::Parallel(rt::Branches {
                    machines: &[rt::MachineId(2), rt::MachineId(3)],
                    payload,
                }),
            )
        }
        /// `Label and bill`: where its result leads.
        fn complete_label_and_bill(
            step: &mut rt::Step<'_>,
            result: rt::Value,
        ) -> rt::Completed {
            Ok(
                rt::Transition::end(
                    rt::template::object([
                        (
                            "bill",
                            rt::template::field(
                                step,
                                &result,
                                "bill.$",
                                &rt::Path::document("$[1]", &[rt::PathStep::Index(1)]),
                            )?,
                        ),
                        (
                            "label",
                            rt::template::field(
                                step,
                                &result,
                                "label.$",
                                &rt::Path::document("$[0]", &[rt::PathStep::Index(0)]),
                            )?,
                        ),
                    ]),
                ),
            )
        }
        /// The states of branch 0 of `Label and bill`.
        pub mod label_and_bill_0 {
            use super::rt::{self, prelude::*};
            /// The states of branch 0 of `Label and bill`.
            #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
            pub enum State {
                /// `Print label`
                PrintLabel,
            }
            impl State {
                /// Every state, in the order of the definition.
                pub const ALL: &'static [Self] = &[Self::PrintLabel];
                /// The name in the definition.
                pub const fn name(self) -> &'static str {
                    STATES[self as usize].name
                }
            }
            impl rt::States for State {
                const ALL: &'static [Self] = Self::ALL;
                const MACHINE: rt::MachineId = rt::MachineId(2);
                const TABLE: &'static [rt::StateInfo] = STATES;
            }
            impl State {
                pub(crate) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                    match self {
                        Self::PrintLabel => prepare_print_label(step),
                    }
                }
                pub(crate) fn complete(
                    self,
                    _: &mut rt::Step<'_>,
                    _: rt::StateData,
                ) -> rt::Completed {
                    Err(rt::no_effect())
                }
                pub(crate) fn recover(
                    self,
                    _: &mut rt::Step<'_>,
                    _: &rt::Failure,
                ) -> rt::Recovered {
                    Ok(rt::Recovery::Uncaught)
                }
                pub(crate) fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
                    Err(rt::no_effect())
                }
            }
            pub(crate) const START: rt::StateId = rt::StateId(0);
            pub(crate) static STATES: &[rt::StateInfo] = &[
                rt::StateInfo {
                    name: "Print label",
                    kind: rt::StateKind::Pass,
                    task: None,
                    retriers: 0,
                },
            ];
            /// `Print label`: what it wants.
            fn prepare_print_label(step: &mut rt::Step<'_>) -> rt::Prepared {
                Ok(
                    rt::Effect::Transition(
                        rt::Transition::end(rt::Literal::String("label").value(step)),
                    ),
                )
            }
        }
        /// The states of branch 1 of `Label and bill`.
        pub mod label_and_bill_1 {
            use super::rt::{self, prelude::*};
            /// The states of branch 1 of `Label and bill`.
            #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
            pub enum State {
                /// `Print bill`
                PrintBill,
            }
            impl State {
                /// Every state, in the order of the definition.
                pub const ALL: &'static [Self] = &[Self::PrintBill];
                /// The name in the definition.
                pub const fn name(self) -> &'static str {
                    STATES[self as usize].name
                }
            }
            impl rt::States for State {
                const ALL: &'static [Self] = Self::ALL;
                const MACHINE: rt::MachineId = rt::MachineId(3);
                const TABLE: &'static [rt::StateInfo] = STATES;
            }
            impl State {
                pub(crate) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                    match self {
                        Self::PrintBill => prepare_print_bill(step),
                    }
                }
                pub(crate) fn complete(
                    self,
                    _: &mut rt::Step<'_>,
                    _: rt::StateData,
                ) -> rt::Completed {
                    Err(rt::no_effect())
                }
                pub(crate) fn recover(
                    self,
                    _: &mut rt::Step<'_>,
                    _: &rt::Failure,
                ) -> rt::Recovered {
                    Ok(rt::Recovery::Uncaught)
                }
                pub(crate) fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
                    Err(rt::no_effect())
                }
            }
            pub(crate) const START: rt::StateId = rt::StateId(0);
            pub(crate) static STATES: &[rt::StateInfo] = &[
                rt::StateInfo {
                    name: "Print bill",
                    kind: rt::StateKind::Pass,
                    task: None,
                    retriers: 0,
                },
            ];
            /// `Print bill`: what it wants.
            fn prepare_print_bill(step: &mut rt::Step<'_>) -> rt::Prepared {
                Ok(
                    rt::Effect::Transition(
                        rt::Transition::end(rt::Literal::String("bill").value(step)),
                    ),
                )
            }
        }
    }
    /// The states of branch 1 of `Prepare shipment`.
    pub mod prepare_shipment_1 {
        use super::rt::{self, prelude::*};
        /// The states of branch 1 of `Prepare shipment`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Tell the customer`
            TellTheCustomer,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::TellTheCustomer];
            /// The name in the definition.
            pub const fn name(self) -> &'static str {
                STATES[self as usize].name
            }
        }
        impl rt::States for State {
            const ALL: &'static [Self] = Self::ALL;
            const MACHINE: rt::MachineId = rt::MachineId(4);
            const TABLE: &'static [rt::StateInfo] = STATES;
        }
        impl State {
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::TellTheCustomer => prepare_tell_the_customer(step),
                }
            }
            pub(super) fn complete(
                self,
                step: &mut rt::Step<'_>,
                result: rt::StateData,
            ) -> rt::Completed {
                match self {
                    Self::TellTheCustomer => complete_tell_the_customer(step, result),
                }
            }
            pub(super) fn recover(
                self,
                _: &mut rt::Step<'_>,
                _: &rt::Failure,
            ) -> rt::Recovered {
                Ok(rt::Recovery::Uncaught)
            }
            pub(super) fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
                Err(rt::no_effect())
            }
        }
        pub(super) const START: rt::StateId = rt::StateId(0);
        pub(super) static STATES: &[rt::StateInfo] = &[
            rt::StateInfo {
                name: "Tell the customer",
                kind: rt::StateKind::Wait,
                task: None,
                retriers: 0,
            },
        ];
        /// `Tell the customer`: what it wants.
        fn prepare_tell_the_customer(step: &mut rt::Step<'_>) -> rt::Prepared {
            let delay = rt::wait::check(
                step,
                rt::Delay::For(rt::Duration::from_secs(1)),
            )?;
            Ok(rt::Effect::Wait(delay))
        }
        /// `Tell the customer`: where its result leads.
        fn complete_tell_the_customer(
            step: &mut rt::Step<'_>,
            _: rt::StateData,
        ) -> rt::Completed {
            Ok(rt::Transition::end(step.keep_input()))
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: prepare_shipment_0::START,
            states: prepare_shipment_0::STATES,
        },
        rt::Machine {
            start: prepare_shipment_0::label_and_bill_0::START,
            states: prepare_shipment_0::label_and_bill_0::STATES,
        },
        rt::Machine {
            start: prepare_shipment_0::label_and_bill_1::START,
            states: prepare_shipment_0::label_and_bill_1::STATES,
        },
        rt::Machine {
            start: prepare_shipment_1::START,
            states: prepare_shipment_1::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => prepare_shipment_0::State::at(at.state)?.prepare(step),
                2 => {
                    prepare_shipment_0::label_and_bill_0::State::at(at.state)?
                        .prepare(step)
                }
                3 => {
                    prepare_shipment_0::label_and_bill_1::State::at(at.state)?
                        .prepare(step)
                }
                4 => prepare_shipment_1::State::at(at.state)?.prepare(step),
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
                1 => prepare_shipment_0::State::at(at.state)?.complete(step, result),
                2 => {
                    prepare_shipment_0::label_and_bill_0::State::at(at.state)?
                        .complete(step, result)
                }
                3 => {
                    prepare_shipment_0::label_and_bill_1::State::at(at.state)?
                        .complete(step, result)
                }
                4 => prepare_shipment_1::State::at(at.state)?.complete(step, result),
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
                1 => prepare_shipment_0::State::at(at.state)?.recover(step, failure),
                2 => {
                    prepare_shipment_0::label_and_bill_0::State::at(at.state)?
                        .recover(step, failure)
                }
                3 => {
                    prepare_shipment_0::label_and_bill_1::State::at(at.state)?
                        .recover(step, failure)
                }
                4 => prepare_shipment_1::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => prepare_shipment_0::State::at(at.state)?.item(step),
                2 => {
                    prepare_shipment_0::label_and_bill_0::State::at(at.state)?.item(step)
                }
                3 => {
                    prepare_shipment_0::label_and_bill_1::State::at(at.state)?.item(step)
                }
                4 => prepare_shipment_1::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
