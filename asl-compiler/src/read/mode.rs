//! `QueryLanguage` and fields of the other language (LANG).

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::QueryLanguage;
use crate::suggest::nearest;
use crate::syntax::Member;

/// The two languages by name, in the order of the service's texts.
const NAMES: [&str; 2] = ["JSONPath", "JSONata"];

fn name(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::JsonPath => "JSONPath",
        QueryLanguage::Jsonata => "JSONata",
    }
}

impl<'a> Reader<'a> {
    /// `QueryLanguage` of the machine (LANG-1).
    pub(super) fn machine_language(&mut self, fields: &mut Fields<'a>) -> QueryLanguage {
        match fields.take("QueryLanguage") {
            Some(member) => self.language_value(fields, member),
            None => QueryLanguage::JsonPath,
        }
    }

    /// `QueryLanguage` of a state, by default that of the machine (LANG-2, LANG-3).
    pub(super) fn state_language(&mut self, fields: &mut Fields<'a>) -> QueryLanguage {
        let Some(member) = fields.take("QueryLanguage") else { return self.language };
        let language = self.language_value(fields, member);
        if self.language == QueryLanguage::Jsonata && language == QueryLanguage::JsonPath {
            let finding = Diagnostic::new(
                Code::QueryLanguage,
                member.value.place(),
                format!("{} cannot be `JSONPath`, since the whole definition is `JSONata`", fields.words),
            )
            .help("leave the language of the definition at JSONPath, and set `JSONata` on single states");
            let words = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
            self.report_schema(finding, words, fields.node.id);
        }
        language
    }

    /// The language that a value names; for one that is misspelt the one that is meant, else the one that
    /// the fields speak. (The service goes on with JSONata, LANG-5, and finds more mistakes than there are.)
    fn language_value(&mut self, fields: &mut Fields<'a>, member: &'a Member) -> QueryLanguage {
        let named = fields.one_of_member(self, member, &NAMES);
        let Some(text) = member.value.as_str() else { return self.language };
        match named.or_else(|| nearest(text, NAMES)) {
            Some("JSONata") => QueryLanguage::Jsonata,
            None if fields.has("Arguments") || fields.has("Output") => QueryLanguage::Jsonata,
            _ => QueryLanguage::JsonPath,
        }
    }

    /// Refuses a field that belongs to the language that the state does not have (LANG-6).
    pub(super) fn foreign_field(&mut self, fields: &Fields<'a>, member: &Member) {
        let language = self.current.language;
        let other = match language {
            QueryLanguage::JsonPath => QueryLanguage::Jsonata,
            QueryLanguage::Jsonata => QueryLanguage::JsonPath,
        };
        let (ours, theirs) = (name(language), name(other));
        let key = &member.key;
        let advice = match (language, key.as_str()) {
            (QueryLanguage::JsonPath, "Arguments") => {
                "write `Parameters`, or set `QueryLanguage` to `JSONata`"
            }
            (QueryLanguage::JsonPath, "Items") => "write `ItemsPath`, or set `QueryLanguage` to `JSONata`",
            (QueryLanguage::JsonPath, _) => "set `QueryLanguage` of the state to `JSONata`",
            (QueryLanguage::Jsonata, "Parameters") => {
                "JSONata has `Arguments` (Task, Parallel), `ItemSelector` (Map) or `Output` (Pass) instead"
            }
            (QueryLanguage::Jsonata, "ItemsPath") => "write `Items`",
            (QueryLanguage::Jsonata, "Result" | "ResultSelector" | "ResultPath" | "OutputPath") => {
                "write `Output`"
            }
            (QueryLanguage::Jsonata, _) => "JSONata takes an expression `{% ... %}` in the plain field",
        };
        let finding = Diagnostic::new(
            Code::QueryLanguageField,
            member.key_place(),
            format!("`{key}` belongs to {theirs}, and {} is in {ours}", fields.words),
        )
        .help(advice);
        let words = format!(
            "The QueryLanguage is set to '{ours}', but field '{key}' is only supported for the '{theirs}' QueryLanguage"
        );
        let state = self.current.node;
        self.report_schema(finding, words, state);
    }

    /// Refuses `QueryLanguage` in a branch or an item processor (LANG-4).
    pub(super) fn no_language(&mut self, fields: &mut Fields<'a>) {
        if let Some(member) = fields.refuse("QueryLanguage") {
            let words = format!("{} cannot have a `QueryLanguage`", fields.words);
            let finding = Diagnostic::new(Code::QueryLanguage, member.key_place(), words)
                .help("set it on the states inside, or on the whole definition");
            self.report_unsupported(finding, member);
        }
    }
}
