//! Fail (END-2).

use super::fields::Fields;
use super::jsonata::Evaluated;
use super::reader::Reader;
use super::values::all_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::ExpressionError;
use crate::expression::intrinsic::{Call, Intrinsic};
use crate::expression::path::ReferencePath;
use crate::model::{Expression, Fail, FailText, Spanned, StateKind};
use crate::syntax::Member;

impl<'a> Reader<'a> {
    pub(super) fn fail(&mut self, fields: &mut Fields<'a>) -> StateKind {
        StateKind::Fail(Box::new(Fail {
            error: self.fail_text(fields, "Error", "ErrorPath"),
            cause: self.fail_text(fields, "Cause", "CausePath"),
        }))
    }

    fn fail_text(
        &mut self,
        fields: &mut Fields<'a>,
        plain: &'static str,
        path: &'static str,
    ) -> Option<FailText> {
        let given = fields.take(plain);
        let member = fields.take_jsonpath(self, path);
        if member.is_some() {
            fields.exclusive(self, &[plain, path], None);
        }
        let expression = member.and_then(|member| self.text_expression(fields, member));
        let given = given.and_then(|given| self.given_text(fields, given));
        expression.map(FailText::Expression).or(given)
    }

    /// `Error` or `Cause`: a text, in JSONata an expression too.
    fn given_text(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<FailText> {
        match self.evaluated(fields, member) {
            Evaluated::Literal => {
                let text = fields.text_of(self, member)?;
                Some(FailText::Literal(Spanned::new(text.to_owned(), member.value.place())))
            }
            Evaluated::Expression(Spanned { value, place }) => {
                Some(FailText::Expression(Spanned::new(Expression::Jsonata(value), place)))
            }
            Evaluated::Wrong => None,
        }
    }

    /// A reference path, or an intrinsic function that gives a string.
    fn text_expression(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Spanned<Expression>> {
        let text = fields.text_of(self, member)?;
        if self.needs_substitution(&member.value, text) {
            return None;
        }
        let place = member.value.place();
        let parsed = if text.contains('(') && !text.trim_start().starts_with('$') {
            Call::parse(text).map(Expression::Intrinsic)
        } else {
            ReferencePath::parse(text).map(|path| Expression::Path(path.0))
        };
        match parsed {
            Ok(expression) => {
                if let Expression::Intrinsic(call) = &expression
                    && !call.function.may_give_text()
                {
                    self.report_no_text(fields, member, call);
                    return None;
                }
                Some(Spanned::new(expression, place))
            }
            Err(error) => {
                self.report_no_expression(fields, member, error);
                None
            }
        }
    }

    fn report_no_text(&mut self, fields: &Fields<'a>, member: &Member, call: &Call) {
        let place = self.document.place_in(self.source, &member.value, call.range.clone());
        let giving = Intrinsic::ALL.into_iter().filter(|function| function.may_give_text());
        let names: Vec<&str> = giving.map(Intrinsic::name).collect();
        let finding = Diagnostic::new(
            Code::TextExpression,
            place,
            format!("`{}` of {} needs a function that gives a string", member.key, fields.words),
        )
        .help(format!("the functions that give a string are {}", all_of(&names)));
        self.report(finding);
    }

    fn report_no_expression(&mut self, fields: &Fields<'a>, member: &'a Member, error: ExpressionError) {
        let words = format!("`{}` of {}", member.key, fields.words);
        let finding = self.expression_finding(Code::TextExpression, &member.value, words, error);
        self.report(finding);
    }
}
