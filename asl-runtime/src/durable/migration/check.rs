//! Whether a mapping of states fits, found out while compiling.

use super::Migration;
use crate::generated::States;
use crate::program::{MachineId, Place, StateId, StateInfo, StateKind};
use crate::shape::{Text, fail};
use crate::workflow::Definition;

/// Where the states of a machine go.
#[derive(Debug, Clone, Copy)]
pub struct MappedMachine {
    from: MachineId,
    pub(super) to: MachineId,
    pub(super) old: &'static [StateInfo],
    pub(super) new: &'static [StateInfo],
    /// By the index of the old state, that of the new one.
    pub(super) successors: &'static [u16],
}

impl MappedMachine {
    /// Where the states of a machine go: for each old state the index of the new one.
    pub const fn new<Old: States, New: States>(successors: &'static [u16]) -> Self {
        Self { from: Old::MACHINE, to: New::MACHINE, old: Old::TABLE, new: New::TABLE, successors }
    }

    const fn successor(&self, state: StateId) -> &'static StateInfo {
        &self.new[self.successors[state.0 as usize] as usize]
    }
}

/// A migration that fits.
///
/// # Panics
///
/// It does not: the text says why.
#[track_caller]
pub const fn checked<Old: Definition, New: Definition>(machines: &'static [MappedMachine]) -> Migration {
    let mut machine = 0;
    while machine < Old::PLACES.len() {
        let id = MachineId(machine as u16);
        let Some(mapped) = find(machines, id) else {
            fail(&missing(machines, Old::PLACES[machine]));
        };
        check_place(machines, mapped, Old::PLACES, New::PLACES);
        check_states(mapped, Old::PLACES, New::PLACES);
        machine += 1;
    }
    if machines.len() != Old::PLACES.len() {
        fail(&Text::of("the states of a machine are mapped twice"));
    }
    Migration { from: Old::HASH, to: New::HASH, machines, old: Old::program, new: New::program }
}

const fn find(machines: &'static [MappedMachine], id: MachineId) -> Option<&'static MappedMachine> {
    let mut at = 0;
    while at < machines.len() {
        if machines[at].from.0 == id.0 {
            return Some(&machines[at]);
        }
        at += 1;
    }
    None
}

/// The state that a machine is inside of, and what it is there.
const fn around(place: Place) -> Option<(MachineId, StateId, Option<u16>)> {
    match place {
        Place::Outermost => None,
        Place::Branch { machine, state, branch } => Some((machine, state, Some(branch))),
        Place::Item { machine, state } | Place::Execution { machine, state } => Some((machine, state, None)),
    }
}

const fn missing(machines: &'static [MappedMachine], place: Place) -> Text {
    let Some((machine, state, _)) = around(place) else {
        return Text::of("the outermost states are not mapped: begin with `State => State { … }`");
    };
    // Machines come after those that they are inside of.
    let name = match find(machines, machine) {
        Some(mapped) => mapped.old[state.0 as usize].name,
        None => "",
    };
    Text::of("the states inside of `")
        .and(name)
        .and("` are not mapped: add `module::State => module::State { … }`")
}

#[track_caller]
const fn check_place(
    machines: &'static [MappedMachine],
    mapped: &'static MappedMachine,
    old: &'static [Place],
    new: &'static [Place],
) {
    let (from, to) = (old[mapped.from.0 as usize], new[mapped.to.0 as usize]);
    let Some((machine, state, branch)) = around(from) else {
        if around(to).is_some() {
            fail(&Text::of("the outermost states go to states that are inside of another one"));
        }
        return;
    };
    let Some(outer) = find(machines, machine) else { fail(&missing(machines, from)) };
    let name = outer.old[state.0 as usize].name;
    let successor = outer.successors[state.0 as usize];
    if matches!((from, to), (Place::Item { .. }, Place::Execution { .. }))
        || matches!((from, to), (Place::Execution { .. }, Place::Item { .. }))
    {
        let text = Text::of("of `").and(name).and("` and `").and(outer.successor(state).name);
        fail(&text.and(
            "`, where it goes, one is a distributed Map and the other is not: its items are no children",
        ));
    }
    let fits = match (around(to), branch) {
        (Some((machine, state, Some(there))), Some(branch)) => {
            machine.0 == outer.to.0 && state.0 == successor && there == branch
        }
        (Some((machine, state, None)), None) => {
            machine.0 == outer.to.0
                && state.0 == successor
                && matches!(to, Place::Item { .. } | Place::Execution { .. })
        }
        _ => false,
    };
    if !fits {
        let text = Text::of("states inside of `")
            .and(name)
            .and("` go to states that are not at the same place inside of `");
        fail(&text.and(outer.successor(state).name).and("`, where it goes"));
    }
}

#[track_caller]
const fn check_states(mapped: &'static MappedMachine, old: &'static [Place], new: &'static [Place]) {
    let mut at = 0;
    while at < mapped.old.len() {
        let state = StateId(at as u16);
        let (from, to) = (&mapped.old[at], mapped.successor(state));
        let stays =
            matches!(from.kind, StateKind::Task | StateKind::Wait | StateKind::Parallel | StateKind::Map);
        if stays && from.kind as u8 != to.kind as u8 {
            let text = Text::of("`").and(from.name).and("` is a ").and(kind(from.kind)).and(", and `");
            let text = text.and(to.name).and("`, where it goes, is a ").and(kind(to.kind));
            fail(&text.and(": where executions stay they can only go on with a state of the same kind"));
        }
        let branches = inside(old, mapped.from, state);
        let there = inside(new, mapped.to, StateId(mapped.successors[at]));
        if stays && branches != there {
            let text =
                Text::of("`").and(from.name).and("` has ").and_number(branches).and(" branches, and `");
            fail(&text.and(to.name).and("`, where it goes, has ").and_number(there));
        }
        at += 1;
    }
}

/// How many machines are inside of a state.
const fn inside(places: &'static [Place], machine: MachineId, state: StateId) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < places.len() {
        if let Some((outer, around, _)) = around(places[at])
            && outer.0 == machine.0
            && around.0 == state.0
        {
            count += 1;
        }
        at += 1;
    }
    count
}

const fn kind(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Task => "Task",
        StateKind::Pass => "Pass",
        StateKind::Choice => "Choice",
        StateKind::Wait => "Wait",
        StateKind::Succeed => "Succeed",
        StateKind::Fail => "Fail",
        StateKind::Parallel => "Parallel",
        StateKind::Map => "Map",
    }
}
