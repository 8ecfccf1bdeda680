//! Workflow variables (VAR).

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::Value;

/// New values of variables, in the order of `Assign`. They hold from the next state on (VAR-5).
///
/// Most states assign one: it needs no memory of its own.
#[derive(Debug, Clone)]
pub enum Assigned {
    /// One.
    One([(&'static str, Value); 1]),
    /// Any number.
    Many(Vec<(&'static str, Value)>),
}

/// The new values that an `Assign` gives.
pub fn assigned<const N: usize>(values: [(&'static str, Value); N]) -> Assigned {
    let mut values = values.into_iter();
    match (values.next(), values.len()) {
        (Some(one), 0) => Assigned::One([one]),
        (first, _) => Assigned::Many(first.into_iter().chain(values).collect()),
    }
}

impl Assigned {
    /// None.
    pub fn new() -> Self {
        Self::Many(Vec::new())
    }
}

impl Default for Assigned {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Assigned {
    type Target = [(&'static str, Value)];

    fn deref(&self) -> &Self::Target {
        match self {
            Self::One(one) => one,
            Self::Many(many) => many,
        }
    }
}

/// Up to so many variables are looked through.
const FEW: usize = 8;

/// The variables of one scope, and behind them those of the scopes around it (VAR-10).
///
/// Inner scopes read outer variables and never change them, so they share them.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    /// By name: of the few that a workflow has, each is found and changed where it stands.
    own: Vec<(Cow<'static, str>, Value)>,
    outer: Option<Arc<Variables>>,
}

impl Variables {
    /// The variables of a scope inside of another: none of its own yet.
    pub(crate) fn inside(outer: &Arc<Self>) -> Self {
        // An empty scope has nothing to add to those around it.
        let outer = if outer.own.is_empty() { outer.outer.clone() } else { Some(Arc::clone(outer)) };
        Self { own: Vec::new(), outer }
    }

    /// The value of a variable, if one was ever assigned on the way here.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Value> {
        // Names mostly come from the same place of the program, and need not be read.
        let mut few = self.own.iter().take(FEW);
        let same = few.find(|(known, _)| std::ptr::eq(&**known, name));
        same.map(|(_, value)| value).or_else(|| self.find(name))
    }

    /// The same for a name from elsewhere.
    fn find(&self, name: &str) -> Option<&Value> {
        let mut scope = self;
        loop {
            match (scope.place(name), &scope.outer) {
                (Some(place), _) => return scope.own.get(place).map(|(_, value)| value),
                (None, Some(outer)) => scope = outer,
                (None, None) => return None,
            }
        }
    }

    /// Where a variable of this scope stands. The few that there are most often are looked through.
    fn place(&self, name: &str) -> Option<usize> {
        if self.own.len() > FEW {
            return self.own.binary_search_by(|(known, _)| (**known).cmp(name)).ok();
        }
        self.own.iter().position(|(known, _)| std::ptr::eq(&**known, name) || **known == *name)
    }

    #[inline]
    fn set_one(&mut self, name: Cow<'static, str>, value: Value) {
        let mut few = self.own.iter_mut().take(FEW);
        match few.find(|(known, _)| std::ptr::eq(&**known, &*name)) {
            Some((_, place)) => *place = value,
            None => self.set_found(name, value),
        }
    }

    /// The same for a new variable, or a name from elsewhere.
    fn set_found(&mut self, name: Cow<'static, str>, value: Value) {
        match self.place(&name) {
            Some(place) => self.own[place].1 = value,
            None => {
                let place = self.own.partition_point(|(known, _)| *known < name);
                self.own.insert(place, (name, value));
            }
        }
    }

    /// The variables of this very scope, by name.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.own.iter().map(|(name, value)| (&**name, value))
    }

    /// Gives the variables of this scope the values that a store kept.
    #[cfg(feature = "durable")]
    pub(crate) fn restore(&mut self, own: Value) -> Result<(), String> {
        let Value::Object(own) = own else { return Err(format!("variables are {own}")) };
        own.into_iter().for_each(|(name, value)| self.set_one(Cow::Owned(name), value));
        Ok(())
    }

    /// Gives variables of this scope the values that a test wants.
    #[cfg(feature = "testing")]
    pub(crate) fn set(&mut self, values: impl IntoIterator<Item = (String, Value)>) {
        values.into_iter().for_each(|(name, value)| self.set_one(Cow::Owned(name), value));
    }

    /// Gives variables of this scope new values, which are moved out (VAR-11: there is no writing outward).
    pub(crate) fn assign(&mut self, assigned: &mut Assigned) {
        match assigned {
            Assigned::One([(name, value)]) => self.set_one(Cow::Borrowed(name), value.take()),
            Assigned::Many(many) => {
                let values = std::mem::take(many).into_iter();
                values.for_each(|(name, value)| self.set_one(Cow::Borrowed(name), value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scope<const N: usize>(values: [(&'static str, Value); N]) -> Arc<Variables> {
        let mut variables = Variables::default();
        variables.assign(&mut assigned(values));
        Arc::new(variables)
    }

    #[test]
    fn inner_scopes_read_outer_ones() {
        let outer = scope([("a", json!(1)), ("b", json!(2))]);
        let mut inner = Variables::inside(&outer);
        inner.assign(&mut assigned([("c", json!([3]))]));
        let innermost = Variables::inside(&Arc::new(inner));
        for (name, value) in [("a", json!(1)), ("b", json!(2)), ("c", json!([3]))] {
            assert_eq!(innermost.get(name), Some(&value), "{name}");
        }
        assert_eq!(innermost.get("d"), None);
        assert_eq!(outer.get("c"), None, "what is assigned inside stays inside");
        assert_eq!(innermost.own().count(), 0);
    }

    #[test]
    fn later_values_replace_earlier_ones() {
        let mut variables = Variables::default();
        variables.assign(&mut assigned([("a", json!(1))]));
        variables.assign(&mut assigned([("b", json!(2)), ("a", json!(null))]));
        assert_eq!(variables.own().collect::<Vec<_>>(), [("a", &json!(null)), ("b", &json!(2))]);
    }

    #[test]
    fn many_variables_are_found_as_few_are() {
        const NAMES: [&str; 12] = ["l", "b", "k", "d", "a", "f", "e", "h", "g", "j", "i", "c"];
        // The same names at other addresses.
        let elsewhere = NAMES.map(String::from);
        let mut variables = Variables::default();
        for (count, name) in NAMES.into_iter().enumerate() {
            variables.assign(&mut assigned([(name, json!(count))]));
            let found = elsewhere.each_ref().map(|name| variables.get(name).cloned());
            let expected = std::array::from_fn(|place| (place <= count).then(|| json!(place)));
            assert_eq!(found, expected, "after {name}");
        }
        assert!(variables.own().is_sorted_by_key(|(name, _)| name.to_owned()));
    }

    #[test]
    fn empty_scopes_do_not_pile_up() {
        let mut variables = scope([("a", json!(1))]);
        for _ in 0..10 {
            variables = Arc::new(Variables::inside(&variables));
        }
        let outer = variables.outer.as_ref();
        assert!(outer.is_some_and(|outer| outer.outer.is_none()));
    }
}
