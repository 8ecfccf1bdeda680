//! Paths that find nothing (STRICT-11, STRICT-17).

use super::flow::{Around, Steps};
use super::insert::Blocked;
use super::select::{Certainty, Found, Miss};
use super::services;
use super::shape::{List, Presence, Shape, Via, Way};
use super::solve::Solution;
use crate::check::lints::uses::{PathUse, Reads, paths};
use crate::check::lints::view::words;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::path::{Path, Root, Step};
use crate::expression::resource::{IntegrationPattern, Target};
use crate::model::{Filter, QueryLanguage, ResultPath, State, StateKind};
use crate::suggest::nearest;
use crate::syntax::Place;

/// A state with what is known of its data.
pub(super) struct Site<'a> {
    pub(super) solution: &'a Solution<'a>,
    pub(super) index: usize,
    pub(super) input: &'a Shape,
    pub(super) around: &'a Around<'a>,
    pub(super) steps: &'a Steps,
}

pub(super) fn check(site: &Site<'_>, findings: &mut Findings) {
    for used in paths(site.state()) {
        // Which comparisons of a Choice are evaluated at all is a matter of its own.
        if used.field == "Variable" {
            continue;
        }
        let Some(found) = site.found(&used) else { continue };
        let Some(miss) = &found.miss else {
            findings.extend(site.single_dollar(&used));
            continue;
        };
        if used.gives_null() && miss.is_beyond_end(used.path) {
            continue;
        }
        let place = match &used.part {
            Some(range) => site.solution.view.part(used.place, range.clone()),
            None => used.place,
        };
        let words = format!("`{}` of {}", used.field, words(site.state()));
        let reads = (used.path.root == Root::Document).then_some(used.reads);
        findings.push(site.finding(used.path, miss, place, &words, reads));
    }
    if let Some(Err(blocked)) = &site.steps.merged {
        findings.extend(site.blocked(blocked));
    }
}

