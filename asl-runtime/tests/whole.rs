//! A whole workflow, from its definition to its output.
use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::json;

include_workflow! {
    name: simple,
    inline = r#"{"StartAt":"A","States":{
      "A":{"Type":"Task","Resource":"arn:aws:lambda:eu-west-1:111111111111:function:charge","Next":"W"},
      "W":{"Type":"Wait","Seconds":3600,"Next":"P"},
      "P":{"Type":"Parallel","Branches":[
         {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},"End":true}}},
         {"StartAt":"S","States":{"S":{"Type":"Succeed"}}}
      ],"End":true}
    }}"#,
}

#[tokio::test(start_paused = true)]
async fn runs() {
    let workflow = simple::dynamic(DynamicHandlers::new(|call| async move {
        Ok(json!({"items": [1,2,3], "got": call.input}))
    }));
    let out = workflow.run(json!({"x": 1})).await.expect("ok");
    assert_eq!(out, json!([[1,2,3],{"items":[1,2,3],"got":{"x":1}}]));
}
