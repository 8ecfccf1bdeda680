//! In a macro of the user's.

use ::asl_runtime::include_workflow;

macro_rules! workflow {
    ($visibility:vis $name:ident, $input:ty, $text:literal, $method:ident) => {
        include_workflow! {
            name: $visibility $name,
            inline: $text,
            input: $input,
            output: $input,
            handlers: { "Do" => $method: fn($input) -> Result<$input, $crate::errors::ChargeError> },
        }

        include_workflow! {
            "hygiene/order.asl.json",
            name: of_a_file,
        }
    };
}

macro_rules! in_function {
    ($name:ident, $text:literal) => {
        /// The name that a workflow in a function's body has by default.
        #[must_use]
        pub fn $name() -> &'static str {
            include_workflow! {
                name: workflow,
                inline: $text,
                input: $crate::in_function::Order,
                handlers: { "Do" => work: fn($crate::in_function::Order) -> Result<u8, $crate::errors::ChargeError> },
            }
            workflow::State::ALL[0].name()
        }
    };
}

in_function! {
    first_state,
    r#"{"StartAt": "Do", "States": {"Do": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:do", "End": true}}}"#
}

workflow! {
    pub doing,
    ::std::vec::Vec<u8>,
    r#"{"StartAt": "Do", "States": {"Do": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:do", "End": true}}}"#,
    do_it
}
