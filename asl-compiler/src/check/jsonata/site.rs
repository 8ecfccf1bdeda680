//! Every expression of JSONata of a state, with what it may refer to and what its value must be.

use std::ops::Range;

use super::names::Names;
use crate::check::view::{ScopeView, View, words};
use crate::expression::intrinsic::lint::Kind;
use crate::model::{
    Arguments, Assign, Catcher, Choice, Expression, FailText, Flow, JsonataCondition, JsonataExpression, Map,
    MapItems, Output, Quantity, Spanned, State, StateKind, Template, Wait, WaitUntil,
};
use crate::syntax::Place;

/// An expression where it stands.
pub(in crate::check) struct Site<'a> {
    /// The index of its scope in [`View::scopes`].
    pub(in crate::check) scope: usize,
    pub(in crate::check) state: &'a State,
    /// The position of the state in its scope.
    pub(in crate::check) position: usize,
    /// The field of the state that it is in: `Output`, `Catch`, `ItemSelector`.
    pub(in crate::check) field: &'static str,
    /// As messages name it: `` `Output` of the state `A` ``.
    pub(in crate::check) words: String,
    pub(in crate::check) holds: Holds,
    pub(in crate::check) wants: Wants,
    pub(in crate::check) expression: &'a JsonataExpression,
    /// The string that it is.
    pub(in crate::check) place: Place,
    pub(in crate::check) names: Names<'a>,
}

impl Site<'_> {
    /// The place of a part of the expression.
    pub(in crate::check) fn part(&self, view: &View<'_>, range: &Range<usize>) -> Place {
        let offset = self.expression.offset;
        view.part(self.place, range.start + offset..range.end + offset)
    }
}

/// What `$states` holds beside input and context (JNA-12, JNA-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Holds {
    /// Nothing more.
    Input,
    /// `$states.result`
    Result,
    /// `$states.errorOutput`
    ErrorOutput,
}

/// What the value of an expression must be (JNA-31).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Wants {
    /// Any JSON.
    Json,
    /// A number.
    Number,
    /// A number without a fraction, 0 or more.
    Integer,
    Boolean,
    Text,
    /// A string that is a time.
    Timestamp,
    /// The items of a Map: an array or an object.
    Items,
}

impl Wants {
    /// The types that it takes, and in words; `None` if it takes any.
    pub(in crate::check) fn takes(self) -> Option<(&'static [Kind], &'static str)> {
        Some(match self {
            Self::Json => return None,
            Self::Number | Self::Integer => (&[Kind::Number], "a number"),
            Self::Boolean => (&[Kind::Boolean], "a boolean"),
            Self::Text => (&[Kind::Text], "a string"),
            Self::Timestamp => (&[Kind::Text], "a timestamp"),
            Self::Items => (&[Kind::Array, Kind::Object], "an array or an object"),
        })
    }
}

/// All expressions of a definition, in the order of the states.
pub(in crate::check) fn sites<'a>(view: &View<'a>) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    for (scope, ScopeView { scope: states, .. }) in view.scopes.iter().enumerate() {
        for (position, state) in states.states.iter().enumerate() {
            of_state(At { scope, position, state }, &mut sites);
        }
    }
    sites
}

/// A state in its scope.
#[derive(Clone, Copy)]
struct At<'a> {
    scope: usize,
    position: usize,
    state: &'a State,
}

