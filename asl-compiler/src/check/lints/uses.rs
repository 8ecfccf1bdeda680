//! Every path and every expression of a state, with the document that it reads.

use std::ops::Range;

use crate::expression::intrinsic::{ArgumentValue, Call};
use crate::expression::path::{Path, ReferencePath};
use crate::model::{
    Assign, Choice, Condition, Expression, FailText, Filter, Map, MapItems, Operand, Operator, Quantity,
    Spanned, State, StateKind, Task, Template, Wait, WaitUntil,
};
use crate::syntax::Place;

/// Which document `$` is (FLOW, TPL-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Reads {
    /// What arrives.
    RawInput,
    /// What `InputPath` lets through.
    EffectiveInput,
    /// What the work gives.
    Result,
    /// What `ResultPath` makes.
    Merged,
    /// What a catcher gets.
    ErrorOutput,
}

/// A path where it is used.
pub(in crate::check) struct PathUse<'a> {
    pub(in crate::check) field: &'static str,
    pub(in crate::check) reads: Reads,
    pub(in crate::check) path: &'a Path,
    /// The string that it stands in.
    pub(in crate::check) place: Place,
    /// The part of that string, where it is an argument of a call.
    pub(in crate::check) part: Option<Range<usize>>,
}

impl PathUse<'_> {
    /// Whether it is the value of a template's member, which is `null` for an index beyond the end (PATH-12).
    pub(in crate::check) fn gives_null(&self) -> bool {
        self.part.is_none() && self.field != "Variable" && !self.field.ends_with("Path")
    }
}

/// The value of a `.$` member, or of `ErrorPath` and its like.
pub(in crate::check) struct ExpressionUse<'a> {
    pub(in crate::check) field: &'static str,
    pub(in crate::check) reads: Reads,
    pub(in crate::check) expression: &'a Spanned<Expression>,
}

/// A template with its field.
pub(in crate::check) struct TemplateUse<'a> {
    pub(in crate::check) field: &'static str,
    pub(in crate::check) reads: Reads,
    pub(in crate::check) template: &'a Template,
}

/// The templates of a state.
pub(in crate::check) fn templates(state: &State) -> Vec<TemplateUse<'_>> {
    let mut uses = Vec::new();
    let mut add = |field, reads, template| uses.push((field, reads, template));
    let (input, result) = (Reads::EffectiveInput, Reads::Result);
    if let Some(fields) = state.kind.json_path() {
        add("Parameters", input, fields.parameters);
    }
    match &state.kind {
        StateKind::Task(task) => {
            add("Credentials", input, task.credentials.as_ref().map(|credentials| &credentials.role_arn));
        }
        StateKind::Map(map) => {
            if let MapItems::Reader(reader) = &map.items {
                add("ItemReader", input, reader.parameters.as_ref());
            }
            add("ItemSelector", input, map.item_selector.as_ref());
            let batch = map.item_batcher.as_ref();
            add("BatchInput", input, batch.and_then(|batcher| batcher.batch_input.as_ref()));
            let writer = map.result_writer.as_ref();
            add("ResultWriter", input, writer.and_then(|writer| writer.parameters.as_ref()));
        }
        _ => {}
    }
    if let Some(fields) = state.kind.json_path() {
        add("ResultSelector", result, fields.result_selector);
    }
    assigned(state, &mut add);
    let given = uses.into_iter().filter_map(|(field, reads, template)| Some((field, reads, template?)));
    given.map(|(field, reads, template)| TemplateUse { field, reads, template }).collect()
}

/// What variables get (VAR-7).
fn assigned<'a>(state: &'a State, add: &mut impl FnMut(&'static str, Reads, Option<&'a Template>)) {
    let (own, reads) = match &state.kind {
        StateKind::Task(task) => (&task.assign, Reads::Result),
        StateKind::Parallel(parallel) => (&parallel.assign, Reads::Result),
        StateKind::Map(map) => (&map.assign, Reads::Result),
        StateKind::Pass(pass) => (&pass.assign, Reads::Result),
        StateKind::Wait(wait) => (&wait.assign, Reads::EffectiveInput),
        StateKind::Choice(choice) => (&choice.assign, Reads::EffectiveInput),
        StateKind::Succeed(_) | StateKind::Fail(_) => return,
    };
    let mut values = |assign: &'a Option<Assign>, reads| {
        let variables = assign.iter().flat_map(|assign| &assign.variables);
        variables.for_each(|variable| add("Assign", reads, Some(&variable.value)));
    };
    values(own, reads);
    if let StateKind::Choice(choice) = &state.kind {
        choice.choices.iter().for_each(|rule| values(&rule.assign, Reads::EffectiveInput));
    }
    for catcher in super::errors::handlers(state).1 {
        values(&catcher.assign, Reads::ErrorOutput);
    }
}

/// The expressions of a state.
pub(in crate::check) fn expressions(state: &State) -> Vec<ExpressionUse<'_>> {
    let mut uses = Vec::new();
    for TemplateUse { field, reads, template } in templates(state) {
        each_expression(template, &mut |expression| uses.push(ExpressionUse { field, reads, expression }));
    }
    if let StateKind::Fail(fail) = &state.kind {
        for (field, text) in [("ErrorPath", &fail.error), ("CausePath", &fail.cause)] {
            if let Some(FailText::Expression(expression)) = text {
                uses.push(ExpressionUse { field, reads: Reads::RawInput, expression });
            }
        }
    }
    uses
}

