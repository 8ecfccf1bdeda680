//! A store that fails, is slow, or dies with its process, before or after any of its calls.
//!
//! Every call of a run without faults is met by every fault, one at a time; and many at once by chance. All that over
//! the store in memory, and over a file:
//! `ASL_SEED=17 cargo test -p asl-runtime --features sqlite --test faults` carries out that one plan. Opening files takes
//! time, so of the calls to them every fault meets each fourth one, not the same ones as the next fault; with
//! `ASL_ALL_FAULTS=1` it meets them all.

mod lives;
mod maps;
#[path = "../mix/mod.rs"]
#[allow(dead_code, reason = "some of it needs a file")]
mod mix;
mod place;
mod plan;
mod store;
mod transactions;
mod unseated;

use lives::{Report, carry_out};
use place::{Cost, InFile, InMemory, Place};
use plan::{Call, Fault, Plan};

/// So many plans are carried out by chance.
const PLANS: u64 = 150;

/// And so many over files, each of which takes ten times as long.
const PLANS_IN_FILES: u64 = 20;

/// The outcome of a handler is kept whatever the store does: no handler is called for a second time, and none is told
/// to have been interrupted.
fn check_kept(calm: &Report, report: &Report) -> Result<(), String> {
    if report.interrupted > 0 {
        return Err("a handler was interrupted".into());
    }
    if report.called != calm.called {
        return Err(format!("handlers were called {:?}, not {:?}", report.called, calm.called));
    }
    if report.ends != calm.ends {
        return Err(format!("it ended with {:?}, not {:?}", report.ends, calm.ends));
    }
    Ok(())
}

/// A fault meets one in so many calls over files.
const ONE_IN: usize = 4;

/// Which of so many calls meet a fault.
fn met<P: Place>(calls: usize, fault: Fault) -> impl Iterator<Item = usize> {
    let is_all = P::COST == Cost::Little || std::env::var_os("ASL_ALL_FAULTS").is_some();
    let one_in = if is_all { 1 } else { ONE_IN };
    (1..=calls).filter(move |number| (number + fault as usize).is_multiple_of(one_in))
}

/// Every call of a kind meets a fault, each in a run of its own.
fn meet_everywhere<P: Place>(call: Call, fault: Fault, then_refused: usize) {
    meet_with::<P>(call, fault, then_refused, &carry_out::<P>);
}

/// The same with other executions.
fn meet_with<P: Place>(
    call: Call,
    fault: Fault,
    then_refused: usize,
    carry_out: &dyn Fn(Plan) -> Result<Report, String>,
) {
    let calm = carry_out(Plan::Never).expect("nothing happens");
    assert!(calm.commits > 20 && calm.writes > 0 && calm.reads > 20, "there is something to meet");
    let calls = match call {
        Call::Commit => calm.commits,
        Call::Write => calm.writes,
        Call::Read => calm.reads,
        Call::File => calm.files,
    };
    let mut wrong = Vec::new();
    for number in met::<P>(calls, fault) {
        let report = carry_out(Plan::Once { call, number, fault, then_refused }).and_then(|report| {
            if report.happened.is_empty() {
                return Err("nothing happened".into());
            }
            if !fault.is_death() {
                check_kept(&calm, &report)?;
            }
            Ok(())
        });
        if let Err(error) = report {
            wrong.push(format!("{call:?} {number}: {error}"));
        }
    }
    assert!(wrong.is_empty(), "{fault:?}: {wrong:#?}");
}

macro_rules! every_commit {
    ($place:ident: $($name:ident: $fault:ident,)*) => {
        $(#[test]
        fn $name() {
            meet_everywhere::<$place>(Call::Commit, Fault::$fault, 0);
        })*
    };
}

every_commit! {
    InMemory:
    any_commit_may_be_refused: Refused,
    any_commit_may_be_unknown_and_not_done: UnknownNotDone,
    any_commit_may_be_unknown_and_done: UnknownDone,
    any_commit_may_be_done_late: DoneLate,
    any_commit_may_be_answered_late: AnsweredLate,
    the_process_may_die_before_any_commit: DeadBefore,
    the_process_may_die_after_any_commit: DeadAfter,
}

every_commit! {
    InFile:
    any_commit_to_a_file_may_be_refused: Refused,
    any_commit_to_a_file_may_be_unknown_and_not_done: UnknownNotDone,
    any_commit_to_a_file_may_be_unknown_and_done: UnknownDone,
    any_commit_to_a_file_may_be_done_late: DoneLate,
    any_commit_to_a_file_may_be_answered_late: AnsweredLate,
    the_process_may_die_before_any_commit_to_a_file: DeadBefore,
    the_process_may_die_after_any_commit_to_a_file: DeadAfter,
}

/// The version, which is to tell, can't be read either.
#[test]
fn what_is_unknown_may_stay_unknown_for_long() {
    for fault in [Fault::UnknownDone, Fault::UnknownNotDone] {
        meet_everywhere::<InMemory>(Call::Commit, fault, 5);
    }
}

fn any_other_write_may_go_wrong<P: Place>() {
    for fault in Fault::ALL {
        meet_everywhere::<P>(Call::Write, fault, 0);
    }
}

#[test]
fn any_other_write_to_memory_may_go_wrong() {
    any_other_write_may_go_wrong::<InMemory>();
}

#[test]
fn any_other_write_to_a_file_may_go_wrong() {
    any_other_write_may_go_wrong::<InFile>();
}

#[test]
fn any_read_may_go_wrong() {
    for fault in [Fault::Refused, Fault::AnsweredLate, Fault::DeadBefore] {
        meet_everywhere::<InMemory>(Call::Read, fault, 0);
    }
}

/// Carries out plans of many faults, so many unless one is asked for.
fn many_things_may_go_wrong<P: Place>(plans: u64) {
    let seeds = match std::env::var("ASL_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..plans,
    };
    let (mut faults, mut wrong) = (0, Vec::new());
    for seed in seeds {
        match carry_out::<P>(Plan::Chance(fastrand::Rng::with_seed(seed), 12)) {
            Ok(report) => faults += report.happened.len(),
            Err(error) => wrong.push(format!("ASL_SEED={seed}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(faults > 0, "something happens");
}

#[test]
fn many_things_may_go_wrong_in_memory() {
    many_things_may_go_wrong::<InMemory>(PLANS);
}

#[test]
fn many_things_may_go_wrong_in_a_file() {
    many_things_may_go_wrong::<InFile>(PLANS_IN_FILES);
}
