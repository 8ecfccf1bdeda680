//! `Retry` (RETRY).

use super::error_names::Position;
use super::fields::Fields;
use super::quantity::SECONDS;
use super::reader::Reader;
use crate::model::{JitterStrategy, Retrier};
use crate::syntax::Node;

/// The longest `MaxDelaySeconds` (ST-10).
const LONGEST_DELAY: u32 = 31_622_400;

impl<'a> Reader<'a> {
    pub(super) fn retry(&mut self, fields: &mut Fields<'a>) -> Vec<Retrier> {
        let Some(member) = fields.take("Retry") else { return Vec::new() };
        let Some(elements) = fields.elements(self, member) else { return Vec::new() };
        let entries = elements.iter().enumerate();
        entries.filter_map(|(index, node)| self.retrier(node, index, elements.len())).collect()
    }

    fn retrier(&mut self, node: &'a Node, index: usize, length: usize) -> Option<Retrier> {
        let words = format!("retrier {} of {}", index + 1, self.current.words);
        let mut fields = Fields::open(self, node, node.place(), words)?;
        fields.comment(self);
        let error_equals = self.error_equals(&mut fields, Position::of(index, length));
        let interval_seconds = fields.whole_number(self, "IntervalSeconds", SECONDS);
        let max_attempts = fields.whole_number(self, "MaxAttempts", 0..=*SECONDS.end());
        let backoff_rate = fields.decimal(self, "BackoffRate", 1, None);
        let max_delay_seconds = fields.whole_number(self, "MaxDelaySeconds", 1..=LONGEST_DELAY);
        let jitter_strategy = match fields.one_of(self, "JitterStrategy", &["FULL", "NONE"]) {
            Some("FULL") => JitterStrategy::Full,
            _ => JitterStrategy::None,
        };
        fields.finish(self);
        Some(Retrier {
            place: node.place(),
            error_equals,
            interval_seconds: interval_seconds.map_or(1, |seconds| seconds.value),
            max_attempts: max_attempts.map_or(3, |attempts| attempts.value),
            backoff_rate: backoff_rate.map_or(2.0, |rate| rate.value),
            max_delay_seconds: max_delay_seconds.map(|seconds| seconds.value),
            jitter_strategy,
        })
    }
}
