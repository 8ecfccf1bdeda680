//! When one condition tells of another.

use std::cmp::Ordering;

use crate::expression::intrinsic::lint::Kind;
use crate::expression::path::Path;
use crate::model::{Comparison, Condition, Operand, Operator, Relation, TypeTest};

/// Whether the second is true wherever the first is.
pub(super) fn implies(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Or(parts), _) => parts.iter().all(|part| implies(part, other)),
        (_, Condition::And(parts)) => parts.iter().all(|part| implies(one, part)),
        (Condition::And(parts), _) if parts.iter().any(|part| implies(part, other)) => true,
        (_, Condition::Or(parts)) => parts.iter().any(|part| implies(one, part)),
        (Condition::Not(one), Condition::Not(other)) => implies(other, one),
        (Condition::Comparison(one), Condition::Not(other)) => match &**other {
            Condition::Comparison(other) => contradicts(one, other),
            _ => false,
        },
        (Condition::Not(inner), _) => match &**inner {
            Condition::Not(inner) => implies(inner, other),
            Condition::Comparison(inner) => match negated_test(inner) {
                Some(inner) => implies(&inner, other),
                None => false,
            },
            _ => false,
        },
        (Condition::Comparison(one), Condition::Comparison(other)) => leaf_implies(one, other),
        (Condition::And(_), Condition::Comparison(_) | Condition::Not(_)) => false,
    }
}

/// A test of a type for its opposite: `Not` of `IsNull: true` is `IsNull: false`.
fn negated_test(comparison: &Comparison) -> Option<Condition> {
    let Operator::Is(test, expected) = comparison.operator.value else { return None };
    let mut negated = comparison.clone();
    negated.operator.value = Operator::Is(test, !expected);
    Some(Condition::Comparison(Box::new(negated)))
}

/// Whether a condition is true of everything.
pub(super) fn is_always_true(condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) => parts.iter().all(is_always_true),
        Condition::Or(parts) => {
            parts.iter().any(is_always_true)
                || parts.iter().any(|one| parts.iter().any(|other| is_opposite_test(one, other)))
        }
        Condition::Not(_) => false,
        Condition::Comparison(comparison) => {
            comparison.variable.value.is_root()
                && matches!(comparison.operator.value, Operator::Is(TypeTest::Present, true))
        }
    }
}

/// Two tests of which one is true.
pub(super) fn is_opposite_test(one: &Condition, other: &Condition) -> bool {
    let (Condition::Comparison(one), Condition::Comparison(other)) = (one, other) else { return false };
    let (Operator::Is(test, expected), Operator::Is(other_test, other_expected)) =
        (&one.operator.value, &other.operator.value)
    else {
        return false;
    };
    same_path(&one.variable.value, &other.variable.value) && test == other_test && expected != other_expected
}

pub(super) fn same_path(one: &Path, other: &Path) -> bool {
    one.root == other.root && one.steps == other.steps
}

fn leaf_implies(one: &Comparison, other: &Comparison) -> bool {
    if !same_path(&one.variable.value, &other.variable.value) {
        return false;
    }
    match (&one.operator.value, &other.operator.value) {
        (one, other) if same_operator(one, other) => true,
        (Operator::Is(TypeTest::Present, false), _) => false,
        (_, Operator::Is(TypeTest::Present, true)) => true,
        (
            Operator::String(relation, Operand::Literal(text)),
            Operator::String(wide, Operand::Literal(bound)),
        ) => within(*relation, *wide, compare_text(text, bound)),
        (
            Operator::Numeric(relation, Operand::Literal(number)),
            Operator::Numeric(wide, Operand::Literal(bound)),
        ) => compare_numbers(number, bound).is_some_and(|order| within(*relation, *wide, order)),
        (Operator::String(Relation::Equals, Operand::Literal(text)), Operator::StringMatches(pattern)) => {
            matches(pattern, text)
        }
        (_, Operator::StringMatches(pattern)) if pattern == "*" => {
            kind(&one.operator.value) == Some(Kind::Text)
        }
        (operator, Operator::Is(test, true)) => {
            kind(operator).is_some() && kind(operator) == tested(*test) && *test != TypeTest::Timestamp
        }
        (operator, Operator::Is(test, false)) => {
            *test != TypeTest::Present
                && kind(operator).zip(tested(*test)).is_some_and(|(kind, tested)| kind != tested)
        }
        _ => false,
    }
}

/// Whether two comparisons are never both true.
pub(super) fn contradicts(one: &Comparison, other: &Comparison) -> bool {
    if !same_path(&one.variable.value, &other.variable.value) {
        return false;
    }
    let (one, other) = (&one.operator.value, &other.operator.value);
    match (one, other) {
        (Operator::Is(test, expected), Operator::Is(other_test, other_expected)) if test == other_test => {
            expected != other_expected
        }
        // To compare what is missing fails, and is reported as that.
        (Operator::Is(TypeTest::Present, _), _) | (_, Operator::Is(TypeTest::Present, _)) => false,
        (
            Operator::String(relation, Operand::Literal(text)),
            Operator::String(wide, Operand::Literal(bound)),
        ) => disjoint(*relation, *wide, compare_text(text, bound)),
        (
            Operator::Numeric(relation, Operand::Literal(number)),
            Operator::Numeric(wide, Operand::Literal(bound)),
        ) => compare_numbers(number, bound).is_some_and(|order| disjoint(*relation, *wide, order)),
        (Operator::Boolean(Operand::Literal(one)), Operator::Boolean(Operand::Literal(other))) => {
            one != other
        }
        (Operator::String(Relation::Equals, Operand::Literal(text)), Operator::StringMatches(pattern))
        | (Operator::StringMatches(pattern), Operator::String(Relation::Equals, Operand::Literal(text))) => {
            !pattern.contains('\\') && !matches(pattern, text)
        }
        _ => match (kind(one), kind(other)) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        },
    }
}