fn of_state<'a>(at: At<'a>, sites: &mut Vec<Site<'a>>) {
    let mut collect = Collect { at, sites };
    let state = at.state;
    let result = match &state.kind {
        StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_) => Holds::Result,
        _ => Holds::Input,
    };
    match &state.kind {
        StateKind::Task(task) => {
            collect.arguments(&task.flow, result);
            if let Some(credentials) = &task.credentials {
                collect.of_field("Credentials").wanting(Wants::Text).template(&credentials.role_arn);
            }
            collect.quantity("TimeoutSeconds", Wants::Integer, task.timeout.as_ref());
            collect.quantity("HeartbeatSeconds", Wants::Integer, task.heartbeat.as_ref());
            collect.assign(task.assign.as_ref(), result);
            collect.catchers(&task.catch);
        }
        StateKind::Pass(pass) => {
            collect.output(pass.flow.jsonata(), result);
            collect.assign(pass.assign.as_ref(), result);
        }
        StateKind::Choice(choice) => collect.choice(choice),
        StateKind::Wait(wait) => collect.wait(wait),
        StateKind::Succeed(succeed) => collect.output(succeed.flow.jsonata(), result),
        StateKind::Fail(fail) => {
            for (field, text) in [("Error", &fail.error), ("Cause", &fail.cause)] {
                if let Some(FailText::Expression(expression)) = text {
                    collect.of_field(field).wanting(Wants::Text).expression(expression);
                }
            }
        }
        StateKind::Parallel(parallel) => {
            collect.arguments(&parallel.flow, result);
            collect.assign(parallel.assign.as_ref(), result);
            collect.catchers(&parallel.catch);
        }
        StateKind::Map(map) => {
            collect.map(map);
            collect.output(map.flow.jsonata(), result);
            collect.assign(map.assign.as_ref(), result);
            collect.catchers(&map.catch);
        }
    }
}

struct Collect<'a, 's> {
    at: At<'a>,
    sites: &'s mut Vec<Site<'a>>,
}

/// A field of a state whose expressions are collected.
struct Field<'a, 's> {
    at: At<'a>,
    sites: &'s mut Vec<Site<'a>>,
    name: &'static str,
    words: String,
    holds: Holds,
    wants: Wants,
}

impl<'a> Collect<'a, '_> {
    fn of_field(&mut self, name: &'static str) -> Field<'a, '_> {
        self.of_part(name, format!("`{name}`"))
    }

    /// A part of a field, as messages name it.
    fn of_part(&mut self, name: &'static str, part: String) -> Field<'a, '_> {
        Field {
            at: self.at,
            sites: self.sites,
            name,
            words: format!("{part} of {}", words(self.at.state)),
            holds: Holds::Input,
            wants: Wants::Json,
        }
    }

    fn arguments<P>(&mut self, flow: &'a Flow<P, Arguments>, holds: Holds) {
        let Some(Arguments { arguments, output }) = flow.jsonata() else { return };
        if let Some(arguments) = arguments {
            self.of_field("Arguments").template(arguments);
        }
        self.output(Some(output), holds);
    }

    fn output(&mut self, output: Option<&'a Output>, holds: Holds) {
        if let Some(Some(output)) = output {
            self.of_field("Output").holding(holds).template(output);
        }
    }

    fn assign(&mut self, assign: Option<&'a Assign>, holds: Holds) {
        self.of_field("Assign").holding(holds).assign(assign);
    }

    fn quantity<T>(&mut self, field: &'static str, wants: Wants, quantity: Option<&'a Quantity<T>>) {
        if let Some(Quantity::Expression(expression)) = quantity {
            self.of_field(field).wanting(wants).jsonata(&expression.value, expression.place);
        }
    }

    /// A quantity inside of a field.
    fn part_of(&mut self, field: &'static str, name: &str, quantity: Option<&'a Quantity<u32>>) {
        if let Some(Quantity::Expression(expression)) = quantity {
            self.of_part(field, format!("`{name}`"))
                .wanting(Wants::Integer)
                .jsonata(&expression.value, expression.place);
        }
    }

    fn catchers(&mut self, catchers: &'a [Catcher]) {
        for (index, catcher) in catchers.iter().enumerate() {
            let part = |field: &str| format!("`{field}` of catcher {}", index + 1);
            if let Some(Some(output)) = catcher.flow.jsonata() {
                self.of_part("Catch", part("Output")).holding(Holds::ErrorOutput).template(output);
            }
            let mut assign = self.of_part("Catch", part("Assign")).holding(Holds::ErrorOutput);
            assign.assign(catcher.assign.as_ref());
        }
    }

    fn choice(&mut self, choice: &'a Choice) {
        for (index, rule) in choice.choices.iter().enumerate() {
            let part = |field: &str| format!("`{field}` of rule {}", index + 1);
            if let Some(test) = rule.test.jsonata() {
                if let JsonataCondition::Expression(condition) = &test.condition {
                    self.of_part("Choices", part("Condition"))
                        .wanting(Wants::Boolean)
                        .jsonata(&condition.value, condition.place);
                }
                if let Some(output) = &test.output {
                    self.of_part("Choices", part("Output")).template(output);
                }
            }
            self.of_part("Choices", part("Assign")).assign(rule.assign.as_ref());
        }
        self.output(choice.flow.jsonata(), Holds::Input);
        self.assign(choice.assign.as_ref(), Holds::Input);
    }

    fn wait(&mut self, wait: &'a Wait) {
        let until = match &wait.until {
            WaitUntil::SecondsExpression(seconds) => Some(("Seconds", Wants::Integer, seconds)),
            WaitUntil::TimestampExpression(time) => Some(("Timestamp", Wants::Timestamp, time)),
            WaitUntil::Seconds(_)
            | WaitUntil::Timestamp(_)
            | WaitUntil::SecondsPath(_)
            | WaitUntil::TimestampPath(_) => None,
        };
        if let Some((field, wants, Spanned { value, place })) = until {
            self.of_field(field).wanting(wants).jsonata(value, *place);
        }
        self.output(wait.flow.jsonata(), Holds::Input);
        self.assign(wait.assign.as_ref(), Holds::Input);
    }

    fn map(&mut self, map: &'a Map) {
        match &map.items {
            MapItems::Input | MapItems::Path(_) => {}
            MapItems::Items(items) => self.of_field("Items").wanting(Wants::Items).template(items),
            MapItems::Reader(reader) => {
                if let Some(parameters) = &reader.parameters {
                    self.of_field("ItemReader").template(parameters);
                }
                self.part_of("ItemReader", "MaxItems", reader.max_items.as_ref());
            }
        }
        if let Some(selector) = &map.item_selector {
            self.of_field("ItemSelector").template(selector);
        }
        if let Some(batcher) = &map.item_batcher {
            self.part_of("ItemBatcher", "MaxItemsPerBatch", batcher.max_items_per_batch.as_ref());
            self.part_of("ItemBatcher", "MaxInputBytesPerBatch", batcher.max_input_bytes_per_batch.as_ref());
            if let Some(input) = &batcher.batch_input {
                self.of_field("ItemBatcher").template(input);
            }
        }
        if let Some(parameters) = map.result_writer.as_ref().and_then(|writer| writer.parameters.as_ref()) {
            self.of_field("ResultWriter").template(parameters);
        }
        self.quantity("MaxConcurrency", Wants::Integer, map.max_concurrency.as_ref());
        self.quantity("ToleratedFailureCount", Wants::Integer, map.tolerance.count.as_ref());
        self.quantity("ToleratedFailurePercentage", Wants::Number, map.tolerance.percentage.as_ref());
    }
}

