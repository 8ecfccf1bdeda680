//! Map: an item at a time becomes a frame, or an execution of its own.

use std::sync::Arc;

use serde_json::Value;

use super::batch::ItemSource;
use super::distributed::{Distributed, ExitFollows};
use super::export::Ending;
use super::frame::{EndedChild, Frame, FrameId, Origin, Parent, Phase, Retries, Stored};
use super::input::Engine;
use super::join::{Join, Work};
#[cfg(feature = "durable")]
use super::map_redrive::Turn;
use super::outputs::Outputs;
use super::permit::{Issuer, PermitId};
use super::running::Running;
use crate::data::Path;
use crate::history::{Details, EventType};
#[cfg(feature = "durable")]
use crate::items::Place;
use crate::map_runs::MapRunStatus;
use crate::program::{
    ContextPart, Failure, Holding, ItemContext, ItemOf, Items, Iterations, MachineId, MapMode, Payload,
    Position, Probe, QueryLanguage, Selection, Step, Variables,
};
use crate::trace::Span;

/// What a Map's join holds beside its children.
#[derive(Debug)]
pub(super) struct MapRun {
    /// The items that have not been started.
    pub(super) source: ItemSource,
    pub(super) processor: MachineId,
    pub(super) effective_input: Payload,
    pub(super) selection: Selection,
    /// What iterations see of variables.
    pub(super) variables: Arc<Variables>,
    /// At most so many permits.
    pub(super) max_concurrency: usize,
    /// How many are held: by items that run, and by handlers that were stopped.
    pub(super) held: usize,
    /// For a distributed Map.
    pub(super) distributed: Option<Box<Distributed>>,
}

impl MapRun {
    /// How many items, or batches, have been started.
    pub(super) fn started(&self) -> usize {
        match &self.distributed {
            None => self.source.handed_out(),
            Some(run) => run.started(),
        }
    }

    /// Whether an item may be started, permits aside.
    fn takes_more(&self) -> bool {
        self.distributed.as_ref().is_none_or(|run| run.takes_more())
    }

    /// Whether no child execution runs.
    pub(super) fn is_idle(&self) -> bool {
        self.distributed.as_ref().is_none_or(|run| run.is_idle())
    }

    /// Whether all items have been started, and all children that a redrive starts again.
    pub(super) fn is_exhausted(&self) -> bool {
        self.has_started_all() && self.distributed.as_ref().is_none_or(|run| !run.is_redriving())
    }

    /// Whether all items have been started.
    pub(super) fn has_started_all(&self) -> bool {
        self.source.is_empty() && self.distributed.as_ref().is_none_or(|run| run.left_over.is_empty())
    }
}

/// An item as what an iteration gets is made of it.
pub(super) enum Given<'a> {
    /// It was taken out of its place.
    Item(ItemOf<'a>),
    /// It stays in an array of the effective input, where it has this index.
    Element(u64, Path),
}

/// An iteration that is about to start.
struct Iteration {
    index: usize,
    input: Value,
    /// `Map.Item`, if anybody reads that.
    item: Option<Arc<ItemContext>>,
}

impl Iteration {
    fn new(index: u64, input: Value, item: Option<ItemContext>) -> Self {
        Self { index: usize::try_from(index).unwrap_or(usize::MAX), input, item: item.map(Arc::new) }
    }
}

/// How many items run at once at most; 0 stands for what the host gives (MAP-7).
pub(super) fn concurrency(wanted: u32, default: usize) -> usize {
    match wanted {
        0 => default.max(1),
        limit => usize::try_from(limit).unwrap_or(usize::MAX),
    }
}

