//! Paths into parts of types, and the fields and functions that take what they find.

use super::super::missing::{Site, until};
use super::super::select::select;
use super::super::shape::{List, Shape, Way, kinds};
use super::super::types::takes;
use super::{Checks, any_of, filters, parts};
use crate::check::lints::uses::{ExpressionUse, PathUse, Reads, expressions, paths};
use crate::expression::intrinsic::lint::{Kind, wanted};
use crate::expression::intrinsic::{ArgumentValue, Call};
use crate::expression::path::{Path, Root};
use crate::model::{Expression, MapItems, ProcessorMode, ResultPath, StateKind};
use crate::syntax::Place;
use crate::typed::{KindSet, Part, PartStep, Verdict};

pub(super) fn check(site: &Site<'_>, checks: &mut Checks<'_>) {
    for used in paths(site.state()) {
        // Comparisons are a matter of their own.
        if used.field != "Variable" {
            path(site, &used, checks);
        }
    }
    items(site, checks);
    for used in expressions(site.state()) {
        if let Expression::Intrinsic(of) = &used.expression.value {
            call(site, &used, of, checks);
        }
    }
    written(site, checks);
}

fn path(site: &Site<'_>, used: &PathUse<'_>, checks: &mut Checks<'_>) {
    let Some(shape) = found(site, used) else { return };
    let place = place(site, used);
    if used.gives_null() && used.path.has_index() {
        read(site, &shape.or_null(), used.path, place, used.reads, checks);
    } else {
        read(site, &shape, used.path, place, used.reads, checks);
    }
    filters::check(site, used, place, checks);
    let Some((taken, wanted)) = taken_by(site, used.field).filter(|_| used.part.is_none()) else { return };
    for (_, part) in parts(&shape) {
        let text = checks.words.wants(site.state(), place, used.field, wanted, &used.path.text);
        checks.push(text, Verdict::OfKind(part.clone(), kinds(taken)));
    }
}

/// The types that a field with a path takes. The service takes the members of an object for a distributed Map only (MAP-3).
fn taken_by(site: &Site<'_>, field: &str) -> Option<(&'static [Kind], &'static str)> {
    match &site.state().kind {
        StateKind::Map(map) if field == "ItemsPath" && map.mode == ProcessorMode::Inline => {
            Some((&[Kind::Array], "an array"))
        }
        _ => takes(field),
    }
}

/// What a path finds, or what it applies a function to.
fn found(site: &Site<'_>, used: &PathUse<'_>) -> Option<Shape> {
    if used.path.function().is_none() {
        return site.found(used).map(|found| found.shape);
    }
    let steps = used.path.steps.split_last().map_or(&[][..], |(_, steps)| steps).to_vec();
    let path = Path { steps, ..used.path.clone() };
    let used = PathUse { path: &path, part: used.part.clone(), ..*used };
    site.found(&used).map(|found| found.shape)
}

/// That what a path leads to is there. A path with wildcards finds nothing without failing, which is right unless it
/// never finds anything.
pub(super) fn read(
    site: &Site<'_>,
    shape: &Shape,
    path: &Path,
    place: Place,
    reads: Reads,
    checks: &mut Checks<'_>,
) {
    if parts(shape).all(|(_, part)| part.is_guarded())
        && let Some(all) = any_of(shape)
    {
        let text = checks.words.reads(site.state(), place, &path.text, "");
        checks.push(text, Verdict::SelectedOf(all));
    }
    let is_one = shape.alternatives().len() == 1;
    let mut add = |way: Option<Way>, part: &Part, verdict: fn(Part) -> Verdict| {
        // Of several things that one may have been ruled out.
        if !is_one && part.is_guarded() {
            return;
        }
        let verdict = if part.is_guarded() { Verdict::Selected } else { verdict };
        if part.may_be_missing() {
            let of_input = matches!(reads, Reads::RawInput | Reads::EffectiveInput)
                && path.root == Root::Document
                && length(part) == path.steps.len();
            let lost = of_input.then(|| site.replaced(way, part)).flatten();
            let more = lost.unwrap_or_else(|| site.words_of_one(way, is_one));
            let text = checks.words.reads(site.state(), place, &path.text, &more);
            checks.push(text, verdict(part.clone()));
        }
    };
    for (way, part) in parts(shape) {
        add(way, part, Verdict::Read);
    }
    for (way, shape) in shape.alternatives() {
        if let Shape::List(list) = shape
            && let List::Of(element) = &**list
            && !is_definite(path)
        {
            parts(element).for_each(|(inner, part)| add(way.or(inner), part, Verdict::Selected));
        }
    }
}

