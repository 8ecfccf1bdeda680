// include_workflow! {
//     "paths.asl.json",
// }

/// The workflow of `paths.asl.json`.
///
///
pub mod paths {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("paths.asl.json");
    /// A picture of the workflow.
    pub const GRAPH: rt::Graph = rt::Graph { mermaid: "", dot: "" };
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
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        fn program() -> &'static dyn rt::Program {
            &Self
        }
    }
    struct Adapter<H>(rt::Arc<H>);
    impl<H: Handlers> rt::Dispatch for Adapter<H> {
        fn call(
            &self,
            task: rt::TaskId,
            _: &rt::Value,
            _: rt::TaskContext,
        ) -> rt::HandlerFuture {
            let _ = &self.0;
            match task.0 {
                _ => rt::no_handler(&INFO, task),
            }
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
    }
    impl State {
        fn prepare(self, step: &mut rt::Step<'_>) -> rt::Prepared {
            match self {
                Self::Select => prepare_select(step),
            }
        }
        fn complete(self, _: &mut rt::Step<'_>, _: rt::Value) -> rt::Completed {
            Err(rt::no_effect())
        }
        fn recover(self, _: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
            Ok(rt::Recovery::Uncaught)
        }
        fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
            Err(rt::no_effect())
        }
    }
    const START: rt::StateId = rt::StateId(0u16);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Select",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0u8,
        },
    ];
    /// `Select`: what it wants.
    fn prepare_select(step: &mut rt::Step<'_>) -> rt::Prepared {
        let output = rt::template::object([
            (
                "all",
                rt::template::field(
                    step,
                    step.input(),
                    "all.$",
                    &rt::Path {
                        text: "$$",
                        root: rt::Root::Context,
                        steps: &[],
                    },
                )?,
            ),
            (
                "deep",
                rt::template::field(
                    step,
                    step.input(),
                    "deep.$",
                    &rt::Path {
                        text: "$..sku",
                        root: rt::Root::Document,
                        steps: &[rt::PathStep::Descendants, rt::PathStep::Name("sku")],
                    },
                )?,
            ),
            (
                "fromEnd",
                rt::template::field(
                    step,
                    step.input(),
                    "fromEnd.$",
                    &rt::Path {
                        text: "$.lines[-1]",
                        root: rt::Root::Document,
                        steps: &[rt::PathStep::Name("lines"), rt::PathStep::Index(-1i64)],
                    },
                )?,
            ),
            (
                "pattern",
                rt::template::field(
                    step,
                    step.input(),
                    "pattern.$",
                    &rt::Path {
                        text: "$.lines[?(@.sku =~ /^a.*b$/i)]",
                        root: rt::Root::Document,
                        steps: &[
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
                    },
                )?,
            ),
            (
                "length",
                rt::template::field(
                    step,
                    step.input(),
                    "length.$",
                    &rt::Path {
                        text: "$.lines.length()",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Function(rt::PathFunction::Length),
                        ],
                    },
                )?,
            ),
            (
                "index",
                rt::template::field(
                    step,
                    step.input(),
                    "index.$",
                    &rt::Path {
                        text: "$.lines[0].sku",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Index(0i64),
                            rt::PathStep::Name("sku"),
                        ],
                    },
                )?,
            ),
            (
                "sum",
                rt::template::field(
                    step,
                    step.input(),
                    "sum.$",
                    &rt::Path {
                        text: "$.lines[*].price.sum()",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Wildcard,
                            rt::PathStep::Name("price"),
                            rt::PathStep::Function(rt::PathFunction::Sum),
                        ],
                    },
                )?,
            ),
            (
                "union",
                rt::template::field(
                    step,
                    step.input(),
                    "union.$",
                    &rt::Path {
                        text: "$.lines[0,2]['sku','price']",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Indices(&[0i64, 2i64]),
                            rt::PathStep::Names(&["sku", "price"]),
                        ],
                    },
                )?,
            ),
            (
                "wildcard",
                rt::template::field(
                    step,
                    step.input(),
                    "wildcard.$",
                    &rt::Path {
                        text: "$.lines[*].price",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Wildcard,
                            rt::PathStep::Name("price"),
                        ],
                    },
                )?,
            ),
            (
                "quoted",
                rt::template::field(
                    step,
                    step.input(),
                    "quoted.$",
                    &rt::Path {
                        text: "$['order']['first name']",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("order"),
                            rt::PathStep::Name("first name"),
                        ],
                    },
                )?,
            ),
            (
                "filter",
                rt::template::field(
                    step,
                    step.input(),
                    "filter.$",
                    &rt::Path {
                        text: "$.lines[?(@.price > 10 && @.tags && !@.sold)]",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Filter(|candidate, document| {
                                rt::filter::greater(
                                    rt::filter::select(
                                        candidate,
                                        &[rt::PathStep::Name("price")],
                                        document,
                                    ),
                                    rt::filter::literal(&rt::Literal::Integer(10i64)),
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
                    },
                )?,
            ),
            (
                "either",
                rt::template::field(
                    step,
                    step.input(),
                    "either.$",
                    &rt::Path {
                        text: "$.lines[?((@.sku == 'a' || @.sku in ['b', \"c\"]) && @.price <= $.limit)].sku",
                        root: rt::Root::Document,
                        steps: &[
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
                    },
                )?,
            ),
            (
                "slice",
                rt::template::field(
                    step,
                    step.input(),
                    "slice.$",
                    &rt::Path {
                        text: "$.lines[1:3]",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Slice(Some(1i64), Some(3i64)),
                        ],
                    },
                )?,
            ),
            (
                "members",
                rt::template::field(
                    step,
                    step.input(),
                    "members.$",
                    &rt::Path {
                        text: "$.order.*",
                        root: rt::Root::Document,
                        steps: &[rt::PathStep::Name("order"), rt::PathStep::Wildcard],
                    },
                )?,
            ),
            (
                "name",
                rt::template::field(
                    step,
                    step.input(),
                    "name.$",
                    &rt::Path {
                        text: "$.order.customer.name",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("order"),
                            rt::PathStep::Name("customer"),
                            rt::PathStep::Name("name"),
                        ],
                    },
                )?,
            ),
            (
                "context",
                rt::template::field(
                    step,
                    step.input(),
                    "context.$",
                    &rt::Path {
                        text: "$$.Map.Item.Value['id']",
                        root: rt::Root::Context,
                        steps: &[
                            rt::PathStep::Name("Map"),
                            rt::PathStep::Name("Item"),
                            rt::PathStep::Name("Value"),
                            rt::PathStep::Name("id"),
                        ],
                    },
                )?,
            ),
            (
                "open",
                rt::template::field(
                    step,
                    step.input(),
                    "open.$",
                    &rt::Path {
                        text: "$.lines[-2:]",
                        root: rt::Root::Document,
                        steps: &[
                            rt::PathStep::Name("lines"),
                            rt::PathStep::Slice(Some(-2i64), None),
                        ],
                    },
                )?,
            ),
        ]);
        Ok(rt::Effect::Transition(rt::Transition::End(output)))
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
                0u16 => State::at(at.state)?.prepare(step),
                _ => Err(rt::no_such_state()),
            }
        }
        fn complete(
            &self,
            at: rt::Position,
            step: &mut rt::Step<'_>,
            result: rt::Value,
        ) -> rt::Completed {
            match at.machine.0 {
                0u16 => State::at(at.state)?.complete(step, result),
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
                0u16 => State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0u16 => State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