impl<'a> Site<'a> {
    pub(super) fn state(&self) -> &'a State {
        self.solution.nodes[self.index].state
    }

    /// What a path finds; `None` where nothing is there to look in.
    pub(super) fn found(&self, used: &PathUse<'_>) -> Option<Found> {
        let error_output = services::error_output();
        let document = match used.reads {
            Reads::ErrorOutput => &error_output,
            Reads::RawInput => self.input,
            Reads::EffectiveInput => &self.steps.effective,
            Reads::Result => self.steps.result.as_ref()?,
            Reads::Merged => self.steps.merged.as_ref()?.as_ref().ok()?,
        };
        // In an `ItemSelector` the item is that of the Map itself.
        let mut documents = self.around.documents(document);
        if used.field == "ItemSelector" {
            documents.item = &self.steps.item;
        }
        Some(documents.path(used.path))
    }

    /// `$.Map.Item.Value` where there is an item, and `$.Task.Token` where there is a token: the context
    /// object is meant. What is known to be in the input has been put there under that name.
    fn single_dollar(&self, used: &PathUse<'_>) -> Option<Diagnostic> {
        let meant = meant_context(used.path)?;
        let place = match &used.part {
            Some(range) => self.solution.view.part(used.place, range.clone()),
            None => used.place,
        };
        let item = matches!(used.path.steps.first(), Some(Step::Name(name)) if name == "Map");
        let token = matches!(used.path.steps.first(), Some(Step::Name(name)) if name == "Task");
        let there = match &self.state().kind {
            StateKind::Map(_) => item && used.field == "ItemSelector",
            StateKind::Task(task) => match &task.resource.target {
                Target::Integration(integration) => {
                    token && integration.pattern == IntegrationPattern::WaitForTaskToken
                }
                _ => false,
            },
            _ => false,
        };
        let known = self.steps.effective.members().is_some_and(|members| match used.path.steps.first() {
            Some(Step::Name(name)) => members.presence(name) == Presence::Always,
            _ => false,
        });
        (there && !known).then(|| {
            let message = format!("`{}` in {} reads the input", used.path.text, words(self.state()));
            Diagnostic::new(Code::SingleDollar, place, message)
                .help(format!("the context object begins with `$$`: did you mean `{meant}`?"))
        })
    }

    /// A finding for a path that finds nothing.
    pub(super) fn finding(
        &self,
        path: &Path,
        miss: &Miss,
        place: Place,
        words: &str,
        reads: Option<Reads>,
    ) -> Diagnostic {
        let (code, message) = match miss.certainty {
            Certainty::Always => (Code::MissingData, format!("`{}` in {words} finds nothing", path.text)),
            Certainty::On(way) => (
                Code::PossiblyMissingData,
                format!("`{}` in {words} finds nothing when {}", path.text, self.way(way)),
            ),
            Certainty::Empty => {
                (Code::EmptySelection, format!("`{}` in {words} always gives an empty array", path.text))
            }
        };
        let mut finding = Diagnostic::new(code, place, message).label(lack(path, miss));
        if let Certainty::On(way) = miss.certainty
            && let Some(node) = self.solution.nodes.get(way.from)
        {
            finding = finding.related(node.state.name.place, "what comes from here does not have it");
        }
        let from_input =
            matches!(reads, Some(Reads::RawInput | Reads::EffectiveInput)) && self.input_is_whole();
        let lost = match (from_input && miss.step == 0, path.steps.first()) {
            (true, Some(Step::Name(name))) => {
                let way = match miss.certainty {
                    Certainty::On(way) => Some(way),
                    Certainty::Always | Certainty::Empty => None,
                };
                self.lost(name, way)
            }
            _ => None,
        };
        if let (Certainty::Empty, Some(Step::Index(index))) = (miss.certainty, path.steps.get(miss.step)) {
            return finding.help(format!(
                "an index after a filter goes into each match; one of the matches is had by `States.ArrayGetItem({}, {index})`",
                until(path, miss.step)
            ));
        }
        if let Some(context) = meant_context(path) {
            return finding.help(format!("the context object begins with `$$`: did you mean `{context}`?"));
        }
        if let Some(near) = near(path, miss) {
            return finding.help(format!("did you mean `{near}`?"));
        }
        if lost.is_none() && is_envelope(&miss.at) {
            return finding.help("what the function answers is in `Payload`");
        }
        match lost {
            Some(advice) => finding.help(advice),
            None => finding,
        }
    }

    /// A way into the state, in words.
    pub(super) fn way(&self, way: Way) -> String {
        let from = self.solution.nodes.get(way.from).map(|node| words(node.state));
        match (from, way.via) {
            (None, _) => "the execution starts here".to_owned(),
            (Some(from), Via::Catch(_)) => format!("{from} has failed"),
            (Some(from), _) => format!("it comes from {from}"),
        }
    }

    fn input_is_whole(&self) -> bool {
        let fields = self.state().kind.json_path();
        fields.is_none_or(|fields| *fields.input_path == Filter::Whole)
    }

    /// What to do about a member that the state before had in its own input and did not hand on. `way` is the one on
    /// which it is missing, where there is one alone.
    pub(super) fn lost(&self, name: &str, way: Option<Way>) -> Option<String> {
        let way = way.or_else(|| self.solution.nodes[self.index].incoming.keys().next().copied())?;
        let from = self.solution.nodes.get(way.from)?.state;
        let had = self.solution.input(way.from)?.members()?.presence(name);
        if way.via != Via::Next || had == Presence::Never {
            return None;
        }
        if from.language == QueryLanguage::Jsonata {
            let advice = "there could keep it in a variable, or an `Output` hand it on";
            return Some(format!("{} does not hand its input on; `Assign` {advice}", self::words(from)));
        }
        let fields = from.kind.json_path()?;
        let replaces = match &from.kind {
            // A Pass that makes nothing hands its input on.
            StateKind::Pass(pass) if fields.parameters.is_none() => {
                pass.flow.json_path().is_some_and(|made| made.result.is_some())
            }
            _ => true,
        };
        (replaces && fields.result_path == Some(&ResultPath::Replace)).then(|| {
            format!(
                "{} replaces its input; a `ResultPath` such as `$.result` there would keep the input beside the result",
                self::words(from)
            )
        })
    }

    /// A result that cannot be written into the input (FLOW-8).
    fn blocked(&self, blocked: &Blocked) -> Option<Diagnostic> {
        let ResultPath::Insert(path) = self.state().kind.json_path()?.result_path? else { return None };
        let message = format!("the result of {} cannot be written to `{}`", words(self.state()), path.0.text);
        let at = until(&path.value.0, blocked.step);
        Some(
            Diagnostic::new(Code::WrongDataType, path.place, message)
                .label(format!("`{at}` is {}, and only an object takes members", kind_words(&blocked.at))),
        )
    }
}