impl Engine {
    /// Starts a Map: as many items as may run at once.
    pub(super) fn start_map(&mut self, id: FrameId, iterations: Iterations) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        let length = iterations.items.len();
        let event = EventType::MapStateStarted;
        let mut started =
            self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, || {
                Details::Length(length)
            });
        frame.last_event = started;
        let issuer = Issuer { frame: id, state: frame.at.state };
        let execution = frame.execution;
        let variables = Arc::new(Variables::inside(&frame.variables));
        let is_first_state = frame.entered_event == 2;
        let mode = match iterations.mode {
            Ok(mode) => mode,
            Err(failure) => return self.fail(id, failure, Origin::Input),
        };
        let (distributed, default) = match mode {
            MapMode::Inline => (None, self.settings.inline_concurrency),
            MapMode::Distributed(distribution) => {
                let known = (length, iterations.max_concurrency);
                let language = distribution.language;
                let mut run = self.start_map_run(id, execution, known, *distribution);
                started = run.run_event;
                // Recordings agree: the exit of the Map follows the end of the map run where it is in JSONPath and
                // the first state of its execution, and its start everywhere else (HIST-45).
                if language == QueryLanguage::JsonPath && is_first_state {
                    run.exit_follows = ExitFollows::End;
                }
                (Some(Box::new(run)), self.settings.distributed_concurrency)
            }
        };
        // Executions of items get a place when they start.
        let outputs = Outputs::with_places(if distributed.is_none() { length } else { 0 });
        let items = match iterations.items {
            // Whoever reads `Map.Item.Value` later reads it from the item itself.
            Items::Within(path, _) if self.info.reads(ContextPart::ItemValue) => {
                let document = self.frames.get(id).map(|frame| iterations.effective_input.json(&frame.input));
                let elements = document.and_then(|document| path.node(document)?.as_array().cloned());
                Items::Array(elements.unwrap_or_default())
            }
            items => items,
        };
        #[cfg(feature = "durable")]
        if let Some(keeper) = &mut self.keeper {
            keeper.keep_iterations(id, &items, &iterations.effective_input);
            if let Some(run) = &distributed {
                keeper.keep_map_run(id, run);
            }
        }
        #[cfg(feature = "durable")]
        let source = match items {
            Items::Read(reader) if self.keeper.is_some() => ItemSource::read_at(reader, Place::default()),
            items => ItemSource::new(items),
        };
        #[cfg(not(feature = "durable"))]
        let source = ItemSource::new(items);
        let max_concurrency = concurrency(iterations.max_concurrency, default);
        let at_once = max_concurrency.min(length);
        let join = Join {
            work: Work::Items(Box::new(MapRun {
                source,
                processor: iterations.processor,
                effective_input: iterations.effective_input,
                selection: iterations.selection,
                variables,
                max_concurrency,
                held: self.permits.held(issuer),
                distributed,
            })),
            running: Running::with_room(at_once),
            outputs,
            last_event: started,
            #[cfg(feature = "durable")]
            started,
        };
        self.frames.reserve(at_once);
        self.permits.reserve(at_once);
        self.queue.reserve(at_once);
        if let Some(frame) = self.frames.get_mut(id) {
            frame.last_event = started;
            frame.phase = Phase::Joining(Box::new(join));
        }
        self.start_items(id, started);
        self.complete_if_done(id);
    }

    /// Starts items while there are permits; `cause` is the event that made room (HIST-42, HIST-43).
    pub(super) fn start_items(&mut self, id: FrameId, cause: u64) {
        loop {
            let Some(join) = self.join_mut(id) else { return };
            let Work::Items(map) = &mut join.work else { return };
            if map.held >= map.max_concurrency || map.is_exhausted() || !map.takes_more() {
                return;
            }
            #[cfg(feature = "durable")]
            if map.distributed.as_ref().is_some_and(|run| run.is_redriving()) {
                match self.redrive_next(id) {
                    Turn::Taken => continue,
                    Turn::Waits => return,
                }
            }
            if map.source.is_dry() {
                return self.read_items(id);
            }
            let started = if map.distributed.is_some() {
                self.start_child_execution(id)
            } else {
                self.start_iteration(id, cause)
            };
            if let Err(failure) = started {
                return self.item_selector_failed(id, failure);
            }
        }
    }

    /// ItemSelector is evaluated when the iteration starts, and before that shows in the history (MAP-6).
    fn start_iteration(&mut self, id: FrameId, cause: u64) -> Result<(), Failure> {
        let Some(Iteration { index, input, item }) = self.next_iteration(id)? else { return Ok(()) };
        let started = self.iteration_started(id, index, cause);
        let Some(frame) = self.frames.get(id) else { return Ok(()) };
        let (execution, outer) = (frame.execution, frame.permit);
        let permit = self.permits.issue(Issuer { frame: id, state: frame.at.state }, outer);
        let Some(Work::Items(map)) = self.join_mut(id).map(|join| &mut join.work) else { return Ok(()) };
        map.held += 1;
        let machine = map.processor;
        let variables = Arc::clone(&map.variables);
        let child = self.frames.insert(Frame {
            execution,
            parent: Some(Parent { frame: id, index }),
            at: Position { machine, state: self.start_of(machine) },
            input: input.into(),
            phase: Phase::Entering,
            retries: Retries::default(),
            entered_time: self.journal.now,
            entered_event: 0,
            entered_after: 0,
            last_event: started,
            item,
            variables,
            permit: Some(permit),
            stored: Stored::default(),
            span: Span::none(),
        });
        self.queue.push_back(child);
        if let Some(join) = self.join_mut(id) {
            join.running.insert(index, child);
        }
        Ok(())
    }

    /// Starts the next iteration of an inline Map in the place of one that has ended, and with its permit: where both
    /// would be given back and taken again, that is the same with less ado. False if it can't be done so.
    pub(super) fn start_in_place(&mut self, ended: FrameId, child: EndedChild) -> bool {
        let EndedChild { parent, last_event: cause, permit, .. } = child;
        let is_free = permit.is_some_and(|permit| self.permits.is_with_item_alone(permit));
        let Some(Work::Items(map)) = self.join_mut(parent.frame).map(|join| &mut join.work) else {
            return false;
        };
        let has_room = map.distributed.is_none() && map.held <= map.max_concurrency;
        if !is_free || !has_room || map.source.is_empty() || self.frames.are_noted() {
            return false;
        }
        match self.next_iteration(parent.frame) {
            Ok(Some(iteration)) => self.renew(ended, parent.frame, iteration, cause),
            Ok(None) => return false,
            Err(failure) => {
                self.frames.end_child(ended);
                self.give_back(parent.frame, permit);
                self.item_selector_failed(parent.frame, failure);
            }
        }
        true
    }

    /// A frame whose item has ended goes on with the next one.
    fn renew(&mut self, ended: FrameId, map: FrameId, iteration: Iteration, cause: u64) {
        let Iteration { index, input, item } = iteration;
        let started = self.iteration_started(map, index, cause);
        let now = self.journal.now;
        let Some(Work::Items(run)) = self.join(map).map(|join| &join.work) else { return };
        let machine = run.processor;
        // Most items assign nothing, and leave them as they were.
        let has_changed =
            self.frames.get(ended).is_none_or(|old| !Arc::ptr_eq(&old.variables, &run.variables));
        let variables = has_changed.then(|| Arc::clone(&run.variables));
        let state = self.start_of(machine);
        let Some((id, frame)) = self.frames.renew(ended) else { return };
        frame.parent = Some(Parent { frame: map, index });
        frame.at = Position { machine, state };
        frame.input = input.into();
        frame.phase = Phase::Entering;
        frame.retries.reset();
        (frame.entered_time, frame.entered_event, frame.entered_after) = (now, 0, 0);
        frame.last_event = started;
        frame.item = item;
        if let Some(variables) = variables {
            frame.variables = variables;
        }
        self.queue.push_back(id);
        if let Some(join) = self.join_mut(map) {
            join.running.insert(index, id);
        }
    }

    fn iteration_started(&mut self, map: FrameId, index: usize, cause: u64) -> u64 {
        let Some(frame) = self.frames.get(map) else { return cause };
        let name = super::run::state(self.info, frame.at).map_or("", |state| state.name);
        let details = || Details::Iteration { name, index };
        let event = EventType::MapIterationStarted;
        self.journal.add(&mut self.executions, frame.execution, cause, event, details)
    }

    /// What is to become of the next item.
    fn next_iteration(&mut self, id: FrameId) -> Result<Option<Iteration>, Failure> {
        let info = self.info;
        let is_held = |part| info.reads(part) || self.settings.holding == Holding::Input;
        let (holds_item, holds_value) = (is_held(ContextPart::Item), is_held(ContextPart::ItemValue));
        let Some(Work::Items(map)) = self.join_mut(id).map(|join| &mut join.work) else { return Ok(None) };
        if let Some((index, path)) = map.source.next_within() {
            let input = self.item_input(id, Given::Element(index, path))?;
            let item = ItemContext { index, value: Value::Null, key: None, source: None };
            return Ok(Some(Iteration::new(index, input, holds_item.then_some(item))));
        }
        if let (Selection::Item, false) = (map.selection, holds_item)
            && let Some((index, input)) = map.source.next_element()
        {
            return Ok(Some(Iteration::new(index, input, None)));
        }
        let Some(mut item) = map.source.next() else { return Ok(None) };
        let seen = if holds_value { ItemOf::Shared(&item) } else { ItemOf::Last(&mut item) };
        let input = self.item_input(id, Given::Item(seen))?;
        if !holds_value {
            item.value = Value::Null;
        }
        Ok(Some(Iteration::new(item.index, input, holds_item.then_some(item))))
    }
    /// Takes the next item out of its source.
    pub(super) fn next_item(&mut self, id: FrameId, source: Option<&str>) -> Option<ItemContext> {
        let Work::Items(map) = &mut self.join_mut(id)?.work else { return None };
        let mut item = map.source.next()?;
        item.source = item.source.or_else(|| source.map(str::to_owned));
        Some(item)
    }

    /// What an iteration gets for its item (MAP-5).
    pub(super) fn item_input(&mut self, id: FrameId, given: Given<'_>) -> Result<Value, Failure> {
        let Some(frame) = self.frames.get_mut(id) else { return Ok(Value::Null) };
        let Some(state) = super::run::state(self.info, frame.at) else { return Ok(Value::Null) };
        let Some(execution) = self.executions.get(frame.execution) else { return Ok(Value::Null) };
        let Phase::Joining(join) = &frame.phase else { return Ok(Value::Null) };
        let Work::Items(map) = &join.work else { return Ok(Value::Null) };
        let mut nothing = crate::program::StateData::default();
        let (input, effective_input, mut item) = match (given, &map.effective_input) {
            (Given::Item(item), Payload::Input) => (&mut frame.input, None, item),
            (Given::Item(item), Payload::Own(data)) => (&mut frame.input, Some(data.json()), item),
            (Given::Element(index, path), payload) => {
                let document = payload.json(&frame.input);
                let place = usize::try_from(index).unwrap_or(usize::MAX);
                let element = path.node(document).and_then(|array| array.get(place));
                let Some(element) = element else { return Ok(Value::Null) };
                // Of the input it sees no more than what is effective: that is where the element stays.
                (&mut nothing, Some(document), ItemOf::Element(index, element))
            }
        };
        if map.selection == Selection::Item {
            return Ok(item.value());
        }
        let mut step = Step {
            input,
            effective_input,
            execution: &execution.identity.context,
            state_name: state.name,
            entered_time: frame.entered_time,
            retry_count: Some(frame.retries.total()),
            retry_counters: frame.retries.counters(),
            task_token: None,
            item: Some(item),
            holding: self.settings.holding,
            variables: &frame.variables,
            now: self.journal.now,
            probe: Probe::default(),
            random: &self.random,
        };
        self.program.item(frame.at, &mut step)
    }

    /// The Map itself fails, not an item.
    fn item_selector_failed(&mut self, id: FrameId, failure: Failure) {
        if !self.export_before(id, Ending::StateFailure(failure.clone())) {
            self.fail_map_state(id, failure);
        }
    }

    pub(super) fn fail_map_state(&mut self, id: FrameId, failure: Failure) {
        self.count_stopped(id);
        self.map_run_ended(id, MapRunStatus::Failed);
        let cause = self.frames.get(id).map_or(0, |frame| frame.last_event);
        self.fail_join(id, failure, cause);
    }

    /// An item has ended: its permit is free, unless handlers of it are still at work.
    pub(super) fn item_ended(&mut self, map: FrameId, permit: Option<PermitId>, cause: u64) {
        if self.give_back(map, permit) {
            self.start_items(map, cause);
        }
    }

    /// Gives back the permit of an item that has ended. False if handlers hold on to it.
    fn give_back(&mut self, map: FrameId, permit: Option<PermitId>) -> bool {
        let is_free = permit.is_none_or(|permit| self.permits.item_ended(permit));
        if is_free {
            self.count_free(map);
        }
        is_free
    }

    /// A permit that handlers held on to is free.
    pub(super) fn permit_freed(&mut self, issuer: Issuer) {
        let Some(frame) = self.frames.get(issuer.frame) else { return };
        if frame.at.state != issuer.state {
            return;
        }
        let Phase::Joining(join) = &frame.phase else { return };
        let cause = join.last_event;
        self.count_free(issuer.frame);
        self.start_items(issuer.frame, cause);
        self.complete_if_done(issuer.frame);
    }

    fn count_free(&mut self, map: FrameId) {
        if let Some(Work::Items(run)) = self.join_mut(map).map(|join| &mut join.work) {
            run.held = run.held.saturating_sub(1);
        }
    }
}
