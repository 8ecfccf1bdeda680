//! What a JSONata expression says.
//!
//! The tree is in the form in which the reference implementation evaluates it: `a.b[0]` is one path of two
//! steps, and the predicate belongs to the second.

use std::ops::Range;

use super::signature::Signature;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its bytes in the text of the expression.
    pub range: Range<usize>,
}

/// What a part of an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number; a sign before a literal belongs to it.
    Number(f64),
    /// A string, unescaped.
    Text(String),
    /// `/pattern/flags`
    Regex(Regex),
    /// `$name`
    Variable(String),
    /// `$`: what the expression, or the step around it, is applied to.
    Context,
    /// `$$`: what the whole expression is applied to.
    Root,
    /// Names and other steps, with all that hangs on them. A single name is a path of one step.
    Path(Path),
    /// `*`
    Wildcard,
    /// `**`
    Descendants,
    /// `%`
    Parent,
    /// `base[predicate]` where the base is no path: each predicate filters the whole value.
    Filter {
        /// What is filtered.
        base: Box<Node>,
        /// One or more, in their order.
        predicates: Vec<Node>,
    },
    /// `base{key: value}` where the base is no path.
    Group {
        /// What is grouped.
        base: Box<Node>,
        /// Keys and values.
        members: Vec<(Node, Node)>,
    },
    /// `base[]` where the base is no path: an array stays one, also with a single element.
    KeepArray(Box<Node>),
    /// `-x`, where `x` is no literal.
    Negate(Box<Node>),
    /// Two operands.
    Binary {
        /// What joins them.
        operator: BinaryOperator,
        /// The left one.
        left: Box<Node>,
        /// The right one.
        right: Box<Node>,
    },
    /// `[a, b]`
    Array(Vec<Node>),
    /// `{key: value}`
    Object(Vec<(Node, Node)>),
    /// `condition ? then : otherwise`
    Conditional {
        /// What decides.
        condition: Box<Node>,
        /// If it is true.
        then: Box<Node>,
        /// If not; without it the value is undefined.
        otherwise: Option<Box<Node>>,
    },
    /// `(a; b)`: the value is that of the last.
    Block(Vec<Node>),
    /// `$name := value`
    Bind {
        /// Without `$`.
        name: String,
        /// What it gets.
        value: Box<Node>,
    },
    /// `function(arguments)`
    Call {
        /// What is called.
        function: Box<Node>,
        /// With what.
        arguments: Vec<Node>,
    },
    /// `function(a, ?)`: a call of which some arguments are still to be given.
    Partial {
        /// What is called.
        function: Box<Node>,
        /// `None` for each `?`.
        arguments: Vec<Option<Node>>,
    },
    /// `function($a, $b)<signature>{ body }`
    Lambda(Box<Lambda>),
    /// `left ~> right`
    Apply {
        /// The value, or the function that comes first.
        left: Box<Node>,
        /// The function.
        right: Box<Node>,
    },
    /// `|pattern|update, delete|`
    Transform {
        /// What is changed.
        pattern: Box<Node>,
        /// What is merged into it.
        update: Box<Node>,
        /// What is removed from it.
        delete: Option<Box<Node>>,
    },
}

/// `/pattern/flags`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regex {
    /// The pattern as it was written.
    pub pattern: String,
    /// `i`, `m`, both, or nothing.
    pub flags: String,
}

/// `function($a, $b)<signature>{ body }`
#[derive(Debug, Clone, PartialEq)]
pub struct Lambda {
    /// Names without `$`.
    pub parameters: Vec<String>,
    /// `<s-n:b>`
    pub signature: Option<Signature>,
    /// What it computes.
    pub body: Node,
}

/// A path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// At least one.
    pub steps: Vec<Step>,
    /// `{key: value}` at its end; it groups what the whole path gives.
    pub group: Option<Vec<(Node, Node)>>,
    /// Whether `[]` stands in it, so that a single value comes out as an array.
    pub keep_array: bool,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is done for each value that comes in.
    pub kind: StepKind,
    /// Its bytes in the text of the expression, with those of its stages.
    pub range: Range<usize>,
    /// What is done with what the step gives, in order.
    pub stages: Vec<Stage>,
    /// `@$name`: the variable that holds each value.
    pub focus: Option<String>,
    /// `#$name`: the variable that holds each position.
    pub index: Option<String>,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// `name`, `` `a name` ``, `"name"`
    Name(String),
    /// `^(terms)`
    Sort(Vec<SortTerm>),
    /// Any other expression; at the beginning of a path it is evaluated once, and not for each value.
    Node(Node),
}

/// A stage of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// `[predicate]`
    Filter(Node),
    /// `#$name` after a predicate.
    Index(String),
}

/// A term of `^(…)`.
#[derive(Debug, Clone, PartialEq)]
pub struct SortTerm {
    /// `<`, `>`, or nothing, which is as `<`.
    pub direction: Direction,
    /// What is compared.
    pub key: Node,
}

/// The direction of a sort term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "their names say it; `symbol` gives the text")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    And,
    Or,
    Concatenate,
    Range,
}

impl BinaryOperator {
    /// Whether what it gives is true or false, and nothing else.
    pub fn is_test(self) -> bool {
        match self {
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual
            | Self::In
            | Self::And
            | Self::Or => true,
            Self::Add
            | Self::Subtract
            | Self::Multiply
            | Self::Divide
            | Self::Remainder
            | Self::Concatenate
            | Self::Range => false,
        }
    }

    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::In => "in",
            Self::And => "and",
            Self::Or => "or",
            Self::Concatenate => "&",
            Self::Range => "..",
        }
    }
}
