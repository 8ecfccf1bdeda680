//! Bounds for what an expression makes (JNA-35).
//!
//! The evaluator bounds the depth, the time and the length of a sequence. What is left are values that grow by being
//! used several times, again and again: `$reduce([1..60], function($a) { [$a, $a] })`, `$a & $a`. Such a value goes
//! through a variable on every round, so the values of variables are measured: where they are bound, where they are
//! given to a function that may call itself, and where `$reduce` hands over what it has so far. So are the functions
//! that multiply the lengths of their arguments.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

use jsonata_core::ast::{AstNode, BinaryOp};
use jsonata_core::evaluator::{Evaluator, EvaluatorError};
use jsonata_core::value::JValue;

use super::convert::place;
use super::distinct::distinct;
use super::functions;
use super::matches::{Search, search};
use super::nodes::{call_of_chain, children, for_each_child, take};
use crate::data::jsonata::bound::LARGEST;
use crate::data::jsonata::{Problem, signature};

/// Gives its argument back, if that is not too large.
const VALUE: &str = "bounded value";
/// Fails where the width of `$pad` is too large.
const WIDTH: &str = "bounded width";
/// Fails where a range has more numbers than can be counted, which the evaluator does not look for.
const RANGE: &str = "bounded range";
/// Brings a position in a text so near that the evaluator can compute with it.
const POSITION: &str = "bounded position";
/// Fails where arrays that are made again and again have more elements together than can be kept.
const PART: &str = "bounded part";
/// Fails where the product of the lengths of its arguments is too large.
const PRODUCT: &str = "bounded product";

/// Fails where a search of its first argument for all that its second one matches takes too long.
const MATCHES: &str = "bounded matches";
/// The function whose time grows with the square of what it is given, and what stands for it.
const DISTINCT: (&str, &str) = ("distinct", "bounded distinct");

/// How many numbers all ranges of an evaluation have together, and what arrays are filled with beside them. Those of some are thrown away, those of others kept
/// where nobody measures them.
const MOST_NUMBERS: usize = 4 * LARGEST;

/// Beyond the end of any text.
const FARTHEST: f64 = 1e15;

/// Adds bounds to an expression; whether it needs any.
pub(super) fn add(node: &mut AstNode) -> bool {
    let mut bounds = Bounds { count: 0, repeated: 0, binds_distinct: binds(node, DISTINCT.0) };
    bounds.add(node);
    bounds.count > 0
}

/// The name by which a bounded expression reads a variable, besides its own.
pub(super) fn second_name(variable: &str) -> Option<&'static str> {
    (variable == DISTINCT.0).then_some(DISTINCT.1)
}

struct Bounds {
    count: usize,
    /// In how many steps and functions the node lies: what lies in none is evaluated once.
    repeated: usize,
    /// Whether the expression has a variable of its own with the function's name.
    binds_distinct: bool,
}

