//! The process dies at each booking and each cancellation: what was booked is cancelled nevertheless.

mod workflow;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use workflow::{Trip, engine, saga};

const FOLDER: &str = "ASL_EXAMPLE_SAGA";
const DIES_AT: &str = "ASL_EXAMPLE_SAGA_DIES_AT";

/// The child: it is this very test program, told by variables of the environment.
#[test]
fn works_until_it_dies() {
    let (Some(folder), dies_at) = (std::env::var_os(FOLDER), std::env::var(DIES_AT).ok()) else { return };
    let folder = Path::new(&folder);
    let journal = std::fs::File::options().create(true).append(true).open(folder.join("journal"));
    let journal = journal.expect("it opens");
    let tell = Arc::new(move |what: &str| {
        // A line is written at once, or not at all.
        (&journal).write_all(format!("{what}\n").as_bytes()).expect("there is room");
        if dies_at.as_deref() == Some(what) {
            // As by SIGKILL: nobody is told, and nothing is written any more.
            std::process::abort();
        }
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("it starts").block_on(async {
        let (engine, workflow) =
            engine(folder.join("trips.db"), tell, Duration::ZERO).await.expect("it starts");
        // Under its name it is started once.
        let _ = engine.start(&workflow, Some("trip"), Trip { to: "Venice".into() }).await;
        let arn = workflow.state_machine_arn().replace(":stateMachine:", ":execution:") + ":trip";
        let ended = engine.execution::<saga::Definition>(arn).wait().await.expect_err("there is no car");
        std::fs::write(folder.join("end"), ended.to_string()).expect("there is room");
        engine.shut_down().await.expect("it ends");
    });
}

/// Dies there, goes on in another process; gives what was done, and how it ended.
fn dies_at(name: &str, at: &[&str]) -> (Vec<String>, String) {
    let folder = std::env::temp_dir().join(format!("asl-saga-example-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let process = |at: Option<&str>| {
        let mut child = Command::new(std::env::current_exe().expect("it has a name"));
        child.args(["--exact", "works_until_it_dies", "--nocapture"]).env(FOLDER, &folder);
        match at {
            Some(at) => child.env(DIES_AT, at),
            None => child.env_remove(DIES_AT),
        };
        child.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it starts")
    };
    for at in at {
        assert!(!process(Some(at)).success(), "it dies at `{at}`");
    }
    assert!(process(None).success(), "it comes to its end");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it is there");
    let (journal, end) = (read("journal").lines().map(str::to_owned).collect(), read("end"));
    std::fs::remove_dir_all(&folder).expect("it was there");
    (journal, end)
}

#[test]
fn a_cancellation_that_was_interrupted_is_tried_again() {
    let (hotel, flight) = ("cancel hotel to Venice", "cancel flight to Venice");
    for (name, at, cancelled) in [
        ("hotel", &[hotel][..], &[hotel, hotel, flight][..]),
        ("flight", &[flight], &[hotel, flight, flight]),
        ("both", &[hotel, flight], &[hotel, hotel, flight, flight]),
        ("again", &[hotel, hotel], &[hotel, hotel, hotel, flight]),
    ] {
        let (journal, end) = dies_at(name, at);
        assert_eq!(journal, [&["book flight", "book hotel"], cancelled].concat(), "{name}");
        assert_eq!(end, "the execution failed with `NoCar`: there is no car in Venice", "{name}");
    }
}

/// What was being booked may have been booked, or not: the saga does not know, and goes back.
#[test]
fn a_booking_that_was_interrupted_undoes_the_trip() {
    let (journal, end) = dies_at("booking", &["book hotel"]);
    assert_eq!(journal, ["book flight", "book hotel", "cancel flight to Venice"]);
    assert!(end.starts_with("the execution failed with `HandlerInterrupted`"), "{end}");
}
