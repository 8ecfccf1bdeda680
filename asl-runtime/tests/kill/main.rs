//! Executions in a file, in processes that are killed again and again.
//!
//! `ASL_KILLS=1000 ASL_SEED=3 cargo test -p asl-runtime --features sqlite --test kill -- --nocapture` says how often,
//! when, and what came of it; with `ASL_SECONDS=600` there are fewer kills if they take longer than that.

mod check;
mod child;
mod files;
mod ledger;
#[path = "../mix/mod.rs"]
mod mix;
mod process;

use std::path::Path;
use std::time::{Duration, Instant};

use check::Seen;
use child::{Child, Role};

/// How often the process is killed, unless `ASL_KILLS` says otherwise.
const KILLS: u64 = 50;

/// So many executions are begun before each kill,
const BEGUN: usize = 4;

/// unless so many have not ended: a machine that is busy with other things gets through fewer of them.
const MOST_OPEN: usize = 60;

/// What there is of everything, by turns.
const KINDS: [mix::Kind; 7] = [
    mix::Kind::Parent,
    mix::Kind::Trip,
    mix::Kind::Ledger,
    mix::Kind::Maps,
    mix::Kind::Mix,
    mix::Kind::Errand,
    mix::Kind::Ledger,
];

/// What a child does: it is this very test program, told by variables of the environment.
#[test]
fn works_until_it_is_killed() {
    if let Some(role) = Role::of_this_process() {
        process::run(role);
    }
}

#[test]
fn nothing_is_lost_and_nothing_done_twice() {
    let given = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let longest = Duration::from_secs(given("ASL_SECONDS").unwrap_or(u64::MAX));
    let (most_kills, seed) = (given("ASL_KILLS").unwrap_or(KILLS), given("ASL_SEED").unwrap_or(7));
    let mut random = fastrand::Rng::with_seed(seed);
    let folder = std::env::temp_dir().join(format!("asl-kill-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let (mut seen, mut until, began) = (Seen::default(), 0, Instant::now());
    let mut kills = 0;
    while kills < most_kills && began.elapsed() < longest {
        kills += 1;
        if until - seen.first_running() < MOST_OPEN {
            until += BEGUN;
        }
        life(&folder, seen.first_running()..until, &mut random);
        if let Err(error) = seen.look(&folder, until) {
            panic!("seed {seed}, after {kills} kills: {error}");
        }
        if kills % 100 == 0 {
            println!("{kills} kills in {:.0?}", began.elapsed());
        }
    }
    // The last one is let to the end.
    let longest = Duration::from_secs(120 + kills);
    Child::spawn(&folder, Role::Worker, seen.first_running()..until).wait(longest);
    let figures = seen.look(&folder, until).and_then(|()| seen.conclude(&folder, until));
    let figures = figures.unwrap_or_else(|error| panic!("seed {seed}, after {kills} kills: {error}"));
    println!("{kills} kills in {:.0?}: {figures}", began.elapsed());
    std::fs::remove_dir_all(&folder).expect("it was there");
}

/// A process that works, others that answer tokens beside it or after it, and their end.
fn life(folder: &Path, runs: std::ops::Range<usize>, random: &mut fastrand::Rng) {
    let mut worker = Child::spawn(folder, Role::Worker, runs.clone());
    let client = random.bool().then(|| Child::spawn(folder, Role::Client, runs.clone()));
    // Some are killed before they have an engine, as far as the machine is as slow as that.
    if random.u8(0..5) > 0 {
        worker.wait_until_at_work();
    }
    std::thread::sleep(Duration::from_millis(random.u64(0..250)));
    worker.kill();
    if let Some(client) = client {
        client.kill();
    }
    // Nobody is there to go on with what this one answers.
    if random.u8(0..4) == 0 {
        let client = Child::spawn(folder, Role::Client, runs);
        std::thread::sleep(Duration::from_millis(random.u64(20..100)));
        client.kill();
    }
}
