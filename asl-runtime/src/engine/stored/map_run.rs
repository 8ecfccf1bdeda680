//! The stored form of a map run.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::{FailureForm, Time, time, timestamp};
use super::redrive::RedriveForm;
use crate::engine::distributed::{Distributed, ExitFollows, Restored, Results};
use crate::engine::export::{Ending, Export};
use crate::engine::map_children::{Gathering, Kept};
use crate::items::{Known, Spot};
use crate::map_runs::MapRunCounts;
use crate::program::{
    Batch, ExecutionType, Failure, ItemReader, OutputType, ReaderResource, Tolerance, Transformation,
};
use crate::results::Destination;

/// What does not change while a map run runs: a value of its frame.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MapRunForm {
    arn: String,
    number: u64,
    execution: String,
    machine: String,
    execution_type: ExecutionTypeForm,
    start_date: Time,
    run_event: u64,
    exit_follows: ExitForm,
    batch: Option<BatchForm>,
    results: ResultsForm,
}

#[derive(Debug, Serialize, Deserialize)]
enum ExecutionTypeForm {
    Standard,
    Express,
}

#[derive(Debug, Serialize, Deserialize)]
enum ExitForm {
    Start,
    End,
}

#[derive(Debug, Serialize, Deserialize)]
struct BatchForm {
    max_items: Option<u64>,
    max_bytes: Option<u64>,
    input: Option<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
enum ResultsForm {
    Outputs,
    Transformed(TransformationForm),
    Exported { parameters: Value, transformation: TransformationForm, output_type: OutputTypeForm },
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum TransformationForm {
    None,
    Compact,
    Flatten,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum OutputTypeForm {
    Json,
    JsonLines,
}

/// What changes with every step: a part of the frame's phase.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CountsForm {
    /// At most so many children, as it was said.
    max_concurrency: u32,
    tolerated_count: Option<u64>,
    tolerated_percentage: Option<f64>,
    length: u64,
    items: [u64; 7],
    executions: [u64; 7],
    pending: u64,
    started: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redrive: Option<Box<RedriveForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading: Option<ReadingForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    export: Option<ExportForm>,
}

/// How far items have been read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadingForm {
    /// What the last item that was taken is known by.
    pub(super) mark: Option<u64>,
    /// Where the next one is, if that can be gone to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) spot: Option<Spot>,
    pub(super) etag: Option<String>,
    /// Whether there is more than what was taken.
    pub(super) extent: ExtentForm,
}

impl ReadingForm {
    /// What the last item that was taken is known by.
    pub(super) fn last(&self) -> Option<Known> {
        self.mark.map(|mark| Known { mark, spot: self.spot.clone() })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ExtentForm {
    More,
    All,
}

#[derive(Debug, Serialize, Deserialize)]
enum ExportForm {
    Opening,
    Open,
    Success,
    Failure(FailureForm),
    StateFailure(FailureForm),
}

/// What a Map reads: a value of its frame.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReaderForm {
    resource: ResourceForm,
    parameters: Value,
    config: Value,
    max_items: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
enum ResourceForm {
    Object,
    Listing,
}

impl From<&ItemReader> for ReaderForm {
    fn from(reader: &ItemReader) -> Self {
        Self {
            resource: match reader.resource {
                ReaderResource::Object => ResourceForm::Object,
                ReaderResource::Listing => ResourceForm::Listing,
            },
            parameters: reader.parameters.clone(),
            config: reader.config.clone(),
            max_items: reader.max_items,
        }
    }
}

impl From<ReaderForm> for ItemReader {
    fn from(form: ReaderForm) -> Self {
        Self {
            resource: match form.resource {
                ResourceForm::Object => ReaderResource::Object,
                ResourceForm::Listing => ReaderResource::Listing,
            },
            parameters: form.parameters,
            config: form.config,
            max_items: form.max_items,
        }
    }
}

impl MapRunForm {
    pub(super) fn of(run: &Distributed) -> Self {
        let destination = run.kept.as_ref().and_then(|kept| kept.destination.as_ref());
        Self {
            arn: run.arn.clone(),
            number: run.number,
            execution: run.execution_arn.clone(),
            machine: run.machine_name().to_owned(),
            execution_type: match run.execution_type {
                ExecutionType::Standard => ExecutionTypeForm::Standard,
                ExecutionType::Express => ExecutionTypeForm::Express,
            },
            start_date: time(run.start_date),
            run_event: run.run_event,
            exit_follows: match run.exit_follows {
                ExitFollows::Start => ExitForm::Start,
                ExitFollows::End => ExitForm::End,
            },
            batch: run.batch().map(|Batch { max_items, max_bytes, input }| BatchForm {
                max_items: *max_items,
                max_bytes: *max_bytes,
                input: input.clone(),
            }),
            results: match (destination, &run.results) {
                (Some(destination), _) => ResultsForm::Exported {
                    parameters: destination.parameters.clone(),
                    transformation: destination.transformation.into(),
                    output_type: match destination.output_type {
                        OutputType::Json => OutputTypeForm::Json,
                        OutputType::JsonLines => OutputTypeForm::JsonLines,
                    },
                },
                (None, Results::Transformed(transformation)) => {
                    ResultsForm::Transformed((*transformation).into())
                }
                (None, _) => ResultsForm::Outputs,
            },
        }
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The map run as it was; `sizes` are the items of the children that run.
    pub(super) fn restored(
        self,
        frame: crate::engine::FrameId,
        counts: CountsForm,
        sizes: std::collections::BTreeMap<usize, u64>,
    ) -> Distributed {
        let (results, destination) = match self.results {
            ResultsForm::Outputs => (Results::Outputs, None),
            ResultsForm::Transformed(transformation) => (Results::Transformed(transformation.into()), None),
            ResultsForm::Exported { parameters, transformation, output_type } => {
                let destination = Destination {
                    map_run_arn: self.arn.clone(),
                    parameters,
                    transformation: transformation.into(),
                    output_type: match output_type {
                        OutputTypeForm::Json => OutputType::Json,
                        OutputTypeForm::JsonLines => OutputType::JsonLines,
                    },
                };
                let ending = counts.export.and_then(restored_ending);
                (Results::Exported(Export::restored(frame, self.number, ending)), Some(destination))
            }
        };
        let batch =
            self.batch.map(|BatchForm { max_items, max_bytes, input }| Batch { max_items, max_bytes, input });
        let (mut items, mut executions) = (restored_counts(counts.items), restored_counts(counts.executions));
        let redrive = counts.redrive.map(|redrive| redrive.restored(&mut items, &mut executions));
        let tolerance = Tolerance { count: counts.tolerated_count, percentage: counts.tolerated_percentage };
        Distributed::restored(Restored {
            number: self.number,
            run_event: self.run_event,
            exit_follows: match self.exit_follows {
                ExitForm::Start => ExitFollows::Start,
                ExitForm::End => ExitFollows::End,
            },
            arn: self.arn,
            execution_arn: self.execution,
            start_date: timestamp(self.start_date),
            execution_type: match self.execution_type {
                ExecutionTypeForm::Standard => ExecutionType::Standard,
                ExecutionTypeForm::Express => ExecutionType::Express,
            },
            max_concurrency: counts.max_concurrency,
            tolerance,
            batch,
            machine_name: self.machine,
            length: counts.length,
            items,
            executions,
            redrive_count: redrive.as_ref().map_or(0, |redrive| redrive.count),
            redrive_date: redrive.as_ref().map(|redrive| redrive.date),
            pending: counts.pending,
            started: counts.started,
            sizes,
            results,
            etag: counts.reading.and_then(|reading| reading.etag),
            kept: Kept {
                frame: frame.serial(),
                destination,
                gathering: Gathering::NotYet,
                redriving: redrive.and_then(|redrive| redrive.redriving),
            },
        })
    }
}

fn restored_ending(form: ExportForm) -> Option<Option<Ending>> {
    match form {
        ExportForm::Opening => None,
        ExportForm::Open => Some(None),
        ExportForm::Success => Some(Some(Ending::Success)),
        ExportForm::Failure(failure) => Some(Some(Ending::Failure(Failure::from(failure)))),
        ExportForm::StateFailure(failure) => Some(Some(Ending::StateFailure(Failure::from(failure)))),
    }
}

impl CountsForm {
    pub(super) fn of(run: &Distributed, reading: Option<ReadingForm>) -> Self {
        let export = match &run.results {
            Results::Exported(export) => Some(match export.ending() {
                None => ExportForm::Opening,
                Some(None) => ExportForm::Open,
                Some(Some(Ending::Success)) => ExportForm::Success,
                Some(Some(Ending::Failure(failure))) => ExportForm::Failure(FailureForm::from(failure)),
                Some(Some(Ending::StateFailure(failure))) => {
                    ExportForm::StateFailure(FailureForm::from(failure))
                }
            }),
            Results::Outputs | Results::Transformed(_) => None,
        };
        Self {
            max_concurrency: run.max_concurrency,
            tolerated_count: run.tolerance.count,
            tolerated_percentage: run.tolerance.percentage,
            length: run.length,
            items: counts(&run.items),
            executions: counts(&run.executions),
            pending: run.pending,
            started: run.started(),
            redrive: RedriveForm::of(run).map(Box::new),
            reading,
            export,
        }
    }

    pub(super) fn reading(&self) -> Option<&ReadingForm> {
        self.reading.as_ref()
    }
}

fn counts(counts: &MapRunCounts) -> [u64; 7] {
    let MapRunCounts { pending, running, succeeded, failed, timed_out, aborted, results_written, .. } =
        *counts;
    [pending, running, succeeded, failed, timed_out, aborted, results_written]
}

fn restored_counts(counts: [u64; 7]) -> MapRunCounts {
    let [pending, running, succeeded, failed, timed_out, aborted, results_written] = counts;
    MapRunCounts {
        pending,
        running,
        succeeded,
        failed,
        timed_out,
        aborted,
        results_written,
        ..MapRunCounts::default()
    }
}

impl From<Transformation> for TransformationForm {
    fn from(transformation: Transformation) -> Self {
        match transformation {
            Transformation::None => Self::None,
            Transformation::Compact => Self::Compact,
            Transformation::Flatten => Self::Flatten,
        }
    }
}

impl From<TransformationForm> for Transformation {
    fn from(form: TransformationForm) -> Self {
        match form {
            TransformationForm::None => Self::None,
            TransformationForm::Compact => Self::Compact,
            TransformationForm::Flatten => Self::Flatten,
        }
    }
}
