//! Histories (rule 6): by chains of causes (level b), and event by event (level c).

use std::collections::HashMap;

use super::event::Event;
use super::value::{Numbers, compare, equal};

/// What is known of the order of recorded events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// They stand as they were recorded.
    Exact,
    /// Events within Parallel states were sorted, and so many were dropped.
    Unordered {
        /// How many.
        lost: usize,
    },
}

/// Compares the lists, ids included (level c).
///
/// # Errors
///
/// The first difference.
pub fn exact(expected: &[Event], actual: &[Event], numbers: Numbers) -> Result<(), String> {
    for index in 0..expected.len().max(actual.len()) {
        let number = index + 1;
        let (expected, actual) = match (expected.get(index), actual.get(index)) {
            (Some(expected), Some(actual)) => (expected, actual),
            (Some(expected), None) => return Err(format!("event {number}: no {}", expected.event_type)),
            (None, actual) => {
                let name = actual.map_or("", |event| &event.event_type);
                return Err(format!("event {number}: one {name} too many"));
            }
        };
        if expected.event_type != actual.event_type {
            let (expected, actual) = (&expected.event_type, &actual.event_type);
            return Err(format!("event {number}: expected {expected}, found {actual}"));
        }
        let name = &expected.event_type;
        compare(&expected.details, &actual.details, numbers)
            .map_err(|difference| format!("event {number} ({name}): details{difference}"))?;
        for (what, expected, actual) in
            [("id", expected.id, actual.id), ("previousEventId", expected.previous, actual.previous)]
        {
            if expected != actual {
                let shown = |id: Option<u64>| id.map_or_else(|| "none".to_owned(), |id| id.to_string());
                let (expected, actual) = (shown(expected), shown(actual));
                return Err(format!("event {number} ({name}): {what}: expected {expected}, found {actual}"));
            }
        }
    }
    Ok(())
}

/// Compares the multisets of types and details, and each event's chain of types up to the start (level b).
///
/// # Errors
///
/// The first event that has no partner.
pub fn chains(expected: &[Event], actual: &[Event], order: Order, numbers: Numbers) -> Result<(), String> {
    let (expected_chains, actual_chains) = (all_chains(expected), all_chains(actual));
    let is_partner = |one: usize, other: usize| {
        let is_chain = match (&expected_chains[one], &actual_chains[other]) {
            // What the recording does not know can't differ.
            (None, _) => true,
            (Some(expected), Some(actual)) => expected == actual,
            (Some(_), None) => false,
        };
        is_chain
            && expected[one].event_type == actual[other].event_type
            && equal(&expected[one].details, &actual[other].details, numbers)
    };
    let mut pairing = Pairing { partners: vec![None; actual.len()], is_partner };
    for one in 0..expected.len() {
        if !pairing.pair(one, &mut vec![false; actual.len()]) {
            let event = &expected[one];
            let nearest = (0..actual.len())
                .filter(|&other| pairing.partners[other].is_none())
                .find(|&other| actual[other].event_type == event.event_type);
            return Err(without_partner(
                event,
                expected_chains[one].as_ref(),
                nearest.map(|other| (&actual[other], actual_chains[other].as_ref())),
                numbers,
            ));
        }
    }
    let lost = match order {
        Order::Exact => 0,
        Order::Unordered { lost } => lost,
    };
    let more = actual.len() - expected.len();
    if more == lost {
        return Ok(());
    }
    let left: Vec<&str> = (0..actual.len())
        .filter(|&other| pairing.partners[other].is_none())
        .map(|other| actual[other].event_type.as_str())
        .collect();
    Err(format!("{more} events more than recorded, where {lost} are missing there: {}", left.join(", ")))
}

/// The types from an event up to the start.
type Chain<'a> = Vec<&'a str>;

fn without_partner(
    event: &Event,
    chain: Option<&Chain<'_>>,
    nearest: Option<(&Event, Option<&Chain<'_>>)>,
    numbers: Numbers,
) -> String {
    let shown = |chain: Option<&Chain<'_>>| chain.map_or_else(String::new, |chain| chain.join(" ← "));
    let name = &event.event_type;
    let Some((found, found_chain)) = nearest else {
        return format!("no {name} is left for {}", shown(chain));
    };
    match compare(&event.details, &found.details, numbers) {
        Err(difference) => format!("{name}: details{difference}"),
        Ok(()) => format!("the chain of {name}: expected {}, found {}", shown(chain), shown(found_chain)),
    }
}

/// The chain of each event; `None` where one of its events lacks an id.
fn all_chains(events: &[Event]) -> Vec<Option<Chain<'_>>> {
    let by_id: HashMap<u64, &Event> =
        events.iter().filter_map(|event| event.id.map(|id| (id, event))).collect();
    let chain = |event: &Event| {
        let mut chain = Vec::new();
        let mut previous = event.previous?;
        // A previous event is an earlier one, so this ends.
        while previous != 0 && chain.len() <= events.len() {
            let event = by_id.get(&previous)?;
            chain.push(event.event_type.as_str());
            previous = event.previous?;
        }
        Some(chain)
    };
    events.iter().map(chain).collect()
}

