//! The quick start is the one of the README, and does what the README says of it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

mod program {
    include!("main.rs");

    pub(crate) fn run() {
        main().expect("it ends well");
    }
}

const IS_CHILD: &str = "ASL_EXAMPLE_QUICK_START";

/// The child: it is this very test program, told by a variable of the environment.
#[test]
fn runs_in_a_folder() {
    if std::env::var_os(IS_CHILD).is_some() {
        program::run();
    }
}

fn start(folder: &std::path::Path) -> (Child, impl Iterator<Item = String>) {
    let mut child = Command::new(std::env::current_exe().expect("it has a name"))
        .args(["--exact", "runs_in_a_folder", "--nocapture"])
        .env(IS_CHILD, "yes")
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    (child, lines.map(|line| line.expect("it is text")))
}

#[test]
fn an_order_survives_its_process() {
    let folder = std::env::temp_dir().join(format!("asl-quick-start-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let (mut first, mut lines) = start(&folder);
    assert!(lines.any(|line| line == "charging 1700 cents"));
    // It may still be about to write that down; it is long before the wait is over.
    std::thread::sleep(std::time::Duration::from_secs(1));
    first.kill().expect("it is at work");
    first.wait().expect("it is a process");
    let (mut second, lines) = start(&folder);
    let lines: Vec<String> = lines.collect();
    assert!(second.wait().expect("it is a process").success());
    assert!(!lines.iter().any(|line| line.contains("charging")), "{lines:?}");
    assert!(lines.iter().any(|line| line == r#"shipping what "P-1" paid for"#), "{lines:?}");
    let end = r#"execution:order:order-17 ended with {"tracking":"T-1"}"#;
    assert!(lines.iter().any(|line| line.ends_with(end)), "{lines:?}");
    std::fs::remove_dir_all(&folder).expect("it was there");
}

#[test]
fn the_readme_shows_this_program() {
    let (readme, program) = (include_str!("../../README.md"), include_str!("main.rs"));
    assert!(readme.contains(&format!("```rust\n{program}```")), "the program in the README is another one");
}
