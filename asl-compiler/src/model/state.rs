//! The eight state types (TASK, PASS, CHO, WAIT, END, PAR; Map has a file of its own).

use super::{
    Assign, Catcher, ChoiceRule, Expression, JsonataExpression, Map, PassFlow, PlainFlow, Quantity,
    QueryLanguage, Retrier, Scope, Spanned, StateId, Template, WorkFlow,
};
use crate::expression::{path::ReferencePath, resource::Resource};
use crate::syntax::Place;

/// A state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its name; the place is that of the key.
    pub name: Spanned<String>,
    /// The whole state.
    pub place: Place,
    /// `Comment`.
    pub comment: Option<String>,
    /// Its query language (LANG-1 to LANG-3).
    pub language: QueryLanguage,
    /// What it does.
    pub kind: StateKind,
}

/// A state's type with its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum StateKind {
    /// Calls a resource.
    Task(Box<Task>),
    /// Passes or makes data.
    Pass(Box<Pass>),
    /// Chooses the next state.
    Choice(Box<Choice>),
    /// Waits.
    Wait(Box<Wait>),
    /// Ends its scope well.
    Succeed(Box<Succeed>),
    /// Ends its scope badly.
    Fail(Box<Fail>),
    /// Runs branches.
    Parallel(Box<Parallel>),
    /// Runs a scope for every item.
    Map(Box<Map>),
}

/// `Next` or `End`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Next {
    /// `Next`: another state of the scope.
    State(StateId),
    /// `End: true`.
    End,
}

/// A Task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// `Resource`.
    pub resource: Spanned<Resource>,
    /// What goes in and what comes out.
    pub flow: WorkFlow,
    /// `Credentials` (CRED-1).
    pub credentials: Option<Credentials>,
    /// `TimeoutSeconds` or `TimeoutSecondsPath`.
    pub timeout: Option<Quantity<u32>>,
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`.
    pub heartbeat: Option<Quantity<u32>>,
    /// `Assign`.
    pub assign: Option<Assign>,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher>,
    /// `Next` or `End`.
    pub next: Next,
}

/// `Credentials` of a Task (CRED-1).
#[derive(Debug, Clone, PartialEq)]
pub struct Credentials {
    /// `RoleArn` or `RoleArn.$`.
    pub role_arn: Template,
}

/// A Pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// What goes in and what comes out.
    pub flow: PassFlow,
    /// `Assign`.
    pub assign: Option<Assign>,
    /// `Next` or `End`.
    pub next: Next,
}

/// A Choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What goes in and what comes out; `Output` counts where no rule is taken (VAR-15).
    pub flow: PlainFlow,
    /// `Choices`, tried in order.
    pub choices: Vec<ChoiceRule>,
    /// `Default`; never [`Next::End`].
    pub default: Option<Next>,
    /// `Assign`, where no rule is taken (VAR-15).
    pub assign: Option<Assign>,
}

/// A Wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// What goes in and what comes out.
    pub flow: PlainFlow,
    /// How long, or until when.
    pub until: WaitUntil,
    /// `Assign`.
    pub assign: Option<Assign>,
    /// `Next` or `End`.
    pub next: Next,
}

/// How long a Wait waits (WAIT-1).
#[derive(Debug, Clone, PartialEq)]
pub enum WaitUntil {
    /// `Seconds`
    Seconds(Spanned<u32>),
    /// `SecondsPath`
    SecondsPath(Spanned<ReferencePath>),
    /// `Seconds` in JSONata.
    SecondsExpression(Spanned<JsonataExpression>),
    /// `Timestamp`, as it was written; it has been checked (CHO-14).
    Timestamp(Spanned<String>),
    /// `TimestampPath`
    TimestampPath(Spanned<ReferencePath>),
    /// `Timestamp` in JSONata.
    TimestampExpression(Spanned<JsonataExpression>),
}

/// A Succeed.
#[derive(Debug, Clone, PartialEq)]
pub struct Succeed {
    /// What goes in and what comes out.
    pub flow: PlainFlow,
}

/// A Fail (END-2).
#[derive(Debug, Clone, PartialEq)]
pub struct Fail {
    /// `Error` or `ErrorPath`.
    pub error: Option<FailText>,
    /// `Cause` or `CausePath`.
    pub cause: Option<FailText>,
}

/// A text of a Fail.
#[derive(Debug, Clone, PartialEq)]
pub enum FailText {
    /// `Error`, `Cause`; it may hold `${Name}` of substitutions that get their value at run time.
    Literal(Spanned<String>),
    /// `ErrorPath`, `CausePath`: a Reference Path or an intrinsic function that gives a string; in JSONata
    /// `Error` and `Cause` as an expression.
    Expression(Spanned<Expression>),
}

/// A Parallel.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// What goes in and what comes out.
    pub flow: WorkFlow,
    /// `Branches`; never empty.
    pub branches: Vec<Scope>,
    /// `Assign`.
    pub assign: Option<Assign>,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher>,
    /// `Next` or `End`.
    pub next: Next,
}
