//! What the evaluator's errors leave out: which function was called, which values were compared.
//!
//! An expression that has failed is evaluated once more, with checks before each call, comparison and negation.
//! The check that fails first says it in the words of the reference implementation. Only failures pay for that.

mod check;
mod letter;

use jsonata_core::ast::{AstNode, BinaryOp, UnaryOp};
use jsonata_core::evaluator::Evaluator;

use super::nodes::{call_of_chain, for_each_child, take};
use crate::data::jsonata::{Problem, signature};

/// What the evaluator says where `&` meets numbers that are none.
const NOT_JOINED: &str = "Cannot concatenate complex types";

/// Whether a second look may tell more.
pub(super) fn may_help(problem: &Problem) -> bool {
    let Problem::Error { code, text } = problem else { return false };
    matches!(code.as_ref(), "T0410" | "T0411" | "T0412" | "T2009" | "T2010" | "D1002") || text == NOT_JOINED
}

/// The fuller of two descriptions, if they are of one problem.
pub(super) fn fuller(first: Problem, second: Problem) -> Problem {
    match (&first, &second) {
        (Problem::Error { text, .. }, Problem::Error { code, .. })
            if text == NOT_JOINED && matches!(code.as_ref(), "D1001" | "D3001") =>
        {
            second
        }
        (Problem::Error { code: known, .. }, Problem::Error { code, .. }) if same(known, code) => second,
        _ => first,
    }
}

/// Whether two codes stand for one problem. The evaluator tells arguments that don't fit less finely.
fn same(known: &str, code: &str) -> bool {
    known == code || [known, code].iter().all(|code| matches!(*code, "T0410" | "T0411" | "T0412"))
}

/// Gives the checks to an evaluator.
pub(super) fn register(evaluator: &mut Evaluator) -> Result<(), Problem> {
    for &(name, check) in check::CHECKS {
        evaluator.register_fn_override(name, check).map_err(|error| super::error::evaluation(&error))?;
    }
    Ok(())
}

/// The expression with checks in it.
pub(super) fn with_checks(node: &AstNode) -> AstNode {
    let mut node = node.clone();
    Checks { variables: 0 }.add(&mut node);
    node
}

struct Checks {
    /// How many variables hold operands.
    variables: usize,
}

impl Checks {
    fn add(&mut self, node: &mut AstNode) {
        call_of_chain(node, |name| signature::of(name).is_some());
        for_each_child(node, &mut |child| self.add(child));
        match node {
            AstNode::Function { name, args, is_builtin: true } if signature::of(name).is_some() => {
                // A call with `?` makes a function, and is none.
                if args.iter().any(|argument| matches!(argument, AstNode::Placeholder)) {
                    return;
                }
                let known = vec![AstNode::string(name.clone()), AstNode::variable("")];
                *node = self.checked(check::CALL, known, args.iter_mut().map(take).collect(), |args| {
                    AstNode::Function { name: std::mem::take(name), args, is_builtin: true }
                });
            }
            AstNode::Binary { op, lhs, rhs } => {
                let (op, (check, known)) = match (*op, comparison(*op)) {
                    (op, Some(symbol)) => (op, (check::COMPARISON, vec![AstNode::string(symbol)])),
                    (op @ BinaryOp::Concatenate, _) => (op, (check::CONCATENATION, Vec::new())),
                    _ => return,
                };
                let operands = vec![take(lhs), take(rhs)];
                *node = self.checked(check, known, operands, |operands| {
                    let [lhs, rhs] = two(operands).map(Box::new);
                    AstNode::Binary { op, lhs, rhs }
                });
            }
            // A negative number stands for a position in brackets only as it is written.
            AstNode::Unary { op: UnaryOp::Negate, operand } if !matches!(**operand, AstNode::Number(_)) => {
                let operands = vec![take(operand)];
                *node = self.checked(check::NEGATION, Vec::new(), operands, |operands| {
                    let [operand, _] = two(operands).map(Box::new);
                    AstNode::Unary { op: UnaryOp::Negate, operand }
                });
            }
            _ => {}
        }
    }

    /// `( $1 := operand; …; $check(known, $1, …); what is made of $1, … )`
    fn checked(
        &mut self,
        check: &str,
        known: Vec<AstNode>,
        operands: Vec<AstNode>,
        make: impl FnOnce(Vec<AstNode>) -> AstNode,
    ) -> AstNode {
        let first = self.variables;
        self.variables += operands.len();
        // No expression can name a variable with a blank in it.
        let names: Vec<_> =
            (first..self.variables).map(|number| AstNode::variable(format!("operand {number}"))).collect();
        let mut block: Vec<_> = operands
            .into_iter()
            .zip(&names)
            .map(|(operand, name)| AstNode::Binary {
                op: BinaryOp::ColonEqual,
                lhs: Box::new(name.clone()),
                rhs: Box::new(operand),
            })
            .collect();
        let args = known.into_iter().chain(names.iter().cloned()).collect();
        block.push(AstNode::Function { name: check.to_owned(), args, is_builtin: true });
        block.push(make(names));
        AstNode::Block(block)
    }
}

fn two(operands: Vec<AstNode>) -> [AstNode; 2] {
    let mut operands = operands.into_iter();
    std::array::from_fn(|_| operands.next().unwrap_or(AstNode::Undefined))
}

fn comparison(operator: BinaryOp) -> Option<&'static str> {
    Some(match operator {
        BinaryOp::LessThan => "<",
        BinaryOp::LessThanOrEqual => "<=",
        BinaryOp::GreaterThan => ">",
        BinaryOp::GreaterThanOrEqual => ">=",
        _ => return None,
    })
}