/// Pairs expected events with actual ones. A mask matches much, so a pair may have to be parted again.
struct Pairing<F> {
    /// By actual event: the expected one.
    partners: Vec<Option<usize>>,
    is_partner: F,
}

impl<F: Fn(usize, usize) -> bool> Pairing<F> {
    fn pair(&mut self, one: usize, tried: &mut Vec<bool>) -> bool {
        for other in 0..self.partners.len() {
            if tried[other] || !(self.is_partner)(one, other) {
                continue;
            }
            tried[other] = true;
            let is_free = match self.partners[other] {
                None => true,
                Some(rival) => self.pair(rival, tried),
            };
            if is_free {
                self.partners[other] = Some(one);
                return true;
            }
        }
        false
    }
}

/// Whether branches or iterations ran side by side, so that their events could have come in another order.
pub fn is_concurrent(events: &[Event]) -> bool {
    let mut running: HashMap<&str, usize> = HashMap::new();
    for event in events {
        let map = event.details.get("name").and_then(serde_json::Value::as_str).unwrap_or_default();
        match event.event_type.as_str() {
            "MapIterationStarted" => {
                let running = running.entry(map).or_default();
                *running += 1;
                if *running > 1 {
                    return true;
                }
            }
            "MapIterationSucceeded" | "MapIterationFailed" | "MapIterationAborted" => {
                let running = running.entry(map).or_default();
                *running = running.saturating_sub(1);
            }
            "ParallelStateStarted" => {
                let branches = events.iter().filter(|entered| {
                    entered.event_type.ends_with("StateEntered")
                        && (entered.previous == event.id || entered.previous.is_none())
                });
                if branches.count() > 1 {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(id: u64, previous: u64, event_type: &str, details: serde_json::Value) -> Event {
        Event { id: Some(id), previous: Some(previous), event_type: event_type.into(), details }
    }

    fn parallel(swapped: bool) -> Vec<Event> {
        let (one, other) = if swapped { ("{{x}}", "b") } else { ("b", "a") };
        vec![
            event(1, 0, "ExecutionStarted", json!({})),
            event(2, 1, "ParallelStateStarted", json!({})),
            event(3, 2, "PassStateEntered", json!({"name": one})),
            event(4, 2, "PassStateEntered", json!({"name": other})),
            event(5, if swapped { 4 } else { 3 }, "PassStateExited", json!({"name": "b"})),
        ]
    }

    #[test]
    fn concurrent_events_may_come_in_another_order() {
        let (expected, actual) = (parallel(true), parallel(false));
        assert!(is_concurrent(&expected));
        assert_eq!(chains(&expected, &actual, Order::Exact, Numbers::Value), Ok(()));
        let difference = exact(&expected, &actual, Numbers::Value);
        assert_eq!(
            difference,
            Err("event 4 (PassStateEntered): details/name: expected \"b\", found \"a\"".into())
        );
        assert_eq!(exact(&actual, &actual, Numbers::Value), Ok(()));
    }

    #[test]
    fn chains_and_numbers_of_events_count() {
        let expected = parallel(false);
        let mut actual = expected.clone();
        actual[4].previous = Some(2);
        let difference = chains(&expected, &actual, Order::Exact, Numbers::Value);
        let text = "the chain of PassStateExited: expected PassStateEntered ← ParallelStateStarted ← \
            ExecutionStarted, found ParallelStateStarted ← ExecutionStarted";
        assert_eq!(difference, Err(text.into()));
        let difference = exact(&expected, &actual, Numbers::Value);
        assert_eq!(difference, Err("event 5 (PassStateExited): previousEventId: expected 3, found 2".into()));
        let fewer = &expected[..4];
        assert!(chains(fewer, &expected, Order::Exact, Numbers::Value).is_err());
        assert_eq!(chains(fewer, &expected, Order::Unordered { lost: 1 }, Numbers::Value), Ok(()));
        assert!(chains(&expected, fewer, Order::Exact, Numbers::Value).is_err());
        assert!(exact(fewer, &expected, Numbers::Value).is_err());
        assert!(exact(&expected, fewer, Numbers::Value).is_err());
    }

    #[test]
    fn what_the_recording_lost_is_not_compared() {
        let actual = parallel(false);
        let mut expected = actual.clone();
        expected[4].id = None;
        expected[4].previous = None;
        assert_eq!(chains(&expected, &actual, Order::Unordered { lost: 0 }, Numbers::Value), Ok(()));
    }

    #[test]
    fn iterations_one_after_the_other_are_not_concurrent() {
        let iteration = |id, what: &str| event(id, 0, &format!("MapIteration{what}"), json!({"name": "M"}));
        let after = [iteration(1, "Started"), iteration(2, "Succeeded"), iteration(3, "Started")];
        assert!(!is_concurrent(&after));
        assert!(is_concurrent(&[iteration(1, "Started"), iteration(2, "Started")]));
    }
}
