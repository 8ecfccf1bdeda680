// include_workflow! {
//     "express.asl.yaml",
//     kind: express,
//     output: f64,
// }

/// The workflow of `express.asl.yaml`.
///
/// <svg …>
///
/// An execution can fail with
///
/// - any error, of `Price`
/// - `States.Timeout`, when it lasts longer than 60 s
/// - what the runtime raises: `States.Runtime`, `States.DataLimitExceeded`
pub mod express {
    use ::asl_runtime::__private::{self as rt, prelude::*};
    /// The workflow as a type: what hosts drive.
    #[derive(rt::Clone, rt::Copy, rt::Debug)]
    pub struct Definition;
    /// The text of the definition.
    pub const DEFINITION: &rt::str = include_str!("express.asl.yaml");
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
        name: "express",
        kind: rt::WorkflowKind::Express,
        timeout_seconds: Some(60),
        machines: MACHINES,
        tasks: &[
            rt::TaskInfo {
                resource: "arn:aws:states:::lambda:invoke",
                method: "price",
                kind: rt::TaskKind::LambdaInvoke(rt::IntegrationPattern::RequestResponse),
            },
        ],
        substitutions: &[],
        context: &[],
    };
    impl rt::Definition for Definition {
        type Input = rt::Value;
        type Output = f64;
        const HASH: &'static rt::str = "0b14e96138b391d72ddca42d5a43ea56";
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
                                rt::output::json(H::price(&handlers, input, &context).await)
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
    /// impl express::Handlers for MyHandlers {
    ///     async fn price(&self, input: express::PriceInput, task: &TaskContext) -> Result<serde_json::Value, TaskError> {
    ///         …
    ///     }
    /// }
    /// ```
    pub trait Handlers: Send + Sync + 'static {
        /// Serves `arn:aws:states:::lambda:invoke`, for `Price`.
        fn price(
            &self,
            input: PriceInput,
            task: &rt::TaskContext,
        ) -> impl Future<Output = Result<rt::Value, rt::TaskError>> + Send;
    }
    /// What [`Handlers::price`] gets.
    #[derive(rt::Clone, rt::Debug, rt::PartialEq)]
    pub struct PriceInput {
        /// `sku`
        pub sku: rt::Value,
        /// `currency`
        pub currency: rt::String,
    }
    impl rt::FromPayload for PriceInput {
        fn from_payload(payload: &rt::Value) -> Result<Self, rt::PayloadError> {
            let fields = rt::Fields::of(payload)?;
            Ok(Self {
                sku: fields.json("sku")?,
                currency: fields.string("currency")?,
            })
        }
    }
    /// The states of the workflow.
    #[derive(rt::Clone, rt::Copy, rt::Debug, rt::PartialEq, rt::Eq)]
    pub enum State {
        /// `Price`
        Price,
    }
    impl State {
        /// Every state, in the order of the definition.
        pub const ALL: &'static [Self] = &[Self::Price];
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
                Self::Price => prepare_price(step),
            }
        }
        fn complete(
            self,
            step: &mut rt::Step<'_>,
            result: rt::StateData,
        ) -> rt::Completed {
            match self {
                Self::Price => complete_price(step, result.into_json()),
            }
        }
        fn recover(
            self,
            step: &mut rt::Step<'_>,
            failure: &rt::Failure,
        ) -> rt::Recovered {
            match self {
                Self::Price => recover_price(step, failure),
            }
        }
        fn item(self, _: &mut rt::Step<'_>) -> rt::Selected {
            Err(rt::no_effect())
        }
    }
    const START: rt::StateId = rt::StateId(0);
    static STATES: &[rt::StateInfo] = &[
        rt::StateInfo {
            name: "Price",
            kind: rt::StateKind::Task,
            task: Some(rt::TaskId(0)),
            retriers: 1,
        },
    ];
    /// `Price`: what it wants.
    fn prepare_price(step: &mut rt::Step<'_>) -> rt::Prepared {
        let payload = rt::Payload::own(
            rt::template::object([
                ("FunctionName", rt::Literal::String("price").value(step)),
                (
                    "Payload",
                    rt::template::object([
                        ("currency", rt::Literal::String("EUR").value(step)),
                        (
                            "sku",
                            rt::template::field(
                                step,
                                step.input(),
                                "sku.$",
                                &rt::Path::document("$.sku", &[rt::PathStep::Name("sku")]),
                            )?,
                        ),
                    ]),
                ),
            ]),
        );
        Ok(rt::Effect::Task(rt::TaskCall::new(rt::TaskId(0), payload)))
    }
    /// `Price`: where its result leads.
    fn complete_price(step: &mut rt::Step<'_>, result: rt::Value) -> rt::Completed {
        let output = rt::template::object([
            (
                "price",
                rt::template::field(
                    step,
                    &result,
                    "price.$",
                    &rt::Path::document("$.Payload", &[rt::PathStep::Name("Payload")]),
                )?,
            ),
        ]);
        let output = rt::flow::output_path(
            step,
            &rt::Path::document("$.price", &[rt::PathStep::Name("price")]),
            output,
        )?;
        Ok(rt::Transition::end(output))
    }
    /// `Price`: what Retry and Catch say of a failure.
    fn recover_price(step: &mut rt::Step<'_>, _: &rt::Failure) -> rt::Recovered {
        static RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                interval_seconds: 1,
                max_attempts: 2,
                backoff_rate: 2.0,
                max_delay_seconds: None,
                jitter: rt::Jitter::None,
            },
        ];
        let retrier = Some(0);
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
        Ok(rt::Recovery::Uncaught)
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
