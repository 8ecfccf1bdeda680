// include_workflow! {
//     "variables.asl.json",
// }

/// The workflow of `variables.asl.json`.
///
/// Variables in JSONPath: assigned by every type of state, read in every field that takes a path.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Give up`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod variables {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("variables.asl.json");
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
        name: "variables",
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
        context: &[rt::ContextPart::ExecutionInput],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "470f018e64bd56a194862e48f3c0b47d";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Item {
                machine: rt::MachineId(0),
                state: rt::StateId(4),
            },
            rt::Place::Branch {
                machine: rt::MachineId(0),
                state: rt::StateId(5),
                branch: 0,
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
                    match rt::input::generated(input) {
                        Ok(input) => {
                            rt::Box::pin(async move {
                                rt::output::json(
                                    H::charge(&handlers, input, &context).await,
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
    /// impl variables::Handlers for MyHandlers {
    ///     async fn charge(&self, input: variables::ChargeInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:charge`, for `Charge`.
        fn charge(
            &self,
            input: ChargeInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::charge`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct ChargeInput {
        /// `amount`
        pub amount: rt::Value,
        /// `text`
        pub text: rt::String,
    }
    impl rt::FromPayload for ChargeInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                amount: fields.json("amount")?,
                text: fields.string("text")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Prepare`
        Prepare,
        /// `Charge`
        Charge,
        /// `Check`
        Check,
        /// `Pause`
        Pause,
        /// `Each`
        Each,
        /// `Both`
        Both,
        /// `Give up`
        GiveUp,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::Prepare,
            Self::Charge,
            Self::Check,
            Self::Pause,
            Self::Each,
            Self::Both,
            Self::GiveUp,
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
                Self::Prepare => prepare_prepare(step),
                Self::Charge => prepare_charge(step),
                Self::Check => prepare_check(step),
                Self::Pause => prepare_pause(step),
                Self::Each => prepare_each(step),
                Self::Both => prepare_both(step),
                Self::GiveUp => prepare_give_up(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Charge => complete_charge(step, result.into_json()),
                Self::Pause => complete_pause(step, result),
                Self::Each => complete_each(step, result.into_json()),
                Self::Both => complete_both(step, result.into_json()),
                _ => Err(rt::no_effect()),
            }
        }
        fn recover(
            self,
            step: &mut rt::Step<'_>,
            failure: &rt::Failure,
        ) -> rt::Recovered {
            match self {
                Self::Charge => recover_charge(step, failure),
                _ => Ok(rt::Recovery::Uncaught),
            }
        }
        fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
            match self {
                Self::Each => item_each(step),
                _ => Err(rt::no_effect()),
            }
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Prepare",
            kind: rt::StateKind::Pass,
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
            name: "Check",
            kind: rt::StateKind::Choice,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Pause",
            kind: rt::StateKind::Wait,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Each",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Both",
            kind: rt::StateKind::Parallel,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Give up",
            kind: rt::StateKind::Fail,
            task: None,
            retriers: 0,
        },
    ];
    /// `Prepare`: what it wants.
    fn prepare_prepare(step: &mut rt::Step<'_>) -> rt::Prepared {
        let result = rt::template::object([
            ("retries", rt::Literal::Integer(2).value(step)),
            (
                "total",
                rt::template::field(
                    step,
                    step.input(),
                    "total.$",
                    &rt::Path::document(
                        "$.order.total",
                        &[rt::PathStep::Name("order"), rt::PathStep::Name("total")],
                    ),
                )?,
            ),
        ]);
        let assigned = rt::assigned([
            (
                "total",
                rt::template::field(
                    step,
                    &result,
                    "total.$",
                    &rt::Path::document("$.total", &[rt::PathStep::Name("total")]),
                )?,
            ),
            (
                "limits",
                rt::template::object([
                    ("delay", rt::Literal::Integer(5).value(step)),
                    (
                        "retries",
                        rt::template::field(
                            step,
                            &result,
                            "retries.$",
                            &rt::Path::document(
                                "$.retries",
                                &[rt::PathStep::Name("retries")],
                            ),
                        )?,
                    ),
                ]),
            ),
            (
                "name",
                rt::template::field(
                    step,
                    &result,
                    "name.$",
                    &rt::Path::context(
                        "$$.Execution.Name",
                        &[rt::PathStep::Name("Execution"), rt::PathStep::Name("Name")],
                    ),
                )?,
            ),
            (
                "order",
                rt::template::field(
                    step,
                    &result,
                    "order.$",
                    &rt::Path::context(
                        "$$.Execution.Input.order",
                        &[
                            rt::PathStep::Name("Execution"),
                            rt::PathStep::Name("Input"),
                            rt::PathStep::Name("order"),
                        ],
                    ),
                )?,
            ),
        ]);
        rt::flow::result_path(
            step,
            &rt::Path::document("$.prepared", &[rt::PathStep::Name("prepared")]),
            result,
        )?;
        Ok(
            rt::Effect::Transition(
                State::Charge.enter(step.keep_input()).assigning(assigned),
            ),
        )
    }
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "amount",
                    rt::template::field(
                        step,
                        step.input(),
                        "amount.$",
                        &rt::Path {
                            text: "$total",
                            root: rt::Root::Variable("total"),
                            steps: &[],
                        },
                    )?,
                ),
                (
                    "text",
                    rt::intrinsic::format_text(
                        step,
                        "States.Format('{} of {}', $total, $.order.id)",
                        "{} of {}",
                        &[
                            rt::intrinsic::argument(
                                step,
                                step.input(),
                                "States.Format('{} of {}', $total, $.order.id)",
                                &rt::Path {
                                    text: "$total",
                                    root: rt::Root::Variable("total"),
                                    steps: &[],
                                },
                            )?,
                            rt::intrinsic::argument(
                                step,
                                step.input(),
                                "States.Format('{} of {}', $total, $.order.id)",
                                &rt::Path::document(
                                    "$.order.id",
                                    &[rt::PathStep::Name("order"), rt::PathStep::Name("id")],
                                ),
                            )?,
                        ],
                    )?,
                ),
            ]),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(0), payload)
                    .timeout(
                        rt::task::seconds(
                            step,
                            step.input(),
                            "TimeoutSecondsPath",
                            &rt::Path {
                                text: "$limits.delay",
                                root: rt::Root::Variable("limits"),
                                steps: &[rt::PathStep::Name("delay")],
                            },
                        )?,
                    ),
            ),
        )
    }
    /// `Charge`: where its result leads.
    fn complete_charge(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        let assigned = rt::assigned([
            (
                "receipt",
                rt::template::field(
                    step,
                    &result,
                    "receipt.$",
                    &rt::Path::document("$.receipt", &[rt::PathStep::Name("receipt")]),
                )?,
            ),
        ]);
        Ok(
            State::Check
                .enter(
                    rt::template::object([
                        (
                            "total",
                            rt::template::field(
                                step,
                                &result,
                                "total.$",
                                &rt::Path {
                                    text: "$total",
                                    root: rt::Root::Variable("total"),
                                    steps: &[],
                                },
                            )?,
                        ),
                        (
                            "id",
                            rt::template::field(
                                step,
                                &result,
                                "id.$",
                                &rt::Path::document(
                                    "$.receipt.id",
                                    &[rt::PathStep::Name("receipt"), rt::PathStep::Name("id")],
                                ),
                            )?,
                        ),
                    ]),
                )
                .assigning(assigned),
        )
    }
    /// `Charge`: what Retry and Catch say of a failure.
    fn recover_charge(step: &mut rt::Step<'_>, failure: &rt::Failure) -> rt::Recovered {
        match failure.name() {
            "CardDeclined" => {
                let result = rt::flow::error_output(failure);
                let assigned = rt::assigned([
                    (
                        "reason",
                        rt::template::field(
                            step,
                            &result,
                            "reason.$",
                            &rt::Path::document(
                                "$.Cause",
                                &[rt::PathStep::Name("Cause")],
                            ),
                        )?,
                    ),
                    (
                        "error",
                        rt::template::object([
                            (
                                "all",
                                rt::template::field(
                                    step,
                                    &result,
                                    "all.$",
                                    &rt::Path::document("$", &[]),
                                )?,
                            ),
                        ]),
                    ),
                ]);
                rt::flow::result_path(
                    step,
                    &rt::Path::document("$.error", &[rt::PathStep::Name("error")]),
                    result,
                )?;
                Ok(
                    rt::Recovery::Caught(
                        State::Check.enter(step.keep_input()).assigning(assigned),
                    ),
                )
            }
            _ => {
                let assigned = rt::assigned([
                    ("failed", rt::Literal::Bool(true).value(step)),
                ]);
                Ok(
                    rt::Recovery::Caught(
                        State::Check
                            .enter(rt::flow::error_output(failure))
                            .assigning(assigned),
                    ),
                )
            }
        }
    }
    /// `Check`: what it wants.
    fn prepare_check(step: &mut rt::Step<'_>) -> rt::Prepared {
        let input = rt::flow::input_path(
            step,
            &rt::Path::document("$.order", &[rt::PathStep::Name("order")]),
        )?;
        let (next, assigned) = if rt::choice::numeric_path(
            &*rt::choice::variable(
                step,
                &*input,
                &rt::Path {
                    text: "$limits.retries",
                    root: rt::Root::Variable("limits"),
                    steps: &[rt::PathStep::Name("retries")],
                },
            )?,
            rt::choice::Relation::LessThan,
            &*rt::choice::operand(
                step,
                &*input,
                &rt::Path::document("$.attempts", &[rt::PathStep::Name("attempts")]),
            )?,
        ) {
            let assigned = rt::assigned([
                (
                    "late",
                    rt::template::field(
                        step,
                        &*input,
                        "late.$",
                        &rt::Path::document(
                            "$.attempts",
                            &[rt::PathStep::Name("attempts")],
                        ),
                    )?,
                ),
            ]);
            (State::Pause, assigned)
        } else if rt::choice::is_present(
            step,
            &*input,
            &rt::Path {
                text: "$total",
                root: rt::Root::Variable("total"),
                steps: &[],
            },
        ) {
            (State::Each, rt::Assigned::new())
        } else {
            let assigned = rt::assigned([
                (
                    "order",
                    rt::template::field(
                        step,
                        &*input,
                        "order.$",
                        &rt::Path::document("$", &[]),
                    )?,
                ),
            ]);
            (State::Each, assigned)
        };
        Ok(rt::Effect::Transition(next.enter(input.into_owned()).assigning(assigned)))
    }
    /// `Pause`: what it wants.
    fn prepare_pause(step: &mut rt::Step<'_>) -> rt::Prepared {
        let input = rt::flow::input_path(
            step,
            &rt::Path {
                text: "$limits",
                root: rt::Root::Variable("limits"),
                steps: &[],
            },
        )?;
        let delay = rt::wait::seconds(
            step,
            &*input,
            &rt::Path {
                text: "$limits.delay",
                root: rt::Root::Variable("limits"),
                steps: &[rt::PathStep::Name("delay")],
            },
        )?;
        Ok(rt::Effect::Wait(delay))
    }
    /// `Pause`: where its result leads.
    fn complete_pause(step: &mut rt::Step<'_>, _: rt::StateData) -> rt::Completed {
        let input = rt::flow::input_path(
            step,
            &rt::Path {
                text: "$limits",
                root: rt::Root::Variable("limits"),
                steps: &[],
            },
        )?;
        let assigned = rt::assigned([
            (
                "waited",
                rt::template::field(
                    step,
                    &*input,
                    "waited.$",
                    &rt::Path::document("$.delay", &[rt::PathStep::Name("delay")]),
                )?,
            ),
        ]);
        let output = input.into_owned();
        let output = rt::flow::output_path(
            step,
            &rt::Path {
                text: "$order",
                root: rt::Root::Variable("order"),
                steps: &[],
            },
            output,
        )?;
        Ok(State::Each.enter(output).assigning(assigned))
    }
    /// `Each`: what it wants.
    fn prepare_each(step: &mut rt::Step<'_>) -> rt::Prepared {
        let items = rt::map::items_within(
            step,
            step.input(),
            &rt::Path {
                text: "$order.lines",
                root: rt::Root::Variable("order"),
                steps: &[rt::PathStep::Name("lines")],
            },
        )?;
        let max_concurrency = rt::map::max_concurrency(
            step,
            step.input(),
            &rt::Path {
                text: "$limits.retries",
                root: rt::Root::Variable("limits"),
                steps: &[rt::PathStep::Name("retries")],
            },
        )?;
        let mode = Ok(rt::MapMode::Inline);
        let effective_input = rt::Payload::Input;
        let processor = rt::MachineId(1);
        let selection = rt::Selection::Selector;
        Ok(
            rt::Effect::Map(
                rt::Box::new(rt::Iterations {
                    processor,
                    items,
                    effective_input,
                    selection,
                    max_concurrency,
                    mode,
                }),
            ),
        )
    }
    /// `Each`: where its result leads.
    fn complete_each(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        let assigned = rt::assigned([
            (
                "lines",
                rt::template::field(
                    step,
                    &result,
                    "lines.$",
                    &rt::Path::document("$", &[]),
                )?,
            ),
        ]);
        Ok(State::Both.enter(step.keep_input()).assigning(assigned))
    }
    /// `Each`: what an iteration gets.
    fn item_each(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(
            rt::template::object([
                (
                    "total",
                    rt::template::field(
                        step,
                        step.effective_input(),
                        "total.$",
                        &rt::Path {
                            text: "$total",
                            root: rt::Root::Variable("total"),
                            steps: &[],
                        },
                    )?,
                ),
                (
                    "line",
                    rt::template::field(
                        step,
                        step.effective_input(),
                        "line.$",
                        &rt::Path::context(
                            "$$.Map.Item.Value",
                            &[
                                rt::PathStep::Name("Map"),
                                rt::PathStep::Name("Item"),
                                rt::PathStep::Name("Value"),
                            ],
                        ),
                    )?,
                ),
            ]),
        )
    }
    /// `Both`: what it wants.
    fn prepare_both(_: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::Input;
        Ok(
            rt::Effect::Parallel(rt::Branches {
                machines: &[rt::MachineId(2)],
                payload,
            }),
        )
    }
    /// `Both`: where its result leads.
    fn complete_both(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        let assigned = rt::assigned([
            (
                "one",
                rt::template::field(
                    step,
                    &result,
                    "one.$",
                    &rt::Path::document("$[0]", &[rt::PathStep::Index(0)]),
                )?,
            ),
        ]);
        Ok(State::GiveUp.enter(result).assigning(assigned))
    }
    /// `Give up`: what it wants.
    fn prepare_give_up(step: &mut rt::Step<'_>) -> rt::Prepared {
        let error = Some(
            rt::Cow::Owned(
                rt::fail::path(
                    step,
                    "ErrorPath",
                    &rt::Path {
                        text: "$reason",
                        root: rt::Root::Variable("reason"),
                        steps: &[],
                    },
                )?,
            ),
        );
        let cause = Some(
            rt::Cow::Owned(
                rt::fail::string(
                    step,
                    "CausePath",
                    rt::intrinsic::json_to_string(
                        step,
                        "States.JsonToString($error)",
                        &[
                            rt::intrinsic::argument(
                                step,
                                step.input(),
                                "States.JsonToString($error)",
                                &rt::Path {
                                    text: "$error",
                                    root: rt::Root::Variable("error"),
                                    steps: &[],
                                },
                            )?,
                        ],
                    )?,
                )?,
            ),
        );
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
    /// The states of the item processor of `Each`.
    pub mod each {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `Each`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Line`
            Line,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Line];
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
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::Line => prepare_line(step),
                }
            }
            pub(super) fn complete(
                self,
                _: &mut rt::Step<'_>,
                _: rt::StateData,
            ) -> rt::Completed {
                Err(rt::no_effect())
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
                name: "Line",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// `Line`: what it wants.
        fn prepare_line(step: &mut rt::Step<'_>) -> rt::Prepared {
            let result = rt::Clone::clone(step.input());
            let assigned = rt::assigned([
                (
                    "own",
                    rt::template::field(
                        step,
                        &result,
                        "own.$",
                        &rt::Path::document("$.line", &[rt::PathStep::Name("line")]),
                    )?,
                ),
            ]);
            Ok(rt::Effect::Transition(rt::Transition::end(result).assigning(assigned)))
        }
    }
    /// The states of branch 0 of `Both`.
    pub mod both_0 {
        use super::rt::{self, prelude::*};
        /// The states of branch 0 of `Both`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `One`
            One,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::One];
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
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::One => prepare_one(step),
                }
            }
            pub(super) fn complete(
                self,
                _: &mut rt::Step<'_>,
                _: rt::StateData,
            ) -> rt::Completed {
                Err(rt::no_effect())
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
                name: "One",
                kind: rt::StateKind::Succeed,
                task: None,
                retriers: 0,
            },
        ];
        /// `One`: what it wants.
        fn prepare_one(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(
                rt::Effect::Transition(
                    rt::Transition::end(
                        rt::flow::input_path(
                                step,
                                &rt::Path {
                                    text: "$lines[0]",
                                    root: rt::Root::Variable("lines"),
                                    steps: &[rt::PathStep::Index(0)],
                                },
                            )?
                            .into_owned(),
                    ),
                ),
            )
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: each::START,
            states: each::STATES,
        },
        rt::Machine {
            start: both_0::START,
            states: both_0::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => each::State::at(at.state)?.prepare(step),
                2 => both_0::State::at(at.state)?.prepare(step),
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
                1 => each::State::at(at.state)?.complete(step, result),
                2 => both_0::State::at(at.state)?.complete(step, result),
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
                1 => each::State::at(at.state)?.recover(step, failure),
                2 => both_0::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => each::State::at(at.state)?.item(step),
                2 => both_0::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
