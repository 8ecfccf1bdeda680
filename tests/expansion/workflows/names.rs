// include_workflow! {
//     "names.asl.json",
// }

/// The workflow of `names.asl.json`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `State`, `Clone`, `Drop`, `gen`
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod names {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("names.asl.json");
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
        name: "names",
        kind: rt::WorkflowKind::Standard,
        timeout_seconds: None,
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:self",
                method: "self_",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:clone",
                method: "clone",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:drop",
                method: "drop",
                kind: rt::TaskKind::Lambda,
            },
            rt::TaskInfo {
                resource: "arn:aws:lambda:eu-west-1:111111111111:function:gen",
                method: "gen_",
                kind: rt::TaskKind::Lambda,
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = rt::Value;
        const HASH: &'static rt::str = "14fff0e2e33e8964ca8a5787bace6cca";
        const TEXT: &'static rt::str = DEFINITION;
        const PLACES: &'static [rt::Place] = &[
            rt::Place::Outermost,
            rt::Place::Item {
                machine: rt::MachineId(0),
                state: rt::StateId(10),
            },
            rt::Place::Branch {
                machine: rt::MachineId(0),
                state: rt::StateId(11),
                branch: 0,
            },
            rt::Place::Item {
                machine: rt::MachineId(0),
                state: rt::StateId(15),
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
                                rt::output::json(H::self_(&handlers, input, &context).await)
                            })
                        }
                        Err(error) => rt::input::refused(error),
                    }
                }
                1 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::clone(&handlers, input.json(), &context).await,
                        )
                    })
                }
                2 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::drop(&handlers, input.json(), &context).await,
                        )
                    })
                }
                3 => {
                    let input = input.lend();
                    rt::Box::pin(async move {
                        rt::output::json(
                            H::gen_(&handlers, input.json(), &context).await,
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
    /// impl names::Handlers for MyHandlers {
    ///     async fn self_(&self, input: names::SelfInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn clone(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn drop(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    ///     async fn gen_(&self, input: &serde_json::Value, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:self`, for `State`.
        fn self_(
            &self,
            input: SelfInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:clone`, for `Clone`.
        fn clone(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:drop`, for `Drop`.
        fn drop(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
        /// Serves `arn:aws:lambda:eu-west-1:111111111111:function:gen`, for `gen`.
        fn gen_(
            &self,
            input: &rt::Value,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::self_`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct SelfInput {
        /// `type`
        pub type_: rt::Value,
        /// `Ünïcode`
        pub ünïcode: rt::i64,
        /// `9 lives`
        pub _9_lives: rt::bool,
        /// `rt`
        pub rt: rt::String,
    }
    impl rt::FromPayload for SelfInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                type_: fields.json("type")?,
                ünïcode: fields.integer("Ünïcode")?,
                _9_lives: fields.boolean("9 lives")?,
                rt: fields.string("rt")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Prüfe Bestellung`
        PrüfeBestellung,
        /// `注文を検査`
        注文を検査,
        /// `2nd try`
        _2ndTry,
        /// `match`
        Match,
        /// `Self`
        Self_,
        /// `🚀`
        U1f680,
        /// `Is it "OK"? {yes/no}`
        IsItOkYesNo,
        /// `ALL`
        All,
        /// `Some`
        Some,
        /// `State`
        State,
        /// `rt`
        ///
        /// A module \`rt\` would hide the runtime; see <https://example.com/names_and_more>.
        Rt,
        /// `Fork`
        Fork,
        /// `Clone`
        ///
        /// An \`Arc\` has methods of these names.
        Clone,
        /// `Drop`
        Drop,
        /// `gen`
        Gen,
        /// `Fork 0`
        Fork0,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[
            Self::PrüfeBestellung,
            Self::注文を検査,
            Self::_2ndTry,
            Self::Match,
            Self::Self_,
            Self::U1f680,
            Self::IsItOkYesNo,
            Self::All,
            Self::Some,
            Self::State,
            Self::Rt,
            Self::Fork,
            Self::Clone,
            Self::Drop,
            Self::Gen,
            Self::Fork0,
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
                Self::PrüfeBestellung => prepare_prüfe_bestellung(step),
                Self::注文を検査 => prepare_注文を検査(step),
                Self::_2ndTry => prepare_2nd_try(step),
                Self::Match => prepare_match_(step),
                Self::Self_ => prepare_self_(step),
                Self::U1f680 => prepare_u1f680(step),
                Self::IsItOkYesNo => prepare_is_it_ok_yes_no(step),
                Self::All => prepare_all(step),
                Self::Some => prepare_some(step),
                Self::State => prepare_state(step),
                Self::Rt => prepare_rt(step),
                Self::Fork => prepare_fork(step),
                Self::Clone => prepare_clone(step),
                Self::Drop => prepare_drop(step),
                Self::Gen => prepare_gen_(step),
                Self::Fork0 => prepare_fork_0(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::State => complete_state(step, result),
                Self::Rt => complete_rt(step, result),
                Self::Fork => complete_fork(step, result),
                Self::Clone => complete_clone(step, result),
                Self::Drop => complete_drop(step, result),
                Self::Gen => complete_gen_(step, result),
                Self::Fork0 => complete_fork_0(step, result),
                _ => Err(rt::no_effect()),
            }
        }
        fn recover(self, _: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
            Ok(rt::Recovery::Uncaught)
        }
        fn item(self, step: &mut rt::Step<'_>) -> rt::Selected {
            match self {
                Self::Rt => item_rt(step),
                Self::Fork0 => item_fork_0(step),
                _ => Err(rt::no_effect()),
            }
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Prüfe Bestellung",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "注文を検査",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "2nd try",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "match",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Self",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "🚀",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Is it \"OK\"? {yes/no}",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "ALL",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Some",
            kind: rt::StateKind::Pass,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "State",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "rt",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Fork",
            kind: rt::StateKind::Parallel,
            task: None,
            retriers: 0,
        },
        rt::StateInfo {
            name: "Clone",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(1)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Drop",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(2)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "gen",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(3)),
            retriers: 0,
        },
        rt::StateInfo {
            name: "Fork 0",
            kind: rt::StateKind::Map,
            task: None,
            retriers: 0,
        },
    ];
    /// `Prüfe Bestellung`: what it wants.
    fn prepare_prüfe_bestellung(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::注文を検査.enter(step.keep_input())))
    }
    /// `注文を検査`: what it wants.
    fn prepare_注文を検査(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::_2ndTry.enter(step.keep_input())))
    }
    /// `2nd try`: what it wants.
    fn prepare_2nd_try(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::Match.enter(step.keep_input())))
    }
    /// `match`: what it wants.
    fn prepare_match_(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::Self_.enter(step.keep_input())))
    }
    /// `Self`: what it wants.
    fn prepare_self_(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::U1f680.enter(step.keep_input())))
    }
    /// `🚀`: what it wants.
    fn prepare_u1f680(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::IsItOkYesNo.enter(step.keep_input())))
    }
    /// `Is it "OK"? {yes/no}`: what it wants.
    fn prepare_is_it_ok_yes_no(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::All.enter(step.keep_input())))
    }
    /// `ALL`: what it wants.
    fn prepare_all(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::Some.enter(step.keep_input())))
    }
    /// `Some`: what it wants.
    fn prepare_some(step: &mut rt::Step<'_>) -> rt::Prepared {
        Ok(rt::Effect::Transition(State::State.enter(step.keep_input())))
    }
    /// `State`: what it wants.
    fn prepare_state(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("Ünïcode", rt::Literal::Integer(1).value(step)),
                ("9 lives", rt::Literal::Bool(true).value(step)),
                ("rt", rt::Literal::String("x").value(step)),
                (
                    "type",
                    rt::template::field(
                        step,
                        step.input(),
                        "type.$",
                        &rt::Path::document("$.type", &[rt::PathStep::Name("type")]),
                    )?,
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `State`: where its result leads.
    fn complete_state(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Rt.enter(result))
    }
    /// `rt`: what it wants.
    fn prepare_rt(step: &mut rt::Step<'_>) -> rt::Prepared {
        let items = rt::map::take_items(step, &rt::Path::document("$", &[]))?;
        let max_concurrency = 0;
        let mode = Ok(rt::MapMode::Inline);
        let effective_input = rt::Payload::Input;
        let processor = rt::MachineId(1);
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
    /// `rt`: where its result leads.
    fn complete_rt(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Fork.enter(result))
    }
    /// `rt`: what an iteration gets.
    fn item_rt(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(step.item_value())
    }
    /// `Fork`: what it wants.
    fn prepare_fork(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(
            rt::Effect::Parallel(rt::Branches {
                machines: &[rt::MachineId(2)],
                payload,
            }),
        )
    }
    /// `Fork`: where its result leads.
    fn complete_fork(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Clone.enter(result))
    }
    /// `Clone`: what it wants.
    fn prepare_clone(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(1), payload)))
    }
    /// `Clone`: where its result leads.
    fn complete_clone(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Drop.enter(result))
    }
    /// `Drop`: what it wants.
    fn prepare_drop(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(2), payload)))
    }
    /// `Drop`: where its result leads.
    fn complete_drop(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Gen.enter(result))
    }
    /// `gen`: what it wants.
    fn prepare_gen_(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = step.hand_over();
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(3), payload)))
    }
    /// `gen`: where its result leads.
    fn complete_gen_(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(State::Fork0.enter(result))
    }
    /// `Fork 0`: what it wants.
    fn prepare_fork_0(step: &mut rt::Step<'_>) -> rt::Prepared {
        let items = rt::map::take_items(step, &rt::Path::document("$", &[]))?;
        let max_concurrency = 0;
        let mode = Ok(rt::MapMode::Inline);
        let effective_input = rt::Payload::Input;
        let processor = rt::MachineId(3);
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
    /// `Fork 0`: where its result leads.
    fn complete_fork_0(_: &mut rt::Step<'_>, result: rt::StateData) -> rt::Completed {
        Ok(rt::Transition::end(result))
    }
    /// `Fork 0`: what an iteration gets.
    fn item_fork_0(step: &mut rt::Step<'_>) -> rt::Selected {
        Ok(step.item_value())
    }
    /// The states of the item processor of `rt`.
    pub mod rt_ {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `rt`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `super`
            Super,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::Super];
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
                    Self::Super => prepare_super_(step),
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
                name: "super",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// `super`: what it wants.
        fn prepare_super_(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
        }
    }
    /// The states of branch 0 of `Fork`.
    pub mod fork_0 {
        use super::rt::{self, prelude::*};
        /// The states of branch 0 of `Fork`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// `In`
            In,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::In];
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
                    Self::In => prepare_in_(step),
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
                name: "In",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// `In`: what it wants.
        fn prepare_in_(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
        }
    }
    /// The states of the item processor of `Fork 0`.
    pub mod fork_0_ {
        use super::rt::{self, prelude::*};
        /// The states of the item processor of `Fork 0`.
        #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
        pub enum State {
            /// ``a `quoted` <name>``
            AQuotedName,
        }
        impl State {
            /// Every state, in the order of the definition.
            pub const ALL: &'static [Self] = &[Self::AQuotedName];
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
                    Self::AQuotedName => prepare_a_quoted_name(step),
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
                name: "a `quoted` <name>",
                kind: rt::StateKind::Pass,
                task: None,
                retriers: 0,
            },
        ];
        /// ``a `quoted` <name>``: what it wants.
        fn prepare_a_quoted_name(step: &mut rt::Step<'_>) -> rt::Prepared {
            Ok(rt::Effect::Transition(rt::Transition::end(step.keep_input())))
        }
    }
    static MACHINES: &[rt::Machine] = &[
        rt::Machine {
            start: START,
            states: STATES,
        },
        rt::Machine {
            start: rt_::START,
            states: rt_::STATES,
        },
        rt::Machine {
            start: fork_0::START,
            states: fork_0::STATES,
        },
        rt::Machine {
            start: fork_0_::START,
            states: fork_0_::STATES,
        },
    ];
    impl rt::Program for Definition {
        fn info(&self) -> &'static rt::WorkflowInfo {
            &INFO
        }
        fn prepare(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Prepared {
            match at.machine.0 {
                0 => State::at(at.state)?.prepare(step),
                1 => rt_::State::at(at.state)?.prepare(step),
                2 => fork_0::State::at(at.state)?.prepare(step),
                3 => fork_0_::State::at(at.state)?.prepare(step),
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
                1 => rt_::State::at(at.state)?.complete(step, result),
                2 => fork_0::State::at(at.state)?.complete(step, result),
                3 => fork_0_::State::at(at.state)?.complete(step, result),
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
                1 => rt_::State::at(at.state)?.recover(step, failure),
                2 => fork_0::State::at(at.state)?.recover(step, failure),
                3 => fork_0_::State::at(at.state)?.recover(step, failure),
                _ => Err(rt::no_such_state()),
            }
        }
        fn item(&self, at: rt::Position, step: &mut rt::Step<'_>) -> rt::Selected {
            match at.machine.0 {
                0 => State::at(at.state)?.item(step),
                1 => rt_::State::at(at.state)?.item(step),
                2 => fork_0::State::at(at.state)?.item(step),
                3 => fork_0_::State::at(at.state)?.item(step),
                _ => Err(rt::no_such_state()),
            }
        }
    }
}
