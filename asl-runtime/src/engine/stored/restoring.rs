//! How far a restored frame had got: from its stored form to its phase.

use std::sync::Arc;

use serde_json::Value;

use super::form::{HandoverForm, MapForm, PhaseForm, PlaceForm, timestamp};
use super::map_run::{CountsForm, ExtentForm, MapRunForm, ReaderForm, ReadingForm};
use super::restore::{Answered, AttemptAtWork, Slots, States};
use crate::engine::action::{AttemptId, Start};
use crate::engine::at_work::{Attempt, Handover, Heartbeat};
use crate::engine::batch::ItemSource;
use crate::engine::distributed::Distributed;
use crate::engine::frame::{FrameId, Phase};
use crate::engine::input::Engine;
use crate::engine::join::{Join, Work};
use crate::engine::map::MapRun;
use crate::engine::outputs::Outputs;
use crate::engine::running::Running;
use crate::engine::timers::Timer;
use crate::items::Place;
use crate::program::{Failure, Handing, Items, Payload, Position, Selection, TaskCall, TaskId, Variables};
use crate::store::{AwaitedChild, ResultRow, SlotKind};
use crate::trace::Span;

/// A frame that is being restored.
pub(super) struct Restoring<'a> {
    pub(super) id: FrameId,
    pub(super) at: Position,
    pub(super) states: &'a States,
    pub(super) slots: &'a mut Slots,
    pub(super) variables: &'a Arc<Variables>,
    pub(super) running: Running,
    pub(super) awaited: &'a [AwaitedChild],
    pub(super) results: Vec<ResultRow>,
    pub(super) at_work: &'a mut Vec<AttemptAtWork>,
}

