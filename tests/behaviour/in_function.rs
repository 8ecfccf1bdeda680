//! A workflow in the body of a function, all of whose types are declared there.

use std::fmt;

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};

#[tokio::test(start_paused = true)]
async fn types_of_a_function_run() {
    include_workflow! {
        name: pub(self) greeting,
        typed,
        input: Guest,
        output: Greeting,
        handlers: { "Greet" => greet: fn(Name) -> Result<Greeting, Rude> },
        inline: r#"{
            "StartAt": "Greet",
            "States": { "Greet": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:greet",
                "Parameters": { "first.$": "$.names[0]" },
                "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 1 }],
                "End": true
            } }
        }"#,
    }

    #[derive(Debug, Serialize, Deserialize, Shape)]
    struct Guest {
        names: Vec<String>,
    }

    #[derive(Debug, Serialize, Deserialize, Shape)]
    struct Name {
        first: String,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
    struct Greeting {
        text: String,
    }

    #[derive(Debug, AslError)]
    enum Rude {
        Busy,
        Unwelcome,
    }

    impl fmt::Display for Rude {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("not today")
        }
    }

    struct Door;

    impl greeting::Handlers for Door {
        async fn greet(&self, name: Name, task: &TaskContext) -> Result<Greeting, Rude> {
            match (name.first.as_str(), task.attempt()) {
                ("Eve", _) => Err(Rude::Unwelcome),
                (_, 0) => Err(Rude::Busy),
                (first, _) => Ok(Greeting { text: format!("hello {first}") }),
            }
        }
    }

    let come = async |name: &str| {
        greeting::workflow(Door)
            .run(Guest { names: vec![name.to_owned()] })
            .await
            .map_err(greeting::Error::from)
    };
    let greeted = come("Ann").await.expect("the second try is answered");
    assert_eq!(greeted, Greeting { text: "hello Ann".to_owned() });
    match come("Eve").await {
        Err(greeting::Error::Rude(error)) => assert_eq!(error.name(), "Unwelcome"),
        other => panic!("Eve is not let in: {other:?}"),
    }
}
