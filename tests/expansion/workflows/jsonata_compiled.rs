// include_workflow! {
//     "jsonata_compiled.asl.json",
// }

/// The workflow of `jsonata_compiled.asl.json`.
///
/// What becomes of expressions: plain Rust, or a call of the evaluator.
///
/// <svg …>
///
/// An execution can fail with
///
/// - `States.QueryEvaluationError`, of `Price`, `Decide`, `Done`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod jsonata_compiled {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("jsonata_compiled.asl.json");
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
        name: "jsonata_compiled",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[],
        substitutions: &[],
        context: &[rt::ContextPart::ExecutionInput],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "c722c56e55720c6bfdc265d0b9360fb7";
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
        /// `Price`
        Price,
        /// `Decide`
        Decide,
        /// `Done`
        Done,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Price, Self::Decide, Self::Done];
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
                Self::Decide => prepare_decide(step),
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
            name: "Price",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Decide",
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
    /// `Price`: what it wants.
    fn prepare_price(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let assigned = rt::assigned([
            (
                "attempts",
                rt::jsonata::evaluate(
                    &scope,
                    "Assign/attempts",
                    &rt::jsonata::compiled(
                        "$exists($attempts) ? $attempts + 1 : 1",
                        |scope| Ok(
                            if rt::jsonata::functions::exists(
                                    scope,
                                    scope.named("attempts"),
                                )?
                                .holds()
                            {
                                rt::jsonata::add(
                                    scope.named("attempts"),
                                    rt::jsonata::datum(1.0),
                                )?
                            } else {
                                rt::jsonata::datum(1.0)
                            },
                        ),
                    ),
                )?,
            ),
            (
                "order",
                rt::template::object([
                    (
                        "id",
                        rt::jsonata::evaluate(
                            &scope,
                            "Assign/order/id",
                            &rt::jsonata::compiled(
                                "$states.input.order.id",
                                |scope| scope.input().path(&["order", "id"]),
                            ),
                        )?,
                    ),
                    (
                        "first",
                        rt::jsonata::evaluate(
                            &scope,
                            "Assign/order/first",
                            &rt::jsonata::compiled(
                                "$states.input.order.lines[0].sku",
                                |scope| {
                                    scope
                                        .input()
                                        .select(&[("order", &[]), ("lines", &[0]), ("sku", &[])])
                                },
                            ),
                        )?,
                    ),
                    (
                        "skus",
                        rt::jsonata::evaluate(
                            &scope,
                            "Assign/order/skus",
                            &rt::jsonata::compiled(
                                "$states.input.order.lines.sku[]",
                                |scope| {
                                    scope
                                        .input()
                                        .keep(&[("order", &[]), ("lines", &[]), ("sku", &[])])
                                },
                            ),
                        )?,
                    ),
                    (
                        "run",
                        rt::jsonata::evaluate(
                            &scope,
                            "Assign/order/run",
                            &rt::jsonata::compiled(
                                "$states.context.Execution.Name & \"-\" & $states.context.Execution.Input.order.id",
                                |scope| rt::jsonata::concatenate(
                                    rt::jsonata::concatenate(
                                        scope.context(&["Execution", "Name"]),
                                        rt::jsonata::datum("-"),
                                    )?,
                                    scope
                                        .context(&["Execution", "Input"])
                                        .path(&["order", "id"])?,
                                ),
                            ),
                        )?,
                    ),
                    (
                        "dear",
                        rt::jsonata::evaluate(
                            &scope,
                            "Assign/order/dear",
                            rt::jsonata::expression!(
                                "$states.input.order.lines[price > 100].sku"
                            ),
                        )?,
                    ),
                ]),
            ),
        ]);
        let output = rt::jsonata::evaluate(
            &scope,
            "Output",
            &rt::jsonata::compiled(
                "( $net := $sum($states.input.order.lines.price); $tax := $round($net * 0.19, 2); { \"net\": $net, \"tax\": $tax, \"gross\": $net + $tax, \"tags\": [\"new\", $states.input.tags], $states.input.label: null } )",
                |scope| Ok({
                    let net = rt::jsonata::functions::sum(
                        scope,
                        scope.input().path(&["order", "lines", "price"])?,
                    )?;
                    let tax = rt::jsonata::functions::round(
                        scope,
                        rt::jsonata::multiply(net.again(), rt::jsonata::datum(0.19))?,
                        rt::jsonata::datum(2.0),
                    )?;
                    {
                        let mut keys = rt::jsonata::Keys::new();
                        keys.add(rt::jsonata::datum("net"))?;
                        keys.add(rt::jsonata::datum("tax"))?;
                        keys.add(rt::jsonata::datum("gross"))?;
                        keys.add(rt::jsonata::datum("tags"))?;
                        keys.add(scope.input().path(&["label"])?)?;
                        keys.object(|member| Ok(
                            match member {
                                0 => net.again(),
                                1 => tax.again(),
                                2 => rt::jsonata::add(net.again(), tax.again())?,
                                3 => {
                                    rt::jsonata::array([
                                        rt::jsonata::Element::Each(rt::jsonata::datum("new")),
                                        rt::jsonata::Element::Each(scope.input().path(&["tags"])?),
                                    ])
                                }
                                _ => rt::jsonata::NULL,
                            },
                        ))?
                    }
                }),
            ),
        )?;
        Ok(rt::Effect::Transition(State::Decide.enter(output).assigning(assigned)))
    }
    /// `Decide`: what it wants.
    fn prepare_decide(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        if rt::jsonata::condition(
            &scope,
            "Choices[0]/Condition",
            &rt::jsonata::compiled(
                "$states.input.gross > 1000 and ($attempts < 3 or $not($states.input.tags in [\"held\", \"late\"]))",
                |scope| Ok(
                    rt::jsonata::datum(
                        rt::jsonata::greater(
                                scope.input().path(&["gross"])?,
                                rt::jsonata::datum(1000.0),
                            )?
                            .holds()
                            && (rt::jsonata::less(
                                    scope.named("attempts"),
                                    rt::jsonata::datum(3.0),
                                )?
                                .holds()
                                || rt::jsonata::functions::not(
                                        scope,
                                        rt::jsonata::contained(
                                            scope.input().path(&["tags"])?,
                                            rt::jsonata::array([
                                                rt::jsonata::Element::Each(rt::jsonata::datum("held")),
                                                rt::jsonata::Element::Each(rt::jsonata::datum("late")),
                                            ]),
                                        ),
                                    )?
                                    .holds()),
                    ),
                ),
            ),
        )? {
            return Ok(rt::Effect::Transition(State::Done.enter(step.keep_input())));
        }
        if rt::jsonata::condition(
            &scope,
            "Choices[1]/Condition",
            &rt::jsonata::compiled(
                "$contains($lowercase($order.dear), \"gold\")",
                |scope| rt::jsonata::functions::contains(
                    scope,
                    rt::jsonata::functions::lowercase(
                        scope,
                        scope.named("order").path(&["dear"])?,
                    )?,
                    rt::jsonata::datum("gold"),
                ),
            ),
        )? {
            return Ok(rt::Effect::Transition(State::Done.enter(step.keep_input())));
        }
        Ok(rt::Effect::Transition(State::Done.enter(step.keep_input())))
    }
    /// `Done`: what it wants.
    fn prepare_done(step: &mut rt::Step<'_>) -> rt::Prepared {
        let scope = rt::jsonata::Scope::new(step);
        let output = rt::jsonata::evaluate(
            &scope,
            "Output",
            &rt::jsonata::compiled(
                "$states.input.gross = 0 ? \"free\" : $states.input.gross < 10 ? \"cheap\" : $uppercase(\"dear\")",
                |scope| Ok(
                    if rt::jsonata::equal(
                            scope.input().path(&["gross"])?,
                            rt::jsonata::datum(0.0),
                        )
                        .holds()
                    {
                        rt::jsonata::datum("free")
                    } else if rt::jsonata::less(
                            scope.input().path(&["gross"])?,
                            rt::jsonata::datum(10.0),
                        )?
                        .holds()
                    {
                        rt::jsonata::datum("cheap")
                    } else {
                        rt::jsonata::functions::uppercase(
                            scope,
                            rt::jsonata::datum("dear"),
                        )?
                    },
                ),
            ),
        )?;
        Ok(rt::Effect::Transition(rt::Transition::end(output)))
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
