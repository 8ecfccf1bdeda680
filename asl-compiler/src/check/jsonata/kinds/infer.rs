//! The type of every part of an expression, and what goes wrong on the way whatever the data.

use super::{Kinds, Slip};
use crate::check::jsonata::functions;
use crate::check::jsonata::locals::{Local, Locals};
use crate::diagnostic::Code;
use crate::expression::jsonata::{Lambda, Node, NodeKind, Path, Stage, Step, StepKind};

/// What is known of an expression.
pub(in crate::check::jsonata) struct Inferred {
    /// The types that its value may have.
    pub(in crate::check::jsonata) kinds: Kinds,
    pub(in crate::check::jsonata) slips: Vec<Slip>,
}

/// Infers the type of an expression; `assigned` are the workflow's variables.
pub(in crate::check::jsonata) fn infer(root: &Node, assigned: &dyn Fn(&str) -> bool) -> Inferred {
    let mut infer = Infer { locals: Locals::of(root), assigned, slips: Vec::new(), context: Context::Top };
    let kinds = infer.node(root);
    Inferred { kinds, slips: infer.slips }
}

pub(super) struct Infer<'e, 'a> {
    pub(super) locals: Locals<'e, Kinds>,
    /// Whether some state assigns a variable of this name.
    pub(super) assigned: &'a dyn Fn(&str) -> bool,
    pub(super) slips: Vec<Slip>,
    pub(super) context: Context,
}

/// Whether functions can take an argument from what is around them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// There is nothing.
    Top,
    /// What a step, a predicate or an order is applied to.
    Item,
}