impl Restoring<'_> {
    pub(super) fn phase(&mut self, engine: &mut Engine, form: PhaseForm) -> Result<Phase, String> {
        let frame = self.id.serial();
        Ok(match form {
            PhaseForm::Entering => Phase::Entering,
            PhaseForm::Preparing => Phase::Preparing,
            PhaseForm::Starting { payload, timeout, heartbeat, role_arn, token } => {
                let token = token.map(|token| engine.settings.tokens.of_stored(&token));
                let payload = self.payload(payload)?;
                let call = TaskCall {
                    task: self.task(engine)?,
                    payload,
                    timeout,
                    heartbeat,
                    role_arn,
                    handing: Handing::AsJson,
                };
                Phase::Starting(Start::scheduled(self.id, call, token))
            }
            PhaseForm::Running { attempt, payload, token: stored_token, timeout, heartbeat, handover } => {
                let timeout =
                    timeout.map(|due| engine.timers.set(timestamp(due), Timer::TaskTimeout(self.id)));
                let heartbeat = heartbeat.map(|(due, silence)| {
                    let timer = engine.timers.set(timestamp(due), Timer::Heartbeat(self.id));
                    Box::new(Heartbeat { timer, silence })
                });
                let (task, attempt) = (self.task(engine)?, AttemptId { frame: self.id, number: attempt });
                let answered = match handover {
                    HandoverForm::Working | HandoverForm::Attending => Some(Answered::No),
                    HandoverForm::Answered(_) => Some(Answered::Yes),
                    HandoverForm::Submitted | HandoverForm::Child | HandoverForm::Offered(_) => None,
                };
                if let Some(token) = answered {
                    let payload = match payload {
                        PlaceForm::Input => None,
                        PlaceForm::Own => Some(self.slots.expect(frame, SlotKind::Payload)?),
                    };
                    self.at_work.push(AttemptAtWork { attempt, task, payload, token });
                }
                Phase::Running(Attempt {
                    id: attempt,
                    task,
                    token: stored_token.map(|token| engine.settings.tokens.of_stored(&token)),
                    timeout,
                    heartbeat,
                    handover: match handover {
                        HandoverForm::Working => Handover::Working,
                        HandoverForm::Attending => Handover::Attending,
                        HandoverForm::Submitted => Handover::Submitted,
                        HandoverForm::Child => Handover::Child,
                        HandoverForm::Offered(silence) => Handover::Offered(silence),
                        HandoverForm::Answered(Some(failure)) => {
                            Handover::Answered(Box::new(Err(failure.into())))
                        }
                        HandoverForm::Answered(None) => Handover::Answered(Box::new(Ok(self
                            .slots
                            .expect(frame, SlotKind::Result)?
                            .into()))),
                    },
                    payload: payload.into(),
                    span: Span::none(),
                })
            }
            PhaseForm::Waiting { until } => {
                let until = timestamp(until);
                Phase::Waiting(engine.timers.set(until, Timer::Wait(self.id)), until)
            }
            PhaseForm::RetryWaiting { until } => {
                let until = timestamp(until);
                Phase::RetryWaiting(engine.timers.set(until, Timer::Retry(self.id)), until)
            }
            PhaseForm::Joining { started, cause, length, map } => {
                Phase::Joining(Box::new(self.join(started, cause, length, map)?))
            }
            PhaseForm::Completed => Phase::Completed(self.slots.expect(frame, SlotKind::Result)?.into()),
            PhaseForm::Failed { failure, origin } => Phase::Failed(Failure::from(failure), origin.into()),
        })
    }

    fn task(&self, engine: &Engine) -> Result<TaskId, String> {
        let state = crate::engine::run::state(engine.info, self.at);
        state.and_then(|state| state.task).ok_or_else(|| "a state with an attempt has no task".to_owned())
    }

    fn payload(&mut self, place: PlaceForm) -> Result<Payload, String> {
        Ok(match place {
            PlaceForm::Input => Payload::Input,
            PlaceForm::Own => Payload::own(self.slots.expect(self.id.serial(), SlotKind::Payload)?),
        })
    }

    fn join(
        &mut self,
        started: u64,
        cause: u64,
        length: usize,
        map: Option<MapForm>,
    ) -> Result<Join, String> {
        let frame = self.id.serial();
        let mut outputs = Outputs::with_places(length);
        for ResultRow { index, json, .. } in std::mem::take(&mut self.results) {
            let output = crate::json::read(&json)
                .map_err(|error| format!("result {index} of frame {frame} is no JSON: {error}"))?;
            outputs.keep(index as usize, output);
        }
        let running = std::mem::take(&mut self.running);
        let work = match map {
            None => Work::Branches,
            Some(map) => {
                // The values of a Map that the frame was in before may still be there.
                let source = match map.run.as_deref().and_then(CountsForm::reading) {
                    Some(reading) => self.reader(reading, map.next_item)?,
                    None => self.items(map.next_item)?,
                };
                let distributed = match map.run {
                    Some(counts) => Some(Box::new(self.map_run(*counts)?)),
                    None => None,
                };
                let held = distributed.as_ref().map_or(running.len(), |run| run.running().len());
                let effective_input = match map.effective_input {
                    PlaceForm::Input => Payload::Input,
                    PlaceForm::Own => Payload::own(self.slots.expect(frame, SlotKind::EffectiveInput)?),
                };
                Work::Items(Box::new(MapRun {
                    source,
                    processor: self.states.find(&map.processor)?.machine,
                    effective_input,
                    // The definition's own function knows.
                    selection: Selection::Selector,
                    variables: Arc::new(Variables::inside(self.variables)),
                    max_concurrency: map.max_concurrency,
                    held,
                    distributed,
                }))
            }
        };
        Ok(Join { work, running, outputs, last_event: cause, started })
    }

    fn items(&mut self, taken: u64) -> Result<ItemSource, String> {
        let frame = self.id.serial();
        let items = match self.slots.expect(frame, SlotKind::Items)? {
            Value::Array(elements) => Items::Array(elements),
            Value::Object(members) => Items::Object(members),
            other => return Err(format!("the items of frame {frame} are {other}")),
        };
        let mut source = ItemSource::new(items);
        source.skip(taken);
        Ok(source)
    }

    fn reader(&mut self, reading: &ReadingForm, taken: u64) -> Result<ItemSource, String> {
        let frame = self.id.serial();
        if reading.extent == ExtentForm::All {
            return Ok(ItemSource::exhausted(taken, reading.last()));
        }
        let reader: ReaderForm = serde_json::from_value(self.slots.expect(frame, SlotKind::Reader)?)
            .map_err(|error| format!("what frame {frame} reads can't be read: {error}"))?;
        let place = Place { after: taken, last: reading.last(), etag: reading.etag.clone() };
        Ok(ItemSource::read_at(Box::new(reader.into()), place))
    }

    fn map_run(&mut self, counts: CountsForm) -> Result<Distributed, String> {
        let frame = self.id.serial();
        let form = self.slots.expect(frame, SlotKind::MapRun)?;
        let form: MapRunForm = serde_json::from_value(form)
            .map_err(|error| format!("the map run of frame {frame} can't be read: {error}"))?;
        let of_run = self.awaited.iter().filter(|child| child.address.attempt == form.number());
        let sizes = of_run.map(|child| (child.address.index as usize, child.items)).collect();
        Ok(form.restored(self.id, counts, sizes))
    }
}
