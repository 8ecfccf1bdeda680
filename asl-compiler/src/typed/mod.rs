//! What of a workflow depends on the user's types, and so is checked by rustc: the vocabulary between the checks, the
//! plan and the emission.

mod failures;
mod kinds;
mod name;
mod part;

pub use failures::{Failures, MethodFailure, NamedFailure};
pub use kinds::KindSet;
pub(crate) use name::number;
pub use part::{Origin, Part, PartStep};

/// A check that the expansion holds.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeCheck {
    /// What its failure begins with: place, state, what is read. What is wrong with the types comes behind it.
    pub text: String,
    /// What must hold.
    pub verdict: Verdict,
}

/// What must hold of types.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The part is always there.
    Read(Part),
    /// The part can be there.
    Selected(Part),
    /// One of the parts can be there: the value is one of these, nobody knows which.
    SelectedOf(Vec<Part>),
    /// The part is never of other kinds.
    OfKind(Part, KindSet),
    /// The part can be of these kinds.
    Compared(Part, KindSet),
    /// The part, whose last step is [`PartStep::Equal`], can be that string.
    Equals(Part),
    /// What is given can be read as a type.
    Fits(Given, Target),
    /// One of these errors has the name.
    Raised(Errors, String),
    /// Each of these errors has one of the names.
    Caught(Errors, Vec<String>),
}

/// Errors that can be raised somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Errors {
    /// Those of methods, by their indices in [`crate::plan::Plan::methods`].
    pub methods: Vec<usize>,
    /// Those of Fail states, by their names.
    pub names: Vec<String>,
}

/// A type that something is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The input of a method, by its index in [`crate::plan::Plan::methods`].
    Input(usize),
    /// The workflow's output.
    Output,
}

/// What is given, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Nothing is known.
    Anything,
    /// A value of one of these kinds.
    Of(KindSet),
    /// This string.
    Text(String),
    /// A part of a type.
    Part(Part),
    /// An array of these elements.
    List(Vec<Given>),
    /// An array of any number of such elements.
    ListOf(Box<Given>),
    /// An object with these members and no others.
    Object(Vec<(String, Given)>),
    /// What an iteration over a part of a type gets: an element, or the `Key` and the `Value` of a member.
    EachOf(Part),
    /// A part of a type, with these members beside its own or in place of them.
    With(Part, Vec<(String, Given)>),
    /// One of these.
    OneOf(Vec<Given>),
}

impl Given {
    /// Whether nothing is known that could be wrong.
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::Anything => true,
            Self::OneOf(all) => all.iter().all(Self::is_unknown),
            _ => false,
        }
    }
}
