//! Operators on values whose types never go together (JNA-32).

use super::infer::Infer;
use super::{Kinds, Slip};
use crate::diagnostic::Code;
use crate::expression::jsonata::{BinaryOperator, Node};

const ORDERED: Kinds = Kinds::NUMBER.or(Kinds::TEXT);

impl<'e> Infer<'e, '_> {
    /// The type of `left operator right`.
    pub(super) fn binary(&mut self, operator: BinaryOperator, left: &'e Node, right: &'e Node) -> Kinds {
        let kinds = (self.node(left).known(), self.node(right).known());
        match operator {
            BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Remainder
            | BinaryOperator::Range => {
                self.numeric(operator, left, kinds.0);
                self.numeric(operator, right, kinds.1);
                let gives = if operator == BinaryOperator::Range { Kinds::ANY } else { Kinds::NUMBER };
                gives.or(Kinds::NOTHING)
            }
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => {
                self.ordered(operator, (left, right), kinds);
                Kinds::BOOLEAN.or(Kinds::NOTHING)
            }
            BinaryOperator::Equal => {
                self.equal((left, right), kinds);
                Kinds::BOOLEAN
            }
            BinaryOperator::NotEqual | BinaryOperator::In | BinaryOperator::And | BinaryOperator::Or => {
                Kinds::BOOLEAN
            }
            BinaryOperator::Concatenate => Kinds::TEXT,
        }
    }

    /// `-x`
    pub(super) fn negate(&mut self, operand: &'e Node) -> Kinds {
        let kinds = self.node(operand).known();
        if !kinds.may_be(Kinds::NUMBER.or(Kinds::NOTHING)) {
            let message = format!("`-` takes a number, and this is {}", kinds.words());
            self.slips.push(Slip::new(Code::OperandType, &operand.range, message));
        }
        Kinds::NUMBER.or(Kinds::NOTHING)
    }

    fn numeric(&mut self, operator: BinaryOperator, operand: &Node, kinds: Kinds) {
        if kinds.may_be(Kinds::NUMBER.or(Kinds::NOTHING)) {
            return;
        }
        let message = format!("`{}` takes numbers, and this is {}", operator.symbol(), kinds.words());
        let slip = Slip::new(Code::OperandType, &operand.range, message);
        let text = !kinds.may_be(Kinds::ANY.but(Kinds::TEXT));
        self.slips.push(match operator {
            BinaryOperator::Add if text => slip.help("strings are joined by `&`"),
            _ if text => slip.help("`$number(...)` reads the number in a string"),
            _ => slip,
        });
    }

    fn ordered(&mut self, operator: BinaryOperator, operands: (&Node, &Node), kinds: (Kinds, Kinds)) {
        let symbol = operator.symbol();
        for (operand, kinds) in [(operands.0, kinds.0), (operands.1, kinds.1)] {
            if !kinds.may_be(ORDERED.or(Kinds::NOTHING)) {
                let message = format!("`{symbol}` takes numbers or strings, and this is {}", kinds.words());
                self.slips.push(Slip::new(Code::OperandType, &operand.range, message));
                return;
            }
        }
        let (left, right) = (kinds.0.and(ORDERED), kinds.1.and(ORDERED));
        if !left.is_none() && !right.is_none() && !left.may_be(right) {
            let message = format!("`{symbol}` compares {} with {}, and fails", left.words(), right.words());
            let range = operands.0.range.start..operands.1.range.end;
            let slip = Slip::new(Code::OperandType, &range, message);
            self.slips.push(slip.help("`$number(...)` reads the number in a string"));
        }
    }

    fn equal(&mut self, operands: (&Node, &Node), kinds: (Kinds, Kinds)) {
        let (left, right) = (kinds.0.but(Kinds::NOTHING), kinds.1.but(Kinds::NOTHING));
        if !left.is_none() && !right.is_none() && !left.may_be(right) {
            let message = format!("{} never equals {}", left.words(), right.words());
            let range = operands.0.range.start..operands.1.range.end;
            self.slips.push(Slip::new(Code::ComparisonNeverTrue, &range, message));
        }
    }
}
