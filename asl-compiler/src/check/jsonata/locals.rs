//! Names that an expression binds itself: by `:=`, as parameters of functions, by `@` and `#`.

use crate::expression::jsonata::{Node, NodeKind};

/// What local names stand for, the innermost block last.
pub(in crate::check) struct Locals<'e, T> {
    frames: Vec<Frame<'e, T>>,
}

struct Frame<'e, T> {
    kind: FrameKind,
    bound: Vec<(&'e str, T)>,
    /// What the block binds somewhere: its functions run when that has been done.
    coming: Vec<&'e str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    Block,
    Function,
}

/// What a local name is.
pub(in crate::check) enum Local<T> {
    /// It was bound before, in the same function.
    Bound(T),
    /// It belongs to what is around the function, and may be bound again before that runs.
    Around,
}

impl<'e, T: Copy> Locals<'e, T> {
    /// Those of a whole expression.
    pub(in crate::check) fn of(root: &'e Node) -> Self {
        let mut locals = Self { frames: Vec::new() };
        locals.enter_block(std::slice::from_ref(root));
        locals
    }

    pub(in crate::check) fn enter_block(&mut self, parts: &'e [Node]) {
        let mut coming = Vec::new();
        for part in parts {
            let mut node = part;
            while let NodeKind::Bind { name, value } = &node.kind {
                coming.push(name.as_str());
                node = value;
            }
        }
        self.frames.push(Frame { kind: FrameKind::Block, bound: Vec::new(), coming });
    }

    pub(in crate::check) fn enter_function(&mut self) {
        self.frames.push(Frame { kind: FrameKind::Function, bound: Vec::new(), coming: Vec::new() });
    }

    pub(in crate::check) fn leave(&mut self) {
        self.frames.pop();
    }

    pub(in crate::check) fn bind(&mut self, name: &'e str, value: T) {
        if let Some(frame) = self.frames.last_mut() {
            frame.bound.push((name, value));
        }
    }

    /// What the innermost block has bound a name to.
    pub(in crate::check) fn own(&self, name: &str) -> Option<T> {
        let bound = &self.frames.last()?.bound;
        bound.iter().rev().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    pub(in crate::check) fn get(&self, name: &str) -> Option<Local<T>> {
        let mut around = false;
        for frame in self.frames.iter().rev() {
            let bound = frame.bound.iter().rev().find(|(own, _)| *own == name);
            match bound {
                Some((_, value)) if !around => return Some(Local::Bound(*value)),
                Some(_) => return Some(Local::Around),
                None if around && frame.coming.contains(&name) => return Some(Local::Around),
                None => {}
            }
            around |= frame.kind == FrameKind::Function;
        }
        None
    }

    /// The names that are bound here.
    pub(in crate::check) fn names(&self) -> impl Iterator<Item = &'e str> {
        self.frames.iter().flat_map(|frame| frame.bound.iter().map(|(name, _)| *name))
    }
}