fn each_expression<'a>(template: &'a Template, visit: &mut impl FnMut(&'a Spanned<Expression>)) {
    match template {
        Template::Literal(_) => {}
        Template::Expression(expression) => visit(expression),
        Template::Object(members) => {
            members.iter().for_each(|member| each_expression(&member.value, visit));
        }
        Template::Array(elements) => elements.iter().for_each(|element| each_expression(element, visit)),
    }
}

/// The paths of a state.
pub(in crate::check) fn paths(state: &State) -> Vec<PathUse<'_>> {
    let mut uses = Uses(Vec::new());
    if let Some(fields) = state.kind.json_path() {
        uses.filter("InputPath", Reads::RawInput, fields.input_path);
        uses.filter("OutputPath", Reads::Merged, fields.output_path);
    }
    match &state.kind {
        StateKind::Task(task) => uses.task(task),
        StateKind::Choice(choice) => uses.choice(choice),
        StateKind::Wait(wait) => uses.wait(wait),
        StateKind::Map(map) => uses.map(map),
        StateKind::Pass(_) | StateKind::Succeed(_) | StateKind::Fail(_) | StateKind::Parallel(_) => {}
    }
    for ExpressionUse { field, reads, expression } in expressions(state) {
        match &expression.value {
            Expression::Path(path) => uses.add(field, reads, path, expression.place),
            Expression::Intrinsic(call) => uses.call(field, reads, call, expression.place),
            Expression::Jsonata(_) => {}
        }
    }
    uses.0
}

struct Uses<'a>(Vec<PathUse<'a>>);

impl<'a> Uses<'a> {
    fn add(&mut self, field: &'static str, reads: Reads, path: &'a Path, place: Place) {
        self.0.push(PathUse { field, reads, path, place, part: None });
    }

    fn call(&mut self, field: &'static str, reads: Reads, call: &'a Call, place: Place) {
        for argument in &call.arguments {
            match &argument.value {
                ArgumentValue::Path(path) => {
                    let part = Some(argument.range.clone());
                    self.0.push(PathUse { field, reads, path, place, part });
                }
                ArgumentValue::Call(call) => self.call(field, reads, call, place),
                ArgumentValue::Text(_) | ArgumentValue::Literal(_) => {}
            }
        }
    }

    fn filter(&mut self, field: &'static str, reads: Reads, filter: &'a Filter) {
        if let Filter::Path(path) = filter {
            self.add(field, reads, &path.value, path.place);
        }
    }

    fn reference(&mut self, field: &'static str, path: &'a Spanned<ReferencePath>) {
        self.add(field, Reads::EffectiveInput, &path.value.0, path.place);
    }

    fn quantity<T>(&mut self, field: &'static str, quantity: Option<&'a Quantity<T>>) {
        if let Some(Quantity::Path(path)) = quantity {
            self.reference(field, path);
        }
    }

    fn task(&mut self, task: &'a Task) {
        self.quantity("TimeoutSecondsPath", task.timeout.as_ref());
        self.quantity("HeartbeatSecondsPath", task.heartbeat.as_ref());
    }

    fn wait(&mut self, wait: &'a Wait) {
        match &wait.until {
            WaitUntil::SecondsPath(path) => self.reference("SecondsPath", path),
            WaitUntil::TimestampPath(path) => self.reference("TimestampPath", path),
            WaitUntil::Seconds(_)
            | WaitUntil::Timestamp(_)
            | WaitUntil::SecondsExpression(_)
            | WaitUntil::TimestampExpression(_) => {}
        }
    }

    fn map(&mut self, map: &'a Map) {
        match &map.items {
            MapItems::Input | MapItems::Items(_) => {}
            MapItems::Path(path) => self.add("ItemsPath", Reads::EffectiveInput, &path.value, path.place),
            MapItems::Reader(reader) => self.quantity("MaxItemsPath", reader.max_items.as_ref()),
        }
        self.quantity("MaxConcurrencyPath", map.max_concurrency.as_ref());
        self.quantity("ToleratedFailureCountPath", map.tolerance.count.as_ref());
        self.quantity("ToleratedFailurePercentagePath", map.tolerance.percentage.as_ref());
        if let Some(batcher) = &map.item_batcher {
            self.quantity("MaxItemsPerBatchPath", batcher.max_items_per_batch.as_ref());
            self.quantity("MaxInputBytesPerBatchPath", batcher.max_input_bytes_per_batch.as_ref());
        }
    }

    fn choice(&mut self, choice: &'a Choice) {
        let conditions = choice.choices.iter().filter_map(|rule| rule.test.json_path());
        conditions.for_each(|condition| self.condition(condition));
    }

    fn condition(&mut self, condition: &'a Condition) {
        let comparison = match condition {
            Condition::And(parts) | Condition::Or(parts) => {
                return parts.iter().for_each(|part| self.condition(part));
            }
            Condition::Not(part) => return self.condition(part),
            Condition::Comparison(comparison) => comparison,
        };
        let variable = &comparison.variable;
        self.add("Variable", Reads::EffectiveInput, &variable.value, variable.place);
        if let Some(path) = operand_path(&comparison.operator.value) {
            self.add("Variable", Reads::EffectiveInput, path, comparison.operator.place);
        }
    }
}

/// The path that a value is compared with.
pub(in crate::check) fn operand_path(operator: &Operator) -> Option<&Path> {
    match operator {
        Operator::String(_, Operand::Path(path))
        | Operator::Numeric(_, Operand::Path(path))
        | Operator::Boolean(Operand::Path(path))
        | Operator::Timestamp(_, Operand::Path(path)) => Some(path),
        _ => None,
    }
}
