//! `Assign` (VAR).

use std::collections::HashMap;

use super::fields::Fields;
use super::reader::Reader;
use super::template::{Site, plain_key};
use crate::diagnostic::Code;
use crate::expression::name::check_variable;
use crate::model::{Assign, AssignedVariable, QueryLanguage, Spanned, Template};
use crate::syntax::Member;

impl<'a> Reader<'a> {
    /// `Assign` of a state, a choice rule or a catcher.
    pub(super) fn assign(&mut self, fields: &mut Fields<'a>) -> Option<Assign> {
        let member = fields.take("Assign")?;
        let words = format!("`Assign` of {}", fields.words);
        let site = Site { words: words.clone(), root: member.value.id };
        let inner = Fields::open_member(self, member, words)?;
        let mut variables = Vec::with_capacity(inner.members().len());
        let mut seen: HashMap<&str, &Member> = HashMap::new();
        for variable in inner.members() {
            let name = match self.current.language {
                QueryLanguage::JsonPath => plain_key(&variable.key),
                QueryLanguage::Jsonata => &variable.key,
            };
            if let Some(first) = seen.insert(name, variable)
                && first.key != variable.key
            {
                self.report_duplicate_member(&site, first, variable, name);
                continue;
            }
            self.check_name(&site, variable, name);
            // Whoever writes `$` there means the variable without it.
            let name = Spanned::new(name.trim_start_matches('$').to_owned(), variable.key_place());
            variables.push(AssignedVariable { name, value: self.variable_value(&site, variable) });
        }
        Some(Assign { place: member.value.place(), variables })
    }

    fn variable_value(&mut self, site: &Site, variable: &'a Member) -> Template {
        match self.current.language {
            QueryLanguage::JsonPath => self.template_member(site, variable),
            QueryLanguage::Jsonata => self.jsonata_part(site, Some(&variable.key), &variable.value),
        }
    }

    /// Reports a name that no variable may have (VAR-2).
    fn check_name(&mut self, site: &Site, variable: &Member, name: &str) {
        if let Err(mut error) = check_variable(name) {
            if plain_key(name).len() < name.len() {
                error.help =
                    Some("in JSONata a key has no `.$`; the value says whether it is evaluated".to_owned());
            }
            let finding = self.key_finding(Code::VariableName, variable, site.words.clone(), error);
            self.report(finding);
        }
    }
}