/// The type of the values of which a comparison is true.
fn kind(operator: &Operator) -> Option<Kind> {
    match operator {
        Operator::String(..) | Operator::StringMatches(_) | Operator::Timestamp(..) => Some(Kind::Text),
        Operator::Numeric(..) => Some(Kind::Number),
        Operator::Boolean(_) => Some(Kind::Boolean),
        Operator::Is(test, true) => tested(*test),
        Operator::Is(_, false) => None,
    }
}

fn tested(test: TypeTest) -> Option<Kind> {
    match test {
        TypeTest::Null => Some(Kind::Null),
        TypeTest::String | TypeTest::Timestamp => Some(Kind::Text),
        TypeTest::Numeric => Some(Kind::Number),
        TypeTest::Boolean => Some(Kind::Boolean),
        TypeTest::Present => None,
    }
}

fn same_operator(one: &Operator, other: &Operator) -> bool {
    fn same<T: PartialEq>(one: &Operand<T>, other: &Operand<T>) -> bool {
        match (one, other) {
            (Operand::Path(one), Operand::Path(other)) => same_path(one, other),
            (one, other) => one == other,
        }
    }
    match (one, other) {
        (Operator::String(one_is, one), Operator::String(other_is, other)) => {
            one_is == other_is && same(one, other)
        }
        (Operator::Numeric(one_is, one), Operator::Numeric(other_is, other)) => {
            one_is == other_is && same(one, other)
        }
        (Operator::Timestamp(one_is, one), Operator::Timestamp(other_is, other)) => {
            one_is == other_is && same(one, other)
        }
        (Operator::Boolean(one), Operator::Boolean(other)) => same(one, other),
        (one, other) => one == other,
    }
}

/// By UTF-16 code unit, as the service compares.
fn compare_text(one: &str, other: &str) -> Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

pub(super) fn compare_numbers(one: &serde_json::Number, other: &serde_json::Number) -> Option<Ordering> {
    one.as_f64()?.partial_cmp(&other.as_f64()?)
}

/// Whether all that stands in one relation to a value stands in another to a bound; `order` is that of the
/// value to the bound.
fn within(relation: Relation, wide: Relation, order: Ordering) -> bool {
    use Relation::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    match (relation, wide) {
        (Equals, Equals) => order.is_eq(),
        (Equals | LessThanEquals, LessThan) => order.is_lt(),
        (Equals | LessThanEquals | LessThan, LessThanEquals) | (LessThan, LessThan) => order.is_le(),
        (Equals | GreaterThanEquals, GreaterThan) => order.is_gt(),
        (Equals | GreaterThanEquals | GreaterThan, GreaterThanEquals) | (GreaterThan, GreaterThan) => {
            order.is_ge()
        }
        _ => false,
    }
}

/// Whether nothing stands in both relations; `order` is that of the first value to the second.
fn disjoint(one: Relation, other: Relation, order: Ordering) -> bool {
    use Relation::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    match (one, other) {
        (Equals, Equals) => order.is_ne(),
        (Equals | GreaterThanEquals, LessThanEquals) => order.is_gt(),
        (LessThanEquals, Equals | GreaterThanEquals) | (Equals, GreaterThanEquals) => order.is_lt(),
        (GreaterThanEquals, Equals) => order.is_gt(),
        (Equals | GreaterThanEquals | GreaterThan, LessThan) | (GreaterThan, Equals | LessThanEquals) => {
            order.is_ge()
        }
        (LessThan, Equals | GreaterThanEquals | GreaterThan) | (Equals | LessThanEquals, GreaterThan) => {
            order.is_le()
        }
        _ => false,
    }
}

/// CHO-13, without escapes: a pattern that has some is not judged.
fn matches(pattern: &str, text: &str) -> bool {
    if pattern.contains('\\') {
        return false;
    }
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_hold_within_each_other() {
        use Ordering::{Equal, Greater, Less};
        use Relation::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
        let all = [Equals, LessThan, GreaterThan, LessThanEquals, GreaterThanEquals];
        let holds = |relation, value: i32, bound: i32| match relation {
            Equals => value == bound,
            LessThan => value < bound,
            GreaterThan => value > bound,
            LessThanEquals => value <= bound,
            GreaterThanEquals => value >= bound,
        };
        // Tenths, so that there is something between two bounds.
        for (bound, order) in [(0, Less), (10, Equal), (20, Greater)] {
            for one in all {
                for other in all {
                    let values = -10..40;
                    let both =
                        values.clone().any(|value| holds(one, value, bound) && holds(other, value, 10));
                    assert_eq!(disjoint(one, other, order), !both, "{one:?} {bound} {other:?} 10");
                    let inside =
                        values.clone().all(|value| !holds(one, value, bound) || holds(other, value, 10));
                    assert_eq!(within(one, other, order), inside, "{one:?} {bound} {other:?} 10");
                }
            }
        }
    }

    #[test]
    fn patterns_match_whole_texts() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*", "", true),
            ("*b", "ab", true),
            ("a*c", "abc", true),
            ("a*c", "abd", false),
            ("ab*ba", "aba", false),
            ("a*b*c", "a-b-c", true),
            ("a*b*c", "a-c-b", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
