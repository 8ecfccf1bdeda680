//! An expression, part by part.

use std::rc::Rc;

use super::super::objects::merged;
use super::super::shape::{List, Member, Members, Presence, Shape};
use super::{Facts, Miss, States, Value, path};
use crate::check::jsonata::{Local, Locals, result_kind};
use crate::expression::intrinsic::lint::Kind;
use crate::expression::jsonata::{BinaryOperator, Node, NodeKind, Path, Stage, Step, StepKind};

/// What becomes of an expression if a part of it has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Role {
    /// It is the whole, and then fails (JNA-30).
    Whole,
    /// What is around it has none either, lacks something, or fails.
    Needed,
    /// It is asked whether there is one.
    Asked,
}

/// A part of an expression of which something can be said.
pub(in super::super) enum Seen<'s> {
    /// A path.
    Path {
        node: &'s Node,
        found: &'s Value,
        /// Where it never finds anything.
        miss: Option<&'s Miss>,
        role: Role,
    },
    /// An operand of which the operator takes these types.
    Operand { node: &'s Node, operator: BinaryOperator, value: &'s Value, takes: &'static [Kind] },
    /// A value that is compared with a string.
    Compared { node: &'s Node, value: &'s Value, text: &'s str },
}

/// The evaluation of an expression, with somebody who looks at its parts.
pub(in super::super) struct Evaluation<'e, 's> {
    states: States,
    locals: Locals<'e, usize>,
    /// What local names are bound to.
    bound: Vec<Value>,
    seen: &'s mut dyn FnMut(Seen<'_>),
}

