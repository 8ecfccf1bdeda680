// include_workflow! {
//     "paths.asl.json",
// }

/// The workflow of `paths.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod paths {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("paths.asl.json");
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
        name: "paths",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[],
        substitutions: &[],
        context: &[
            rt::ContextPart::ExecutionInput,
            rt::ContextPart::Item,
            rt::ContextPart::ItemValue,
        ],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "ca64de000ab09caa2ca83930be0568aa";
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
        /// `Select`
        Select,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Select];
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
        fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
            match self {
                Self::Select => prepare_select(step),
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
            name: "Select",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
    ];
    /// `Select`: what it wants.
    fn prepare_select(step: &mut rt::Step<'_>) -> rt::Prepared {
        step.remake([
            (
                "all",
                rt::template::field(
                    step,
                    step.input(),
                    "all.$",
                    &rt::Path::context("$$", &[]),
                )?,
            ),
            (
                "deep",
                rt::template::field(
                    step,
                    step.input(),
                    "deep.$",
                    &rt::Path::document(
                        "$..sku",
                        &[rt::PathStep::Descendants, rt::PathStep::Name("sku")],
                    ),
                )?,
            ),
            (
                "fromEnd",
                rt::template::field(
                    step,
                    step.input(),
                    "fromEnd.$",
                    &rt::Path::document(
                        "$.lines[-1]",
                        &[rt::PathStep::Name("lines"), rt::PathStep::Index(-1)],
                    ),
                )?,
            ),
            (
                "pattern",
                rt::template::field(
                    step,
                    step.input(),
                    "pattern.$",
                    &rt::Path::document(
                        "$.lines[?(@.sku =~ /^a.*b$/i)]",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Filter(|candidate, document| {
                                static PATTERN: rt::filter::Pattern = rt::filter::Pattern::new(
                                    "^a.*b$",
                                    rt::filter::Case::Ignored,
                                );
                                rt::filter::matches(
                                    rt::filter::select(
                                        candidate,
                                        &[rt::PathStep::Name("sku")],
                                        document,
                                    ),
                                    &PATTERN,
                                )
                            }),
                        ],
                    ),
                )?,
            ),
            (
                "length",
                rt::template::field(
                    step,
                    step.input(),
                    "length.$",
                    &rt::Path::document(
                        "$.lines.length()",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Function(rt::PathFunction::Length),
                        ],
                    ),
                )?,
            ),
            (
                "index",
                rt::template::field(
                    step,
                    step.input(),
                    "index.$",
                    &rt::Path::document(
                        "$.lines[0].sku",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Index(0),
                            rt::PathStep::Name("sku"),
                        ],
                    ),
                )?,
            ),
            (
                "sum",
                rt::template::field(
                    step,
                    step.input(),
                    "sum.$",
                    &rt::Path::document(
                        "$.lines[*].price.sum()",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Wildcard,
                            rt::PathStep::Name("price"),
                            rt::PathStep::Function(rt::PathFunction::Sum),
                        ],
                    ),
                )?,
            ),
            (
                "union",
                rt::template::field(
                    step,
                    step.input(),
                    "union.$",
                    &rt::Path::document(
                        "$.lines[0,2]['sku','price']",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Indices(&[0, 2]),
                            rt::PathStep::Names(&["sku", "price"]),
                        ],
                    ),
                )?,
            ),
            (
                "wildcard",
                rt::template::field(
                    step,
                    step.input(),
                    "wildcard.$",
                    &rt::Path::document(
                        "$.lines[*].price",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Wildcard,
                            rt::PathStep::Name("price"),
                        ],
                    ),
                )?,
            ),
            (
                "quoted",
                rt::template::field(
                    step,
                    step.input(),
                    "quoted.$",
                    &rt::Path::document(
                        "$['order']['first name']",
                        &[rt::PathStep::Name("order"), rt::PathStep::Name("first name")],
                    ),
                )?,
            ),
            (
                "filter",
                rt::template::field(
                    step,
                    step.input(),
                    "filter.$",
                    &rt::Path::document(
                        "$.lines[?(@.price > 10 && @.tags && !@.sold)]",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Filter(|candidate, document| {
                                rt::filter::greater(
                                    rt::filter::select(
                                        candidate,
                                        &[rt::PathStep::Name("price")],
                                        document,
                                    ),
                                    rt::filter::literal(&rt::Literal::Integer(10)),
                                )
                                    && rt::filter::exists(
                                        candidate,
                                        &[rt::PathStep::Name("tags")],
                                        document,
                                    )
                                    && rt::filter::absent(
                                        candidate,
                                        &[rt::PathStep::Name("sold")],
                                        document,
                                    )
                            }),
                        ],
                    ),
                )?,
            ),
            (
                "either",
                rt::template::field(
                    step,
                    step.input(),
                    "either.$",
                    &rt::Path::document(
                        "$.lines[?((@.sku == 'a' || @.sku in ['b', \"c\"]) && @.price <= $.limit)].sku",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Filter(|candidate, document| {
                                (rt::filter::equal(
                                    rt::filter::select(
                                        candidate,
                                        &[rt::PathStep::Name("sku")],
                                        document,
                                    ),
                                    rt::filter::literal(&rt::Literal::String("a")),
                                )
                                    || rt::filter::is_in(
                                        rt::filter::select(
                                            candidate,
                                            &[rt::PathStep::Name("sku")],
                                            document,
                                        ),
                                        rt::filter::literal(
                                            &rt::Literal::Array(
                                                &[rt::Literal::String("b"), rt::Literal::String("c")],
                                            ),
                                        ),
                                    ))
                                    && rt::filter::less_or_equal(
                                        rt::filter::select(
                                            candidate,
                                            &[rt::PathStep::Name("price")],
                                            document,
                                        ),
                                        rt::filter::select(
                                            document,
                                            &[rt::PathStep::Name("limit")],
                                            document,
                                        ),
                                    )
                            }),
                            rt::PathStep::Name("sku"),
                        ],
                    ),
                )?,
            ),
            (
                "slice",
                rt::template::field(
                    step,
                    step.input(),
                    "slice.$",
                    &rt::Path::document(
                        "$.lines[1:3]",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Slice(Some(1), Some(3)),
                        ],
                    ),
                )?,
            ),
            (
                "members",
                rt::template::field(
                    step,
                    step.input(),
                    "members.$",
                    &rt::Path::document(
                        "$.order.*",
                        &[rt::PathStep::Name("order"), rt::PathStep::Wildcard],
                    ),
                )?,
            ),
            (
                "name",
                rt::template::field(
                    step,
                    step.input(),
                    "name.$",
                    &rt::Path::document(
                        "$.order.customer.name",
                        &[
                            rt::PathStep::Name("order"),
                            rt::PathStep::Name("customer"),
                            rt::PathStep::Name("name"),
                        ],
                    ),
                )?,
            ),
            (
                "context",
                rt::template::field(
                    step,
                    step.input(),
                    "context.$",
                    &rt::Path::context(
                        "$$.Execution.Input['id']",
                        &[
                            rt::PathStep::Name("Execution"),
                            rt::PathStep::Name("Input"),
                            rt::PathStep::Name("id"),
                        ],
                    ),
                )?,
            ),
            (
                "open",
                rt::template::field(
                    step,
                    step.input(),
                    "open.$",
                    &rt::Path::document(
                        "$.lines[-2:]",
                        &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Slice(Some(-2), None),
                        ],
                    ),
                )?,
            ),
        ]);
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
}