impl Bounds {
    fn add(&mut self, node: &mut AstNode) {
        call_of_chain(node, |name| {
            matches!(
                name,
                "distinct"
                    | "join"
                    | "match"
                    | "pad"
                    | "reduce"
                    | "replace"
                    | "split"
                    | "string"
                    | "substring"
            )
        });
        let repeats = matches!(node, AstNode::Path { .. } | AstNode::Lambda { .. });
        self.repeated += usize::from(repeats);
        for_each_child(node, &mut |child| self.add(child));
        self.repeated -= usize::from(repeats);
        match node {
            AstNode::Array(elements) | AstNode::ArrayGroup(elements) if self.repeated > 0 => {
                elements.iter_mut().for_each(|element| self.part(element));
            }
            AstNode::Binary { op: BinaryOp::ColonEqual, rhs, .. } => self.argument(rhs),
            AstNode::Binary { op: BinaryOp::Range, .. } => self.range(node),
            AstNode::Variable(name) if !self.binds_distinct && name == DISTINCT.0 => {
                self.count += 1;
                DISTINCT.1.clone_into(name);
            }
            AstNode::Function { name, args, is_builtin: true }
                if !self.binds_distinct && name == DISTINCT.0 && args.len() == 1 =>
            {
                self.count += 1;
                DISTINCT.1.clone_into(name);
            }
            AstNode::Function { name, args, is_builtin: true } => {
                match (name.as_str(), args.as_mut_slice()) {
                    ("append", [_, _]) if self.repeated > 0 => {
                        args.iter_mut().for_each(|argument| self.part(argument));
                    }
                    ("reduce", args) => args.iter_mut().for_each(|argument| self.entry(argument)),
                    ("string", [argument, ..]) if may_multiply(argument) => self.value(VALUE, argument),
                    ("substring", [_, positions @ ..]) => {
                        positions.iter_mut().for_each(|position| self.position(position))
                    }
                    ("pad", [_, _, ..]) => self.checked(node, &[(WIDTH, &[1])]),
                    ("join", [_, _]) => self.checked(node, &[(PRODUCT, &[0, 1])]),
                    ("match" | "split", [_, _] | [_, _, _]) => self.checked(node, &[(MATCHES, &[0, 1, 2])]),
                    ("replace", [_, _, _] | [_, _, _, _]) => {
                        self.checked(node, &[(PRODUCT, &[0, 2]), (MATCHES, &[0, 1, 3])]);
                    }
                    // A function of the expression's own, which may call itself. Its arguments are measured where they
                    // are given, since the depth of its body counts.
                    (name, args) if !is_known(name) => {
                        args.iter_mut().for_each(|argument| self.argument(argument))
                    }
                    _ => {}
                }
            }
            AstNode::Call { args, .. } => args.iter_mut().for_each(|argument| self.argument(argument)),
            _ => {}
        }
    }

    /// What becomes the value of a variable.
    fn argument(&mut self, argument: &mut AstNode) {
        match argument {
            // These are as large as they are written, and functions are of no size.
            AstNode::Number(_)
            | AstNode::String(_)
            | AstNode::Boolean(_)
            | AstNode::Null
            | AstNode::Variable(_)
            | AstNode::Lambda { .. } => {}
            value => self.value(VALUE, value),
        }
    }

    /// What goes whole into an array that is made again and again: its elements are copied there.
    fn part(&mut self, part: &mut AstNode) {
        if matches!(part, AstNode::Variable(_) | AstNode::Path { .. } | AstNode::Block(_)) {
            self.value(PART, part);
        }
    }

    /// A position that is written down needs no bounds.
    fn position(&mut self, position: &mut AstNode) {
        match position {
            AstNode::Number(number) if number.abs() < FARTHEST => {}
            position => self.value(POSITION, position),
        }
    }

    /// `$bounded(value)`
    fn value(&mut self, function: &str, value: &mut AstNode) {
        // `?` is no value.
        if matches!(value, AstNode::Placeholder) {
            return;
        }
        self.count += 1;
        *value = call(function, vec![take(value)]);
    }

    /// `function($a, $b) { ( $bounded($a); $bounded($b); body ) }`
    fn entry(&mut self, lambda: &mut AstNode) {
        let AstNode::Lambda { params, body, .. } = lambda else { return };
        if params.is_empty() {
            return;
        }
        self.count += 1;
        let checks = params.iter().map(|name| call(VALUE, vec![AstNode::variable(name.clone())]));
        let mut block: Vec<_> = checks.collect();
        block.push(take(body));
        **body = AstNode::Block(block);
    }

    /// `( $1 := a; $2 := b; $bounded($1, $2); $join($1, $2) )`; `bounds` are functions with the arguments that they
    /// look at, as far as they are given.
    fn checked(&mut self, node: &mut AstNode, bounds: &[(&str, &[usize])]) {
        let AstNode::Function { args, .. } = node else { return };
        if args.iter().any(|argument| matches!(argument, AstNode::Placeholder)) {
            return;
        }
        let (names, mut block) = self.named(args.iter_mut());
        for (function, arguments) in bounds {
            let arguments = arguments.iter().filter_map(|index| names.get(*index)).cloned();
            block.push(call(function, arguments.collect()));
        }
        *args = names;
        block.push(take(node));
        *node = AstNode::Block(block);
    }

