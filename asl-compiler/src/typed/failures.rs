//! The errors that an execution can end with.

/// The errors that an execution can end with, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failures {
    /// Errors whose names are known.
    pub named: Vec<NamedFailure>,
    /// Errors of methods.
    pub of_methods: Vec<MethodFailure>,
    /// The states of whose errors nothing is known.
    pub unknown: Vec<String>,
}

/// An error whose name is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFailure {
    /// Its name.
    pub name: String,
    /// The states that raise it.
    pub states: Vec<String>,
}

/// The errors of a state's method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodFailure {
    /// The method, by its index in [`crate::plan::Plan::methods`].
    pub method: usize,
    /// The state.
    pub state: String,
    /// Names that are caught there or around it.
    pub caught: Vec<String>,
}

impl Failures {
    /// Adds an error of a state.
    pub fn add(&mut self, name: &str, state: &str) {
        let known = self.named.iter_mut().find(|known| known.name == name);
        match known {
            Some(known) if known.states.iter().any(|other| other == state) => {}
            Some(known) => known.states.push(state.to_owned()),
            None => self.named.push(NamedFailure { name: name.to_owned(), states: vec![state.to_owned()] }),
        }
    }

    /// Adds all of another place.
    pub fn extend(&mut self, other: Self) {
        for NamedFailure { name, states } in other.named {
            states.iter().for_each(|state| self.add(&name, state));
        }
        self.of_methods.extend(other.of_methods);
        self.unknown.extend(other.unknown);
    }
}