impl<'e, 's> Evaluation<'e, 's> {
    pub(in super::super) fn new(states: States, root: &'e Node, seen: &'s mut dyn FnMut(Seen<'_>)) -> Self {
        Self { states, locals: Locals::of(root), bound: Vec::new(), seen }
    }

    /// What a part gives.
    pub(in super::super) fn node(&mut self, node: &'e Node, role: Role) -> Value {
        match &node.kind {
            NodeKind::Null => Value::always(Shape::Null),
            NodeKind::Boolean(_) => Value::always(Shape::Boolean),
            NodeKind::Number(_) => Value::always(Shape::Number),
            NodeKind::Text(_) => Value::always(Shape::Text),
            NodeKind::Variable(name) => self.variable(name),
            NodeKind::Path(path) => self.path(node, path, role),
            NodeKind::Filter { base, predicates } => {
                let base = self.node(base, Role::Needed);
                predicates.iter().fold(base, |value, predicate| self.predicate(&value, predicate))
            }
            NodeKind::Group { base, members } => {
                self.node(base, Role::Needed);
                self.members(members);
                Value::maybe(Shape::open_object())
            }
            NodeKind::KeepArray(base) => self.node(base, Role::Needed).kept_array(),
            NodeKind::Negate(operand) => {
                let value = self.node(operand, Role::Needed);
                Value { shape: Shape::Number, ..value }
            }
            NodeKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            NodeKind::Array(elements) => self.array(elements),
            NodeKind::Object(members) => self.members(members),
            NodeKind::Conditional { condition, then, otherwise } => {
                self.conditional(condition, then, otherwise.as_deref(), role)
            }
            NodeKind::Block(parts) => {
                self.locals.enter_block(parts);
                let mut value = Value::undefined();
                for (index, part) in parts.iter().enumerate() {
                    let role = if index + 1 == parts.len() { role } else { Role::Asked };
                    value = self.node(part, role);
                }
                self.locals.leave();
                value
            }
            NodeKind::Bind { name, value } => {
                let value = self.node(value, Role::Asked);
                // Bound twice, it may be either.
                let twice = self.locals.own(name).is_some();
                self.bind(name, if twice { Value::unknown() } else { value.clone() });
                value
            }
            NodeKind::Call { function, arguments } => {
                self.call(function, &arguments.iter().collect::<Vec<_>>())
            }
            NodeKind::Apply { left, right } => match &right.kind {
                NodeKind::Call { function, arguments } => {
                    self.call(function, &std::iter::once(&**left).chain(arguments).collect::<Vec<_>>())
                }
                _ => self.call(right, &[left]),
            },
            NodeKind::Partial { function, arguments } => {
                self.callee(function);
                arguments.iter().flatten().for_each(|argument| _ = self.node(argument, Role::Asked));
                Value::unknown()
            }
            NodeKind::Lambda(lambda) => {
                self.locals.enter_function();
                lambda.parameters.iter().for_each(|parameter| self.bind(parameter, Value::unknown()));
                self.node(&lambda.body, Role::Asked);
                self.locals.leave();
                Value::unknown()
            }
            NodeKind::Transform { pattern, update, delete } => {
                for part in [&**pattern, &**update].into_iter().chain(delete.as_deref()) {
                    self.node(part, Role::Asked);
                }
                Value::unknown()
            }
            NodeKind::Regex(_)
            | NodeKind::Context
            | NodeKind::Root
            | NodeKind::Wildcard
            | NodeKind::Descendants
            | NodeKind::Parent => Value::unknown(),
        }
    }

    fn bind(&mut self, name: &'e str, value: Value) {
        self.locals.bind(name, self.bound.len());
        self.bound.push(value);
    }

    fn variable(&self, name: &str) -> Value {
        match self.locals.get(name) {
            Some(Local::Bound(index)) => self.bound.get(index).cloned().unwrap_or_else(Value::unknown),
            Some(Local::Around) => Value::unknown(),
            None if name == "states" => Value::always(self.states.object()),
            None => match self.states.variables.members() {
                // Whether it is assigned is a matter of its own (VAR-8).
                Some(members) if members.presence(name) != Presence::Never => {
                    Value::always(members.shape(name))
                }
                _ => Value::unknown(),
            },
        }
    }

    fn path(&mut self, node: &'e Node, of: &'e Path, role: Role) -> Value {
        let Some((first, rest)) = of.steps.split_first() else { return Value::unknown() };
        let rooted = matches!(&first.kind, StepKind::Node(Node { kind: NodeKind::Variable(_), .. }));
        let mut value = match &first.kind {
            StepKind::Node(node) => self.node(node, Role::Needed),
            // A name of what is around, in a predicate or the like.
            StepKind::Name(_) | StepKind::Sort(_) => Value::unknown(),
        };
        let mut miss = None;
        value = self.stages(value, first);
        for (index, step) in rest.iter().enumerate() {
            let found = match &step.kind {
                StepKind::Name(name) => path::member(&value.shape, name),
                StepKind::Node(node) => {
                    self.node(node, Role::Asked);
                    Value::unknown()
                }
                StepKind::Sort(terms) => {
                    terms.iter().for_each(|term| _ = self.node(&term.key, Role::Asked));
                    path::filtered(&value.shape)
                }
            };
            if found.presence == Presence::Never && miss.is_none() {
                miss = Some(Miss { step: index + 1, at: value.shape.clone() });
            }
            let presence = both(value.presence, found.presence);
            value = self.stages(Value { presence, ..found }, step);
        }
        if rooted {
            (self.seen)(Seen::Path { node, found: &value, miss: miss.as_ref(), role });
        }
        if let Some(members) = &of.group {
            self.members(members);
            return Value::maybe(Shape::open_object());
        }
        if of.keep_array { value.kept_array() } else { value }
    }

    fn stages(&mut self, value: Value, step: &'e Step) -> Value {
        for name in step.focus.iter().chain(&step.index) {
            self.bind(name, Value::unknown());
        }
        step.stages.iter().fold(value, |value, stage| match stage {
            Stage::Filter(predicate) => self.predicate(&value, predicate),
            Stage::Index(name) => {
                self.bind(name, Value::always(Shape::Number));
                value
            }
        })
    }

    /// `[0]`, `[price > 10]`
    fn predicate(&mut self, value: &Value, predicate: &'e Node) -> Value {
        self.node(predicate, Role::Asked);
        let found = match predicate.kind {
            #[expect(clippy::cast_possible_truncation, reason = "a position is what is left of it")]
            NodeKind::Number(position) => path::at(&value.shape, position.floor() as i64),
            _ => path::filtered(&value.shape),
        };
        let presence = both(value.presence, found.presence);
        Value { presence, ..found }
    }

    fn binary(&mut self, operator: BinaryOperator, left: &'e Node, right: &'e Node) -> Value {
        let role = match operator {
            BinaryOperator::And | BinaryOperator::Or => Role::Asked,
            _ => Role::Needed,
        };
        let values = [self.node(left, role), self.node(right, role)];
        self.operands(operator, [left, right], &values);
        let [one, other] = values;
        match operator {
            BinaryOperator::Concatenate => Value::always(Shape::Text),
            BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Remainder => {
                Value { shape: Shape::Number, presence: both(one.presence, other.presence) }
            }
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => {
                Value { shape: Shape::Boolean, presence: both(one.presence, other.presence) }
            }
            BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::In
            | BinaryOperator::And
            | BinaryOperator::Or => Value::always(Shape::Boolean),
            // A range of one number is that number, an empty one nothing.
            BinaryOperator::Range => Value::unknown(),
        }
    }

    /// Tells of operands whose types are wanted (JNA-32), and of what is compared with a literal.
    fn operands(&mut self, operator: BinaryOperator, nodes: [&'e Node; 2], values: &[Value; 2]) {
        const NUMBER: &[Kind] = &[Kind::Number];
        const ORDERED: &[Kind] = &[Kind::Number, Kind::Text];
        let takes = match operator {
            BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Remainder => NUMBER,
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => match (&nodes[0].kind, &nodes[1].kind) {
                (NodeKind::Number(_), _) | (_, NodeKind::Number(_)) => NUMBER,
                (NodeKind::Text(_), _) | (_, NodeKind::Text(_)) => &[Kind::Text],
                _ => ORDERED,
            },
            BinaryOperator::Equal => {
                for (node, value, other) in [(0, &values[0], nodes[1]), (1, &values[1], nodes[0])] {
                    if let NodeKind::Text(text) = &other.kind {
                        (self.seen)(Seen::Compared { node: nodes[node], value, text });
                    }
                }
                return;
            }
            _ => return,
        };
        for (node, value) in nodes.into_iter().zip(values) {
            if matches!(node.kind, NodeKind::Path(_) | NodeKind::Variable(_)) {
                (self.seen)(Seen::Operand { node, operator, value, takes });
            }
        }
    }

    /// `[a, b]`: what is undefined is left out, and what is an array gives its elements.
    fn array(&mut self, elements: &'e [Node]) -> Value {
        let mut exact = true;
        let mut shapes = Vec::with_capacity(elements.len());
        for element in elements {
            let value = self.node(element, Role::Needed);
            if matches!(element.kind, NodeKind::Array(_)) {
                shapes.push(value.shape);
                continue;
            }
            let is_one = value.shape.kind().is_some_and(|kind| kind != Kind::Array);
            exact &= is_one && value.presence == Presence::Always;
            shapes.push(value.spread());
        }
        Value::always(if exact {
            Shape::List(Rc::new(List::Exact(shapes)))
        } else {
            Shape::list_of(super::super::merge::blend(&shapes))
        })
    }

    /// `{"a": b}`: a member whose value is undefined is left out.
    fn members(&mut self, members: &'e [(Node, Node)]) -> Value {
        let mut made = Some(Members::none());
        for (key, value) in members {
            self.node(key, Role::Needed);
            let value = self.node(value, Role::Needed);
            made = match (&key.kind, made) {
                (NodeKind::Text(name), Some(made)) => {
                    Some(made.with(name, Member { presence: value.presence, shape: value.shape }))
                }
                _ => None,
            };
        }
        Value::always(made.map_or_else(Shape::open_object, |made| Shape::Object(Rc::new(made))))
    }

    fn conditional(
        &mut self,
        condition: &'e Node,
        then: &'e Node,
        otherwise: Option<&'e Node>,
        role: Role,
    ) -> Value {
        // What is missing on some way may have been sorted out by the condition.
        let role = if role == Role::Whole { Role::Needed } else { role };
        self.node(condition, Role::Asked);
        let yes = self.under(condition, true, then, role);
        let no = otherwise.map_or_else(Value::undefined, |no| self.under(condition, false, no, role));
        yes.either(no)
    }

    /// What a branch gives where the condition has this truth.
    fn under(&mut self, condition: &'e Node, truth: bool, branch: &'e Node, role: Role) -> Value {
        let mut facts = Facts::default();
        facts.assume(condition, truth);
        let before = self.states.clone();
        facts.refine(&mut self.states);
        self.locals.enter_block(&[]);
        let value = self.node(branch, role);
        self.locals.leave();
        self.states = before;
        value
    }

    /// What is called, where it is a function of the library.
    fn callee(&mut self, function: &'e Node) -> Option<&'e str> {
        match &function.kind {
            NodeKind::Variable(name) => {
                let is_own = self.locals.get(name).is_some();
                let members = self.states.variables.members();
                let is_variable = members.is_none_or(|members| members.presence(name) != Presence::Never);
                (!is_own && !is_variable).then_some(name)
            }
            _ => {
                self.node(function, Role::Asked);
                None
            }
        }
    }

    fn call(&mut self, function: &'e Node, arguments: &[&'e Node]) -> Value {
        let Some(name) = self.callee(function) else {
            arguments.iter().for_each(|argument| _ = self.node(argument, Role::Asked));
            return Value::unknown();
        };
        if let ("merge", [Node { kind: NodeKind::Array(parts), .. }]) = (name, arguments) {
            let parts: Vec<_> = parts.iter().map(|part| self.node(part, Role::Needed)).collect();
            let nothing = Shape::Object(Rc::new(Members::none()));
            return Value::always(parts.iter().fold(nothing, |all, part| match part.presence {
                Presence::Never => all,
                Presence::Always => merged(&all, &part.shape),
                _ => merged(&all, &part.shape.doubted()),
            }));
        }
        let role = match name {
            "exists" | "boolean" | "not" | "type" | "count" | "append" => Role::Asked,
            _ => Role::Needed,
        };
        let values: Vec<_> = arguments.iter().map(|argument| self.node(argument, role)).collect();
        let there = match name {
            "exists" | "type" | "count" | "uuid" | "now" | "millis" => Presence::Always,
            _ if !values.is_empty() && values.iter().all(|value| value.presence == Presence::Always) => {
                Presence::Always
            }
            _ => Presence::Maybe,
        };
        match result_kind(name) {
            Some(Kind::Array) => Value::maybe(Shape::list_of(Shape::unknown())),
            Some(kind) => Value { shape: Shape::of_kind(kind), presence: there },
            None => Value::unknown(),
        }
    }
}

/// Whether there is something that needs both.
fn both(one: Presence, other: Presence) -> Presence {
    match (one, other) {
        (Presence::Never, _) | (_, Presence::Never) => Presence::Never,
        (Presence::Lacking(way), _) | (_, Presence::Lacking(way)) => Presence::Lacking(way),
        (Presence::Maybe, _) | (_, Presence::Maybe) => Presence::Maybe,
        (Presence::Always, Presence::Always) => Presence::Always,
    }
}
