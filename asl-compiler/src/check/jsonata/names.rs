//! What the names of an expression refer to: workflow variables, `$states`, or a context that is not there
//! (JNA-10 to JNA-17).

use std::ops::Range;

use super::functions;
use super::locals::Locals;
use crate::expression::jsonata::{BinaryOperator, Lambda, Node, NodeKind, Path, Stage, Step, StepKind};

/// What an expression refers to, and what it binds.
#[derive(Debug, Default)]
pub(in crate::check) struct Names<'e> {
    /// Names that it does not bind itself, but for `$states`.
    pub(in crate::check) variables: Vec<VariableUse<'e>>,
    /// Each `$states`.
    pub(in crate::check) states: Vec<StatesUse<'e>>,
    /// What needs a context, at the top level, where there is none.
    pub(in crate::check) outside: Vec<Outside<'e>>,
    /// What it binds itself.
    pub(in crate::check) bindings: Vec<Binding<'e>>,
}

/// A variable where it is read.
#[derive(Debug, PartialEq)]
pub(in crate::check) struct VariableUse<'e> {
    /// Without `$`.
    pub(in crate::check) name: &'e str,
    pub(in crate::check) range: Range<usize>,
    pub(in crate::check) role: Role,
}

/// What becomes of an expression if a variable has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Role {
    /// What is around it has none either, or fails.
    Needed,
    /// What is around it does without: an element of an array, an operand of `&`.
    Borne,
    /// It is asked whether there is one: `$exists($x)`, `$x ? … : …`.
    Tested,
    /// It is called.
    Called,
}

/// `$states.input.order`
#[derive(Debug, PartialEq)]
pub(in crate::check) struct StatesUse<'e> {
    /// The range of `$states`.
    pub(in crate::check) range: Range<usize>,
    /// The names after it, each with its range; they end where something else than a name follows.
    pub(in crate::check) steps: Vec<(&'e str, Range<usize>)>,
}

/// What needs a context, where there is none.
#[derive(Debug, PartialEq)]
pub(in crate::check) struct Outside<'e> {
    pub(in crate::check) kind: OutsideKind<'e>,
    pub(in crate::check) range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum OutsideKind<'e> {
    /// `phone`
    Name(&'e str),
    /// `$`
    Context,
    /// `$$`, which is refused everywhere.
    Root,
    /// `*`, `**`
    Wildcard,
}

/// A name that the expression binds itself.
#[derive(Debug, PartialEq)]
pub(in crate::check) struct Binding<'e> {
    /// Without `$`.
    pub(in crate::check) name: &'e str,
    pub(in crate::check) range: Range<usize>,
}

/// What a name without `$` refers to (JNA-17).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Nothing.
    Top,
    /// What a step, a predicate or an order is applied to.
    Item,
}

impl<'e> Names<'e> {
    /// The names in the text of an expression.
    pub(in crate::check) fn of(text: &str, root: &'e Node) -> Self {
        let mut walker =
            Walker { text, names: Self::default(), locals: Locals::of(root), context: Context::Top };
        walker.node(root, Role::Needed);
        walker.names
    }
}

struct Walker<'t, 'e> {
    text: &'t str,
    names: Names<'e>,
    locals: Locals<'e, ()>,
    context: Context,
}

