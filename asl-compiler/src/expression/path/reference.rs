//! Paths that name exactly one node (PATH-15), and where `ResultPath` may write (FLOW-10).

use super::{ExpressionError, Path, ReferencePath, Root, Step};

impl ReferencePath {
    /// Parses a text that is a reference path as a whole; blanks round it are free.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        Self::new(Path::parse(text)?)
    }

    /// Parses a `ResultPath`: a reference path into the state's input (FLOW-10).
    pub fn parse_result(text: &str) -> Result<Self, ExpressionError> {
        let reference = Self::parse(text)?;
        let message = match reference.root() {
            Root::Document => return Ok(reference),
            Root::Context => "a result can't be written into the context object".to_owned(),
            Root::Variable(name) => {
                format!("a result can't be written into the variable `{name}` by `ResultPath`")
            }
        };
        let error = ExpressionError::new(whole(text), message);
        Err(match reference.root() {
            Root::Variable(_) => error.help("variables get their values by `Assign`"),
            _ => error.help("`ResultPath` begins with `$`, the state's input"),
        })
    }

    /// Takes a path that names exactly one node.
    pub fn new(path: Path) -> Result<Self, ExpressionError> {
        match path.steps.iter().find_map(objection) {
            None => Ok(Self(path)),
            Some((what, help)) => Err(ExpressionError::new(
                whole(&path.text),
                format!("a reference path names exactly one node; it can't have {what}"),
            )
            .help(help)),
        }
    }

    /// What the path starts from.
    pub fn root(&self) -> &Root {
        &self.0.root
    }
}

/// The text without the blanks round it.
fn whole(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Why a step can't be in a reference path, and what can be written instead.
fn objection(step: &Step) -> Option<(&'static str, &'static str)> {
    const LIST: &str = "select the values in an earlier state, and name what it gives";
    match step {
        Step::Name(_) => None,
        Step::Index(index) if *index >= 0 => None,
        Step::Index(_) => Some(("a negative index", "indices count from 0, the first element")),
        Step::Names(_) => Some(("several names in brackets", LIST)),
        Step::Indices(_) => Some(("several indices", LIST)),
        Step::Slice { .. } => Some(("a slice", LIST)),
        Step::Wildcard => Some(("a wildcard", LIST)),
        Step::Descendants => Some(("`..`", LIST)),
        Step::Filter(_) => Some(("a filter", LIST)),
        Step::Function(_) => Some(("a function", LIST)),
    }
}
