//! Chooses how a scope is arranged.

use super::scene::Scene;
use super::{column, layered};
use crate::graph::view::Scope;

/// A scope of more states is listed: its layers would be too small to read, and slow to make.
const MOST_LAYERED_STATES: usize = 80;

/// A wider picture is shrunk so much by a page that nobody can read it.
const WIDEST: f64 = 2000.0;

/// A scope with everything in its place.
pub(super) fn arrange<'v>(scope: &'v Scope<'v>) -> Scene<'v> {
    let states = || scope.nodes.iter().map(super::boxes::state_box).collect::<Vec<_>>();
    if scope.nodes.len() <= MOST_LAYERED_STATES {
        let states = states();
        let inside = states.iter().map(|state| state.size.width).fold(0.0, f64::max);
        match layered::arrange(scope, states) {
            Ok(scene) if scene.size.width <= WIDEST.max(inside * 1.5) => return scene,
            Ok(scene) => return column::arrange(scope, scene.states),
            Err(states) => return column::arrange(scope, states),
        }
    }
    column::arrange(scope, states())
}
