//! The data through one state (FLOW).

use std::rc::Rc;

use super::insert::{Blocked, insert};
use super::jsonata::States;
use super::merge::blend;
use super::select::elements;
use super::services;
use super::shape::{Members, Presence, Shape};
use super::template::Documents;
use super::typed::StateTypes;
use crate::check::lints::view::View;
use crate::model::{
    CatchFlow, Filter, ItemBatcher, Map, MapItems, Pass, ProcessorMode, QueryLanguage, ResultPath, State,
    StateKind, Template,
};
use crate::substitution::holds_name;
use crate::typed::{KindSet, PartStep};

/// What a state works with; each is there as far as it is got to.
#[derive(Debug, Clone)]
pub(super) struct Steps {
    /// What `InputPath` lets through.
    pub(super) effective: Shape,
    /// What the work gets; of a Map an iteration.
    pub(super) payload: Shape,
    /// What an item of a Map is.
    pub(super) item: Shape,
    /// What the work gives; `None` if it never ends well.
    pub(super) result: Option<Shape>,
    /// What `ResultPath` makes.
    pub(super) merged: Option<Result<Shape, Blocked>>,
    /// What goes on.
    pub(super) output: Option<Shape>,
}

/// What is around a state.
#[derive(Clone)]
pub(super) struct Around<'a> {
    pub(super) view: &'a View<'a>,
    /// What is known of the user's types.
    pub(super) types: &'a StateTypes,
    /// `$$.Map.Item.Value`
    pub(super) item: Shape,
    /// `$$.Execution.Input`
    pub(super) execution: Shape,
    /// The variables, as the members of an object.
    pub(super) variables: Shape,
    /// What the inner scopes end with; `None` for one that has not been seen to end.
    pub(super) inner: Vec<Option<Shape>>,
}

