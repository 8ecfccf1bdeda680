//! Choice and its rules (CHO).

use super::fields::Fields;
use super::jsonata::Evaluated;
use super::operator::OPERATORS;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Choice, ChoiceRule, Comparison, Condition, Flow, JsonataCondition, JsonataTest, Next, QueryLanguage,
    Spanned, StateKind,
};
use crate::syntax::{Kind, Member, Node};

/// The fields of a boolean rule (CHO-4).
const BOOLEAN: [&str; 3] = ["And", "Or", "Not"];

impl<'a> Reader<'a> {
    pub(super) fn choice(&mut self, fields: &mut Fields<'a>) -> StateKind {
        StateKind::Choice(Box::new(Choice {
            flow: self.plain_flow(fields),
            choices: self.rules(fields),
            default: self.default_target(fields),
            assign: self.assign(fields),
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
        let output = self.output(&mut fields);
        let assign = self.assign(&mut fields);
        let next = fields.required_target(self, "Next");
        let test = match self.current.language {
            QueryLanguage::JsonPath => self.condition(&mut fields).map(Flow::JsonPath),
            QueryLanguage::Jsonata => {
                let condition = self.jsonata_condition(&mut fields);
                condition.map(|condition| Flow::Jsonata(JsonataTest { condition, output }))
            }
        };
        fields.finish(self);
        let test = test.filter(|_| next != Next::End)?;
        Some(ChoiceRule { place: node.place(), comment, test, assign, next })
    }

    fn nested_rule(&mut self, owner: &Fields<'a>, node: &'a Node) -> Option<Condition> {
        let words = format!("a rule inside of {}", owner.words.trim_start_matches("a rule inside of "));
        let mut fields = Fields::open(self, node, node.place(), words)?;
        fields.comment(self);
        if let Some(member) = fields.refuse("Next") {
            let words = format!("{} cannot have `Next`", fields.words);
            let finding = Diagnostic::new(Code::NestedNext, member.key_place(), words)
                .help("only the outermost rule says where to go");
            self.report_unsupported(finding, member);
        }
        let condition = self.condition(&mut fields);
        fields.finish(self);
        condition
    }

    /// `Condition` (CHO-30).
    fn jsonata_condition(&mut self, fields: &mut Fields<'a>) -> Option<JsonataCondition> {
        fields.take_jsonpath(self, "Variable");
        self.present(fields, &BOOLEAN);
        self.present(fields, &OPERATORS);
        // A rule in the other language says so once, and is not told as well what it lacks in this one.
        if fields.members().iter().any(|member| is_jsonpath(&member.key)) {
            fields.take("Condition");
            return None;
        }
        let member = fields.required(self, "Condition")?;
        match self.evaluated(fields, member) {
            Evaluated::Expression(expression) => Some(JsonataCondition::Expression(expression)),
            Evaluated::Wrong => None,
            Evaluated::Literal => match member.value.kind {
                Kind::Bool(value) => Some(JsonataCondition::Literal(value)),
                _ => {
                    fields.wrong_type(self, member, "`true`, `false` or an expression `{% ... %}`", None);
                    None
                }
            },
        }
    }

    fn condition(&mut self, fields: &mut Fields<'a>) -> Option<Condition> {
        let variable = fields.take_jsonpath(self, "Variable");
        let boolean = self.present(fields, &BOOLEAN);
        let operators = self.present(fields, &OPERATORS);
        if fields.has("Condition") {
            fields.take_jsonata(self, "Condition");
            return None;
        }
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
        let mut present: Vec<_> = names.iter().filter_map(|name| fields.take_jsonpath(self, name)).collect();
        present.sort_by_key(|member| member.key_span);
        present
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
        // A misspelt operator is reported as an unknown field, and that is enough.
        if OPERATORS.iter().chain(&BOOLEAN).any(|name| fields.misspelt(name)) {
            return None;
        }
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

/// Whether a field of a rule belongs to JSONPath.
fn is_jsonpath(name: &str) -> bool {
    name == "Variable" || BOOLEAN.contains(&name) || OPERATORS.contains(&name)
}
