//! Whether rules take every case, so that a Choice needs no `Default` (STRICT-9).

use super::compare::{compare_numbers, is_always_true, is_opposite_test, same_path};
use crate::expression::path::Path;
use crate::model::{Comparison, Condition, Operand, Operator, Relation};

/// Whether one of these is true of every value of the type that they ask for.
pub(super) fn exhaustive(conditions: &[&Condition]) -> bool {
    let mut cases = Vec::new();
    conditions.iter().for_each(|condition| disjuncts(condition, &mut cases));
    // Who writes down so many cases may well have thought of all.
    const MOST: usize = 400;
    cases.len() > MOST
        || cases.iter().any(|case| is_always_true(case))
        || pairs(&cases).any(|(one, other)| is_opposite_test(one, other) || is_negation(one, other))
        || leaves(&cases).any(|leaf| covers_type(leaf, &cases))
}

fn disjuncts<'c>(condition: &'c Condition, into: &mut Vec<&'c Condition>) {
    match condition {
        Condition::Or(parts) => parts.iter().for_each(|part| disjuncts(part, into)),
        Condition::And(parts) if parts.len() == 1 => {
            parts.iter().for_each(|part| disjuncts(part, into));
        }
        _ => into.push(condition),
    }
}

fn pairs<'c>(cases: &[&'c Condition]) -> impl Iterator<Item = (&'c Condition, &'c Condition)> {
    cases.iter().flat_map(|one| cases.iter().map(move |other| (*one, *other)))
}

fn leaves<'c>(cases: &[&'c Condition]) -> impl Iterator<Item = &'c Comparison> {
    cases.iter().filter_map(|case| match case {
        Condition::Comparison(comparison) => Some(&**comparison),
        _ => None,
    })
}

/// Whether one is the other under `Not`.
fn is_negation(one: &Condition, other: &Condition) -> bool {
    let Condition::Not(inner) = other else { return false };
    super::implies(one, inner) && super::implies(inner, one)
}

/// Whether all values of the type that a comparison asks for are taken, as far as its variable goes.
fn covers_type(leaf: &Comparison, cases: &[&Condition]) -> bool {
    let variable = &leaf.variable.value;
    let of_variable: Vec<&Operator> = leaves(cases)
        .filter(|other| same_path(&other.variable.value, variable))
        .map(|other| &other.operator.value)
        .collect();
    match &leaf.operator.value {
        Operator::Boolean(Operand::Literal(_)) => [true, false].iter().all(|value| {
            of_variable.iter().any(
                |operator| matches!(operator, Operator::Boolean(Operand::Literal(other)) if other == value),
            )
        }),
        Operator::Numeric(_, Operand::Literal(_)) => covers_numbers(&of_variable),
        Operator::String(_, Operand::Literal(bound)) => {
            covers_relations(of_variable.iter().filter_map(|operator| match operator {
                Operator::String(relation, Operand::Literal(other)) if other == bound => Some(*relation),
                _ => None,
            }))
        }
        Operator::Timestamp(_, Operand::Literal(bound)) => {
            covers_relations(of_variable.iter().filter_map(|operator| match operator {
                Operator::Timestamp(relation, Operand::Literal(other)) if other == bound => Some(*relation),
                _ => None,
            }))
        }
        Operator::String(_, Operand::Path(bound))
        | Operator::Numeric(_, Operand::Path(bound))
        | Operator::Timestamp(_, Operand::Path(bound)) => {
            covers_relations(of_variable.iter().filter_map(|operator| relation_to(operator, bound)))
        }
        _ => false,
    }
}

fn relation_to(operator: &Operator, bound: &Path) -> Option<Relation> {
    match operator {
        Operator::String(relation, Operand::Path(other))
        | Operator::Numeric(relation, Operand::Path(other))
        | Operator::Timestamp(relation, Operand::Path(other))
            if same_path(other, bound) =>
        {
            Some(*relation)
        }
        _ => None,
    }
}

/// Whether every value is less than a bound, equal to it or greater.
fn covers_relations(relations: impl Iterator<Item = Relation>) -> bool {
    let (mut less, mut equal, mut greater) = (false, false, false);
    for relation in relations {
        use Relation::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
        less |= matches!(relation, LessThan | LessThanEquals);
        equal |= matches!(relation, Equals | LessThanEquals | GreaterThanEquals);
        greater |= matches!(relation, GreaterThan | GreaterThanEquals);
    }
    less && equal && greater
}

/// Whether every number is taken: those below some bound, those above another, and no gap between.
fn covers_numbers(operators: &[&Operator]) -> bool {
    let bounds: Vec<(Relation, &serde_json::Number)> = operators
        .iter()
        .filter_map(|operator| match operator {
            Operator::Numeric(relation, Operand::Literal(bound)) => Some((*relation, bound)),
            _ => None,
        })
        .collect();
    let taken = |at: &serde_json::Number| {
        bounds.iter().any(|(relation, bound)| {
            compare_numbers(at, bound).is_some_and(|order| match relation {
                Relation::Equals => order.is_eq(),
                Relation::LessThan => order.is_lt(),
                Relation::GreaterThan => order.is_gt(),
                Relation::LessThanEquals => order.is_le(),
                Relation::GreaterThanEquals => order.is_ge(),
            })
        })
    };
    bounds.iter().any(|(below, high)| {
        matches!(below, Relation::LessThan | Relation::LessThanEquals)
            && bounds.iter().any(|(above, low)| {
                matches!(above, Relation::GreaterThan | Relation::GreaterThanEquals)
                    && compare_numbers(low, high).is_some_and(|order| match order {
                        std::cmp::Ordering::Less => true,
                        std::cmp::Ordering::Equal => taken(low),
                        std::cmp::Ordering::Greater => false,
                    })
            })
    })
}
