//! JSONata in strings: where it begins and ends, and what stands in between (JNA-1, JNA-5, JNA-6).

use super::fields::Fields;
use super::location::service_location;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::jsonata;
use crate::model::{JsonataExpression, QueryLanguage, Spanned};
use crate::syntax::{Member, Node};

const OPENING: &str = "{%";
const CLOSING: &str = "%}";

/// What a value is, in a state of JSONata.
pub(super) enum Evaluated {
    /// It stands for itself.
    Literal,
    /// `{% … %}`
    Expression(Spanned<JsonataExpression>),
    /// It was meant as an expression and is none; that has been reported.
    Wrong,
}

impl<'a> Reader<'a> {
    /// What the value of a field is that takes a literal or, in JSONata, an expression (ST-9).
    pub(super) fn evaluated(&mut self, fields: &Fields<'a>, member: &'a Member) -> Evaluated {
        match self.current.language {
            QueryLanguage::JsonPath => Evaluated::Literal,
            QueryLanguage::Jsonata => {
                self.jsonata(&member.value, || format!("`{}` of {}", member.key, fields.words))
            }
        }
    }

    /// What a value of a JSONata state is; `words` names it.
    pub(super) fn jsonata(&mut self, node: &'a Node, words: impl FnOnce() -> String) -> Evaluated {
        let Some(text) = node.as_str() else { return Evaluated::Literal };
        let inside = text.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix(CLOSING));
        let Some(inside) = inside else {
            if text.starts_with(OPENING) || text.ends_with(CLOSING) {
                self.report_delimiters(node, text, words());
                return Evaluated::Wrong;
            }
            return Evaluated::Literal;
        };
        if self.needs_substitution(node, text) {
            return Evaluated::Wrong;
        }
        let offset = OPENING.len() + (inside.len() - inside.trim_start().len());
        let text = inside.trim();
        match jsonata::parse(text) {
            Ok(root) => {
                let expression = JsonataExpression { text: text.to_owned(), offset, root };
                Evaluated::Expression(Spanned::new(expression, node.place()))
            }
            Err(error) => {
                self.report_jsonata(node, offset, text, words(), error);
                Evaluated::Wrong
            }
        }
    }

    fn report_jsonata(
        &mut self,
        node: &Node,
        offset: usize,
        text: &str,
        words: String,
        error: jsonata::ParseError,
    ) {
        let service = error.service_message(text);
        let mut mistake = error.error;
        // At the end of the expression stands what closes it.
        mistake.range = if mistake.range.start >= text.len() {
            let closing = node.as_str().map_or(0, str::len) - CLOSING.len();
            closing..closing + CLOSING.len()
        } else {
            mistake.range.start + offset..mistake.range.end + offset
        };
        let mut finding = self.expression_finding(Code::JsonataSyntax, node, words, mistake);
        if let Some(message) = service {
            let location = service_location(self.document, node.id);
            finding = finding.service("INVALID_JSONATA_EXPRESSION", message, Some(location));
        }
        self.report(finding);
    }

    /// A string that begins as an expression and does not end as one, or the reverse (JNA-1).
    fn report_delimiters(&mut self, node: &Node, text: &str, words: String) {
        let (range, message, label) = if text.starts_with(OPENING) {
            (0..OPENING.len(), "begins with `{%` and does not end with `%}`", "an expression begins here")
        } else {
            let start = text.len() - CLOSING.len();
            (start..text.len(), "ends with `%}` and does not begin with `{%`", "an expression ends here")
        };
        let help = if text.contains(OPENING) && text.contains(CLOSING) {
            "an expression is the whole string: put the text around it into it, `{% 'text ' & $x %}`"
        } else {
            "write `{% ... %}`, as the whole string"
        };
        let place = self.document.place_in(self.source, node, range);
        let finding = Diagnostic::new(Code::JsonataDelimiters, place, format!("{words} {message}"));
        self.report(finding.label(label).help(help));
    }
}
