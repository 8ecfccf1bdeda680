//! What an expression reads of the values that are bound to its variables.
//!
//! Values are converted before an evaluation. A state's input may be big, and most expressions read a field of it:
//! only what they can see is converted.

use jsonata_core::ast::{AstNode, PathStep};

use super::nodes::{children, stages};

/// What is read of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reads {
    /// All of it.
    Whole,
    /// Some of its members, or of the members of its elements.
    Members(Vec<(String, Reads)>),
}

/// A variable with what is read of it, or a function by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names {
    /// Variables, those that the expression binds itself among them.
    pub(super) variables: Vec<(String, Reads)>,
    /// Functions that are called.
    pub(super) functions: Vec<String>,
}

impl Names {
    /// What `node` reads.
    pub(super) fn of(node: &AstNode) -> Self {
        let mut names = Self::default();
        names.collect(node);
        names
    }

    fn collect(&mut self, node: &AstNode) {
        match node {
            AstNode::Variable(name) => self.read(name, &[]),
            AstNode::Function { name, .. } => {
                // A variable of that name hides the function.
                self.read(name, &[]);
                if !self.functions.contains(name) {
                    self.functions.push(name.clone());
                }
                children(node, &mut |child| self.collect(child));
            }
            AstNode::Path { steps } => match plain_prefix(steps) {
                Some((name, fields)) => {
                    self.read(name, &fields);
                    // The plain steps hold nothing else, but for the conditions of the last one.
                    stages(&steps[fields.len()].stages, &mut |child| self.collect(child));
                    for step in &steps[fields.len() + 1..] {
                        self.collect(&step.node);
                        stages(&step.stages, &mut |child| self.collect(child));
                    }
                }
                None => children(node, &mut |child| self.collect(child)),
            },
            _ => children(node, &mut |child| self.collect(child)),
        }
    }

    fn read(&mut self, name: &str, fields: &[&str]) {
        member(&mut self.variables, name).add(fields);
    }
}

impl Reads {
    /// What is read of a member; `None`: nothing.
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Whole => Some(self),
            Self::Members(members) => {
                members.iter().find(|(member, _)| member == name).map(|(_, reads)| reads)
            }
        }
    }

    fn add(&mut self, fields: &[&str]) {
        let Self::Members(members) = self else { return };
        match fields {
            [] => *self = Self::Whole,
            [field, rest @ ..] => member(members, field).add(rest),
        }
    }
}

/// The member of a name, which is added if need be.
fn member<'m>(members: &'m mut Vec<(String, Reads)>, name: &str) -> &'m mut Reads {
    let known = members.iter().position(|(member, _)| member == name);
    let index = known.unwrap_or_else(|| {
        members.push((name.to_owned(), Reads::Members(Vec::new())));
        members.len() - 1
    });
    &mut members[index].1
}

/// The variable that a path starts with and the fields that follow it, as far as the path does nothing but go on
/// from each to the next.
pub(super) fn plain_prefix(steps: &[PathStep]) -> Option<(&str, Vec<&str>)> {
    let (first, rest) = steps.split_first()?;
    let AstNode::Variable(name) = &first.node else { return None };
    if is_bound(first) {
        return None;
    }
    let mut fields = Vec::new();
    let mut last = first;
    for step in rest {
        // What follows a condition sees what the condition left over.
        let AstNode::Name(field) = &step.node else { break };
        if !last.stages.is_empty() || is_bound(step) {
            break;
        }
        fields.push(field.as_str());
        last = step;
    }
    Some((name, fields))
}

/// Whether the rest of the path may look back at what the step starts from: at the parents of its values, or at
/// variables that are bound to them.
fn is_bound(step: &PathStep) -> bool {
    step.is_tuple
        || step.inner_tuple
        || step.focus.is_some()
        || step.index_var.is_some()
        || step.ancestor_label.is_some()
}

#[cfg(test)]
mod tests {
    use jsonata_core::parser;

    use super::*;

    /// The names in short: `states{input{a b{c}}} x`, where a name without braces is read whole.
    fn names(expression: &str) -> String {
        fn show(members: &[(String, Reads)]) -> String {
            let shown = members.iter().map(|(name, reads)| match reads {
                Reads::Whole => name.clone(),
                Reads::Members(members) => format!("{name}{{{}}}", show(members)),
            });
            shown.collect::<Vec<_>>().join(" ")
        }
        let node = parser::parse(expression).expect("the expression is right");
        show(&Names::of(&node).variables)
    }

    #[test]
    fn fields_are_read_alone() {
        let cases = [
            ("1", ""),
            ("$x", "x"),
            ("$states", "states"),
            ("$states.input", "states{input}"),
            ("$states.input.order.id", "states{input{order{id}}}"),
            ("$states.input.a + $states.input.b.c", "states{input{a b{c}}}"),
            ("$states.input.a.b + $states.input.a", "states{input{a}}"),
            ("$states.input.a & $states.input", "states{input}"),
            ("$order.id", "order{id}"),
            ("$states.input.items[price > $limit].name", "states{input{items}} limit"),
            ("$states.input.items[0]", "states{input{items}}"),
            ("$x[0].a", "x"),
            ("$states.input.*", "states{input}"),
            ("$states.input.**.a", "states{input}"),
            ("$states.input.{\"a\": b, \"c\": $x.y}", "states{input} x{y}"),
            ("$states.input.(a.b)", "states{input}"),
            ("$states.input.a^(b)", "states{input{a}}"),
            ("$states.input.a{b: $sum(c)}", "states{input{a}} sum"),
            ("$states.input.a.b[]", "states{input{a{b}}}"),
        ];
        for (expression, expected) in cases {
            assert_eq!(names(expression), expected, "{expression}");
        }
    }

    #[test]
    fn paths_that_look_back_read_what_they_look_at() {
        let cases = [
            ("$states.input.a.b.%.c", "states{input{a}}"),
            ("$states.input.a.b.%.%.c", "states{input}"),
            ("$states.input.a@$x.b", "states{input}"),
            ("$states.input.a#$i.b", "states{input}"),
        ];
        for (expression, least) in cases {
            let found = names(expression);
            assert!(found.starts_with(least), "{expression}: {found}");
        }
    }

    #[test]
    fn functions_are_named() {
        let node = parser::parse("$map($states.input.a, $uuid) ~> $count() & $f(1)").expect("it is right");
        let names = Names::of(&node);
        assert_eq!(names.functions, ["map", "count", "f"]);
        assert!(names.variables.iter().any(|(name, _)| name == "uuid"));
    }
}
