//! Values of a type that their field cannot take, by a path to what is known (STRICT-11).

use super::missing::{Site, kind_words};
use super::services;
use super::shape::Shape;
use super::template::Documents;
use crate::check::lints::uses::{ExpressionUse, PathUse, Reads, expressions, paths};
use crate::check::lints::view::words;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::intrinsic::lint::{Kind, wanted};
use crate::expression::intrinsic::{ArgumentValue, Call};
use crate::model::{Expression, MapItems, StateKind};

pub(super) fn check(site: &Site<'_>, findings: &mut Findings) {
    for used in paths(site.state()) {
        findings.extend(field(site, &used));
    }
    findings.extend(items(site));
    for used in expressions(site.state()) {
        expression(site, &used, findings);
    }
}

/// The types that a field with a path takes.
pub(super) fn takes(field: &str) -> Option<(&'static [Kind], &'static str)> {
    Some(match field {
        "ItemsPath" => (&[Kind::Array, Kind::Object], "an array or an object"),
        "TimestampPath" => (&[Kind::Text], "a timestamp"),
        "ErrorPath" | "CausePath" => (&[Kind::Text], "a text"),
        // Texts that are numbers are taken too (MAP-8).
        "SecondsPath"
        | "TimeoutSecondsPath"
        | "HeartbeatSecondsPath"
        | "MaxConcurrencyPath"
        | "ToleratedFailureCountPath"
        | "ToleratedFailurePercentagePath"
        | "MaxItemsPath"
        | "MaxItemsPerBatchPath"
        | "MaxInputBytesPerBatchPath" => (&[Kind::Number, Kind::Text], "a number"),
        _ => return None,
    })
}

fn field(site: &Site<'_>, used: &PathUse<'_>) -> Option<Diagnostic> {
    let (kinds, wanted) = takes(used.field).filter(|_| used.part.is_none())?;
    let found = site.found(used)?;
    let kind = found.shape.kind().filter(|kind| !kinds.contains(kind) && found.miss.is_none())?;
    let message = format!("`{}` of {} wants {wanted}", used.field, words(site.state()));
    Some(
        Diagnostic::new(Code::WrongDataType, used.place, message)
            .label(format!("`{}` is {kind}", used.path.text)),
    )
}

/// A Map without `ItemsPath`, whose items are its input (MAP-2).
fn items(site: &Site<'_>) -> Option<Diagnostic> {
    let StateKind::Map(map) = &site.state().kind else { return None };
    let fits = |kind: Kind| matches!(kind, Kind::Array | Kind::Object);
    let kind = site.steps.effective.kind().filter(|kind| !fits(*kind))?;
    (map.items == MapItems::Input).then(|| {
        let message = format!("the input of {} is {kind}, and has no items", words(site.state()));
        Diagnostic::new(Code::WrongDataType, site.state().name.place, message)
            .help("name the items by `ItemsPath`")
    })
}

fn expression(site: &Site<'_>, used: &ExpressionUse<'_>, findings: &mut Findings) {
    let Expression::Intrinsic(outer) = &used.expression.value else { return };
    let error_output = services::error_output();
    let document = match used.reads {
        Reads::ErrorOutput => Some(&error_output),
        Reads::RawInput => Some(site.input),
        Reads::EffectiveInput => Some(&site.steps.effective),
        Reads::Result => site.steps.result.as_ref(),
        Reads::Merged => None,
    };
    let Some(document) = document else { return };
    let mut documents = site.around.documents(document);
    if used.field == "ItemSelector" {
        documents.item = &site.steps.item;
    }
    call(&documents, outer, &mut |range, message| {
        let place = site.solution.view.part(used.expression.place, range);
        findings.push(Diagnostic::new(Code::WrongDataType, place, message));
    });
}

/// Paths among the arguments of a call; what stands there literally has been checked already.
fn call(documents: &Documents<'_>, of: &Call, report: &mut impl FnMut(std::ops::Range<usize>, String)) {
    for (position, argument) in of.arguments.iter().enumerate() {
        match &argument.value {
            ArgumentValue::Call(inner) => call(documents, inner, report),
            ArgumentValue::Path(path) if path.is_definite() && path.function().is_none() => {
                let found = documents.path(path);
                if let (Some(wanted), Some(kind), None) =
                    (wanted(of.function, position), found.shape.kind(), &found.miss)
                    && wanted != kind
                {
                    let name = of.function.name();
                    let message = format!(
                        "`{name}` wants {wanted} here, and `{}` is {}",
                        path.text,
                        kind_words(&found.shape)
                    );
                    report(argument.range.clone(), message);
                }
            }
            _ => {}
        }
    }
}

/// Whether a value may be of a type.
pub(super) fn may_be(shape: &Shape, kind: Kind) -> bool {
    shape.kind().is_none_or(|known| known == kind)
}
