// include_workflow! {
//     "jsonata.asl.json",
// }

/// The workflow of `jsonata.asl.json`.
///
/// Every field that takes JSONata.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.QueryEvaluationError`, of `Prepare`, `Check`, `Pause`, `Wrap`, `Pack`, `Later`, `Announce`, `Ship`, `Done`
/// - any error, of `Give up`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod jsonata {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("jsonata.asl.json");
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
        name: "jsonata",
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
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "8d2030086a8fac319f7bcecf3871853b";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Branch {
                machine: rt::MachineId(0),
                state: rt::StateId(4),
                branch: 0,
            },
            rt::Place::Item {
                machine: rt::MachineId(1),
                state: rt::StateId(0),
            },
            rt::Place::Branch {
                machine: rt::MachineId(0),
                state: rt::StateId(4),
                branch: 1,
            },
            rt::Place::Item {
                machine: rt::MachineId(3),
                state: rt::StateId(0),
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
    /// impl jsonata::Handlers for MyHandlers {
    ///     async fn charge(&self, input: jsonata::ChargeInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
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
        /// `shop`
        pub shop: rt::Value,
        /// `amount`
        pub amount: rt::Value,
        /// `currency`
        pub currency: rt::String,
        /// `reference`
        pub reference: rt::String,
        /// `again`
        pub again: rt::bool,
    }
    impl rt::FromPayload for ChargeInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                shop: fields.json("shop")?,
                amount: fields.json("amount")?,
                currency: fields.string("currency")?,
                reference: fields.string("reference")?,
                again: fields.boolean("again")?,
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
        /// `Ship`
        Ship,
        /// `Done`
        Done,
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
            Self::Ship,
            Self::Done,
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
                Self::Ship => prepare_ship(step),
                Self::Done => prepare_done(step),
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
                Self::Ship => complete_ship(step, result.into_json()),
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
        fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
            Err(rt::no_effect())
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
            retriers: 1,
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
            name: "Ship",
            kind: rt::StateKind::Parallel,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Done",
            kind: rt::StateKind::Succeed,
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
        let scope = rt::jsonata::Scope::new(step);
        let assigned = rt::assigned([
            (
                "shop",
                rt::jsonata::evaluate(
                    &scope,
                    "Assign/shop",
                    &rt::jsonata::compiled(
                        "$states.input.shop",
                        |scope| scope.input().path(&["shop"]),
                    ),
                )?,
            ),
            ("attempts", rt::Literal::Integer(0).value(step)),
            (
                "lines",
                rt::template::object([
                    (
                        "first",
                        rt::jsonata::evaluate(
                            &scope,
                            "Assign/lines/first",
                            &rt::jsonata::compiled(
                                "$states.input.lines[0]",
                                |scope| scope.input().select(&[("lines", &[0])]),
                            ),
                        )?,
                    ),
                ]),
            ),
        ]);
        let output = rt::template::object([
            (
                "total",
                rt::jsonata::evaluate(
                    &scope,
                    "Output/total",
                    &rt::jsonata::compiled(
                        "$sum($states.input.lines.price)",
                        |scope| rt::jsonata::functions::sum(
                            scope,
                            scope.input().path(&["lines", "price"])?,
                        ),
                    ),
                )?,
            ),
            (
                "tags",
                rt::template::array([
                    rt::Literal::String("new").value(step),
                    rt::jsonata::evaluate(
                        &scope,
                        "Output/tags[1]",
                        &rt::jsonata::compiled(
                            "$states.context.Execution.Name",
                            |scope| Ok(scope.context(&["Execution", "Name"])),
                        ),
                    )?,
                ]),
            ),
        ]);
        Ok(rt::Effect::Transition(State::Charge.enter(output).assigning(assigned)))
    }
    /// `Charge`: what it wants.
    fn prepare_charge(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "shop",
                    rt::jsonata::evaluate(
                        &scope,
                        "Arguments/shop",
                        &rt::jsonata::compiled("$shop", |scope| Ok(scope.named("shop"))),
                    )?,
                ),
                (
                    "amount",
                    rt::jsonata::evaluate(
                        &scope,
                        "Arguments/amount",
                        &rt::jsonata::compiled(
                            "$states.input.total",
                            |scope| scope.input().path(&["total"]),
                        ),
                    )?,
                ),
                ("currency", rt::Literal::String("EUR").value(step)),
                (
                    "reference",
                    rt::jsonata::evaluate(
                        &scope,
                        "Arguments/reference",
                        &rt::jsonata::compiled(
                            "$states.context.Execution.Name & '/' & $attempts",
                            |scope| rt::jsonata::concatenate(
                                rt::jsonata::concatenate(
                                    scope.context(&["Execution", "Name"]),
                                    rt::jsonata::datum("/"),
                                )?,
                                scope.named("attempts"),
                            ),
                        ),
                    )?,
                ),
                (
                    "again",
                    rt::jsonata::evaluate(
                        &scope,
                        "Arguments/again",
                        &rt::jsonata::compiled(
                            "$attempts > 0",
                            |scope| rt::jsonata::greater(
                                scope.named("attempts"),
                                rt::jsonata::datum(0.0),
                            ),
                        ),
                    )?,
                ),
            ]),
        );
        Ok(
            rt::Effect::Task(
                rt::TaskCall::new(rt::TaskId(0), payload)
                    .timeout(
                        Some(
                            rt::jsonata::seconds(
                                &scope,
                                "TimeoutSeconds",
                                &rt::jsonata::compiled(
                                    "10 + $attempts",
                                    |scope| rt::jsonata::add(
                                        rt::jsonata::datum(10.0),
                                        scope.named("attempts"),
                                    ),
                                ),
                            )?,
                        ),
                    )
                    .heartbeat(Some(rt::Duration::from_secs(5)))
                    .role_arn(
                        rt::jsonata::text(
                            &scope,
                            "Credentials/RoleArn",
                            &rt::jsonata::compiled(
                                "'arn:aws:iam::111111111111:role/' & $shop",
                                |scope| rt::jsonata::concatenate(
                                    rt::jsonata::datum("arn:aws:iam::111111111111:role/"),
                                    scope.named("shop"),
                                ),
                            ),
                        )?,
                    ),
            ),
        )
    }
    /// `Charge`: where its result leads.
    fn complete_charge(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        let scope = rt::jsonata::Scope::new(step).with_result(&result);
        let assigned = rt::assigned([
            (
                "attempts",
                rt::jsonata::evaluate(
                    &scope,
                    "Assign/attempts",
                    &rt::jsonata::compiled(
                        "$attempts + 1",
                        |scope| rt::jsonata::add(
                            scope.named("attempts"),
                            rt::jsonata::datum(1.0),
                        ),
                    ),
                )?,
            ),
            (
                "receipt",
                rt::jsonata::evaluate(
                    &scope,
                    "Assign/receipt",
                    &rt::jsonata::compiled(
                        "$states.result.receipt",
                        |scope| scope.result().path(&["receipt"]),
                    ),
                )?,
            ),
        ]);
        let output = rt::jsonata::evaluate(
            &scope,
            "Output",
            &rt::jsonata::compiled(
                "$merge([$states.input, $states.result])",
                |scope| rt::jsonata::functions::merge(
                    scope,
                    rt::jsonata::array([
                        rt::jsonata::Element::Each(scope.input()),
                        rt::jsonata::Element::Each(scope.result()),
                    ]),
                ),
            ),
        )?;
        Ok(State::Check.enter(output).assigning(assigned))
    }
    /// `Charge`: what Retry and Catch say of a failure.
    fn recover_charge(step: &mut rt::Step<'_>, failure: &rt::Failure) -> rt::Recovered {
        static RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 3,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
        ];
        let retrier = match failure.name() {
            "States.Timeout" => Some(0),
            _ => None,
        };
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
        match failure.name() {
            "CardDeclined" => {
                let error_output = rt::flow::error_output(failure);
                let scope = rt::jsonata::Scope::new(step)
                    .with_error_output(&error_output);
                let assigned = rt::assigned([
                    (
                        "attempts",
                        rt::jsonata::evaluate(
                            &scope,
                            "Catch[0]/Assign/attempts",
                            &rt::jsonata::compiled(
                                "$attempts + 1",
                                |scope| rt::jsonata::add(
                                    scope.named("attempts"),
                                    rt::jsonata::datum(1.0),
                                ),
                            ),
                        )?,
                    ),
                ]);
                let output = rt::template::object([
                    (
                        "reason",
                        rt::jsonata::evaluate(
                            &scope,
                            "Catch[0]/Output/reason",
                            &rt::jsonata::compiled(
                                "$states.errorOutput.Cause",
                                |scope| scope.error_output().path(&["Cause"]),
                            ),
                        )?,
                    ),
                    (
                        "order",
                        rt::jsonata::evaluate(
                            &scope,
                            "Catch[0]/Output/order",
                            &rt::jsonata::compiled(
                                "$states.input",
                                |scope| Ok(scope.input()),
                            ),
                        )?,
                    ),
                ]);
                Ok(rt::Recovery::Caught(State::Check.enter(output).assigning(assigned)))
            }
            _ => {
                let error_output = rt::flow::error_output(failure);
                Ok(rt::Recovery::Caught(State::GiveUp.enter(error_output)))
            }
        }
    }
    /// `Check`: what it wants.
    fn prepare_check(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        if rt::jsonata::condition(
            &scope,
            "Choices[0]/Condition",
            &rt::jsonata::compiled(
                "$exists($states.input.receipt)",
                |scope| rt::jsonata::functions::exists(
                    scope,
                    scope.input().path(&["receipt"])?,
                ),
            ),
        )? {
            return Ok(rt::Effect::Transition(State::Ship.enter(step.keep_input())));
        }
        if rt::jsonata::condition(
            &scope,
            "Choices[1]/Condition",
            &rt::jsonata::compiled(
                "$attempts < 3",
                |scope| rt::jsonata::less(
                    scope.named("attempts"),
                    rt::jsonata::datum(3.0),
                ),
            ),
        )? {
            let scope = rt::jsonata::Scope::new(step);
            let assigned = rt::assigned([
                (
                    "delay",
                    rt::jsonata::evaluate(
                        &scope,
                        "Choices[1]/Assign/delay",
                        &rt::jsonata::compiled(
                            "2 * $attempts",
                            |scope| rt::jsonata::multiply(
                                rt::jsonata::datum(2.0),
                                scope.named("attempts"),
                            ),
                        ),
                    )?,
                ),
            ]);
            let output = rt::jsonata::evaluate(
                &scope,
                "Choices[1]/Output",
                &rt::jsonata::compiled(
                    "$states.input.order",
                    |scope| scope.input().path(&["order"]),
                ),
            )?;
            return Ok(
                rt::Effect::Transition(State::Pause.enter(output).assigning(assigned)),
            );
        }
        if false {
            return Ok(rt::Effect::Transition(State::GiveUp.enter(step.keep_input())));
        }
        let scope = rt::jsonata::Scope::new(step);
        let assigned = rt::assigned([("gaveUp", rt::Literal::Bool(true).value(step))]);
        let output = rt::template::object([
            ("Error", rt::Literal::String("Declined").value(step)),
            (
                "Cause",
                rt::jsonata::evaluate(
                    &scope,
                    "Output/Cause",
                    &rt::jsonata::compiled(
                        "'after ' & $string($attempts) & ' attempts'",
                        |scope| rt::jsonata::concatenate(
                            rt::jsonata::concatenate(
                                rt::jsonata::datum("after "),
                                rt::jsonata::functions::string(
                                    scope,
                                    scope.named("attempts"),
                                    rt::jsonata::Datum::Undefined,
                                )?,
                            )?,
                            rt::jsonata::datum(" attempts"),
                        ),
                    ),
                )?,
            ),
        ]);
        Ok(rt::Effect::Transition(State::GiveUp.enter(output).assigning(assigned)))
    }
    /// `Pause`: what it wants.
    fn prepare_pause(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let delay = rt::jsonata::wait_seconds(
            &scope,
            &rt::jsonata::compiled("$delay", |scope| Ok(scope.named("delay"))),
        )?;
        Ok(rt::Effect::Wait(delay))
    }
    /// `Pause`: where its result leads.
    fn complete_pause(step: &mut rt::Step<'_>, _: rt::StateData) -> rt::Completed {
        let assigned = rt::assigned([("delay", rt::Literal::Null.value(step))]);
        Ok(State::Charge.enter(step.keep_input()).assigning(assigned))
    }
    /// `Ship`: what it wants.
    fn prepare_ship(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let payload = rt::Payload::own(
            rt::template::object([
                (
                    "receipt",
                    rt::jsonata::evaluate(
                        &scope,
                        "Arguments/receipt",
                        &rt::jsonata::compiled(
                            "$receipt",
                            |scope| Ok(scope.named("receipt")),
                        ),
                    )?,
                ),
                (
                    "lines",
                    rt::jsonata::evaluate(
                        &scope,
                        "Arguments/lines",
                        &rt::jsonata::compiled(
                            "[$lines.first]",
                            |scope| Ok(
                                rt::jsonata::array([
                                    rt::jsonata::Element::Each(
                                        scope.named("lines").path(&["first"])?,
                                    ),
                                ]),
                            ),
                        ),
                    )?,
                ),
            ]),
        );
        Ok(
            rt::Effect::Parallel(rt::Branches {
                machines: &[rt::MachineId(1), rt::MachineId(3)],
                payload,
            }),
        )
    }
    /// `Ship`: where its result leads.
    fn complete_ship(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        let scope = rt::jsonata::Scope::new(step).with_result(&result);
        let assigned = rt::assigned([
            (
                "parcels",
                rt::jsonata::evaluate(
                    &scope,
                    "Assign/parcels",
                    &rt::jsonata::compiled(
                        "$states.result[0]",
                        |scope| Ok(scope.result().at(0)),
                    ),
                )?,
            ),
        ]);
        Ok(State::Done.enter(result).assigning(assigned))
    }
    /// `Done`: what it wants.
    fn prepare_done(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
    }
    /// `Give up`: what it wants.
    fn prepare_give_up(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let error = Some(
            rt::Cow::Owned(
                rt::jsonata::text(
                    &scope,
                    "Error",
                    &rt::jsonata::compiled(
                        "$states.input.Error",
                        |scope| scope.input().path(&["Error"]),
                    ),
                )?,
            ),
        );
        let cause = Some(
            rt::Cow::Owned(
                rt::jsonata::text(
                    &scope,
                    "Cause",
                    &rt::jsonata::compiled(
                        "$string($states.input.Cause)",
                        |scope| rt::jsonata::functions::string(
                            scope,
                            scope.input().path(&["Cause"])?,
                            rt::jsonata::Datum::Undefined,
                        ),
                    ),
                )?,
            ),
        );
        Ok(rt::Effect::Transition(rt::Transition::Fail(rt::fail::failure(error, cause))))
    }
    /// The states of branch 0 of `Ship`.
    pub mod ship_0 {
        use super::rt::{self, prelude::*};
        /// The states of branch 0 of `Ship`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Pack`
            Pack,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Pack];
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
                    Self::Pack => prepare_pack(step),
                }
            }
            pub(super) fn complete(
                self,
                step: &mut rt::Step<'_>,
                result: rt::StateData,
            ) -> rt::Completed {
                match self {
                    Self::Pack => complete_pack(step, result.into_json()),
                }
            }
            pub(super) fn recover(
                self,
                _: &mut rt::Step<'_>,
                _: &rt::Failure,
            ) -> rt::Recovered {
                Ok(rt::Recovery::Uncaught)
            }
            pub(super) fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
                match self {
                    Self::Pack => item_pack(step),
                }
            }
        }
        pub(super) const START: rt::StateId = rt::StateId(0);
        pub(super) static STATES: &[rt::StateInfo] = &[
            rt::StateInfo {
                name: "Pack",
                kind: rt::StateKind::Map,
                task: None,
                retriers: 0,
            },
        ];
        /// `Pack`: what it wants.
        fn prepare_pack(step: &mut rt::Step<'_>) -> rt::Prepared {
            let scope = rt::jsonata::Scope::new(step);
            let items = rt::jsonata::items(
                &scope,
                &rt::jsonata::compiled(
                    "$states.input.lines",
                    |scope| scope.input().path(&["lines"]),
                ),
            )?;
            let max_concurrency = rt::jsonata::max_concurrency(
                &scope,
                &rt::jsonata::compiled(
                    "$count($states.input.lines)",
                    |scope| rt::jsonata::functions::count(
                        scope,
                        scope.input().path(&["lines"])?,
                    ),
                ),
            )?;
            let mode = Ok(rt::MapMode::Inline);
            let effective_input = rt::Payload::Input;
            let processor = rt::MachineId(2);
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
        /// `Pack`: where its result leads.
        fn complete_pack(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
            let scope = rt::jsonata::Scope::new(step).with_result(&result);
            let output = rt::jsonata::evaluate(
                &scope,
                "Output",
                &rt::jsonata::compiled(
                    "$join($states.result, ', ')",
                    |scope| rt::jsonata::functions::join(
                        scope,
                        scope.result(),
                        rt::jsonata::datum(", "),
                    ),
                ),
            )?;
            Ok(rt::Transition::end(output))
        }
        /// `Pack`: what an iteration gets.
        fn item_pack(step: &mut rt::Step<'_>) -> rt::Selected {
            let scope = rt::jsonata::Scope::new(step);
            Ok(
                rt::template::object([
                    (
                        "line",
                        rt::jsonata::evaluate(
                            &scope,
                            "ItemSelector/line",
                            &rt::jsonata::compiled(
                                "$states.context.Map.Item.Value",
                                |scope| Ok(scope.context(&["Map", "Item", "Value"])),
                            ),
                        )?,
                    ),
                    (
                        "shop",
                        rt::jsonata::evaluate(
                            &scope,
                            "ItemSelector/shop",
                            &rt::jsonata::compiled(
                                "$shop",
                                |scope| Ok(scope.named("shop")),
                            ),
                        )?,
                    ),
                ]),
            )
        }
        /// The states of the item processor of `Pack`.
        pub mod pack {
            use super::rt::{self, prelude::*};
            /// The states of the item processor of `Pack`.
            #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
            pub enum State {
                /// `Wrap`
                Wrap,
            }
            impl State {
                /// Every state, in the order of the definition.
                pub const ALL: &'static [Self] = &[Self::Wrap];
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
                        Self::Wrap => prepare_wrap(step),
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
                    name: "Wrap",
                    kind: rt::StateKind::Succeed,
                    task: None,
                    retriers: 0,
                },
            ];
            /// `Wrap`: what it wants.
            fn prepare_wrap(step: &mut rt::Step<'_>) -> rt::Prepared {
                let scope = rt::jsonata::Scope::new(step);
                let output = rt::jsonata::evaluate(
                    &scope,
                    "Output",
                    &rt::jsonata::compiled(
                        "$states.input.line.sku",
                        |scope| scope.input().path(&["line", "sku"]),
                    ),
                )?;
                Ok(rt::Effect::Transition(rt::Transition::end(output)))
            }
        }
    }
    /// The states of branch 1 of `Ship`.
    pub mod ship_1 {
        use super::rt::{self, prelude::*};
        /// The states of branch 1 of `Ship`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `Announce`
            Announce,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Announce];
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
            pub(super) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                match self {
                    Self::Announce => prepare_announce(step),
                }
            }
            pub(super) fn complete(
                self,
                step: &mut rt::Step<'_>,
                result: rt::StateData,
            ) -> rt::Completed {
                match self {
                    Self::Announce => complete_announce(step, result),
                }
            }
            pub(super) fn recover(
                self,
                _: &mut rt::Step<'_>,
                _: &rt::Failure,
            ) -> rt::Recovered {
                Ok(rt::Recovery::Uncaught)
            }
            pub(super) fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
                match self {
                    Self::Announce => item_announce(step),
                }
            }
        }
        pub(super) const START: rt::StateId = rt::StateId(0);
        pub(super) static STATES: &[rt::StateInfo] = &[
            rt::StateInfo {
                name: "Announce",
                kind: rt::StateKind::Map,
                task: None,
                retriers: 0,
            },
        ];
        /// `Announce`: what it wants.
        fn prepare_announce(step: &mut rt::Step<'_>) -> rt::Prepared {
            let scope = rt::jsonata::Scope::new(step);
            let items = rt::jsonata::literal_items(
                rt::template::array([
                    rt::Literal::Integer(1).value(step),
                    rt::jsonata::evaluate(
                        &scope,
                        "Items[1]",
                        &rt::jsonata::compiled(
                            "$attempts",
                            |scope| Ok(scope.named("attempts")),
                        ),
                    )?,
                ]),
            );
            let max_concurrency = 0;
            let mode = Ok(rt::MapMode::Inline);
            let effective_input = rt::Payload::Input;
            let processor = rt::MachineId(4);
            let selection = rt::Selection::Item;
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
        /// `Announce`: where its result leads.
        fn complete_announce(
            _: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            Ok(rt::Transition::end(result))
        }
        /// `Announce`: what an iteration gets.
        fn item_announce(step: &mut rt::Step<'_>) -> rt::Selected {
            Ok(step.item_value())
        }
        /// The states of the item processor of `Announce`.
        pub mod announce {
            use super::rt::{self, prelude::*};
            /// The states of the item processor of `Announce`.
            #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
            pub enum State {
                /// `Later`
                Later,
            }
            impl State {
                /// Every state, in the order of the definition.
                pub const ALL: &'static [Self] = &[Self::Later];
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
                pub(crate) fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
                    match self {
                        Self::Later => prepare_later(step),
                    }
                }
                pub(crate) fn complete(
                    self,
                    step: &mut rt::Step<'_>,
                    result: rt::StateData,
                ) -> rt::Completed {
                    match self {
                        Self::Later => complete_later(step, result),
                    }
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
                    name: "Later",
                    kind: rt::StateKind::Wait,
                    task: None,
                    retriers: 0,
                },
            ];
            /// `Later`: what it wants.
            fn prepare_later(step: &mut rt::Step<'_>) -> rt::Prepared {
                let scope = rt::jsonata::Scope::new(step);
                let delay = rt::jsonata::timestamp(
                    &scope,
                    &rt::jsonata::compiled(
                        "$states.context.Execution.StartTime",
                        |scope| Ok(scope.context(&["Execution", "StartTime"])),
                    ),
                )?;
                Ok(rt::Effect::Wait(delay))
            }
            /// `Later`: where its result leads.
            fn complete_later(
                step: &mut rt::Step<'_>,
                _: rt::StateData,
            ) -> rt::Completed {
                Ok(rt::Transition::end(step.keep_input()))
            }
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: ship_0::START,
            states: ship_0::STATES,
        },
        rt::Machine {
            start: ship_0::pack::START,
            states: ship_0::pack::STATES,
        },
        rt::Machine {
            start: ship_1::START,
            states: ship_1::STATES,
        },
        rt::Machine {
            start: ship_1::announce::START,
            states: ship_1::announce::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => ship_0::State::at(at.state)?.prepare(step),
                2 => ship_0::pack::State::at(at.state)?.prepare(step),
                3 => ship_1::State::at(at.state)?.prepare(step),
                4 => ship_1::announce::State::at(at.state)?.prepare(step),
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
                1 => ship_0::State::at(at.state)?.complete(step, result),
                2 => ship_0::pack::State::at(at.state)?.complete(step, result),
                3 => ship_1::State::at(at.state)?.complete(step, result),
                4 => ship_1::announce::State::at(at.state)?.complete(step, result),
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
                1 => ship_0::State::at(at.state)?.recover(step, failure),
                2 => ship_0::pack::State::at(at.state)?.recover(step, failure),
                3 => ship_1::State::at(at.state)?.recover(step, failure),
                4 => ship_1::announce::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => ship_0::State::at(at.state)?.item(step),
                2 => ship_0::pack::State::at(at.state)?.item(step),
                3 => ship_1::State::at(at.state)?.item(step),
                4 => ship_1::announce::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
