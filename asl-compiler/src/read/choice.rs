//! Choice and its rules (CHO).

use super::fields::Fields;
use super::operator::OPERATORS;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Choice, ChoiceRule, Comparison, Condition, Next, QueryLanguage, Spanned, StateKind};
use crate::syntax::{Member, Node};

/// The fields of a boolean rule (CHO-4).
const BOOLEAN: [&str; 3] = ["And", "Or", "Not"];

impl<'a> Reader<'a> {
    pub(super) fn choice(&mut self, fields: &mut Fields<'a>) -> StateKind {
        fields.take_jsonata(self, "Output");
        self.assign(fields);
        StateKind::Choice(Box::new(Choice {
            input_path: fields.filter(self, "InputPath"),
            choices: self.rules(fields),
            default: self.default_target(fields),
            output_path: fields.filter(self, "OutputPath"),
        }))
    }

    fn default_target(&mut self, fields: &mut Fields<'a>) -> Option<Next> {
        let member = fields.take("Default")?;
        fields.text_of(self, member)?;
        Some(self.target(&member.value)).filter(|next| *next != Next::End)
    }

    fn rules(&mut self, fields: &mut Fields<'a>) -> Vec<ChoiceRule> {
        let Some(member) = fields.required(self, "Choices") else { return Vec::new() };
        let Some(elements) = fields.some_elements(self, member) else { return Vec::new() };
        let rules = elements.iter().enumerate();
        rules.filter_map(|(index, node)| self.top_level_rule(fields, node, index)).collect()
    }

    /// A rule with `Next` (CHO-2). One that is wrong, or whose target is unknown, is left out.
    fn top_level_rule(&mut self, owner: &Fields<'a>, node: &'a Node, index: usize) -> Option<ChoiceRule> {
        let words = format!("rule {} of {}", index + 1, owner.words);
        let mut fields = Fields::open(self, node, node.place(), words)?;
        let comment = fields.comment(self);
        fields.take_jsonata(self, "Output");
        self.assign(&mut fields);
        let next = fields.required_target(self, "Next");
        let condition = self.condition(&mut fields);
        fields.finish(self);
        let condition = condition.filter(|_| next != Next::End)?;
        Some(ChoiceRule { place: node.place(), comment, condition, next })
    }

    fn nested_rule(&mut self, owner: &Fields<'a>, node: &'a Node) -> Option<Condition> {
        let words = format!("a rule inside of {}", owner.words.trim_start_matches("a rule inside of "));
        let mut fields = Fields::open(self, node, node.place(), words)?;
        fields.comment(self);
        if let Some(member) = fields.take("Next") {
            let help = "only the outermost rule says where to go".to_owned();
            fields.report_unsupported(self, Code::NestedNext, member, Some(help));
        }
        let condition = self.condition(&mut fields);
        fields.finish(self);
        condition
    }

    fn condition(&mut self, fields: &mut Fields<'a>) -> Option<Condition> {
        let variable = fields.take_jsonpath(self, "Variable");
        let boolean = self.present(fields, &BOOLEAN);
        let operators = self.present(fields, &OPERATORS);
        if self.current.language == QueryLanguage::Jsonata {
            fields.required(self, "Condition");
            return None;
        }
        fields.take_jsonata(self, "Condition");
        match (boolean.as_slice(), operators.as_slice(), variable) {
            ([member], [], None) => self.boolean(fields, member),
            ([first, second, ..], _, _) => self.report_both(fields, first, second),
            ([first], [second, ..], _) => self.report_both(fields, first, second),
            ([first], [], Some(second)) => self.report_both(fields, first, second),
            ([], [operator], Some(variable)) => self.comparison(fields, variable, operator),
            ([], [operator], None) => {
                fields.report_missing(self, &["Variable"], "The field 'Variable' is required".to_owned());
                // The operand is worth a look all the same.
                let _ = self.operator(fields, operator);
                None
            }
            ([], [first, second, ..], _) => self.report_operators(fields, first, second),
            ([], [], _) => self.report_no_operator(fields),
        }
    }

    fn present(&mut self, fields: &mut Fields<'a>, names: &[&'static str]) -> Vec<&'a Member> {
        names.iter().filter_map(|name| fields.take_jsonpath(self, name)).collect()
    }

    fn boolean(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Condition> {
        if member.key == "Not" {
            return self.nested_rule(fields, &member.value).map(|rule| Condition::Not(Box::new(rule)));
        }
        let elements = fields.some_elements(self, member)?;
        let rules: Vec<Condition> =
            elements.iter().filter_map(|element| self.nested_rule(fields, element)).collect();
        let join = if member.key == "And" { Condition::And } else { Condition::Or };
        (!rules.is_empty()).then(|| join(rules))
    }

    fn comparison(
        &mut self,
        fields: &Fields<'a>,
        variable: &'a Member,
        operator: &'a Member,
    ) -> Option<Condition> {
        let variable = fields.path_of(self, variable);
        let value = self.operator(fields, operator);
        Some(Condition::Comparison(Box::new(Comparison {
            place: fields.node.place(),
            variable: variable?,
            operator: Spanned::new(value?, operator.value.place()),
        })))
    }

    fn report_both(&mut self, fields: &Fields<'a>, first: &Member, second: &Member) -> Option<Condition> {
        let finding = Diagnostic::new(
            Code::ChoiceRule,
            second.key_place(),
            format!("{} has both `{}` and `{}`", fields.words, first.key, second.key),
        )
        .related(first.key_place(), format!("`{}` stands here", first.key))
        .help("a rule is one of `And`, `Or` and `Not`, or a `Variable` with one operator");
        self.report(finding);
        None
    }

    fn report_operators(
        &mut self,
        fields: &Fields<'a>,
        first: &Member,
        second: &Member,
    ) -> Option<Condition> {
        let finding = Diagnostic::new(
            Code::ChoiceRule,
            second.key_place(),
            format!("{} has two operators, `{}` and `{}`", fields.words, first.key, second.key),
        )
        .related(first.key_place(), format!("`{}` stands here", first.key))
        .help("join two comparisons with `And`");
        let words = format!("There should only be one of the following fields: [{}]", OPERATORS.join(", "));
        self.report_schema(finding, words, fields.node.id);
        None
    }

    fn report_no_operator(&mut self, fields: &Fields<'a>) -> Option<Condition> {
        let finding = Diagnostic::new(
            Code::ChoiceRule,
            fields.place,
            format!("{} does not compare anything", fields.words),
        )
        .label("no operator")
        .help("add an operator such as `StringEquals`, or `IsPresent`");
        let words =
            format!("This object should have only one of the following fields: [{}]", OPERATORS.join(", "));
        self.report_schema(finding, words, fields.node.id);
        None
    }
}
