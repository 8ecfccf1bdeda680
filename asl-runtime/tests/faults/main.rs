//! A store that fails, is slow, or dies with its process, before or after any of its calls.
//!
//! Every call of a run without faults is met by every fault, one at a time; and many at once by chance:
//! `ASL_SEED=17 cargo test -p asl-runtime --features sqlite --test faults` carries out that one plan.

mod lives;
#[path = "../mix/mod.rs"]
#[allow(dead_code, reason = "some of it needs a file")]
mod mix;
mod plan;
mod store;
mod transactions;

use lives::{Report, carry_out};
use plan::{Call, Fault, Plan};

/// So many plans are carried out by chance.
const PLANS: u64 = 150;

fn without_faults() -> Report {
    let report = carry_out(Plan::Never).expect("nothing happens");
    assert!(report.commits > 20 && report.writes > 3 && report.reads > 20, "there is something to meet");
    report
}

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

/// Every call of a kind meets a fault, each in a run of its own.
fn meet_everywhere(call: Call, fault: Fault, then_refused: usize) {
    let calm = without_faults();
    let calls = match call {
        Call::Commit => calm.commits,
        Call::Write => calm.writes,
        Call::Read => calm.reads,
    };
    let mut wrong = Vec::new();
    for number in 1..=calls {
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
    ($($name:ident: $fault:ident,)*) => {
        $(#[test]
        fn $name() {
            meet_everywhere(Call::Commit, Fault::$fault, 0);
        })*
    };
}

every_commit! {
    any_commit_may_be_refused: Refused,
    any_commit_may_be_unknown_and_not_done: UnknownNotDone,
    any_commit_may_be_unknown_and_done: UnknownDone,
    any_commit_may_be_done_late: DoneLate,
    any_commit_may_be_answered_late: AnsweredLate,
    the_process_may_die_before_any_commit: DeadBefore,
    the_process_may_die_after_any_commit: DeadAfter,
}

/// The version, which is to tell, can't be read either.
#[test]
fn what_is_unknown_may_stay_unknown_for_long() {
    for fault in [Fault::UnknownDone, Fault::UnknownNotDone] {
        meet_everywhere(Call::Commit, fault, 5);
    }
}

#[test]
fn any_other_write_may_go_wrong() {
    for fault in Fault::ALL {
        meet_everywhere(Call::Write, fault, 0);
    }
}

#[test]
fn any_read_may_go_wrong() {
    for fault in [Fault::Refused, Fault::AnsweredLate, Fault::DeadBefore] {
        meet_everywhere(Call::Read, fault, 0);
    }
}

#[test]
fn many_things_may_go_wrong() {
    let seeds = match std::env::var("ASL_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..PLANS,
    };
    let (mut faults, mut wrong) = (0, Vec::new());
    for seed in seeds {
        match carry_out(Plan::Chance(fastrand::Rng::with_seed(seed), 12)) {
            Ok(report) => faults += report.happened.len(),
            Err(error) => wrong.push(format!("ASL_SEED={seed}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(faults > 0, "something happens");
}