    /// `( $1 := a; $2 := b; $bounded($1, $2); $1..$2 )`
    fn range(&mut self, node: &mut AstNode) {
        let AstNode::Binary { op: BinaryOp::Range, lhs, rhs } = node else { return };
        let (names, mut block) = self.named([&mut **lhs, &mut **rhs].into_iter());
        if let [first, last] = names.as_slice() {
            (**lhs, **rhs) = (first.clone(), last.clone());
        }
        block.push(call(RANGE, names));
        block.push(take(node));
        *node = AstNode::Block(block);
    }

    /// Variables for operands, and the parts of a block that bind them.
    fn named<'n>(
        &mut self,
        operands: impl ExactSizeIterator<Item = &'n mut AstNode>,
    ) -> (Vec<AstNode>, Vec<AstNode>) {
        let names: Vec<_> = (0..operands.len())
            .map(|index| AstNode::variable(format!("factor {} {index}", self.count)))
            .collect();
        self.count += 1;
        let block = operands.zip(&names).map(|(operand, name)| AstNode::Binary {
            op: BinaryOp::ColonEqual,
            lhs: Box::new(name.clone()),
            rhs: Box::new(take(operand)),
        });
        let block = block.collect();
        (names, block)
    }
}

/// Whether an expression has a variable of its own with that name.
fn binds(node: &AstNode, variable: &str) -> bool {
    let mut found = match node {
        AstNode::Binary { op: BinaryOp::ColonEqual, lhs, .. } => {
            matches!(&**lhs, AstNode::Variable(name) if name == variable)
        }
        AstNode::Lambda { params, .. } => params.iter().any(|name| name == variable),
        AstNode::Path { steps } => steps
            .iter()
            .any(|step| [&step.focus, &step.index_var].into_iter().flatten().any(|name| name == variable)),
        _ => false,
    };
    children(node, &mut |child| found = found || binds(child, variable));
    found
}

/// Whether a function belongs to the language.
fn is_known(name: &str) -> bool {
    signature::of(name).is_some() || functions::is_ours(name)
}

/// Whether a value may be larger than the variables that it is made of. What is read from one is not.
fn may_multiply(node: &AstNode) -> bool {
    match node {
        AstNode::Variable(_)
        | AstNode::Number(_)
        | AstNode::String(_)
        | AstNode::Boolean(_)
        | AstNode::Null => false,
        AstNode::Path { steps } => steps.iter().any(|step| {
            !matches!(step.node, AstNode::Variable(_) | AstNode::Name(_)) || !step.stages.is_empty()
        }),
        _ => true,
    }
}

fn call(function: &str, args: Vec<AstNode>) -> AstNode {
    AstNode::Function { name: function.to_owned(), args, is_builtin: true }
}

