//! What is left when the power fails: `kill -9` can't show a missing `fsync`, since the system still writes what it has.
//!
//! The process runs with a library before the C library (`disk.c`) that keeps what was synced of each file. After it was
//! killed, its files are put back to that, with some of the sectors that were written since, as disks do.
//!
//! `ASL_FAILURES=200 ASL_SEED=3 cargo test -p asl-runtime --features sqlite --test power -- --nocapture`
#![cfg(target_os = "linux")]

mod check;
mod disk;
mod process;

use std::time::Duration;

use asl_runtime::store::Durability;
use check::Found;
use disk::Disk;

/// How often the power fails, unless `ASL_FAILURES` says otherwise.
const FAILURES: u64 = 8;

/// Of each failure so many outcomes are looked at: what was not synced may have reached the disk or not.
const OUTCOMES: u64 = 3;

/// The child: it is this very test program, told by a variable of the environment.
#[test]
fn works_until_the_power_fails() {
    process::work_if_told();
}

/// How the store is opened, and what the disk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Honest(Durability),
    /// The disk says that it has synced, and has not.
    Lying,
}

fn given(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Lets the power fail again and again; gives how many acknowledged steps were gone, and how many attempts were made
/// twice for want of them.
fn fail(mode: Mode) -> Found {
    let seed = given("ASL_SEED", 11);
    let mut random = fastrand::Rng::with_seed(seed);
    let mut all = Found::default();
    for failure in 0..given("ASL_FAILURES", FAILURES) {
        let disk = Disk::new(&format!("{mode:?}-{failure}").replace(['(', ')'], "-"));
        let durability = match mode {
            Mode::Honest(durability) => durability,
            Mode::Lying => Durability::Full,
        };
        let process = process::spawn(&disk, durability);
        process::wait_until_it_works(&disk);
        if mode == Mode::Lying {
            disk.lie();
        }
        std::thread::sleep(Duration::from_millis(random.u64(40..250)));
        process.kill();
        // Of a disk that lies nothing can be expected but what it had before.
        for outcome in 0..if mode == Mode::Lying { 1 } else { OUTCOMES } {
            // The first is the worst: nothing that was not synced is there.
            let kept = if outcome == 0 { 0.0 } else { random.f64() };
            let left = disk.after_the_failure(kept, &mut random);
            match check::look(&left, &disk) {
                Ok(found) => all.add(&found),
                Err(error) => panic!("{mode:?}, seed {seed}, failure {failure}, outcome {outcome}: {error}"),
            }
        }
    }
    println!("{mode:?}: {all}");
    all
}

#[test]
fn what_was_acknowledged_is_there() {
    let found = fail(Mode::Honest(Durability::Full));
    assert_eq!((found.lost_starts, found.lost_attempts), (0, 0));
    assert!(found.acknowledged > 100, "it was at work: {found}");
}

/// Some of the last steps may be gone; what is left is whole, and goes on.
#[test]
fn with_less_durability_the_store_is_whole() {
    let found = fail(Mode::Honest(Durability::Normal));
    assert!(found.acknowledged > 100, "it was at work: {found}");
}

/// If nothing is synced, this test notices.
#[test]
fn a_disk_that_lies_is_found_out() {
    let found = fail(Mode::Lying);
    assert!(found.lost_starts + found.lost_attempts > 0, "{found}");
}
