// include_workflow! {
//     "templates.asl.json",
// }

/// The workflow of `templates.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod templates {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("templates.asl.json");
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
        name: "templates",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "13a52a553efc296e26a3ce8ccf80220b";
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
        /// `Order of members`
        ///
        /// Literal members come first, then the others in the order of a Java HashMap (TPL-9).
        OrderOfMembers,
        /// `Every function`
        EveryFunction,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::OrderOfMembers, Self::EveryFunction];
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
                Self::OrderOfMembers => prepare_order_of_members(step),
                Self::EveryFunction => prepare_every_function(step),
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
            name: "Order of members",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Every function",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
    ];
    /// `Order of members`: what it wants.
    fn prepare_order_of_members(step: &mut rt::Step<'_>) -> rt::Prepared {
        let result = rt::template::object([
            ("a", rt::Literal::Integer(1).value(step)),
            (
                "nested",
                rt::template::object([
                    ("y", rt::Literal::String("$.literal").value(step)),
                    (
                        "x",
                        rt::template::field(
                            step,
                            step.input(),
                            "x.$",
                            &rt::Path::document("$.x", &[rt::PathStep::Name("x")]),
                        )?,
                    ),
                    (
                        "z",
                        rt::template::field(
                            step,
                            step.input(),
                            "z.$",
                            &rt::Path::document("$.z", &[rt::PathStep::Name("z")]),
                        )?,
                    ),
                ]),
            ),
            (
                "b",
                rt::template::field(
                    step,
                    step.input(),
                    "b.$",
                    &rt::Path::document("$.b", &[rt::PathStep::Name("b")]),
                )?,
            ),
            (
                "firstSku",
                rt::template::field(
                    step,
                    step.input(),
                    "firstSku.$",
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
                "id",
                rt::template::field(
                    step,
                    step.input(),
                    "id.$",
                    &rt::Path::document("$.id", &[rt::PathStep::Name("id")]),
                )?,
            ),
        ]);
        rt::flow::result_path(
            step,
            &rt::Path::document("$.ordered", &[rt::PathStep::Name("ordered")]),
            result,
        )?;
        Ok(rt::Effect::Transition(State::EveryFunction.enter(step.keep_input())))
    }
    /// `Every function`: what it wants.
    fn prepare_every_function(step: &mut rt::Step<'_>) -> rt::Prepared {
        step.remake([
            (
                "item",
                rt::intrinsic::array_get_item(
                    step,
                    "States.ArrayGetItem(States.StringSplit($.text, ','), 0)",
                    &[
                        rt::intrinsic::string_split(
                            step,
                            "States.StringSplit($.text, ',')",
                            &[
                                rt::intrinsic::argument(
                                    step,
                                    step.input(),
                                    "States.StringSplit($.text, ',')",
                                    &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
                                )?,
                                rt::Literal::String(",").value(step),
                            ],
                        )?,
                        rt::Literal::Integer(0).value(step),
                    ],
                )?,
            ),
            (
                "format",
                rt::intrinsic::format_text(
                    step,
                    "States.Format('It\\'s {} of \\{{}\\}', $.a, 7)",
                    "It's {} of \\{{}\\}",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.Format('It\\'s {} of \\{{}\\}', $.a, 7)",
                            &rt::Path::document("$.a", &[rt::PathStep::Name("a")]),
                        )?,
                        rt::Literal::Integer(7).value(step),
                    ],
                )?,
            ),
            (
                "length",
                rt::intrinsic::array_length(
                    step,
                    "States.ArrayLength($.list)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.ArrayLength($.list)",
                            &rt::Path::document("$.list", &[rt::PathStep::Name("list")]),
                        )?,
                    ],
                )?,
            ),
            (
                "merged",
                rt::intrinsic::json_merge(
                    step,
                    "States.JsonMerge($.a, $.b, false)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.JsonMerge($.a, $.b, false)",
                            &rt::Path::document("$.a", &[rt::PathStep::Name("a")]),
                        )?,
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.JsonMerge($.a, $.b, false)",
                            &rt::Path::document("$.b", &[rt::PathStep::Name("b")]),
                        )?,
                        rt::Literal::Bool(false).value(step),
                    ],
                )?,
            ),
            (
                "range",
                rt::intrinsic::array_range(
                    step,
                    "States.ArrayRange(1, 9, 2)",
                    &[
                        rt::Literal::Integer(1).value(step),
                        rt::Literal::Integer(9).value(step),
                        rt::Literal::Integer(2).value(step),
                    ],
                )?,
            ),
            (
                "sum",
                rt::intrinsic::math_add(
                    step,
                    "States.MathAdd($.n, -1)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.MathAdd($.n, -1)",
                            &rt::Path::document("$.n", &[rt::PathStep::Name("n")]),
                        )?,
                        rt::Literal::Integer(-1).value(step),
                    ],
                )?,
            ),
            (
                "random",
                rt::intrinsic::math_random(
                    step,
                    "States.MathRandom(1, 7, 42)",
                    &[
                        rt::Literal::Integer(1).value(step),
                        rt::Literal::Integer(7).value(step),
                        rt::Literal::Integer(42).value(step),
                    ],
                )?,
            ),
            (
                "contains",
                rt::intrinsic::array_contains(
                    step,
                    "States.ArrayContains($.list, 3)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.ArrayContains($.list, 3)",
                            &rt::Path::document("$.list", &[rt::PathStep::Name("list")]),
                        )?,
                        rt::Literal::Integer(3).value(step),
                    ],
                )?,
            ),
            (
                "partition",
                rt::intrinsic::array_partition(
                    step,
                    "States.ArrayPartition($.list, 2)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.ArrayPartition($.list, 2)",
                            &rt::Path::document("$.list", &[rt::PathStep::Name("list")]),
                        )?,
                        rt::Literal::Integer(2).value(step),
                    ],
                )?,
            ),
            (
                "array",
                rt::intrinsic::array(
                    step,
                    "States.Array($.a, 'b', 1.5, true, null, States.Array())",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.Array($.a, 'b', 1.5, true, null, States.Array())",
                            &rt::Path::document("$.a", &[rt::PathStep::Name("a")]),
                        )?,
                        rt::Literal::String("b").value(step),
                        rt::Literal::Float(1.5).value(step),
                        rt::Literal::Bool(true).value(step),
                        rt::Literal::Null.value(step),
                        rt::intrinsic::array(step, "States.Array()", &[])?,
                    ],
                )?,
            ),
            (
                "unique",
                rt::intrinsic::array_unique(
                    step,
                    "States.ArrayUnique($.list)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.ArrayUnique($.list)",
                            &rt::Path::document("$.list", &[rt::PathStep::Name("list")]),
                        )?,
                    ],
                )?,
            ),
            (
                "decoded",
                rt::intrinsic::base64_decode(
                    step,
                    "States.Base64Decode('YQ==')",
                    &[rt::Literal::String("YQ==").value(step)],
                )?,
            ),
            (
                "parsed",
                rt::intrinsic::string_to_json(
                    step,
                    "States.StringToJson($.text)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.StringToJson($.text)",
                            &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
                        )?,
                    ],
                )?,
            ),
            (
                "text",
                rt::intrinsic::json_to_string(
                    step,
                    "States.JsonToString($)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.JsonToString($)",
                            &rt::Path::document("$", &[]),
                        )?,
                    ],
                )?,
            ),
            ("id", rt::intrinsic::uuid(step, "States.UUID()", &[])?),
            (
                "hash",
                rt::intrinsic::hash(
                    step,
                    "States.Hash($$.Execution.Id, 'SHA-256')",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.Hash($$.Execution.Id, 'SHA-256')",
                            &rt::Path::context(
                                "$$.Execution.Id",
                                &[rt::PathStep::Name("Execution"), rt::PathStep::Name("Id")],
                            ),
                        )?,
                        rt::Literal::String("SHA-256").value(step),
                    ],
                )?,
            ),
            (
                "encoded",
                rt::intrinsic::base64_encode(
                    step,
                    "States.Base64Encode($.text)",
                    &[
                        rt::intrinsic::argument(
                            step,
                            step.input(),
                            "States.Base64Encode($.text)",
                            &rt::Path::document("$.text", &[rt::PathStep::Name("text")]),
                        )?,
                    ],
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
