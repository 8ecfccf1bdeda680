//! Text in states of JSONata that looks as if it were evaluated, and is not (JNA-1, STRICT-16).

use super::text::{self, Check, Looks, PATHS_OF_SERVICES};
use crate::check::lints::view::{View, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::path::{Path, Root, Step};
use crate::model::State;
use crate::syntax::{Kind, Member, Node};

const OPENING: &str = "{%";
const CLOSING: &str = "%}";

/// The fields whose strings are evaluated, if they are expressions (ST-9). A literal `Timestamp` has been checked.
const FIELDS: [&str; 11] = [
    "Arguments",
    "Output",
    "Assign",
    "Items",
    "ItemSelector",
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "Credentials",
    "Error",
    "Cause",
];

/// Those of a rule or catcher.
const NESTED: [&str; 2] = ["Output", "Assign"];

/// Members inside of those whose strings are never evaluated (JNA-4).
const LITERAL: [&str; 3] = ["Resource", "ReaderConfig", "WriterConfig"];

pub(super) fn check(view: &View<'_>, state: &State, check: &Check<'_>, push: &mut impl FnMut(Diagnostic)) {
    for member in FIELDS.iter().filter_map(|field| view.field(state.place, field)) {
        field(check, format!("`{}` of {}", member.key, words(state)), member, push);
    }
    for (list, entry) in [("Choices", "rule"), ("Catch", "catcher")] {
        let entries = view.field(state.place, list).and_then(|member| member.value.as_array());
        for (index, object) in entries.into_iter().flatten().enumerate() {
            let Some(object) = object.as_object() else { continue };
            for member in NESTED.iter().filter_map(|field| object.member(field)) {
                let words = format!("`{}` of {entry} {} of {}", member.key, index + 1, words(state));
                field(check, words, member, push);
            }
        }
    }
}

fn field(check: &Check<'_>, words: String, member: &Member, push: &mut impl FnMut(Diagnostic)) {
    let part = Part { check, words };
    match (member.key.as_str(), &member.value.kind) {
        // A string is refused there.
        ("Items", Kind::String(_)) => {}
        // The names of variables have been checked.
        ("Assign", Kind::Object(object)) => {
            object.members.iter().for_each(|variable| part.part(&variable.value, push));
        }
        _ => part.part(&member.value, push),
    }
}

/// A field that is looked through.
struct Part<'c> {
    check: &'c Check<'c>,
    words: String,
}

impl Part<'_> {
    fn part(&self, node: &Node, push: &mut impl FnMut(Diagnostic)) {
        match &node.kind {
            Kind::String(text) => self.text(node, text).into_iter().for_each(push),
            Kind::Object(object) => {
                for member in &object.members {
                    if LITERAL.contains(&member.key.as_str()) {
                        continue;
                    }
                    if let (Some(key), Some(text)) = (member.key.strip_suffix(".$"), member.value.as_str())
                        && (text.starts_with('$') || text.starts_with(OPENING) || text::is_call(text))
                    {
                        let message = format!("the key `{}` in {} keeps its `.$`", member.key, self.words);
                        push(
                            Diagnostic::new(Code::ForeignSyntax, member.key_place(), message)
                                .label("in JSONata the value says whether it is evaluated")
                                .help(format!("write `\"{key}\": \"{{% ... %}}\"`")),
                        );
                    } else if !PATHS_OF_SERVICES.contains(&member.key.as_str()) {
                        self.part(&member.value, push);
                    }
                }
            }
            Kind::Array(elements) => elements.iter().for_each(|element| self.part(element, push)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Substitution(_) => {}
        }
    }

    fn text(&self, node: &Node, text: &str) -> Option<Diagnostic> {
        // One at the beginning or at the end alone is refused.
        if text.starts_with(OPENING) || text.ends_with(CLOSING) {
            return None;
        }
        if is_around(text) {
            let inside = text.trim();
            let whole = inside.starts_with(OPENING) && inside.ends_with(CLOSING);
            let message = format!("`{}` in {} is text, and is not evaluated", text::shown(text), self.words);
            let finding = Diagnostic::new(Code::LiteralExpression, node.place(), message)
                .label("a string is an expression if it begins with `{%` and ends with `%}`");
            return Some(if whole {
                finding.help("remove the blanks around it")
            } else {
                finding.help("put the text around it into the expression: `{% 'text ' & $value %}`")
            });
        }
        if text.starts_with("$states.") {
            return Some(self.evaluate(node, text, format!("`{{% {text} %}}`")));
        }
        match self.check.looks(text)? {
            Looks::Path => {
                let expression = Path::parse(text).ok().and_then(|path| expression(&path));
                let help = match expression {
                    Some(expression) => format!("`{{% {expression} %}}`"),
                    None => "an expression, `{% ... %}`".to_owned(),
                };
                Some(self.foreign(node, text, "a path of JSONPath", help))
            }
            Looks::Call => {
                let help = "the function of JSONata, `{% $function(...) %}`".to_owned();
                Some(self.foreign(node, text, "an intrinsic function of JSONPath", help))
            }
            Looks::Variable => Some(self.evaluate(node, text, format!("`{{% {text} %}}`"))),
            Looks::Jsonata | Looks::Braces => {
                Some(self.foreign(node, text, "an expression", "`{% ... %}`".to_owned()))
            }
        }
    }

    fn evaluate(&self, node: &Node, text: &str, help: String) -> Diagnostic {
        let message = format!("`{}` in {} is text, and is not evaluated", text::shown(text), self.words);
        Diagnostic::new(Code::UnevaluatedText, node.place(), message).help(format!("write {help}"))
    }

    fn foreign(&self, node: &Node, text: &str, what: &str, help: String) -> Diagnostic {
        let message =
            format!("`{}` looks like {what}, and {} takes it as text", text::shown(text), self.words);
        Diagnostic::new(Code::ForeignSyntax, node.place(), message)
            .help(format!("the query language of the state is JSONata: write {help}"))
    }
}

/// Whether `{% … %}` stands within a text.
pub(super) fn is_around(text: &str) -> bool {
    text.find(OPENING).is_some_and(|at| text[at..].contains(CLOSING))
}

/// A path of names as JSONata writes it.
fn expression(path: &Path) -> Option<String> {
    let mut text = match &path.root {
        Root::Document => "$states.input".to_owned(),
        Root::Context => "$states.context".to_owned(),
        Root::Variable(name) => format!("${name}"),
    };
    for step in &path.steps {
        match step {
            Step::Name(name) if name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') => {
                text.push('.');
                text.push_str(name);
            }
            Step::Index(index) => text.push_str(&format!("[{index}]")),
            _ => return None,
        }
    }
    Some(text)
}
