//! A Choice rule's condition as a person would write it: `$.total > 100`.

use crate::expression::path::Path;
use crate::model::{Comparison, Condition, Operand, Operator, Relation, TypeTest};

/// The text of a condition.
pub(super) fn condition(condition: &Condition) -> String {
    let mut text = String::new();
    write(condition, &mut text);
    text
}

fn write(condition: &Condition, text: &mut String) {
    match condition {
        Condition::And(parts) => joined(parts, " && ", text),
        Condition::Or(parts) => joined(parts, " || ", text),
        Condition::Not(inner)
            if let Condition::Comparison(inner) = &**inner
                && let Operator::Is(test, expected) = inner.operator.value =>
        {
            text.push_str(&is(path(&inner.variable.value), test, !expected));
        }
        Condition::Not(inner) => {
            text.push_str("!(");
            write(inner, text);
            text.push(')');
        }
        Condition::Comparison(inner) => text.push_str(&comparison(inner)),
    }
}

fn joined(parts: &[Condition], between: &str, text: &mut String) {
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            text.push_str(between);
        }
        // One part needs no parentheses: there is nothing it could be read together with.
        if parts.len() > 1 && matches!(part, Condition::And(_) | Condition::Or(_)) {
            text.push('(');
            write(part, text);
            text.push(')');
        } else {
            write(part, text);
        }
    }
}

fn comparison(comparison: &Comparison) -> String {
    let variable = path(&comparison.variable.value);
    let related = |relation: Relation, operand: String| format!("{variable} {} {operand}", sign(relation));
    match &comparison.operator.value {
        Operator::String(relation, operand) => {
            related(*relation, shown(operand, |text| format!("\"{text}\"")))
        }
        Operator::Numeric(relation, operand) => related(*relation, shown(operand, ToString::to_string)),
        Operator::Timestamp(relation, operand) => related(*relation, shown(operand, Clone::clone)),
        Operator::Boolean(operand) => related(Relation::Equals, shown(operand, ToString::to_string)),
        Operator::StringMatches(pattern) => format!("{variable} matches \"{pattern}\""),
        Operator::Is(test, expected) => is(variable, *test, *expected),
    }
}

fn is(variable: &str, test: TypeTest, expected: bool) -> String {
    format!("{variable} is {}{}", if expected { "" } else { "not " }, tested(test))
}

fn shown<T>(operand: &Operand<T>, literal: impl Fn(&T) -> String) -> String {
    match operand {
        Operand::Literal(value) => literal(value),
        Operand::Path(other) => path(other).into(),
    }
}

fn path(path: &Path) -> &str {
    path.text.trim()
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Equals => "==",
        Relation::LessThan => "<",
        Relation::GreaterThan => ">",
        Relation::LessThanEquals => "<=",
        Relation::GreaterThanEquals => ">=",
    }
}

fn tested(test: TypeTest) -> &'static str {
    match test {
        TypeTest::Null => "null",
        TypeTest::Present => "present",
        TypeTest::String => "a string",
        TypeTest::Numeric => "a number",
        TypeTest::Boolean => "a boolean",
        TypeTest::Timestamp => "a timestamp",
    }
}