impl<'e> Walker<'_, 'e> {
    fn node(&mut self, node: &'e Node, role: Role) {
        match &node.kind {
            NodeKind::Null
            | NodeKind::Boolean(_)
            | NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::Regex(_)
            | NodeKind::Parent => {}
            NodeKind::Variable(name) => self.variable(name, &node.range, role),
            NodeKind::Context => self.outside(OutsideKind::Context, &node.range),
            NodeKind::Root => self.names.outside.push(root(&node.range)),
            NodeKind::Wildcard | NodeKind::Descendants => self.outside(OutsideKind::Wildcard, &node.range),
            NodeKind::Path(path) => self.path(path, role),
            NodeKind::Filter { base, predicates } => {
                self.node(base, role);
                self.within(|walker| predicates.iter().for_each(|each| walker.node(each, Role::Borne)));
            }
            NodeKind::Group { base, members } => {
                self.node(base, role);
                self.within(|walker| walker.members(members));
            }
            NodeKind::KeepArray(base) => self.node(base, role),
            NodeKind::Negate(operand) => self.node(operand, Role::Needed),
            NodeKind::Binary { operator, left, right } => {
                let role = operand_role(*operator);
                self.node(left, role);
                self.node(right, role);
            }
            NodeKind::Array(elements) => elements.iter().for_each(|each| self.node(each, Role::Borne)),
            NodeKind::Object(members) => self.members(members),
            NodeKind::Conditional { condition, then, otherwise } => {
                self.node(condition, Role::Tested);
                self.node(then, role);
                otherwise.iter().for_each(|otherwise| self.node(otherwise, role));
            }
            NodeKind::Block(parts) => {
                self.locals.enter_block(parts);
                for (index, part) in parts.iter().enumerate() {
                    let last = index + 1 == parts.len();
                    self.node(part, if last { role } else { Role::Borne });
                }
                self.locals.leave();
            }
            NodeKind::Bind { name, value } => {
                self.node(value, Role::Borne);
                let start = node.range.start;
                self.bind(name, start..start + 1 + name.len());
            }
            NodeKind::Call { function, arguments } => {
                let role = self.argument_role(function);
                self.callee(function);
                arguments.iter().for_each(|argument| self.node(argument, role));
            }
            NodeKind::Partial { function, arguments } => {
                self.callee(function);
                arguments.iter().flatten().for_each(|argument| self.node(argument, Role::Needed));
            }
            NodeKind::Lambda(lambda) => self.lambda(lambda, &node.range),
            NodeKind::Apply { left, right } => {
                let function = match &right.kind {
                    NodeKind::Call { function, .. } => function,
                    _ => right,
                };
                self.node(left, self.argument_role(function));
                self.callee(right);
            }
            NodeKind::Transform { pattern, update, delete } => self.within(|walker| {
                walker.node(pattern, Role::Borne);
                walker.node(update, Role::Needed);
                delete.iter().for_each(|delete| walker.node(delete, Role::Borne));
            }),
        }
    }

    fn path(&mut self, path: &'e Path, role: Role) {
        self.locals.enter_block(&[]);
        let Some((first, rest)) = path.steps.split_first() else { return };
        match &first.kind {
            StepKind::Name(name) => self.outside(OutsideKind::Name(name), &first.range),
            StepKind::Node(node) => match &node.kind {
                NodeKind::Variable(name) if name == "states" && self.locals.get(name).is_none() => {
                    let steps = if first.stages.is_empty() { names_of(rest) } else { Vec::new() };
                    self.names.states.push(StatesUse { range: node.range.clone(), steps });
                }
                _ => self.node(node, role),
            },
            StepKind::Sort(_) => {}
        }
        self.after_step(first);
        self.within(|walker| {
            for step in rest {
                match &step.kind {
                    StepKind::Name(_) => {}
                    StepKind::Sort(terms) => {
                        terms.iter().for_each(|term| walker.node(&term.key, Role::Borne));
                    }
                    StepKind::Node(node) => walker.node(node, Role::Borne),
                }
                walker.after_step(step);
            }
            path.group.iter().for_each(|members| walker.members(members));
        });
        self.locals.leave();
    }

    /// What hangs on a step.
    fn after_step(&mut self, step: &'e Step) {
        for name in step.focus.iter().chain(&step.index) {
            self.bind(name, self.find(name, &step.range));
        }
        for stage in &step.stages {
            match stage {
                Stage::Filter(predicate) => self.within(|walker| walker.node(predicate, Role::Borne)),
                Stage::Index(name) => self.bind(name, self.find(name, &step.range)),
            }
        }
    }

    fn lambda(&mut self, lambda: &'e Lambda, range: &Range<usize>) {
        self.locals.enter_function();
        for parameter in &lambda.parameters {
            let range = self.find(parameter, &(range.start..lambda.body.range.start));
            self.bind(parameter, range);
        }
        self.node(&lambda.body, Role::Borne);
        self.locals.leave();
    }

    fn members(&mut self, members: &'e [(Node, Node)]) {
        for (key, value) in members {
            self.node(key, Role::Needed);
            self.node(value, Role::Borne);
        }
    }

    fn callee(&mut self, function: &'e Node) {
        self.node(function, Role::Called);
    }

    fn argument_role(&self, function: &Node) -> Role {
        match &function.kind {
            NodeKind::Variable(name) if self.locals.get(name).is_none() => match name.as_str() {
                "exists" | "boolean" | "not" | "type" => Role::Tested,
                "append" | "count" => Role::Borne,
                _ => Role::Needed,
            },
            _ => Role::Borne,
        }
    }

    fn variable(&mut self, name: &'e str, range: &Range<usize>, role: Role) {
        if self.locals.get(name).is_some() {
            return;
        }
        let range = range.clone();
        if name == "states" {
            self.names.states.push(StatesUse { range, steps: Vec::new() });
        } else {
            self.names.variables.push(VariableUse { name, range, role });
        }
    }

    fn bind(&mut self, name: &'e str, range: Range<usize>) {
        self.locals.bind(name, ());
        self.names.bindings.push(Binding { name, range });
    }

    fn outside(&mut self, kind: OutsideKind<'e>, range: &Range<usize>) {
        if self.context == Context::Top {
            self.names.outside.push(Outside { kind, range: range.clone() });
        }
    }

    /// Walks where names refer to what a step is applied to.
    fn within(&mut self, walk: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.context, Context::Item);
        walk(self);
        self.context = around;
    }

    /// Where `$name` stands last in a part of the text; all of that part if it does not.
    fn find(&self, name: &str, within: &Range<usize>) -> Range<usize> {
        let wanted = format!("${name}");
        let found = self.text.get(within.clone()).and_then(|text| text.rfind(&wanted));
        found.map_or(within.clone(), |at| within.start + at..within.start + at + wanted.len())
    }
}

fn root<'e>(range: &Range<usize>) -> Outside<'e> {
    Outside { kind: OutsideKind::Root, range: range.clone() }
}

/// The names that steps begin with.
fn names_of(steps: &[Step]) -> Vec<(&str, Range<usize>)> {
    let mut names = Vec::new();
    for step in steps {
        let StepKind::Name(name) = &step.kind else { break };
        names.push((name.as_str(), step.range.clone()));
    }
    names
}

fn operand_role(operator: BinaryOperator) -> Role {
    match operator {
        BinaryOperator::And | BinaryOperator::Or => Role::Tested,
        BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::In
        | BinaryOperator::Concatenate => Role::Borne,
        _ => Role::Needed,
    }
}

/// Whether a name that an expression does not bind is a function of the library.
pub(in crate::check) fn is_library(name: &str) -> bool {
    functions::find(name).is_some()
}