/// How many steps lead to a part.
fn length(part: &Part) -> usize {
    part.steps.iter().filter(|step| !matches!(step, PartStep::OrNull)).count()
}

/// Whether a path leads to one place, a function at its end aside.
fn is_definite(path: &Path) -> bool {
    use crate::expression::path::Step;
    path.steps.iter().all(|step| matches!(step, Step::Name(_) | Step::Index(_) | Step::Function(_)))
}

fn place(site: &Site<'_>, used: &PathUse<'_>) -> Place {
    match &used.part {
        Some(range) => site.solution.view.part(used.place, range.clone()),
        None => used.place,
    }
}

/// A Map without `ItemsPath` (MAP-2).
fn items(site: &Site<'_>, checks: &mut Checks<'_>) {
    let StateKind::Map(map) = &site.state().kind else { return };
    if map.items != MapItems::Input {
        return;
    }
    for (way, part) in parts(&site.steps.effective) {
        let text = checks.words.wants(
            site.state(),
            site.state().name.place,
            "the Map",
            if map.mode == ProcessorMode::Inline { "an array" } else { "an array or an object" },
            &format!("its input{}", site.words_of(way)),
        );
        let taken = match map.mode {
            ProcessorMode::Inline => KindSet::ARRAY,
            ProcessorMode::Distributed(_) => KindSet::ARRAY.or(KindSet::OBJECT),
        };
        checks.push(text, Verdict::OfKind(part.clone(), taken));
    }
}

/// Paths among the arguments of a function.
fn call(site: &Site<'_>, used: &ExpressionUse<'_>, of: &Call, checks: &mut Checks<'_>) {
    for (position, argument) in of.arguments.iter().enumerate() {
        match &argument.value {
            ArgumentValue::Call(inner) => call(site, used, inner, checks),
            ArgumentValue::Path(path) if path.function().is_none() => {
                let (Some(wanted), part) = (wanted(of.function, position), Some(argument.range.clone()))
                else {
                    continue;
                };
                let (field, reads, place) = (used.field, used.reads, used.expression.place);
                let used = PathUse { field, reads, path, place, part };
                let Some(found) = site.found(&used) else { continue };
                let place = self::place(site, &used);
                for (_, part) in parts(&found.shape) {
                    let name = of.function.name();
                    let text = checks.words.wants(site.state(), place, name, &wanted.to_string(), &path.text);
                    checks.push(text, Verdict::OfKind(part.clone(), kinds(&[wanted])));
                }
            }
            _ => {}
        }
    }
}

/// A result that is written into something that must be an object (FLOW-8).
fn written(site: &Site<'_>, checks: &mut Checks<'_>) {
    let fields = site.state().kind.json_path();
    let Some(ResultPath::Insert(path)) = fields.and_then(|fields| fields.result_path) else { return };
    let steps = &path.value.0.steps;
    for length in 0..steps.len() {
        let into = select(site.input, &steps[..length]);
        for (_, part) in parts(&into.shape) {
            let text = checks.words.writes(site.state(), path.place, &until(&path.value.0, length));
            checks.push(text, Verdict::OfKind(part.clone(), KindSet::OBJECT));
        }
    }
}