/// Whether a value is the answer of `lambda:invoke` (TASK-11).
fn is_envelope(shape: &Shape) -> bool {
    shape.members().is_some_and(|members| {
        ["ExecutedVersion", "Payload", "StatusCode"]
            .iter()
            .all(|name| members.presence(name) == Presence::Always)
    })
}

/// What is there where the path fails.
fn lack(path: &Path, miss: &Miss) -> String {
    let at = &until(path, miss.step);
    let step = match path.steps.get(miss.step) {
        Some(Step::Name(name)) => format!("`{name}`"),
        Some(Step::Index(index)) => format!("element {index}"),
        _ => "that".to_owned(),
    };
    match &miss.at {
        _ if matches!(miss.certainty, Certainty::On(_)) => format!("`{at}` has no {step} then"),
        Shape::List(list) => match (&**list, path.steps.get(miss.step)) {
            (List::Exact(elements), Some(Step::Index(_))) => {
                format!("`{at}` has {} elements", elements.len())
            }
            _ => format!("`{at}` is an array, and has no {step}"),
        },
        shape => lacks(at, &step, shape),
    }
}

/// What is there instead of a member.
pub(super) fn lacks(at: &str, member: &str, shape: &Shape) -> String {
    match shape {
        Shape::Object(members) | Shape::Any(members) => {
            let names: Vec<String> = members.names().map(|name| format!("`{name}`")).collect();
            match names.len() {
                0 if shape.kind().is_none() => format!("`{at}` is no object, and has no {member}"),
                0 => format!("`{at}` has no {member}"),
                1..=8 => format!("`{at}` has {}, and no {member}", names.join(", ")),
                _ => format!("`{at}` has no {member}"),
            }
        }
        Shape::List(_) => format!("no element of `{at}` has {}", member.trim_start()),
        other => format!("`{at}` is {}, and has no {member}", kind_words(other)),
    }
}

/// The path into the context object that was meant by a path into the document.
fn meant_context(path: &Path) -> Option<String> {
    let is = |names: &[&str]| {
        path.steps.len() >= names.len()
            && path.steps.iter().zip(names).all(|(step, name)| matches!(step, Step::Name(own) if own == name))
    };
    const KNOWN: [&[&str]; 9] = [
        &["Map", "Item", "Value"],
        &["Map", "Item", "Index"],
        &["Task", "Token"],
        &["Execution", "Id"],
        &["Execution", "Name"],
        &["Execution", "Input"],
        &["Execution", "StartTime"],
        &["State", "Name"],
        &["State", "EnteredTime"],
    ];
    let known = path.root == Root::Document && KNOWN.iter().any(|names| is(names));
    known.then(|| format!("${}", path.text.trim()))
}

/// What a member was most likely meant to be.
fn near<'m>(path: &Path, miss: &'m Miss) -> Option<&'m str> {
    let Some(Step::Name(name)) = path.steps.get(miss.step) else { return None };
    nearest(name, miss.at.members()?.names())
}

/// The path as far as before a step.
pub(super) fn until(path: &Path, step: usize) -> String {
    let steps = path.steps.iter().take(step).cloned().collect();
    Path { text: String::new(), root: path.root.clone(), steps }.to_string()
}

/// A type in words.
pub(super) fn kind_words(shape: &Shape) -> String {
    shape.kind().map_or_else(|| "of no known type".to_owned(), |kind| kind.to_string())
}
