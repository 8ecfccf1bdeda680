//! In a macro of the user's.

use ::asl_runtime::include_workflow;

macro_rules! workflow {
    ($visibility:vis $name:ident, $input:ty, $text:literal, $method:ident) => {
        include_workflow! {
            name: $visibility $name,
            inline: $text,
            input: $input,
            output: $input,
            handlers: { "Do" => $method: fn($input) -> Result<$input, crate::errors::ChargeError> },
        }

        include_workflow! {
            "hygiene/order.asl.json",
            name: of_a_file,
        }
    };
}

workflow! {
    pub doing,
    ::std::vec::Vec<u8>,
    r#"{"StartAt": "Do", "States": {"Do": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:do", "End": true}}}"#,
    do_it
}
