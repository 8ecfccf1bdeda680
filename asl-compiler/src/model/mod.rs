//! The definition as types: what is in a `StateMachine`, read from the syntax, every part with its place.
//!
//! The reader is lenient: where a part is wrong it reports and puts a harmless value there, so that a
//! definition with mistakes still has its states and handlers.

mod choice;
mod error_handling;
mod flow;
mod json_path;
mod jsonata;
mod machine;
mod map;
mod spanned;
mod state;
mod template;
mod variable;

pub use choice::{
    ChoiceRule, Comparison, Condition, JsonataCondition, JsonataTest, Operand, Operator, Relation, TypeTest,
};
pub use error_handling::{Catcher, ErrorName, JitterStrategy, Retrier};
pub use flow::{
    Arguments, CatchFlow, Filter, Filters, Flow, InputPath, Made, MapFlow, MapWork, Output, OutputPath,
    PassFlow, PlainFlow, ResultFields, ResultPath, Work, WorkFlow,
};
pub use json_path::JsonPathFields;
pub use jsonata::JsonataExpression;
pub use machine::{QueryLanguage, Scope, StateId, StateMachine, WorkflowKind};
pub use map::{
    ExecutionType, ItemBatcher, ItemReader, Map, MapItems, OutputType, ProcessorMode, ResultWriter,
    Tolerance, Transformation,
};
pub use spanned::{Quantity, Spanned};
pub use state::{
    Choice, Credentials, Fail, FailText, Next, Parallel, Pass, State, StateKind, Succeed, Task, Wait,
    WaitUntil,
};
pub use template::{Expression, Literal, Template, TemplateMember};
pub use variable::{Assign, AssignedVariable};
