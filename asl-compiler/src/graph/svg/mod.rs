//! An SVG that stands in rustdoc: inline, without scripts or styles, on light and dark pages.
//!
//! view → [`boxes`] measures a state, with what is inside of it → [`layered`] (or, where that would be too
//! big, [`column`]) arranges a scope as a [`scene`] → [`draw`] prints it.

mod arrange;
mod boxes;
mod column;
mod draw;
mod layered;
mod scene;
mod shapes;
#[cfg(test)]
mod tests;
mod text;

use super::view::view;
use crate::model::StateMachine;

/// The workflow as a self-contained SVG element for Markdown: its first line is its opening tag and it has
/// no blank line, so that Markdown takes it as one block of HTML.
pub fn svg(machine: &StateMachine) -> String {
    draw::document(&arrange::arrange(&view(machine)))
}
