//! What a path is made of.

/// A parsed path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The text as it was written; error texts of the service quote it.
    pub text: String,
    /// What the path starts from.
    pub root: Root,
    /// The steps, from left to right.
    pub steps: Vec<Step>,
}

impl Path {
    /// Whether an element is named by its index: in a template that may be beyond the end (PATH-12).
    pub fn has_index(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Index(_)))
    }
}

/// What a path starts from (PATH-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// `$`: the document of the field.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a workflow variable.
    Variable(String),
}

/// One step of a path (PATH-3, PATH-6).
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// `.name`, `['name']`
    Name(String),
    /// `['a','b']`
    Names(Vec<String>),
    /// `[n]`; negative counts from the end.
    Index(i64),
    /// `[n,m]`
    Indices(Vec<i64>),
    /// `[a:b]`, `[:b]`, `[a:]`
    Slice {
        /// The first index; negative counts from the end.
        start: Option<i64>,
        /// The index after the last; negative counts from the end.
        end: Option<i64>,
    },
    /// `.*`, `[*]`
    Wildcard,
    /// `..`: the node and all below it, before the step that follows.
    Descendants,
    /// `[?(…)]`
    Filter(Filter),
    /// `.length()` and its like.
    Function(Function),
}

/// A function at the end of a path (PATH-6).
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Which.
    pub name: FunctionName,
    /// What stands in its parentheses; only `concat`, `append` and `index` take any.
    pub arguments: Vec<Operand>,
}

/// The functions that a path may end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as it is written in a path")]
pub enum FunctionName {
    Min,
    Max,
    Avg,
    Stddev,
    Sum,
    Length,
    Concat,
    Keys,
    Append,
    First,
    Last,
    Index,
}

/// The condition of a filter step (PATH-4).
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `a && b`
    And(Vec<Filter>),
    /// `a || b`
    Or(Vec<Filter>),
    /// `!a`
    Not(Box<Filter>),
    /// `a == b`
    Compare(Operand, Comparison, Operand),
    /// `@.a`
    Exists(Operand),
}

/// A comparison of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after its operator in PATH-4")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    Size,
    Empty,
}

/// A side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// `@…`: steps from the candidate.
    Candidate(Vec<Step>),
    /// `$…`: steps from the document.
    Document(Vec<Step>),
    /// A literal: string, number, boolean, null, array.
    Literal(serde_json::Value),
    /// `/…/i`
    Regex {
        /// The pattern between the slashes.
        pattern: String,
        /// Whether `i` follows.
        ignore_case: bool,
    },
}

/// A path that names exactly one node (PATH-15): names and indices from 0 only.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferencePath(pub Path);

impl Path {
    /// Whether the path gives the value itself, not an array of matches (PATH-7).
    ///
    /// A function makes one value also of an array of matches: `$..x.length()` counts (PATH-8).
    pub fn is_definite(&self) -> bool {
        self.function().is_some()
            || self.steps.iter().all(|step| matches!(step, Step::Name(_) | Step::Index(_)))
    }

    /// The function at its end (PATH-6).
    pub fn function(&self) -> Option<&Function> {
        match self.steps.last() {
            Some(Step::Function(function)) => Some(function),
            _ => None,
        }
    }

    /// Whether the path is its root alone: `$`, `$$`, `$name`.
    pub fn is_root(&self) -> bool {
        self.steps.is_empty()
    }
}
