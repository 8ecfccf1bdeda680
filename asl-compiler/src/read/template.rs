//! Payload templates (TPL, JNA-2).

use std::collections::HashMap;

use super::fields::Fields;
use super::jsonata::Evaluated;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse_expression;
use crate::model::{Expression, Literal, QueryLanguage, Spanned, Template, TemplateMember};
use crate::syntax::{Kind, Member, Node, NodeId, Object};

/// Literal JSON.
pub(super) fn literal(node: &Node) -> Literal {
    Literal { value: node.to_json(), place: node.place() }
}

/// What stands for a part that is wrong.
fn nothing(node: &Node) -> Template {
    Template::Literal(Literal { value: serde_json::Value::Null, place: node.place() })
}

/// An array of a template; without anything that is evaluated it is literal.
fn array(node: &Node, parts: Vec<Template>) -> Template {
    match parts.iter().all(|part| matches!(part, Template::Literal(_))) {
        true => Template::Literal(literal(node)),
        false => Template::Array(parts),
    }
}

/// Where a template stands: what messages call it, and what the service calls its place.
pub(super) struct Site {
    pub(super) words: String,
    pub(super) root: NodeId,
}

/// A key without the `.$` that says that its value is evaluated (TPL-2).
pub(super) fn plain_key(key: &str) -> &str {
    key.strip_suffix(".$").unwrap_or(key)
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

    /// A template of both languages.
    pub(super) fn template_of_both(&mut self, fields: &Fields<'a>, member: &'a Member) -> Template {
        match self.current.language {
            QueryLanguage::JsonPath => self.template(fields, member),
            QueryLanguage::Jsonata => self.jsonata_template(fields, member),
        }
    }

    /// JSON of JSONata in which every string may be an expression (JNA-2).
    pub(super) fn jsonata_template(&mut self, fields: &Fields<'a>, member: &'a Member) -> Template {
        let site = Site { words: format!("`{}` of {}", member.key, fields.words), root: member.value.id };
        self.jsonata_part(&site, None, &member.value)
    }

    /// A part of it; `key` is that of the member that it is in.
    pub(super) fn jsonata_part(&mut self, site: &Site, key: Option<&str>, node: &'a Node) -> Template {
        match &node.kind {
            Kind::Object(object) => {
                let members = object.members.iter().map(|member| TemplateMember {
                    key: Spanned::new(member.key.clone(), member.key_place()),
                    value: self.jsonata_part(site, Some(&member.key), &member.value),
                });
                let members: Vec<TemplateMember> = members.collect();
                match members.iter().all(|member| matches!(member.value, Template::Literal(_))) {
                    true => Template::Literal(literal(node)),
                    false => Template::Object(members),
                }
            }
            Kind::Array(elements) => {
                let parts = elements.iter().map(|element| self.jsonata_part(site, key, element)).collect();
                array(node, parts)
            }
            _ => {
                let words = || match key {
                    Some(key) => format!("`{key}` in {}", site.words),
                    None => site.words.clone(),
                };
                match self.jsonata(node, words) {
                    Evaluated::Expression(Spanned { value, place }) => {
                        Template::Expression(Spanned::new(Expression::Jsonata(value), place))
                    }
                    Evaluated::Literal => Template::Literal(literal(node)),
                    Evaluated::Wrong => nothing(node),
                }
            }
        }
    }

    /// A member of a template of JSONPath, whose key ends in `.$` if it is evaluated.
    pub(super) fn template_member(&mut self, site: &Site, member: &'a Member) -> Template {
        if plain_key(&member.key).len() == member.key.len() {
            return self.part(site, &member.value);
        }
        self.expression(site, member).unwrap_or_else(|| nothing(&member.value))
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
                let parts = elements.iter().map(|element| self.part(site, element)).collect();
                array(node, parts)
            }
            _ => Template::Literal(literal(node)),
        }
    }

    fn object(&mut self, site: &Site, node: &'a Node, object: &'a Object) -> Template {
        let mut members = Vec::with_capacity(object.members.len());
        let mut seen: HashMap<&str, &Member> = HashMap::new();
        let mut evaluated = false;
        for member in &object.members {
            let key = plain_key(&member.key);
            if let Some(first) = seen.insert(key, member)
                && first.key != member.key
            {
                self.report_duplicate_member(site, first, member, key);
                continue;
            }
            evaluated |= key.len() != member.key.len();
            let value = self.template_member(site, member);
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
            .help(format!("write the key as `{}` if the value is meant as it stands", plain_key(key)));
            self.report_template(finding, key, site);
            return None;
        };
        if self.needs_substitution(&member.value, text) {
            return None;
        }
        match parse_expression(text) {
            Ok(expression) => Some(Template::Expression(Spanned::new(expression, member.value.place()))),
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

    pub(super) fn report_duplicate_member(
        &mut self,
        site: &Site,
        first: &Member,
        second: &Member,
        key: &str,
    ) {
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