impl<'e> Infer<'e, '_> {
    pub(super) fn node(&mut self, node: &'e Node) -> Kinds {
        match &node.kind {
            NodeKind::Null => Kinds::NULL,
            NodeKind::Boolean(_) => Kinds::BOOLEAN,
            NodeKind::Number(_) => Kinds::NUMBER,
            NodeKind::Text(_) => Kinds::TEXT,
            NodeKind::Regex(_) => Kinds::FUNCTION,
            NodeKind::Variable(name) => self.variable(name),
            NodeKind::Wildcard | NodeKind::Descendants if self.context == Context::Top => Kinds::NOTHING,
            NodeKind::Context
            | NodeKind::Root
            | NodeKind::Wildcard
            | NodeKind::Descendants
            | NodeKind::Parent => Kinds::ANY,
            NodeKind::Path(path) => self.path(path),
            NodeKind::Filter { base, predicates } => {
                self.node(base);
                self.within(|infer| predicates.iter().for_each(|each| _ = infer.node(each)));
                Kinds::ANY
            }
            NodeKind::Group { base, members } => {
                self.node(base);
                self.within(|infer| infer.members(members));
                Kinds::OBJECT.or(Kinds::NOTHING)
            }
            NodeKind::KeepArray(base) => {
                self.node(base);
                Kinds::ARRAY.or(Kinds::NOTHING)
            }
            NodeKind::Negate(operand) => self.negate(operand),
            NodeKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            NodeKind::Array(elements) => {
                elements.iter().for_each(|element| _ = self.node(element));
                Kinds::ARRAY
            }
            NodeKind::Object(members) => {
                self.members(members);
                Kinds::OBJECT
            }
            NodeKind::Conditional { condition, then, otherwise } => {
                self.node(condition);
                let then = self.node(then);
                then.or(otherwise.as_ref().map_or(Kinds::NOTHING, |otherwise| self.node(otherwise)))
            }
            NodeKind::Block(parts) => {
                self.locals.enter_block(parts);
                let kinds = parts.iter().fold(Kinds::NOTHING, |_, part| self.node(part));
                self.locals.leave();
                kinds
            }
            NodeKind::Bind { name, value } => {
                let kinds = self.node(value);
                // Bound twice, it may be either: one of the two may stand where it is not always reached.
                let before = self.locals.own(name);
                self.locals.bind(name, before.map_or(kinds, |before| before.or(kinds)));
                kinds
            }
            NodeKind::Call { function, arguments } => {
                let arguments: Vec<_> = arguments.iter().collect();
                self.call(function, &arguments, &node.range)
            }
            NodeKind::Partial { function, arguments } => {
                arguments.iter().flatten().for_each(|argument| _ = self.node(argument));
                self.callee(function);
                Kinds::FUNCTION
            }
            NodeKind::Lambda(lambda) => {
                self.lambda(lambda);
                Kinds::FUNCTION
            }
            NodeKind::Apply { left, right } => self.apply(left, right, &node.range),
            NodeKind::Transform { pattern, update, delete } => {
                self.within(|infer| {
                    infer.node(pattern);
                    infer.node(update);
                    delete.iter().for_each(|delete| _ = infer.node(delete));
                });
                Kinds::FUNCTION
            }
        }
    }

    fn variable(&mut self, name: &str) -> Kinds {
        match self.locals.get(name) {
            Some(Local::Bound(kinds)) => kinds,
            Some(Local::Around) => Kinds::ANY,
            None if name == "states" => Kinds::OBJECT,
            None => match (functions::find(name), (self.assigned)(name)) {
                (Some(_), false) => Kinds::FUNCTION,
                (None, true) => Kinds::JSON,
                // The function, as long as the variable of this name has no value.
                (Some(_), true) => Kinds::ANY,
                // That nothing assigns it is told of once.
                (None, false) => Kinds::ANY,
            },
        }
    }

    fn path(&mut self, path: &'e Path) -> Kinds {
        let Some((first, rest)) = path.steps.split_first() else { return Kinds::ANY };
        self.locals.enter_block(&[]);
        let start = match &first.kind {
            StepKind::Node(node) => self.node(node),
            StepKind::Name(_) | StepKind::Sort(_) => Kinds::ANY,
        };
        self.after_step(first);
        self.within(|infer| {
            for step in rest {
                match &step.kind {
                    StepKind::Name(_) => {}
                    StepKind::Sort(terms) => terms.iter().for_each(|term| _ = infer.node(&term.key)),
                    StepKind::Node(node) => _ = infer.node(node),
                }
                infer.after_step(step);
            }
            path.group.iter().for_each(|members| infer.members(members));
        });
        self.locals.leave();
        if path.group.is_some() {
            return Kinds::OBJECT.or(Kinds::NOTHING);
        }
        if path.keep_array {
            return Kinds::ARRAY.or(Kinds::NOTHING);
        }
        if rest.is_empty() && first.stages.is_empty() {
            return start;
        }
        known_path(first, rest)
    }

    fn after_step(&mut self, step: &'e Step) {
        for name in step.focus.iter().chain(&step.index) {
            self.locals.bind(name, Kinds::ANY);
        }
        for stage in &step.stages {
            match stage {
                Stage::Filter(predicate) => self.within(|infer| _ = infer.node(predicate)),
                Stage::Index(name) => self.locals.bind(name, Kinds::NUMBER),
            }
        }
    }

    pub(super) fn lambda(&mut self, lambda: &'e Lambda) {
        self.locals.enter_function();
        lambda.parameters.iter().for_each(|parameter| self.locals.bind(parameter, Kinds::ANY));
        self.node(&lambda.body);
        self.locals.leave();
    }

    fn members(&mut self, members: &'e [(Node, Node)]) {
        for (key, value) in members {
            let kinds = self.node(key);
            if !kinds.may_be(Kinds::TEXT.or(Kinds::NOTHING)) {
                let message = format!("a key must be a string, and this is {}", kinds.words());
                self.slips.push(Slip::new(Code::OperandType, &key.range, message));
            }
            self.node(value);
        }
    }

    /// Infers where there is something for functions to take an argument from.
    fn within(&mut self, infer: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.context, Context::Item);
        infer(self);
        self.context = around;
    }
}

/// What a path into `$states` gives, where that is known (CTX-2).
fn known_path(first: &Step, rest: &[Step]) -> Kinds {
    let StepKind::Node(Node { kind: NodeKind::Variable(name), .. }) = &first.kind else { return Kinds::ANY };
    let mut names = Vec::new();
    for step in rest {
        match &step.kind {
            StepKind::Name(name) if step.stages.is_empty() => names.push(name.as_str()),
            _ => return Kinds::ANY,
        }
    }
    match (name.as_str(), names.as_slice()) {
        ("states", ["context", "Execution", "Id" | "Name" | "RoleArn" | "StartTime"])
        | ("states", ["context", "StateMachine", "Id" | "Name"])
        | ("states", ["context", "State", "Name" | "EnteredTime"])
        | ("states", ["context", "Task", "Token"]) => Kinds::TEXT.or(Kinds::NOTHING),
        ("states", ["context", "Execution", "RedriveCount"])
        | ("states", ["context", "State", "RetryCount"])
        | ("states", ["context", "Map", "Item", "Index"]) => Kinds::NUMBER.or(Kinds::NOTHING),
        // Who answers a task by its token may leave them out (TASK-7).
        ("states", ["errorOutput", "Error" | "Cause"]) => Kinds::TEXT.or(Kinds::NULL).or(Kinds::NOTHING),
        _ => Kinds::ANY,
    }
}
