//! Numbers, and numbers that may come from a path or an expression (ST-7, ST-9, ST-10).

use std::ops::RangeInclusive;

use super::fields::Fields;
use super::jsonata::Evaluated;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Quantity, Spanned};
use crate::syntax::{Kind, Member};

/// The bounds of most whole numbers.
pub(super) const SECONDS: RangeInclusive<u32> = 1..=99_999_999;

/// The name of `X` and of `XPath`.
pub(super) type Pair = (&'static str, &'static str);

impl<'a> Fields<'a> {
    /// An optional whole number.
    pub(super) fn whole_number(
        &mut self,
        reader: &mut Reader<'a>,
        name: &'static str,
        bounds: RangeInclusive<u32>,
    ) -> Option<Spanned<u32>> {
        let member = self.take(name)?;
        self.whole_number_of(reader, member, bounds)
    }

    /// The whole number that a member's value is.
    pub(super) fn whole_number_of(
        &self,
        reader: &mut Reader<'a>,
        member: &'a Member,
        bounds: RangeInclusive<u32>,
    ) -> Option<Spanned<u32>> {
        let value = match &member.value.kind {
            Kind::Number(number) if number.is_i64() || number.is_u64() => number.as_i64().unwrap_or(i64::MAX),
            _ => {
                let service = Some("Expected value of type Integer");
                self.wrong_type(reader, member, "a whole number", service);
                return None;
            }
        };
        match u32::try_from(value).ok().filter(|value| bounds.contains(value)) {
            Some(value) => Some(Spanned::new(value, member.value.place())),
            None => {
                let (low, high) = (*bounds.start(), *bounds.end());
                let below = value < i64::from(low);
                self.out_of_range(reader, member, below, &low.to_string(), (high < u32::MAX).then_some(high));
                None
            }
        }
    }

    /// An optional decimal number, at least `low`.
    pub(super) fn decimal(
        &mut self,
        reader: &mut Reader<'a>,
        name: &'static str,
        low: u32,
        high: Option<u32>,
    ) -> Option<Spanned<f64>> {
        let member = self.take(name)?;
        self.decimal_of(reader, member, low, high)
    }

    fn decimal_of(
        &self,
        reader: &mut Reader<'a>,
        member: &'a Member,
        low: u32,
        high: Option<u32>,
    ) -> Option<Spanned<f64>> {
        let value = match &member.value.kind {
            Kind::Number(number) => number.as_f64()?,
            _ => {
                self.wrong_type(reader, member, "a number", None);
                return None;
            }
        };
        if value < f64::from(low) || high.is_some_and(|high| value > f64::from(high)) {
            self.out_of_range(reader, member, value < f64::from(low), &low.to_string(), high);
            return None;
        }
        Some(Spanned::new(value, member.value.place()))
    }

    fn out_of_range(
        &self,
        reader: &mut Reader<'a>,
        member: &Member,
        below: bool,
        low: &str,
        high: Option<u32>,
    ) {
        let bounds = match high {
            Some(high) => format!("from {low} to {high}"),
            None => format!("at least {low}"),
        };
        let found = super::values::found(&member.value);
        let finding = Diagnostic::new(
            Code::OutOfRange,
            member.value.place(),
            format!("`{}` of {} must be {bounds}, found {found}", member.key, self.words),
        )
        .label(format!("expected {bounds}"));
        if below {
            reader.report_schema(finding, format!("Minimum value is {low}"), member.value.id);
        } else {
            reader.report(finding);
        }
    }

    /// A whole number or the path to it; in JSONata an expression too.
    pub(super) fn quantity(
        &mut self,
        reader: &mut Reader<'a>,
        (literal, path): Pair,
        bounds: RangeInclusive<u32>,
    ) -> Option<Quantity<u32>> {
        self.either(reader, (literal, path), |fields, reader, member| {
            fields.whole_number_of(reader, member, bounds)
        })
    }

    /// A decimal number or the path to it; in JSONata an expression too.
    pub(super) fn decimal_quantity(
        &mut self,
        reader: &mut Reader<'a>,
        (literal, path): Pair,
        low: u32,
        high: u32,
    ) -> Option<Quantity<f64>> {
        self.either(reader, (literal, path), |fields, reader, member| {
            fields.decimal_of(reader, member, low, Some(high))
        })
    }

    fn either<T>(
        &mut self,
        reader: &mut Reader<'a>,
        (literal, path): Pair,
        read: impl FnOnce(&Self, &mut Reader<'a>, &'a Member) -> Option<Spanned<T>>,
    ) -> Option<Quantity<T>> {
        let plain = self.take(literal);
        let referred = self.take_jsonpath(reader, path);
        if plain.is_some() && referred.is_some() {
            self.exclusive(reader, &[literal, path], None);
        }
        let referred = referred.and_then(|member| self.reference_path_of(reader, member));
        let plain = plain.and_then(|member| match reader.evaluated(self, member) {
            Evaluated::Literal => read(self, reader, member).map(Quantity::Literal),
            Evaluated::Expression(expression) => Some(Quantity::Expression(expression)),
            Evaluated::Wrong => None,
        });
        plain.or(referred.map(Quantity::Path))
    }
}
