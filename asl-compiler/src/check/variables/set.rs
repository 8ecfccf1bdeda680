//! Sets of variables.

use std::collections::HashMap;

/// A variable by its index in [`Variables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VariableId(usize);

/// The names that some `Assign` of the definition gives.
#[derive(Debug, Default)]
pub(super) struct Variables<'a> {
    names: Vec<&'a str>,
    ids: HashMap<&'a str, VariableId>,
}

impl<'a> Variables<'a> {
    pub(super) fn add(&mut self, name: &'a str) -> VariableId {
        *self.ids.entry(name).or_insert_with(|| {
            self.names.push(name);
            VariableId(self.names.len() - 1)
        })
    }

    pub(super) fn id(&self, name: &str) -> Option<VariableId> {
        self.ids.get(name).copied()
    }

    /// Its name.
    pub(super) fn name(&self, VariableId(id): VariableId) -> &'a str {
        self.names.get(id).copied().unwrap_or_default()
    }

    pub(super) fn names(&self) -> &[&'a str] {
        &self.names
    }
}

/// A set of variables.
#[derive(Debug, Clone, Default)]
pub(super) struct Set(Vec<u64>);

impl Set {
    pub(super) fn insert(&mut self, VariableId(id): VariableId) {
        if self.0.len() <= id / 64 {
            self.0.resize(id / 64 + 1, 0);
        }
        self.0[id / 64] |= 1 << (id % 64);
    }

    pub(super) fn contains(&self, VariableId(id): VariableId) -> bool {
        self.0.get(id / 64).is_some_and(|word| word & (1 << (id % 64)) != 0)
    }

    /// Adds what is in the other; says whether that changed anything.
    pub(super) fn add(&mut self, other: &Self) -> bool {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut changed = false;
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            changed |= *own | other != *own;
            *own |= other;
        }
        changed
    }

    /// Keeps what is in the other too; says whether that changed anything.
    pub(super) fn keep(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for (index, own) in self.0.iter_mut().enumerate() {
            let kept = *own & other.0.get(index).copied().unwrap_or_default();
            changed |= kept != *own;
            *own = kept;
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_more_than_one_word() {
        let (mut one, mut other) = (Set::default(), Set::default());
        one.insert(VariableId(3));
        one.insert(VariableId(130));
        other.insert(VariableId(3));
        assert!(other.contains(VariableId(3)) && !other.contains(VariableId(130)));
        assert!(other.clone().add(&one) && !one.clone().add(&other));
        assert!(one.keep(&other) && !one.contains(VariableId(130)) && one.contains(VariableId(3)));
        assert!(!one.keep(&other));
    }
}
