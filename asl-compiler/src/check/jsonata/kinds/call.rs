//! Calls: of what is no function, of none that there is, or with what it cannot take.

use std::ops::Range;

use super::infer::{Context, Infer};
use super::matching::{Given, bounds, elements};
use super::{Kinds, Slip};
use crate::check::jsonata::functions::{self, Function};
use crate::check::jsonata::locals::Local;
use crate::diagnostic::Code;
use crate::expression::jsonata::{Node, NodeKind, Signature};
use crate::suggest::nearest;

/// The algorithms of `$hash` (JNA-23).
const ALGORITHMS: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// What is called.
pub(super) enum Callee {
    /// A function of the library.
    Library(&'static Function),
    /// A function of the expression itself, or what is not known.
    Other,
}

impl<'e> Infer<'e, '_> {
    /// The type of `function(arguments)`.
    pub(super) fn call(&mut self, function: &'e Node, arguments: &[&'e Node], range: &Range<usize>) -> Kinds {
        let kinds: Vec<Kinds> = arguments.iter().map(|argument| self.node(argument).known()).collect();
        match self.callee(function) {
            Callee::Library(function) => self.library(function, arguments, &kinds, range),
            Callee::Other => Kinds::ANY,
        }
    }

    /// The type of `left ~> right`.
    pub(super) fn apply(&mut self, left: &'e Node, right: &'e Node, range: &Range<usize>) -> Kinds {
        if let NodeKind::Call { function, arguments } = &right.kind {
            let arguments: Vec<&Node> = std::iter::once(left).chain(arguments).collect();
            return self.call(function, &arguments, range);
        }
        let kinds = self.node(left).known();
        let callee = self.callee(right);
        // A function before it makes one function of the two.
        match callee {
            Callee::Library(function) if !kinds.may_be(Kinds::FUNCTION) => {
                self.library(function, &[left], &[kinds], range)
            }
            _ => Kinds::ANY,
        }
    }

    /// What is called; reports what cannot be.
    pub(super) fn callee(&mut self, function: &'e Node) -> Callee {
        if let NodeKind::Variable(name) = &function.kind {
            return self.named(name, &function.range);
        }
        let kinds = self.node(function);
        if !kinds.may_be(Kinds::FUNCTION) {
            let message = format!("{} is no function, and is called", kinds.words());
            self.slips.push(Slip::new(Code::NotAFunction, &function.range, message));
        }
        Callee::Other
    }

    fn named(&mut self, name: &'e str, range: &Range<usize>) -> Callee {
        match self.locals.get(name) {
            Some(Local::Bound(kinds)) if !kinds.may_be(Kinds::FUNCTION) => {
                let message = format!("`${name}` is {}, and is called", kinds.words());
                self.slips.push(Slip::new(Code::NotAFunction, range, message));
                return Callee::Other;
            }
            Some(_) => return Callee::Other,
            None => {}
        }
        let library = functions::find(name);
        if name == "states" || (self.assigned)(name) && library.is_none() {
            let message = format!("`${name}` is called, and a variable holds no function");
            self.slips.push(Slip::new(Code::NotAFunction, range, message));
            return Callee::Other;
        }
        match library {
            // The function, as long as the variable of this name has no value.
            Some(_) if (self.assigned)(name) => Callee::Other,
            Some(function) => Callee::Library(function),
            None => {
                let slip = self.unknown(name, range);
                self.slips.push(slip);
                Callee::Other
            }
        }
    }

    fn unknown(&self, name: &str, range: &Range<usize>) -> Slip {
        let slip = Slip::new(Code::UnknownFunction, range, format!("there is no function `${name}`"));
        if name == "eval" {
            return slip.label("the service has taken it out of JSONata").help("`$parse` reads JSON");
        }
        match nearest(name, self.locals.names().chain(functions::names())) {
            Some(near) => slip.help(format!("did you mean `${near}`?")),
            None => slip,
        }
    }

    fn library(
        &mut self,
        function: &'static Function,
        arguments: &[&'e Node],
        kinds: &[Kinds],
        range: &Range<usize>,
    ) -> Kinds {
        let gives = function.gives.or(Kinds::NOTHING);
        // The table's signatures can be read, as its test says.
        let Ok(signature) = Signature::parse(function.signature) else { return gives };
        let given = Given { kinds, context: self.context };
        if !given.fits(&signature) {
            let slip = match given.first_misfit(&signature) {
                Some(index) => misfit(function, index, arguments[index], kinds[index]),
                None => wrong_number(function, &signature, &given, range),
            };
            self.slips.push(slip);
        } else if arguments.len() < function.useful_from {
            let message = format!("`${}` gives nothing with fewer arguments", function.name);
            self.slips.push(usage(Slip::new(Code::FunctionArguments, range, message), function));
        } else {
            self.elements(function, &signature, arguments);
            self.special(function, arguments, kinds);
        }
        gives
    }

    /// Elements of an array literal that a function cannot take.
    fn elements(&mut self, function: &Function, signature: &Signature, arguments: &[&'e Node]) {
        for (index, argument) in arguments.iter().enumerate() {
            let (NodeKind::Array(parts), Some(wanted)) = (&argument.kind, elements(signature, index)) else {
                continue;
            };
            for part in parts {
                if let Some(kinds) = literal_kind(part)
                    && !kinds.may_be(wanted)
                {
                    let wanted = wanted.but(Kinds::NOTHING).words();
                    let message =
                        format!("`${}` takes an array of which each element is {wanted}", function.name);
                    let slip = Slip::new(Code::FunctionArguments, &part.range, message);
                    self.slips.push(slip.label(format!("this is {}", kinds.words())));
                }
            }
        }
    }

    /// What no signature says.
    fn special(&mut self, function: &Function, arguments: &[&'e Node], kinds: &[Kinds]) {
        match (function.name, arguments, kinds) {
            ("hash", [_, Node { kind: NodeKind::Text(algorithm), range }], _)
                if !ALGORITHMS.contains(&algorithm.as_str()) =>
            {
                let message = format!("`$hash` knows no algorithm `{algorithm}`");
                let slip = Slip::new(Code::FunctionArguments, range, message);
                self.slips.push(slip.help(format!("it knows {}", ALGORITHMS.join(", "))));
            }
            ("partition", [array, ..], [kind, ..]) if !kind.may_be(Kinds::ARRAY.or(Kinds::NOTHING)) => {
                self.slips.push(misfit(function, 0, array, *kind));
            }
            ("partition", [_, Node { kind: NodeKind::Number(size), range }], _) if *size < 1.0 => {
                let message = "`$partition` takes a size of at least 1";
                self.slips.push(Slip::new(Code::FunctionArguments, range, message));
            }
            ("range", [_, _, Node { kind: NodeKind::Number(step), range }], _) if step.trunc() == 0.0 => {
                let message = "`$range` gives nothing with a step of 0";
                self.slips.push(Slip::new(Code::FunctionArguments, range, message));
            }
            _ => {}
        }
    }
}

fn literal_kind(node: &Node) -> Option<Kinds> {
    Some(match node.kind {
        NodeKind::Null => Kinds::NULL,
        NodeKind::Boolean(_) => Kinds::BOOLEAN,
        NodeKind::Number(_) => Kinds::NUMBER,
        NodeKind::Text(_) => Kinds::TEXT,
        NodeKind::Object(_) => Kinds::OBJECT,
        _ => return None,
    })
}

fn usage(slip: Slip, function: &Function) -> Slip {
    slip.help(format!("it is called as `${}({})`", function.name, function.parameters))
}

fn misfit(function: &Function, index: usize, argument: &Node, kinds: Kinds) -> Slip {
    let message = format!("argument {} of `${}` cannot be {}", index + 1, function.name, kinds.words());
    usage(Slip::new(Code::FunctionArguments, &argument.range, message), function)
}

fn wrong_number(function: &Function, signature: &Signature, given: &Given<'_>, range: &Range<usize>) -> Slip {
    let (fewest, most) = bounds(signature);
    let fewest = fewest.max(function.useful_from);
    let takes = match most {
        Some(0) => "no arguments".to_owned(),
        Some(1) => "1 argument".to_owned(),
        Some(most) if most == fewest => format!("{most} arguments"),
        Some(most) => format!("{fewest} to {most} arguments"),
        None => format!("at least {fewest} arguments"),
    };
    let message = format!("`${}` takes {takes}, and gets {}", function.name, given.kinds.len());
    let slip = usage(Slip::new(Code::FunctionArguments, range, message), function);
    let elsewhere = Given { context: Context::Item, ..*given };
    if elsewhere.fits(signature) {
        return slip.label("there is no context here that could stand in for an argument");
    }
    slip
}
