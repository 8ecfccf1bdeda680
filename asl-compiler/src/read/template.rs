//! Payload templates (TPL).

use std::collections::HashMap;

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse_expression;
use crate::model::{Literal, QueryLanguage, Spanned, Template, TemplateMember};
use crate::syntax::{Kind, Member, Node, NodeId, Object};

/// Literal JSON.
pub(super) fn literal(node: &Node) -> Literal {
    Literal { value: node.to_json(), place: node.place() }
}

/// Where a template stands: what messages call it, and what the service calls its place.
struct Site {
    words: String,
    root: NodeId,
}

impl<'a> Fields<'a> {
    /// An optional template of JSONPath.
    pub(super) fn template(&mut self, reader: &mut Reader<'a>, name: &'static str) -> Option<Template> {
        let member = self.take_jsonpath(reader, name)?;
        Some(reader.template(self, member))
    }
}

impl<'a> Reader<'a> {
    /// The template that is a member's value.
    pub(super) fn template(&mut self, fields: &Fields<'a>, member: &'a Member) -> Template {
        let site = Site { words: format!("`{}` of {}", member.key, fields.words), root: member.value.id };
        self.part(&site, &member.value)
    }

    /// A template of both languages; what it holds in JSONata is not read yet.
    pub(super) fn template_of_both(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Template> {
        (self.current.language == QueryLanguage::JsonPath).then(|| self.template(fields, member))
    }

    /// The expression that a `.$` member holds; a mistake is reported and `None`.
    pub(super) fn expression_member(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Template> {
        let site = Site { words: fields.words.clone(), root: fields.node.id };
        self.expression(&site, member)
    }

    fn part(&mut self, site: &Site, node: &'a Node) -> Template {
        match &node.kind {
            Kind::Object(object) => self.object(site, node, object),
            Kind::Array(elements) => {
                let parts: Vec<Template> = elements.iter().map(|element| self.part(site, element)).collect();
                match parts.iter().all(|part| matches!(part, Template::Literal(_))) {
                    true => Template::Literal(literal(node)),
                    false => Template::Array(parts),
                }
            }
            _ => Template::Literal(literal(node)),
        }
    }

    fn object(&mut self, site: &Site, node: &'a Node, object: &'a Object) -> Template {
        let mut members = Vec::with_capacity(object.members.len());
        let mut seen: HashMap<&str, &Member> = HashMap::new();
        let mut evaluated = false;
        for member in &object.members {
            let key = member.key.strip_suffix(".$").unwrap_or(&member.key);
            if let Some(first) = seen.insert(key, member)
                && first.key != member.key
            {
                self.report_duplicate_member(site, first, member, key);
                continue;
            }
            let value = if key.len() == member.key.len() {
                self.part(site, &member.value)
            } else {
                evaluated = true;
                self.expression(site, member).unwrap_or(Template::Literal(Literal {
                    value: serde_json::Value::Null,
                    place: member.value.place(),
                }))
            };
            evaluated |= !matches!(value, Template::Literal(_));
            members.push(TemplateMember { key: Spanned::new(key.to_owned(), member.key_place()), value });
        }
        if evaluated { Template::Object(members) } else { Template::Literal(literal(node)) }
    }

    fn expression(&mut self, site: &Site, member: &'a Member) -> Option<Template> {
        let key = &member.key;
        let Some(text) = member.value.as_str() else {
            let found = super::values::found(&member.value);
            let finding = Diagnostic::new(
                Code::TemplateValue,
                member.value.place(),
                format!("`{key}` in {} must be a path or an intrinsic function, found {found}", site.words),
            )
            .label("expected a string")
            .help(format!(
                "write the key as `{}` if the value is meant as it stands",
                key.trim_end_matches(".$")
            ));
            self.report_template(finding, key, site);
            return None;
        };
        if self.needs_substitution(&member.value, text) {
            return None;
        }
        match parse_expression(text) {
            Ok(expression) => {
                let place = member.value.place();
                self.note_variables(&expression, place);
                Some(Template::Expression(Spanned::new(expression, place)))
            }
            Err(error) => {
                let words = format!("`{key}` in {}", site.words);
                let finding = self.expression_finding(Code::TemplateValue, &member.value, words, error);
                self.report_template(finding, key, site);
                None
            }
        }
    }

    fn report_template(&mut self, finding: Diagnostic, key: &str, site: &Site) {
        let words = format!(
            "The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"
        );
        self.report_schema(finding, words, site.root);
    }

    fn report_duplicate_member(&mut self, site: &Site, first: &Member, second: &Member, key: &str) {
        // The evaluated one is the one to point at, wherever it stands.
        let (first, second) = if second.key == key { (second, first) } else { (first, second) };
        let finding = Diagnostic::new(
            Code::DuplicateMember,
            second.key_place(),
            format!("`{}` and `{}` in {} both become `{key}`", first.key, second.key, site.words),
        )
        .label("remove one of them")
        .related(first.key_place(), format!("`{}` stands here", first.key));
        self.report(finding);
    }
}
