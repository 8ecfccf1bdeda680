//! Text that looks as if it were evaluated, and is not (TPL-5, FLOW-12, STRICT-16).

use std::collections::HashSet;

use super::jsonata;
use crate::check::lints::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::intrinsic::{Call, Intrinsic};
use crate::expression::path::Path;
use crate::model::{State, StateKind};
use crate::syntax::{Kind, Member, Node};

/// The fields that hold templates, with the way that leads to them.
const TEMPLATES: [&[&str]; 8] = [
    &["Parameters"],
    &["ResultSelector"],
    &["ItemSelector"],
    &["Assign"],
    &["ItemBatcher", "BatchInput"],
    &["ItemReader", "Parameters"],
    &["ResultWriter", "Parameters"],
    &["Credentials"],
];

/// Members of services' parameters that hold paths of the service's own.
pub(super) const PATHS_OF_SERVICES: [&str; 4] = ["InputPathsMap", "InputPath", "JsonPath", "Definition"];

/// Names of variables that some `Assign` of the definition gives.
pub(super) fn variables<'a>(view: &View<'a>) -> HashSet<&'a str> {
    view.assigned().iter().map(|key| key.strip_suffix(".$").unwrap_or(key)).collect()
}

pub(super) fn check(view: &View<'_>, state: &State, check: &Check<'_>, findings: &mut Findings) {
    for way in TEMPLATES {
        let (Some(first), more) = (way.first(), &way[1..]) else { continue };
        let start = view.field(state.place, first);
        let end = more.iter().try_fold(start, |member, name| Some(member?.value.as_object()?.member(name)));
        if let Some(Some(member)) = end {
            check.member(member, &mut |finding| findings.push(finding));
        }
    }
    for list in ["Choices", "Catch"] {
        let entries = view.field(state.place, list).and_then(|member| member.value.as_array());
        let assigns = entries.into_iter().flatten().filter_map(|entry| entry.as_object()?.member("Assign"));
        assigns.for_each(|member| check.member(member, &mut |finding| findings.push(finding)));
    }
    if matches!(state.kind, StateKind::Pass(_))
        && let Some(result) = view.field(state.place, "Result")
    {
        check.result(&result.value, &mut |finding| findings.push(finding));
    }
}

/// A state whose text is looked at.
pub(super) struct Check<'a> {
    words: String,
    variables: &'a HashSet<&'a str>,
    surroundings: Surroundings,
}

/// The language of the Parallel or Map around a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// None, or that of the state.
    Same,
    /// JSONata, which states inside of it do not inherit (LANG-3).
    Jsonata,
}

/// What a text looks like.
pub(super) enum Looks {
    Path,
    Variable,
    Call,
    Jsonata,
    Braces,
}

impl<'a> Check<'a> {
    pub(super) fn new(state: &State, variables: &'a HashSet<&'a str>, around: Surroundings) -> Self {
        Self { words: words(state), variables, surroundings: around }
    }