impl Around<'_> {
    pub(super) fn documents<'s>(&'s self, document: &'s Shape) -> Documents<'s> {
        let (item, execution, variables) = (&self.item, &self.execution, &self.variables);
        Documents { view: self.view, document, item, execution, variables }
    }

    /// The data through a state that gets this.
    pub(super) fn steps(&self, state: &State, input: &Shape) -> Steps {
        if state.language == QueryLanguage::Jsonata {
            return self.jsonata(state, input);
        }
        let (input_path, output_path) = filters(state);
        let effective = self.filter(state, "InputPath", input_path, input);
        let (item, payload) = self.payload(state, &effective);
        let result = self.result(state, &payload);
        let merged = result.as_ref().map(|result| self.merged(state, input, &effective, result));
        let output = match &merged {
            Some(Ok(merged)) => Some(self.filter(state, "OutputPath", output_path, merged)),
            Some(Err(_)) => Some(Shape::unknown()),
            None => None,
        };
        Steps { effective, payload, item, result, merged, output: output.map(Shape::bounded) }
    }

    /// What a catcher hands on (CATCH-4).
    pub(super) fn caught(&self, input: &Shape, flow: &CatchFlow) -> Shape {
        let error = services::error_output();
        let Some(result_path) = flow.json_path() else {
            let output = flow.jsonata().and_then(Option::as_ref);
            let states = States { error_output: Some(error.clone()), ..self.states(input) };
            return output.map_or_else(|| error.clone(), |output| states.template(output)).bounded();
        };
        match result_path {
            ResultPath::Replace => error,
            ResultPath::Discard => input.clone(),
            ResultPath::Insert(path) => {
                insert(input, &path.value.0.steps, error).unwrap_or_else(|_| Shape::unknown()).bounded()
            }
        }
    }

    /// What `$states` holds before the work.
    pub(super) fn states(&self, input: &Shape) -> States {
        States {
            input: input.clone(),
            result: None,
            error_output: None,
            item: self.item.clone(),
            execution: self.execution.clone(),
            variables: self.variables.clone(),
        }
    }

    /// The data through a state in JSONata (JNA-50).
    fn jsonata(&self, state: &State, input: &Shape) -> Steps {
        let states = self.states(input);
        let arguments = match &state.kind {
            StateKind::Task(task) => task.flow.jsonata().and_then(|flow| flow.arguments.as_ref()),
            StateKind::Parallel(parallel) => parallel.flow.jsonata().and_then(|flow| flow.arguments.as_ref()),
            _ => None,
        };
        let (item, payload) = match &state.kind {
            StateKind::Map(map) => self.iteration(state, map, input),
            _ => {
                let payload = arguments.map_or_else(|| input.clone(), |template| states.template(template));
                (Shape::unknown(), payload.bounded())
            }
        };
        let result = self.result(state, &payload);
        let (output, default) = match &state.kind {
            StateKind::Task(task) => (task.flow.jsonata().map(|flow| &flow.output), result.as_ref()),
            StateKind::Parallel(parallel) => {
                (parallel.flow.jsonata().map(|flow| &flow.output), result.as_ref())
            }
            StateKind::Map(map) => (map.flow.jsonata(), result.as_ref()),
            StateKind::Pass(pass) => (pass.flow.jsonata(), Some(input)),
            StateKind::Wait(wait) => (wait.flow.jsonata(), Some(input)),
            StateKind::Succeed(succeed) => (succeed.flow.jsonata(), Some(input)),
            // The rules of a Choice have outputs of their own.
            StateKind::Choice(choice) => (choice.flow.jsonata(), Some(input)),
            StateKind::Fail(_) => (None, None),
        };
        let after = States { result: result.clone(), ..self.states(input) };
        let output = match output.and_then(Option::as_ref) {
            Some(template) => Some(after.template(template)),
            None => default.cloned(),
        };
        let output = output.filter(|_| result.is_some()).map(Shape::bounded);
        Steps { effective: input.clone(), payload, item, merged: output.clone().map(Ok), result, output }
    }

    fn filter(&self, state: &State, field: &str, filter: &Filter, document: &Shape) -> Shape {
        if self.is_open(state, field) {
            return Shape::unknown();
        }
        match filter {
            Filter::Whole => document.clone(),
            Filter::Nothing => Shape::Object(Rc::new(Members::none())),
            Filter::Path(path) => self.documents(document).path(&path.value).value(),
        }
    }

    /// Whether a field waits for a substitution; the model has something harmless in its place.
    fn is_open(&self, state: &State, field: &str) -> bool {
        let written = self.view.field(state.place, field).and_then(|member| member.value.as_str());
        written.is_some_and(holds_name)
    }

    /// An item of a Map, and what the work gets.
    fn payload(&self, state: &State, effective: &Shape) -> (Shape, Shape) {
        let template = |template: Option<&Template>| match template {
            Some(template) => self.documents(effective).template(template).bounded(),
            None => effective.clone(),
        };
        if let StateKind::Map(map) = &state.kind {
            return self.iteration(state, map, effective);
        }
        let parameters = state.kind.json_path().and_then(|fields| fields.parameters);
        (Shape::unknown(), template(parameters))
    }

    /// An item, and what an iteration gets (MAP-3, MAP-5, DMAP-13).
    fn iteration(&self, state: &State, map: &Map, effective: &Shape) -> (Shape, Shape) {
        let items = match &map.items {
            MapItems::Input => effective.clone(),
            MapItems::Path(_) if self.is_open(state, "ItemsPath") => Shape::unknown(),
            MapItems::Path(path) => self.documents(effective).path(&path.value).value(),
            MapItems::Reader(reader) => services::items(reader),
            MapItems::Items(items) => self.states(effective).template(items),
        };
        let item = items.map(of_items);
        let own = items.map(|items| of_iterations(items, map.mode));
        let single = match &map.item_selector {
            Some(selector) if state.language == QueryLanguage::Jsonata => {
                States { item: item.clone(), ..self.states(effective) }.template(selector).bounded()
            }
            Some(selector) => {
                let mut documents = self.documents(effective);
                documents.item = &item;
                documents.template(selector).bounded()
            }
            None => own,
        };
        let payload = match &map.item_batcher {
            // What a batch has besides its items is not followed in JSONata.
            Some(_) if state.language == QueryLanguage::Jsonata => Shape::unknown(),
            Some(batcher) => self.batch(batcher, effective, single),
            None => single,
        };
        (item, payload)
    }

    fn batch(&self, batcher: &ItemBatcher, effective: &Shape, item: Shape) -> Shape {
        let items = ("Items", Shape::list_of(item));
        match &batcher.batch_input {
            Some(input) => {
                Shape::object([items, ("BatchInput", self.documents(effective).template(input).bounded())])
            }
            None => Shape::object([items]),
        }
    }

    /// What the work gives.
    fn result(&self, state: &State, payload: &Shape) -> Option<Shape> {
        Some(match &state.kind {
            StateKind::Task(task) => self.types.answer(state, services::result(&task.resource.value.target)),
            StateKind::Pass(pass) => pass_result(pass, payload),
            StateKind::Parallel(_) => {
                let outputs: Option<Vec<Shape>> = self.inner.iter().cloned().collect();
                Shape::list(outputs?)
            }
            StateKind::Map(map) => self.map_result(map),
            StateKind::Choice(_) | StateKind::Wait(_) | StateKind::Succeed(_) => payload.clone(),
            StateKind::Fail(_) => return None,
        })
    }

    fn map_result(&self, map: &Map) -> Shape {
        if let Some(writer) = &map.result_writer {
            return match writer.resource {
                Some(_) => Shape::object([
                    ("MapRunArn", Shape::Text),
                    ("ResultWriterDetails", Shape::object([("Bucket", Shape::Text), ("Key", Shape::Text)])),
                ]),
                None => Shape::unknown(),
            };
        }
        let tolerant = map.tolerance.count.is_some() || map.tolerance.percentage.is_some();
        let output = self.inner.first().cloned().flatten().filter(|_| !tolerant);
        Shape::list_of(output.unwrap_or_else(Shape::unknown))
    }

    fn merged(
        &self,
        state: &State,
        input: &Shape,
        effective: &Shape,
        result: &Shape,
    ) -> Result<Shape, Blocked> {
        let fields = state.kind.json_path();
        let Some((result_path, selector)) =
            fields.and_then(|fields| Some((fields.result_path?, fields.result_selector)))
        else {
            return Ok(effective.clone());
        };
        if self.is_open(state, "ResultPath") {
            return Ok(Shape::unknown());
        }
        let selected = match selector {
            Some(selector) => self.documents(result).template(selector).bounded(),
            None => result.clone(),
        };
        match result_path {
            ResultPath::Replace => Ok(selected),
            ResultPath::Discard => Ok(input.clone()),
            ResultPath::Insert(path) => insert(input, &path.value.0.steps, selected),
        }
    }
}

