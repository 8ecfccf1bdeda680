//! An expression, from its text to its values.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::{Evaluator, EvaluatorOptions};
use jsonata_core::parser;
use jsonata_core::value::JValue;
use serde_json::Value;

use super::convert::Converter;
use super::functions::Host;
use super::reads::{Names, plain_prefix};
use super::{bind, bounds, diagnosis, error};
use crate::data::jsonata::bound::LONGEST_SEQUENCE;
use crate::data::jsonata::{Problem, Query, Scope, Source};

/// How deep evaluations nest (JNA-35). AWS counts literals too, which the evaluator does not.
const DEEPEST: usize = 99;

/// How long an evaluation may take (JNA-35). It holds up a thread, so this is not long.
const LONGEST_MILLISECONDS: u64 = 5_000;

/// A JSONata expression as a constant of generated code. It is parsed once, when it is first evaluated.
#[derive(Debug)]
pub struct Expression {
    text: &'static str,
    parsed: OnceLock<Result<Parsed, Problem>>,
    /// How often it was parsed, for the test that this is once.
    #[cfg(test)]
    parses: std::sync::atomic::AtomicUsize,
}

#[derive(Debug)]
struct Parsed {
    node: AstNode,
    /// Whether it has bounds in it.
    bounded: bool,
    names: Names,
    /// The fields that lead from a variable to the value, where the expression is nothing but that path.
    path: Option<(String, Vec<String>)>,
}

impl Expression {
    /// An expression that the compiler has checked, without `{%` and `%}`.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            parsed: OnceLock::new(),
            #[cfg(test)]
            parses: std::sync::atomic::AtomicUsize::new(0),
        }
    }

    /// How often it was parsed.
    #[cfg(test)]
    pub(super) fn parses(&self) -> usize {
        self.parses.load(std::sync::atomic::Ordering::SeqCst)
    }

    fn parse(&self) -> Result<Parsed, Problem> {
        #[cfg(test)]
        self.parses.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        match parser::parse(self.text) {
            Ok(node) => Ok(Parsed::new(node)),
            Err(error) => Err(error::syntax(&error)),
        }
    }

    fn parsed(&self) -> Result<&Parsed, Problem> {
        let parsed = self.parsed.get_or_init(|| self.parse());
        parsed.as_ref().map_err(Clone::clone)
    }

    /// The value where `$` stands for something: for the language's own tests, since states have no such thing.
    pub(super) fn evaluate_with(&self, scope: &Scope<'_>, focus: &JValue) -> Result<Option<Value>, Problem> {
        let parsed = self.parsed()?;
        if let Some(found) = parsed.find(scope) {
            return Ok(found);
        }
        let host = Host::new(scope.step());
        let again = host.copy();
        let result = parsed.run(&parsed.node, scope, focus, &host, Checks::Off);
        host.give_back(scope.step());
        result.map_err(|problem| {
            if !diagnosis::may_help(&problem) {
                return problem;
            }
            let node = diagnosis::with_checks(&parsed.node);
            match parsed.run(&node, scope, focus, &again, Checks::On) {
                Err(second) => diagnosis::fuller(problem, second),
                Ok(_) => problem,
            }
        })
    }
}

/// Whether an expression holds checks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Checks {
    On,
    Off,
}

impl Query for Expression {
    fn text(&self) -> &str {
        self.text
    }

    fn evaluate(&self, scope: &Scope<'_>) -> Result<Option<Value>, Problem> {
        self.evaluate_with(scope, &JValue::Undefined)
    }
}

impl Parsed {
    fn new(mut node: AstNode) -> Self {
        let names = Names::of(&node);
        let bounded = bounds::add(&mut node);
        let path = match &node {
            AstNode::Variable(name) => Some((name.clone(), Vec::new())),
            AstNode::Path { steps } => plain_prefix(steps).and_then(|(name, fields)| {
                let plain =
                    steps.len() == fields.len() + 1 && steps.iter().all(|step| step.stages.is_empty());
                plain.then(|| (name.to_owned(), fields.iter().map(|field| (*field).to_owned()).collect()))
            }),
            _ => None,
        };
        Self { node, bounded, names, path }
    }

    /// Evaluates `node`, which reads what this expression reads.
    fn run(
        &self,
        node: &AstNode,
        scope: &Scope<'_>,
        focus: &JValue,
        host: &Host,
        checks: Checks,
    ) -> Result<Option<Value>, Problem> {
        let mut converter = Converter::default();
        let context = bind::context(scope, &self.names.variables, &mut converter);
        let options = EvaluatorOptions {
            timeout_ms: Some(LONGEST_MILLISECONDS),
            // Checks nest too.
            max_stack_depth: Some(if checks == Checks::On { 10 * DEEPEST } else { DEEPEST }),
            max_sequence_length: Some(LONGEST_SEQUENCE),
            cancel: None,
        };
        let mut evaluator = Evaluator::with_options(context, options);
        host.register(&mut evaluator, &self.names)?;
        if self.bounded {
            bounds::register(&mut evaluator, Instant::now() + Duration::from_millis(LONGEST_MILLISECONDS))?;
        }
        if checks == Checks::On {
            diagnosis::register(&mut evaluator)?;
        }
        // Some functions of the evaluator compute without looking; nothing of it is used afterwards.
        let evaluated = catch_unwind(AssertUnwindSafe(|| evaluator.evaluate(node, focus)));
        match evaluated {
            Ok(Ok(JValue::Undefined)) => Ok(None),
            Ok(Ok(value)) => converter.json(&value).map(Some),
            Ok(Err(error)) => Err(error::evaluation(&error)),
            Err(_) => Err(Problem::error("D3137", "the expression can't be evaluated with these values")),
        }
    }

    /// Follows a plain path through objects. `None` where there is more to it: an array, a part of the context.
    fn find(&self, scope: &Scope<'_>) -> Option<Option<Value>> {
        let (name, fields) = self.path.as_ref()?;
        let (mut value, fields) = match (name.as_str(), fields.as_slice()) {
            ("states", [member, fields @ ..]) => match Source::named(member)? {
                Source::Context => return None,
                source => (scope.data(source), fields),
            },
            ("states" | "", _) => return None,
            // What is no variable may be a function.
            (variable, fields) => (Some(scope.variable(variable)?), fields),
        };
        for field in fields {
            value = match value {
                Some(Value::Object(members)) => members.get(field),
                Some(Value::Array(_)) => return None,
                _ => None,
            };
        }
        Some(value.cloned())
    }
}
