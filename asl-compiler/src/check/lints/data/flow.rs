//! The data through one state (FLOW).

use std::rc::Rc;

use super::insert::{Blocked, insert};
use super::merge::blend;
use super::select::elements;
use super::services;
use super::shape::{Members, Presence, Shape};
use super::template::Documents;
use crate::check::lints::view::View;
use crate::model::{
    CatchFlow, Filter, ItemBatcher, Map, MapItems, Pass, QueryLanguage, ResultPath, State, StateKind,
    Template,
};
use crate::substitution::holds_name;

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
pub(super) struct Around<'a> {
    pub(super) view: &'a View<'a>,
    /// `$$.Map.Item.Value`
    pub(super) item: Shape,
    /// What the inner scopes end with; `None` for one that has not been seen to end.
    pub(super) inner: Vec<Option<Shape>>,
}

impl Around<'_> {
    pub(super) fn documents<'s>(&'s self, document: &'s Shape) -> Documents<'s> {
        Documents { view: self.view, document, item: &self.item }
    }

    /// The data through a state that gets this.
    pub(super) fn steps(&self, state: &State, input: &Shape) -> Steps {
        if state.language == QueryLanguage::Jsonata {
            return unknown();
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
        let Some(result_path) = flow.json_path() else { return Shape::unknown() };
        let error = services::error_output();
        match result_path {
            ResultPath::Replace => error,
            ResultPath::Discard => input.clone(),
            ResultPath::Insert(path) => {
                insert(input, &path.value.0.steps, error).unwrap_or_else(|_| Shape::unknown()).bounded()
            }
        }
    }

    fn filter(&self, state: &State, field: &str, filter: &Filter, document: &Shape) -> Shape {
        if self.is_open(state, field) {
            return Shape::unknown();
        }
        match filter {
            Filter::Whole => document.clone(),
            Filter::Nothing => Shape::Object(Rc::new(Members::none())),
            Filter::Path(path) => self.documents(document).path(&path.value).shape,
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
            MapItems::Path(path) => self.documents(effective).path(&path.value).shape,
            MapItems::Reader(reader) => services::items(reader),
            MapItems::Items(_) => Shape::unknown(),
        };
        let (item, own) = match items {
            Shape::List(list) => (elements(&list), elements(&list)),
            Shape::Object(members) => {
                let value = match members.others() {
                    Presence::Never => blend(members.named().map(|(_, member)| &member.shape)),
                    _ => Shape::unknown(),
                };
                (value.clone(), Shape::object([("Key", Shape::Text), ("Value", value)]))
            }
            _ => (Shape::unknown(), Shape::unknown()),
        };
        let single = match &map.item_selector {
            Some(selector) => {
                Documents { view: self.view, document: effective, item: &item }.template(selector).bounded()
            }
            None => own,
        };
        let payload = match &map.item_batcher {
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
            StateKind::Task(task) => services::result(&task.resource.value.target),
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

/// A state whose data is not followed.
fn unknown() -> Steps {
    let unknown = Shape::unknown;
    Steps {
        effective: unknown(),
        payload: unknown(),
        item: unknown(),
        result: Some(unknown()),
        merged: Some(Ok(unknown())),
        output: Some(unknown()),
    }
}