/// Gives the functions to an evaluator.
pub(super) fn register(evaluator: &mut Evaluator, deadline: Instant) -> Result<(), Problem> {
    let sizes = Rc::new(RefCell::new(Sizes::default()));
    let value = move |values: &[JValue]| match values {
        [value] if sizes.borrow_mut().of(value, LARGEST).is_some() => Ok(value.clone()),
        _ => Err(too_large()),
    };
    let width = |values: &[JValue]| match values {
        [JValue::Number(width)] if width.abs() > LARGEST as f64 => Err(too_large()),
        [width] => Ok(width.clone()),
        _ => Err(too_large()),
    };
    let position = |values: &[JValue]| match values {
        [JValue::Number(position)] => Ok(JValue::Number(position.clamp(-FARTHEST, FARTHEST))),
        [other] => Ok(other.clone()),
        _ => Err(too_large()),
    };
    let product = |values: &[JValue]| match values {
        [left, right] if length(left).saturating_mul(length(right)) > LARGEST => Err(too_large()),
        _ => Ok(JValue::Undefined),
    };
    let halfway = Instant::now() + deadline.saturating_duration_since(Instant::now()) / 2;
    let matches = move |values: &[JValue]| {
        // What passes is searched once more.
        let search = match values {
            [text, pattern, limit @ ..] => search(text, pattern, limit.first(), halfway),
            _ => Search::Ends,
        };
        match search {
            Search::Ends => Ok(JValue::Undefined),
            Search::TooMany => Err(too_large()),
            Search::TooLong => Err(too_long()),
        }
    };
    let spent = Rc::new(Cell::new(0_usize));
    let spent_by_parts = Rc::clone(&spent);
    let part = move |values: &[JValue]| {
        if let [JValue::Array(elements)] = values {
            spent_by_parts.set(spent_by_parts.get().saturating_add(elements.len()));
            if spent_by_parts.get() > MOST_NUMBERS {
                return Err(too_large());
            }
        }
        Ok(values.first().cloned().unwrap_or(JValue::Undefined))
    };
    let range = move |values: &[JValue]| match values {
        [JValue::Number(first), JValue::Number(last)] if first.fract() == 0.0 && last.fract() == 0.0 => {
            let (first, last) = (*first as i64, *last as i64);
            if first <= last {
                let count = usize::try_from(last.abs_diff(first)).unwrap_or(usize::MAX).saturating_add(1);
                spent.set(spent.get().saturating_add(count));
                if count > LARGEST || spent.get() > MOST_NUMBERS {
                    return Err(too_large());
                }
            }
            Ok(JValue::Undefined)
        }
        _ => Ok(JValue::Undefined),
    };
    // A function that calls it for every element gives it the index too.
    let distinct = move |values: &[JValue]| distinct(values.first().unwrap_or(&JValue::Undefined), deadline);
    let registered = evaluator
        .register_fn_override(VALUE, value)
        .and_then(|()| evaluator.register_fn_override(WIDTH, width))
        .and_then(|()| evaluator.register_fn_override(POSITION, position))
        .and_then(|()| evaluator.register_fn_override(RANGE, range))
        .and_then(|()| evaluator.register_fn_override(PART, part))
        .and_then(|()| evaluator.register_fn_override(PRODUCT, product))
        .and_then(|()| evaluator.register_fn_override(MATCHES, matches))
        .and_then(|()| evaluator.register_fn_override(DISTINCT.1, distinct));
    registered.map_err(|error| super::error::evaluation(&error))
}

fn too_large() -> EvaluatorError {
    EvaluatorError::EvaluationError("D2015: what is made is too large".to_owned())
}

/// The error where the time is over.
pub(super) fn too_long() -> EvaluatorError {
    EvaluatorError::EvaluationError("D1012: the time is over".to_owned())
}

/// How often a value's neighbour is repeated, or how long that is.
fn length(value: &JValue) -> usize {
    match value {
        JValue::String(text) => text.len(),
        JValue::Array(elements) => elements.len(),
        _ => 0,
    }
}

/// How large values are when they are written out, shared parts as often as they occur.
#[derive(Default)]
struct Sizes {
    /// Of arrays and objects by their place, which is kept taken.
    known: HashMap<usize, (usize, JValue)>,
}

impl Sizes {
    /// The size, if it is no more than `most`.
    fn of(&mut self, value: &JValue, most: usize) -> Option<usize> {
        match value {
            JValue::String(text) => (text.len() <= most).then_some(text.len()),
            JValue::Array(elements) => self.sum(value, elements.iter(), most),
            JValue::Object(members) => self.sum(value, members.values(), most),
            _ => (most > 0).then_some(1),
        }
    }

    fn sum<'v>(
        &mut self,
        value: &JValue,
        parts: impl ExactSizeIterator<Item = &'v JValue>,
        most: usize,
    ) -> Option<usize> {
        let place = place(value)?;
        if let Some((size, _)) = self.known.get(&place) {
            return (*size <= most).then_some(*size);
        }
        let mut size = 1_usize;
        for part in parts {
            size += self.of(part, most.checked_sub(size)?)?;
        }
        self.known.insert(place, (size, value.clone()));
        Some(size)
    }
}
