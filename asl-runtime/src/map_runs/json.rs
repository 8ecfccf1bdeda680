//! Map runs as DescribeMapRun has them, for stores (feature `durable`).

use serde_json::{Map, Value, json};

use super::{MapRun, MapRunCounts, MapRunStatus, MapRunUpdate};
use crate::program::Tolerance;
use crate::time::Timestamp;

impl MapRunStatus {
    const ALL: [Self; 4] = [Self::Running, Self::Succeeded, Self::Failed, Self::Aborted];
}

impl MapRun {
    /// The form of the service, with times as text, and limits that were not said left out.
    pub(crate) fn to_json(&self) -> Value {
        let mut run = Map::new();
        let mut put = |name: &str, value: Value| drop(run.insert(name.to_owned(), value));
        put("mapRunArn", self.map_run_arn.as_str().into());
        put("executionArn", self.execution_arn.as_str().into());
        put("stateName", self.state_name.as_ref().into());
        put("status", self.status.to_string().into());
        put("startDate", self.start_date.to_string().into());
        self.stop_date.iter().for_each(|date| put("stopDate", date.to_string().into()));
        put("redriveCount", self.redrive_count.into());
        self.redrive_date.iter().for_each(|date| put("redriveDate", date.to_string().into()));
        put("maxConcurrency", self.max_concurrency.into());
        self.tolerated_failure_count.iter().for_each(|count| put("toleratedFailureCount", (*count).into()));
        let percentage = self.tolerated_failure_percentage;
        percentage.iter().for_each(|share| put("toleratedFailurePercentage", (*share).into()));
        put("itemCounts", counts(&self.item_counts));
        put("executionCounts", counts(&self.execution_counts));
        Value::Object(run)
    }

    /// What [`Self::to_json`] made; nothing if it is something else.
    pub(crate) fn from_json(run: &Value) -> Option<Self> {
        let text = |name: &str| run.get(name).and_then(Value::as_str);
        let date = |name: &str| text(name).and_then(Timestamp::parse);
        let status = text("status")?;
        Some(Self {
            map_run_arn: text("mapRunArn")?.to_owned(),
            execution_arn: text("executionArn")?.to_owned(),
            state_name: text("stateName")?.to_owned().into(),
            status: MapRunStatus::ALL.into_iter().find(|known| known.to_string() == status)?,
            start_date: date("startDate")?,
            stop_date: date("stopDate"),
            redrive_count: newer(run, "redriveCount")?.try_into().ok()?,
            redrive_date: date("redriveDate"),
            max_concurrency: run.get("maxConcurrency")?.as_u64()?.try_into().ok()?,
            tolerated_failure_count: run.get("toleratedFailureCount").and_then(Value::as_u64),
            tolerated_failure_percentage: run.get("toleratedFailurePercentage").and_then(Value::as_f64),
            item_counts: restored(run.get("itemCounts")?)?,
            execution_counts: restored(run.get("executionCounts")?)?,
        })
    }
}

impl MapRunUpdate {
    /// The form of the service's UpdateMapRun.
    pub(crate) fn to_json(self, map_run: &str) -> Value {
        let mut update = Map::new();
        update.insert("mapRunArn".to_owned(), map_run.into());
        let limits = [
            ("maxConcurrency", self.max_concurrency.map(Value::from)),
            ("toleratedFailureCount", self.tolerance.count.map(Value::from)),
            ("toleratedFailurePercentage", self.tolerance.percentage.map(Value::from)),
        ];
        let given = limits.into_iter().filter_map(|(name, limit)| Some((name.to_owned(), limit?)));
        update.extend(given);
        Value::Object(update)
    }

    /// The map run, and its new limits, that [`Self::to_json`] wrote.
    pub(crate) fn from_json(update: &Value) -> Option<(&str, Self)> {
        let number = |name: &str| update.get(name).and_then(Value::as_u64);
        let max_concurrency = number("maxConcurrency").and_then(|number| number.try_into().ok());
        let percentage = update.get("toleratedFailurePercentage").and_then(Value::as_f64);
        let tolerance = Tolerance { count: number("toleratedFailureCount"), percentage };
        Some((update.get("mapRunArn")?.as_str()?, Self { max_concurrency, tolerance }))
    }
}

fn counts(counts: &MapRunCounts) -> Value {
    json!({
        "pending": counts.pending,
        "running": counts.running,
        "succeeded": counts.succeeded,
        "failed": counts.failed,
        "timedOut": counts.timed_out,
        "aborted": counts.aborted,
        "total": counts.total,
        "resultsWritten": counts.results_written,
        "failuresNotRedrivable": counts.failures_not_redrivable,
        "pendingRedrive": counts.pending_redrive,
    })
}

fn restored(counts: &Value) -> Option<MapRunCounts> {
    let number = |name: &str| counts.get(name)?.as_u64();
    Some(MapRunCounts {
        pending: number("pending")?,
        running: number("running")?,
        succeeded: number("succeeded")?,
        failed: number("failed")?,
        timed_out: number("timedOut")?,
        aborted: number("aborted")?,
        total: number("total")?,
        results_written: number("resultsWritten")?,
        failures_not_redrivable: newer(counts, "failuresNotRedrivable")?,
        pending_redrive: newer(counts, "pendingRedrive")?,
    })
}

/// A number that was not told of before map runs could be redriven.
fn newer(counts: &Value, name: &str) -> Option<u64> {
    counts.get(name).map_or(Some(0), Value::as_u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_can_be_read_again() {
        let run = MapRun {
            map_run_arn: "arn:map".into(),
            execution_arn: "arn:execution".into(),
            state_name: "Each".into(),
            status: MapRunStatus::Failed,
            start_date: Timestamp::new(1_760_000_000, 5_000_000),
            stop_date: Some(Timestamp::new(1_760_000_060, 0)),
            redrive_count: 2,
            redrive_date: Some(Timestamp::new(1_760_000_030, 0)),
            max_concurrency: 3,
            tolerated_failure_count: Some(7),
            tolerated_failure_percentage: Some(2.5),
            item_counts: MapRunCounts { succeeded: 4, failed: 8, total: 12, ..MapRunCounts::default() },
            execution_counts: MapRunCounts {
                running: 1,
                total: 4,
                failures_not_redrivable: 1,
                pending_redrive: 2,
                ..MapRunCounts::default()
            },
        };
        assert_eq!(MapRun::from_json(&run.to_json()), Some(run.clone()));
        let plain = MapRun { stop_date: None, tolerated_failure_count: None, ..run };
        assert_eq!(MapRun::from_json(&plain.to_json()), Some(plain));
        assert_eq!(MapRun::from_json(&json!({})), None);
    }

    #[test]
    fn updates_can_be_read_again() {
        let slower = MapRunUpdate::new().max_concurrency(5).tolerated_failure_percentage(12.5);
        for update in [slower, MapRunUpdate::new().tolerated_failure_count(0), MapRunUpdate::new()] {
            assert_eq!(MapRunUpdate::from_json(&update.to_json("arn:map")), Some(("arn:map", update)));
        }
    }
}