/// An item of what a Map goes over.
fn of_items(items: &Shape) -> Shape {
    match items {
        Shape::List(list) => elements(list),
        Shape::Object(members) => match members.others() {
            Presence::Never => blend(members.named().map(|(_, member)| &member.shape)),
            _ => Shape::unknown(),
        },
        Shape::Typed(part) => Shape::step(part, PartStep::Item),
        _ => Shape::unknown(),
    }
}

/// What an iteration over it gets. Of an object only a distributed Map takes the members (MAP-3).
fn of_iterations(items: &Shape, mode: ProcessorMode) -> Shape {
    match (items, mode) {
        (Shape::Object(_), _) => Shape::object([("Key", Shape::Text), ("Value", of_items(items))]),
        (Shape::Typed(part), ProcessorMode::Distributed(_)) => Shape::step(part, PartStep::Iteration),
        (Shape::Typed(part), ProcessorMode::Inline) => {
            Shape::Typed(part.step(PartStep::Only(KindSet::ARRAY)).step(PartStep::Element))
        }
        _ => of_items(items),
    }
}

fn pass_result(pass: &Pass, payload: &Shape) -> Shape {
    match pass.flow.json_path().and_then(|made| made.result.as_ref()) {
        Some(result) => Shape::of_json(&result.value).bounded(),
        None => payload.clone(),
    }
}

/// `InputPath` and `OutputPath` of a state.
fn filters(state: &State) -> (&Filter, &Filter) {
    let fields = state.kind.json_path();
    fields.map_or((&Filter::Whole, &Filter::Whole), |fields| (fields.input_path, fields.output_path))
}
