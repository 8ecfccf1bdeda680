//! The question outlives the process that asked it.

mod at_prompt;
mod prompt;
mod workflow;

use workflow::{Approval, answer, approval, ask, engine};

/// A process of its own: when it is dropped, nothing in it comes to its end.
fn process() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("it starts")
}

#[test]
fn an_answer_finds_its_execution_again() {
    let folder = std::env::temp_dir().join(format!("asl-durable-example-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let path = folder.join("approvals.db").display().to_string();

    let first = process();
    let id = first.block_on(async {
        let (engine, workflow) = engine(&path).await.expect("it starts");
        let id = ask(&engine, &workflow, Some("expense"), 480).await.expect("it starts");
        while engine.waiting_tasks(1).await.expect("it reads").is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        id
    });
    first.shutdown_background();

    // Answered while nobody is there to go on with it.
    assert!(process().block_on(answer(&path, true)).expect("it waits"));
    assert!(!process().block_on(answer(&path, true)).expect("nothing waits any more"));

    let output = process().block_on(async {
        // The engine before has to be gone first: there is one for a file.
        let (engine, workflow) = loop {
            match engine(&path).await {
                Ok(engine) => break engine,
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(5)).await,
            }
        };
        let output = engine.execution::<approval::Definition>(&id).wait().await.expect("it succeeds");
        let again = ask(&engine, &workflow, Some("expense"), 480).await;
        assert!(again.is_err(), "the name is taken");
        engine.shut_down().await.expect("it ends");
        output
    });
    assert_eq!(output, Approval { approved: true, employee: "Ada".into(), euros: 480 });
    std::fs::remove_dir_all(&folder).expect("it was there");
}
