//! The context object: what is in it where it is read (CTX-2, CTX-5, CTX-8).

mod layout;
#[cfg(test)]
mod tests;

use super::uses::paths;
use super::view::{ScopeView, View, words};
use crate::check::jsonata;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::path::{Path, Root, Step};
use crate::expression::resource::{IntegrationPattern, Target};
use crate::model::{ProcessorMode, QueryLanguage, State, StateKind};
use crate::suggest::nearest;
use layout::{Member, members};

pub(super) fn check(view: &View<'_>, sites: &[jsonata::Site<'_>], findings: &mut Findings) {
    for scope in &view.scopes {
        let states = scope.scope.states.iter();
        for state in states.filter(|state| state.language == QueryLanguage::JsonPath) {
            for used in paths(state).iter().filter(|used| used.path.root == Root::Context) {
                let site = Site { view, scope, state, field: used.field, root: "$$" };
                if let Some(mut finding) = site.check(names(used.path)) {
                    if let Some(range) = &used.part {
                        finding.place = view.part(used.place, range.clone());
                    } else {
                        finding.place = used.place;
                    }
                    findings.push(finding);
                }
            }
        }
    }
    for expression in sites {
        for used in &expression.names.states {
            let Some((("context", _), steps)) = used.steps.split_first() else { continue };
            let Some(scope) = view.scopes.get(expression.scope) else { continue };
            let (state, field) = (expression.state, expression.field);
            let site = Site { view, scope, state, field, root: "$states.context" };
            if let Some(mut finding) = site.check(steps.iter().map(|(name, _)| *name)) {
                let end = steps.last().map_or(used.range.end, |(_, range)| range.end);
                finding.place = expression.part(view, &(used.range.start..end));
                findings.push(finding);
            }
        }
    }
}

/// The names that a path begins with.
fn names(path: &Path) -> impl Iterator<Item = &str> {
    path.steps.iter().map_while(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        _ => None,
    })
}

/// Where the context object is read.
struct Site<'a> {
    view: &'a View<'a>,
    scope: &'a ScopeView<'a>,
    state: &'a State,
    field: &'static str,
    /// How its language writes the context object.
    root: &'static str,
}

impl Site<'_> {
    /// A finding, whose place is still to be set.
    fn check<'p>(&self, names: impl Iterator<Item = &'p str>) -> Option<Diagnostic> {
        let mut at = Member::Object(members());
        let mut walked = String::new();
        for name in names {
            let known = match at {
                Member::Object(known) => known,
                Member::Text => return Some(self.beyond_text(&walked, name)),
                Member::Any => return None,
            };
            let Some((_, inner)) = known.iter().find(|(known, _)| *known == name) else {
                return Some(self.unknown(&walked, name, known.iter().map(|(known, _)| *known)));
            };
            walked = format!("{walked}.{name}");
            if let Some(finding) = self.absent(&walked) {
                return Some(finding);
            }
            at = *inner;
        }
        None
    }

    fn unknown(
        &self,
        walked: &str,
        name: &str,
        known: impl Iterator<Item = &'static str> + Clone,
    ) -> Diagnostic {
        let object = match walked {
            "" => "the context object".to_owned(),
            _ => format!("`{}{walked}`", self.root),
        };
        let message = format!("{object} has no `{name}`, in {}", words_of(self));
        let finding = self.finding(Code::ContextField, message);
        match nearest(name, known.clone()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => {
                let list: Vec<_> = known.map(|known| format!("`{known}`")).collect();
                finding.help(format!("it has {}", list.join(", ")))
            }
        }
    }

    fn beyond_text(&self, walked: &str, name: &str) -> Diagnostic {
        let message =
            format!("`{}{walked}` is no object; it has no `{name}`, in {}", self.root, words_of(self));
        self.finding(Code::ContextField, message)
    }

    /// What is in the context object at some places alone.
    fn absent(&self, walked: &str) -> Option<Diagnostic> {
        match walked {
            ".Task" if !self.has_token() => {
                let message = format!("{} has no task token", words_of(self));
                let finding = self.finding(Code::ContextField, message);
                Some(finding.label(
                    "only a task that waits for an answer has one: its resource ends in `.waitForTaskToken`",
                ))
            }
            ".Map" if !self.in_map() => {
                let message = format!("there is no item in {}", words_of(self));
                let finding = self.finding(Code::ContextField, message);
                Some(finding.label("only an `ItemSelector`, and what is inside of a Map, has one"))
            }
            ".Map.Item.Source" if !self.in_distributed_map() => {
                let message = format!("the item of an inline Map has no `Source`, in {}", words_of(self));
                Some(self.finding(Code::ContextField, message))
            }
            ".State.RetryCount" if matches!(self.state.kind, StateKind::Pass(_)) => {
                let message =
                    format!("a Pass is never retried and has no `RetryCount`, in {}", words_of(self));
                Some(self.finding(Code::ContextField, message))
            }
            _ => None,
        }
    }

    fn finding(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.state.place, message)
    }

    fn has_token(&self) -> bool {
        match &self.state.kind {
            StateKind::Task(task) => match &task.resource.target {
                Target::Integration(integration) => {
                    // A job has one too, as recordings show.
                    integration.pattern != IntegrationPattern::RequestResponse
                }
                Target::Lambda { .. } | Target::Activity { .. } => false,
                // What it names is not known.
                Target::Substitution { .. } | Target::Other => true,
            },
            _ => false,
        }
    }

    fn in_map(&self) -> bool {
        let map = matches!(self.state.kind, StateKind::Map(_));
        let selects = map
            && match self.state.language {
                QueryLanguage::JsonPath => self.field != "InputPath",
                QueryLanguage::Jsonata => !matches!(self.field, "Items" | "Output" | "Assign" | "Catch"),
            };
        let holders = self.view.holders(self.scope);
        selects || holders.iter().any(|holder| matches!(holder.state.kind, StateKind::Map(_)))
    }

    /// Whether the innermost Map is a distributed one.
    fn in_distributed_map(&self) -> bool {
        let holders = self.view.holders(self.scope);
        let maps = std::iter::once(self.state).chain(holders.iter().map(|holder| holder.state));
        let mode = maps.into_iter().find_map(|state| match &state.kind {
            StateKind::Map(map) => Some(map.mode),
            _ => None,
        });
        matches!(mode, Some(ProcessorMode::Distributed(_)))
    }
}

fn words_of(site: &Site<'_>) -> String {
    format!("`{}` of {}", site.field, words(site.state))
}
