//! The 39 operators of choice rules with their operands (CHO).

use super::fields::Fields;
use super::reader::Reader;
use crate::model::{Operand, Operator, Relation, TypeTest};
use crate::syntax::{Kind, Member};

/// All operators, in the order in which the service lists them (CHO-15).
pub(super) const OPERATORS: [&str; 39] = [
    "StringEquals",
    "IsBoolean",
    "StringLessThan",
    "IsNumeric",
    "BooleanEquals",
    "StringLessThanEqualsPath",
    "NumericLessThan",
    "NumericGreaterThan",
    "NumericLessThanPath",
    "StringMatches",
    "TimestampLessThanEqualsPath",
    "NumericEquals",
    "TimestampGreaterThan",
    "StringGreaterThanEqualsPath",
    "TimestampGreaterThanEqualsPath",
    "TimestampLessThanEquals",
    "NumericLessThanEqualsPath",
    "TimestampEquals",
    "BooleanEqualsPath",
    "IsTimestamp",
    "StringLessThanEquals",
    "NumericLessThanEquals",
    "StringLessThanPath",
    "TimestampGreaterThanPath",
    "StringGreaterThan",
    "StringGreaterThanPath",
    "IsString",
    "StringEqualsPath",
    "TimestampEqualsPath",
    "TimestampLessThan",
    "StringGreaterThanEquals",
    "NumericGreaterThanPath",
    "NumericGreaterThanEquals",
    "NumericEqualsPath",
    "TimestampLessThanPath",
    "IsNull",
    "IsPresent",
    "TimestampGreaterThanEquals",
    "NumericGreaterThanEqualsPath",
];

fn relation(name: &str) -> Option<Relation> {
    Some(match name {
        "Equals" => Relation::Equals,
        "LessThan" => Relation::LessThan,
        "GreaterThan" => Relation::GreaterThan,
        "LessThanEquals" => Relation::LessThanEquals,
        "GreaterThanEquals" => Relation::GreaterThanEquals,
        _ => return None,
    })
}

fn type_test(name: &str) -> Option<TypeTest> {
    Some(match name {
        "Null" => TypeTest::Null,
        "Present" => TypeTest::Present,
        "String" => TypeTest::String,
        "Numeric" => TypeTest::Numeric,
        "Boolean" => TypeTest::Boolean,
        "Timestamp" => TypeTest::Timestamp,
        _ => return None,
    })
}

impl<'a> Reader<'a> {
    /// The operator that a member is; what is wrong with its operand is reported.
    pub(super) fn operator(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Operator> {
        let name = member.key.as_str();
        if name == "StringMatches" {
            return fields.text_of(self, member).map(|text| Operator::StringMatches(text.to_owned()));
        }
        if let Some(test) = name.strip_prefix("Is").and_then(type_test) {
            return self.truth(fields, member).map(|expected| Operator::Is(test, expected));
        }
        let plain = name.strip_suffix("Path");
        let stem = plain.unwrap_or(name);
        let path = match plain {
            Some(_) => Some(fields.path_of(self, member)?.value),
            None => None,
        };
        if let Some(relation) = stem.strip_prefix("String").and_then(relation) {
            let operand = match path {
                Some(path) => Operand::Path(path),
                None => Operand::Literal(fields.text_of(self, member)?.to_owned()),
            };
            return Some(Operator::String(relation, operand));
        }
        if let Some(relation) = stem.strip_prefix("Numeric").and_then(relation) {
            let operand = match path {
                Some(path) => Operand::Path(path),
                None => Operand::Literal(self.number(fields, member)?),
            };
            return Some(Operator::Numeric(relation, operand));
        }
        if let Some(relation) = stem.strip_prefix("Timestamp").and_then(relation) {
            let operand = match path {
                Some(path) => Operand::Path(path),
                None => Operand::Literal(self.timestamp(fields, member)?.value),
            };
            return Some(Operator::Timestamp(relation, operand));
        }
        let operand = match path {
            Some(path) => Operand::Path(path),
            None => Operand::Literal(self.truth(fields, member)?),
        };
        Some(Operator::Boolean(operand))
    }

    fn truth(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<bool> {
        match &member.value.kind {
            Kind::Bool(value) => Some(*value),
            _ => {
                fields.wrong_type(self, member, "`true` or `false`", None);
                None
            }
        }
    }

    fn number(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<serde_json::Number> {
        match &member.value.kind {
            Kind::Number(number) => Some(number.clone()),
            _ => {
                fields.wrong_type(self, member, "a number", None);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn all_thirty_nine_are_there_and_have_a_meaning() {
        assert_eq!(OPERATORS.iter().collect::<HashSet<_>>().len(), 39);
        for name in OPERATORS {
            let stem = name.strip_suffix("Path").unwrap_or(name);
            let known = ["String", "Numeric", "Timestamp", "Boolean"]
                .iter()
                .any(|prefix| stem.strip_prefix(prefix).and_then(relation).is_some());
            let test = name.strip_prefix("Is").and_then(type_test).is_some();
            assert!(known || test || name == "StringMatches", "{name}");
        }
    }
}