    pub(super) fn looks(&self, text: &str) -> Option<Looks> {
        let text = text.trim();
        if text.starts_with("{%") || text.ends_with("%}") || jsonata::is_around(text) {
            return Some(Looks::Jsonata);
        }
        if let Some(inner) = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            let inner = inner.trim();
            return self.looks(inner).map(|_| Looks::Braces);
        }
        if is_call(text) {
            return Some(Looks::Call);
        }
        if ["$.", "$[", "$$."].iter().any(|start| text.starts_with(start)) {
            return Path::parse(text).ok().filter(|path| !path.steps.is_empty()).map(|_| Looks::Path);
        }
        let name = text.strip_prefix('$').and_then(|rest| rest.split(['.', '[']).next());
        name.filter(|name| self.variables.contains(name)).map(|_| Looks::Variable)
    }

    /// A member of a template.
    fn member(&self, member: &Member, push: &mut impl FnMut(Diagnostic)) {
        if member.key.ends_with(".$") || PATHS_OF_SERVICES.contains(&member.key.as_str()) {
            return;
        }
        match &member.value.kind {
            Kind::String(text) => {
                let Some(looks) = self.looks(text) else { return };
                let finding = self.finding(&looks, &member.value, text);
                let key = &member.key;
                push(match looks {
                    Looks::Path | Looks::Variable | Looks::Call => {
                        finding.help(format!("write the key as `{key}.$` to have it evaluated"))
                    }
                    Looks::Jsonata | Looks::Braces => finding,
                });
            }
            Kind::Object(object) => object.members.iter().for_each(|member| self.member(member, push)),
            Kind::Array(elements) => elements.iter().for_each(|element| self.element(element, push)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Substitution(_) => {}
        }
    }

    /// An element of an array: a text is never evaluated there (TPL-3).
    fn element(&self, element: &Node, push: &mut impl FnMut(Diagnostic)) {
        match &element.kind {
            Kind::String(text) => {
                let Some(looks) = self.looks(text) else { return };
                let finding = self.finding(&looks, element, text);
                push(match looks {
                    Looks::Path | Looks::Variable | Looks::Call => finding.help(
                        "nothing in an array is evaluated; build the array by `States.Array`, under a key that ends in `.$`",
                    ),
                    Looks::Jsonata | Looks::Braces => finding,
                });
            }
            Kind::Object(object) => object.members.iter().for_each(|member| self.member(member, push)),
            Kind::Array(elements) => elements.iter().for_each(|element| self.element(element, push)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Substitution(_) => {}
        }
    }

    fn finding(&self, looks: &Looks, node: &Node, text: &str) -> Diagnostic {
        let (code, what) = match looks {
            Looks::Path | Looks::Variable => (Code::UnevaluatedText, "a path"),
            Looks::Call => (Code::UnevaluatedText, "a call of an intrinsic function"),
            Looks::Jsonata => (Code::ForeignSyntax, "JSONata"),
            Looks::Braces => (Code::ForeignSyntax, "an expression"),
        };
        let message = format!("`{}` looks like {what}, and {} takes it as text", shown(text), self.words);
        let finding = Diagnostic::new(code, node.place(), message);
        match looks {
            Looks::Jsonata if self.surroundings == Surroundings::Jsonata => finding
                .label("the language of a Parallel or Map is not that of the states in it")
                .help("the query language of the definition is JSONPath; set the state's `QueryLanguage` to `JSONata`"),
            Looks::Jsonata => finding
                .help("the query language of the state is JSONPath; set its `QueryLanguage` to `JSONata`"),
            Looks::Braces => {
                finding.help("write `\"key.$\": \"$.path\"`; braces are nothing that is evaluated")
            }
            _ => finding,
        }
    }

    /// `Result` of a Pass, which is literal through and through (FLOW-12).
    fn result(&self, node: &Node, push: &mut impl FnMut(Diagnostic)) {
        match &node.kind {
            Kind::Object(object) => {
                for member in &object.members {
                    let text = member.value.as_str();
                    if member.key.ends_with(".$")
                        && text.is_some_and(|text| text.starts_with('$') || is_call(text))
                    {
                        push(self.literal_result(member));
                    } else {
                        self.result(&member.value, push);
                    }
                }
            }
            Kind::Array(elements) => elements.iter().for_each(|element| self.result(element, push)),
            Kind::String(text) => {
                let Some(looks) = self.looks(text) else { return };
                let mut finding = self.finding(&looks, node, text);
                if matches!(looks, Looks::Path | Looks::Variable | Looks::Call) {
                    finding.code = Code::LiteralResult;
                    finding =
                        finding.help("write `Parameters` in place of `Result`, and a key that ends in `.$`");
                }
                push(finding);
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Substitution(_) => {}
        }
    }

    fn literal_result(&self, member: &Member) -> Diagnostic {
        let message = format!("`{}` in `Result` of {} stays as it is", member.key, self.words);
        Diagnostic::new(Code::LiteralResult, member.key_place(), message)
            .label("nothing in `Result` is evaluated")
            .help("write `Parameters` in place of `Result`")
    }
}

/// Whether a text is a call, as a whole or nearly so.
pub(super) fn is_call(text: &str) -> bool {
    let name = text.split('(').next().unwrap_or_default();
    text.contains('(') && Intrinsic::from_name(name.trim_end()).is_some() || Call::parse(text).is_ok()
}

/// A text, shortened.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