impl<'a> Field<'a, '_> {
    fn holding(mut self, holds: Holds) -> Self {
        self.holds = holds;
        self
    }

    fn wanting(mut self, wants: Wants) -> Self {
        self.wants = wants;
        self
    }

    fn assign(&mut self, assign: Option<&'a Assign>) {
        for variable in assign.iter().flat_map(|assign| &assign.variables) {
            self.part(&variable.value);
        }
    }

    fn template(mut self, template: &'a Template) {
        self.part(template);
    }

    fn part(&mut self, template: &'a Template) {
        match template {
            Template::Literal(_) => {}
            Template::Expression(expression) => self.expression(expression),
            Template::Object(members) => {
                self.wants = Wants::Json;
                members.iter().for_each(|member| self.part(&member.value));
            }
            Template::Array(elements) => {
                self.wants = Wants::Json;
                elements.iter().for_each(|element| self.part(element));
            }
        }
    }

    fn expression(&mut self, expression: &'a Spanned<Expression>) {
        if let Expression::Jsonata(jsonata) = &expression.value {
            self.jsonata(jsonata, expression.place);
        }
    }

    fn jsonata(&mut self, expression: &'a JsonataExpression, place: Place) {
        self.sites.push(Site {
            scope: self.at.scope,
            position: self.at.position,
            state: self.at.state,
            field: self.name,
            words: self.words.clone(),
            holds: self.holds,
            wants: self.wants,
            expression,
            place,
            names: Names::of(&expression.text, &expression.root),
        });
    }
}
