//! Items that are read while a Map runs (DMAP-5).

use super::action::{Action, ReadId};
use super::export::Ending;
use super::frame::FrameId;
use super::input::Engine;
use super::join::Work;
use super::map::MapRun;
use crate::history::{Details, EventType};
use crate::items::Chunk;
use crate::map_runs::MapRunStatus;
use crate::program::Failure;

/// So many items are read at once. Beside those of running children no others are in memory.
const ITEMS_PER_READ: usize = 256;

impl Engine {
    fn items_of(&mut self, id: FrameId) -> Option<&mut MapRun> {
        match &mut self.join_mut(id)?.work {
            Work::Items(map) => Some(map),
            Work::Branches => None,
        }
    }

    /// Asks for more items, unless that has been done.
    pub(super) fn read_items(&mut self, id: FrameId) {
        let Some(map) = self.items_of(id) else { return };
        let number = map.distributed.as_ref().map_or(0, |run| run.number);
        let read = ReadId { frame: id, number, after: map.source.read_so_far() };
        if let Some(from) = self.items_of(id).and_then(|map| map.source.ask(read)) {
            self.actions.push(Action::Read { read, from, most: ITEMS_PER_READ });
        }
    }

    /// Items have been read, or can't be. What nobody waits for any more is dropped.
    pub(crate) fn items_read(&mut self, read: ReadId, result: Result<Chunk, Failure>) {
        let id = read.frame;
        let Some(map) = self.items_of(id).filter(|map| map.source.has_asked(read)) else { return };
        match result {
            Ok(chunk) => {
                if let (Some(run), Some(etag)) = (&mut map.distributed, &chunk.etag) {
                    run.etag = Some(etag.clone());
                }
                map.source.fill(chunk);
                let read = map.source.read_so_far();
                if let Some(run) = &mut map.distributed {
                    run.length = read;
                }
                if self.is_exceeded(id) {
                    return self.tolerance_exceeded(id);
                }
                self.start_items(id, 0);
                self.complete_if_done(id);
            }
            Err(failure) => self.map_run_failed(id, failure),
        }
    }

    /// The map run fails, and with it its Map, once what is known of it has been written.
    pub(super) fn map_run_failed(&mut self, id: FrameId, failure: Failure) {
        if !self.export_before(id, Ending::Failure(failure.clone())) {
            self.fail_map_run(id, failure);
        }
    }

    pub(super) fn fail_map_run(&mut self, id: FrameId, failure: Failure) {
        self.count_stopped(id);
        self.map_run_ended(id, MapRunStatus::Failed);
        let run = self.items_of(id).and_then(|map| map.distributed.as_ref());
        let Some(started) = run.map(|run| run.run_event) else { return };
        let Some(execution) = self.frames.get(id).map(|frame| frame.execution) else { return };
        let details = || Details::Failure { error: failure.error(), cause: failure.cause() };
        let event = EventType::MapRunFailed;
        let cause = self.journal.add(&mut self.executions, execution, started, event, details);
        self.fail_join(id, failure, cause);
    }
}
