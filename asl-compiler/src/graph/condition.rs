//! A Choice rule's condition as a person would write it: `$.total > 100`.

use crate::expression::path::Path;
use crate::model::{
    Comparison, Condition, Flow, JsonataCondition, JsonataTest, Operand, Operator, Relation, TypeTest,
};

/// How paths are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paths {
    /// Whole.
    Full,
    /// Long ones by their end, which says most: `$…status`.
    Short,
}

/// A longer path is cut short.
const LONGEST_PATH: usize = 24;

/// The text of a rule's condition, in either query language.
pub(super) fn test(test: &Flow<Condition, JsonataTest>, paths: Paths) -> String {
    let mut text = String::new();
    match test {
        Flow::JsonPath(condition) => paths.condition(condition, &mut text),
        Flow::Jsonata(test) => match &test.condition {
            JsonataCondition::Literal(value) => text.push_str(&value.to_string()),
            JsonataCondition::Expression(expression) => text.push_str(&expression.text),
        },
    }
    text
}

impl Paths {
    fn condition(self, condition: &Condition, text: &mut String) {
        match condition {
            Condition::And(parts) => self.joined(parts, " && ", text),
            Condition::Or(parts) => self.joined(parts, " || ", text),
            Condition::Not(inner) => {
                if let Condition::Comparison(inner) = &**inner
                    && let Operator::Is(test, expected) = inner.operator.value
                {
                    return text.push_str(&is(&self.path(&inner.variable.value), test, !expected));
                }
                text.push_str("!(");
                self.condition(inner, text);
                text.push(')');
            }
            Condition::Comparison(inner) => text.push_str(&self.comparison(inner)),
        }
    }

    fn joined(self, parts: &[Condition], between: &str, text: &mut String) {
        for (position, part) in parts.iter().enumerate() {
            if position > 0 {
                text.push_str(between);
            }
            // One part needs no parentheses: there is nothing it could be read together with.
            if parts.len() > 1 && matches!(part, Condition::And(_) | Condition::Or(_)) {
                text.push('(');
                self.condition(part, text);
                text.push(')');
            } else {
                self.condition(part, text);
            }
        }
    }

    fn comparison(self, comparison: &Comparison) -> String {
        let variable = self.path(&comparison.variable.value);
        let related =
            |relation: Relation, operand: String| format!("{variable} {} {operand}", sign(relation));
        match &comparison.operator.value {
            Operator::String(relation, operand) => {
                related(*relation, self.operand(operand, |text| format!("\"{text}\"")))
            }
            Operator::Numeric(relation, operand) => {
                related(*relation, self.operand(operand, ToString::to_string))
            }
            Operator::Timestamp(relation, operand) => related(*relation, self.operand(operand, Clone::clone)),
            Operator::Boolean(operand) => {
                related(Relation::Equals, self.operand(operand, ToString::to_string))
            }
            Operator::StringMatches(pattern) => format!("{variable} matches \"{pattern}\""),
            Operator::Is(test, expected) => is(&variable, *test, *expected),
        }
    }

    fn operand<T>(self, operand: &Operand<T>, literal: impl Fn(&T) -> String) -> String {
        match operand {
            Operand::Literal(value) => literal(value),
            Operand::Path(other) => self.path(other),
        }
    }

    fn path(self, path: &Path) -> String {
        let text = path.text.trim();
        if self == Self::Full || text.chars().count() <= LONGEST_PATH {
            return text.into();
        }
        // The longest end that is short enough; failing that, the last step. A step in brackets may hold
        // dots, and is cut in two then: this is for the eye.
        let steps = || text.match_indices('.').map(|(dot, _)| &text[dot + 1..]);
        match steps().find(|end| end.chars().count() < LONGEST_PATH).or_else(|| steps().next_back()) {
            Some(end) => format!("$…{end}"),
            None => text.into(),
        }
    }
}

fn is(variable: &str, test: TypeTest, expected: bool) -> String {
    format!("{variable} is {}{}", if expected { "" } else { "not " }, tested(test))
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
