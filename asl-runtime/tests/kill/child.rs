//! Processes that are killed.

use std::io::{BufRead as _, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROLE: &str = "ASL_KILL_ROLE";
const FOLDER: &str = "ASL_KILL_FOLDER";
const RUNS: &str = "ASL_KILL_RUNS";

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It drives executions.
    Worker,
    /// It answers tokens, and has no engine.
    Client,
}

impl Role {
    pub(crate) fn of_this_process() -> Option<Self> {
        match std::env::var(ROLE).ok()?.as_str() {
            "worker" => Some(Self::Worker),
            _ => Some(Self::Client),
        }
    }
}

/// The folder that this process works in.
pub(crate) fn folder() -> PathBuf {
    std::env::var_os(FOLDER).expect("it is told").into()
}

/// The executions that this process is about.
pub(crate) fn runs() -> Range<usize> {
    let runs = std::env::var(RUNS).expect("it is told");
    let (first, end) = runs.split_once("..").expect("it is a range");
    first.parse().expect("it is a number")..end.parse().expect("it is a number")
}

/// What a worker prints when it has its engine.
const AT_WORK: &str = "at work";

/// Tells whoever waits for it that this process has its engine.
pub(crate) fn tell_at_work() {
    println!("{AT_WORK}");
}

/// A process.
pub(crate) struct Child(std::process::Child);

impl Child {
    pub(crate) fn spawn(folder: &Path, role: Role, runs: Range<usize>) -> Self {
        let role = match role {
            Role::Worker => "worker",
            Role::Client => "client",
        };
        let child = Command::new(std::env::current_exe().expect("it has a name"))
            .args(["--exact", "works_until_it_is_killed", "--nocapture"])
            .env(ROLE, role)
            .env(FOLDER, folder)
            .env(RUNS, format!("{}..{}", runs.start, runs.end))
            .stdout(Stdio::piped())
            .spawn();
        Self(child.expect("it starts"))
    }

    /// Waits until a worker has its engine.
    pub(crate) fn wait_until_at_work(&mut self) {
        let Some(stdout) = self.0.stdout.take() else { return };
        let told = BufReader::new(stdout).lines().map_while(Result::ok).any(|line| line == AT_WORK);
        assert!(told, "the process ended before it had an engine");
    }

    /// Ends it at once, wherever it is.
    pub(crate) fn kill(mut self) {
        // It may have come to its end.
        let _ = self.0.kill();
        self.0.wait().expect("it is a process");
    }

    /// Lets it come to its end.
    pub(crate) fn wait(mut self, longest: Duration) {
        let began = Instant::now();
        while began.elapsed() < longest {
            if let Some(status) = self.0.try_wait().expect("it is a process") {
                assert!(status.success(), "the last process failed: {status}");
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.kill();
        panic!("the last process does not end");
    }
}
