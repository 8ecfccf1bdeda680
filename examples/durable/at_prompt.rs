//! The program is killed while it asks.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::prompt;

const FILE: &str = "ASL_EXAMPLE_APPROVAL";
const DECISION: &str = "ASL_EXAMPLE_APPROVAL_DECISION";

/// The child: it is this very test program, told by variables of the environment.
#[test]
fn does_what_the_program_does() {
    let Ok(path) = std::env::var(FILE) else { return };
    let done = super::process().block_on(async {
        match std::env::var(DECISION) {
            Ok(decision) => prompt::answer_elsewhere(&path, &decision).await,
            Err(_) => prompt::ask_at_prompt(&path).await,
        }
    });
    done.expect("it ends well");
}

fn command(path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("it has a name"));
    command.args(["--exact", "at_prompt::does_what_the_program_does", "--nocapture"]).env(FILE, path);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// A process that asks, and what it has printed.
struct Asking {
    child: Child,
    printed: String,
}

impl Asking {
    /// Waits until it stands at its prompt.
    fn start(path: &Path) -> Self {
        let mut asking = Self { child: command(path).spawn().expect("it starts"), printed: String::new() };
        while !asking.printed.contains("[y/n]") {
            let mut byte = [0];
            let stdout = asking.child.stdout.as_mut().expect("it is piped");
            stdout.read_exact(&mut byte).expect("it has not ended");
            asking.printed.push(char::from(byte[0]));
        }
        asking
    }

    fn kill(mut self) -> String {
        self.child.kill().expect("it is at work");
        self.child.wait().expect("it is a process");
        self.printed
    }

    fn says(mut self, text: &str) -> String {
        let stdin = self.child.stdin.as_mut().expect("it is piped");
        stdin.write_all(text.as_bytes()).expect("it reads");
        self.ends()
    }

    fn ends(mut self) -> String {
        let stdout = self.child.stdout.as_mut().expect("it is piped");
        stdout.read_to_string(&mut self.printed).expect("it is text");
        assert!(self.child.wait().expect("it is a process").success(), "{}", self.printed);
        self.printed
    }
}

/// Answers in a process without an engine; gives what it printed.
fn answer(path: &Path, decision: &str) -> String {
    let output = command(path).env(DECISION, decision).output().expect("it starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn with_file(name: &str, test: impl FnOnce(&Path)) {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("asl-approval-example-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    test(&folder.join("approvals.db"));
    std::fs::remove_dir_all(&folder).expect("it was there");
}

const APPROVED: &str = "approved: true,\n    employee: \"Ada\",\n    euros: 480,\n";

#[test]
fn whoever_is_killed_at_the_prompt_asks_again() {
    with_file("killed", |path| {
        assert!(Asking::start(path).kill().contains("was started"));
        for _ in 0..3 {
            assert!(Asking::start(path).kill().contains("goes on"));
        }
        let printed = Asking::start(path).says("perhaps\ny\n");
        assert!(printed.contains("goes on") && printed.contains(APPROVED), "{printed}");
        // That one has ended.
        let printed = Asking::start(path).says("n\n");
        assert!(printed.contains("was started"), "{printed}");
        assert!(printed.contains("`ExpenseRejected`: the manager said no"), "{printed}");
    });
}

#[test]
fn a_second_process_answers() {
    with_file("second", |path| {
        let asking = Asking::start(path);
        while !answer(path, "y").contains("the answer was accepted") {
            // The question is about to be asked.
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let printed = asking.ends();
        assert!(printed.contains(APPROVED), "{printed}");
        assert!(answer(path, "y").contains("nobody waits for an answer"));
    });
}

#[test]
fn a_second_process_answers_while_the_first_is_gone() {
    with_file("gone", |path| {
        let asking = Asking::start(path);
        while answer_is_early(path) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        asking.kill();
        assert!(answer(path, "n").contains("the answer was accepted"));
        assert!(!answer(path, "y").contains("the answer was accepted"));
        let printed = Asking::start(path).ends();
        assert!(printed.contains("goes on"), "{printed}");
        assert!(printed.contains("`ExpenseRejected`: the manager said no"), "{printed}");
    });
}

/// Whether the question is still about to be asked.
fn answer_is_early(path: &Path) -> bool {
    super::process().block_on(async {
        let store = asl_runtime::store::Sqlite::open(path).expect("it opens");
        let client = asl_runtime::durable::Client::new(std::sync::Arc::new(store)).await.expect("it reads");
        client.waiting_tasks(1).await.expect("it reads").is_empty()
    })
}
