//! What compiled expressions read of their scope.

use std::borrow::Cow;

use super::Datum;
use crate::data::jsonata::{Scope, Source};

impl<'a> Scope<'a> {
    /// `$states.input` (JNA-10).
    pub fn input(&self) -> Datum<'a> {
        self.source(Source::Input)
    }

    /// `$states.result` (JNA-12).
    pub fn result(&self) -> Datum<'a> {
        self.source(Source::Result)
    }

    /// `$states.errorOutput` (JNA-13).
    pub fn error_output(&self) -> Datum<'a> {
        self.source(Source::ErrorOutput)
    }

    fn source(&self, source: Source) -> Datum<'a> {
        self.data(source).map_or(Datum::Undefined, Datum::Borrowed)
    }

    /// `$name`: a workflow variable (JNA-15).
    #[inline]
    pub fn named(&self, name: &str) -> Datum<'a> {
        self.variable(name).map_or(Datum::Undefined, Datum::Borrowed)
    }

    /// `$name` where that is also the name of a function of the language, which a variable hides.
    pub fn named_or_function(&self, name: &str) -> Datum<'a> {
        self.variable(name).map_or(Datum::Function, Datum::Borrowed)
    }

    /// What names lead to in the context object (JNA-11), no further than to a member that has a value of its own.
    pub fn context(&self, names: &[&'static str]) -> Datum<'a> {
        let mut above = Vec::with_capacity(names.len());
        for name in names {
            // What is no member of the context object is undefined.
            if !self.context_names(&above).is_some_and(|known| known.contains(name)) {
                return Datum::Undefined;
            }
            above.push(*name);
        }
        self.below(&mut above)
    }

    /// A member of the context object that has a value of its own.
    fn member(&self, names: &[&str]) -> Option<Datum<'a>> {
        let (value, _) = self.context_member(names)?;
        Some(match value {
            Cow::Borrowed(value) => Datum::Borrowed(value),
            Cow::Owned(value) => Datum::of(value),
        })
    }

    /// The part of the context object that `names` lead to.
    fn below(&self, names: &mut Vec<&'static str>) -> Datum<'a> {
        if let Some(member) = self.member(names) {
            return member;
        }
        let Some(known) = self.context_names(names) else { return Datum::Undefined };
        let mut members = Vec::with_capacity(known.len());
        for &name in known {
            names.push(name);
            let member = self.below(names);
            names.pop();
            if !member.is_undefined() {
                members.push((Cow::Borrowed(name), member));
            }
        }
        Datum::object(members)
    }
}
