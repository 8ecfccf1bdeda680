//! Arranges a scope in layers, from top to bottom.
//!
//! [`rank`] gives each state a layer and finds the edges that close loops; [`grid`] makes rows of states,
//! labels and the bends of longer edges; [`order`] sorts each row so that few lines cross; [`place`] finds
//! the horizontal positions ([`straighten`] makes lines upright), [`stack`] the vertical ones; [`route`]
//! puts the parts there and draws the lines ([`line`]), which leave a state below ([`ports`]) or at a side
//! ([`sides`]).
//!
//! Lines run between rows only, so nothing they pass can be overlapped. Edges to one state share the bends
//! on their way: ten catchers of one handler become one line that ten lines join.

mod grid;
mod line;
mod order;
mod place;
mod ports;
mod rank;
mod route;
mod sides;
mod stack;
mod straighten;

use super::scene::{Scene, StateBox};
use crate::graph::view::{Line, Scope, Target};

/// From one line of a label to the next.
pub(super) const LABEL_LINE: f64 = 13.0;

/// All transitions of a kind from one state to another: one line in the picture.
struct Bundle<'v> {
    from: usize,
    to: Target,
    line: Line,
    labels: Vec<&'v str>,
    titles: Vec<&'v str>,
}

/// A scope with everything in its place; the boxes are given back if there would be too many bends.
pub(super) fn arrange<'v>(
    scope: &'v Scope<'v>,
    states: Vec<StateBox<'v>>,
) -> Result<Scene<'v>, Vec<StateBox<'v>>> {
    let bundles = bundles(scope);
    let ranks = rank::ranks(states.len(), scope.start, &bundles);
    let Some(grid) = grid::grid(scope.start, &states, &bundles, &ranks) else { return Err(states) };
    let rows = order::order(&grid);
    let across = place::place(&grid, &rows);
    Ok(route::route(&grid, &rows, &across, states))
}

fn bundles<'v>(scope: &'v Scope<'v>) -> Vec<Bundle<'v>> {
    let mut bundles: Vec<Bundle<'v>> = Vec::new();
    // The edges of a state stand together.
    let mut first = 0;
    for edge in &scope.edges {
        if bundles.get(first).is_some_and(|bundle| bundle.from != edge.from) {
            first = bundles.len();
        }
        let labels = (!edge.label.is_empty()).then_some(edge.label.as_str());
        let titles = labels.map(|_| edge.title.as_str());
        let same =
            bundles[first..].iter_mut().find(|bundle| bundle.to == edge.to && bundle.line == edge.line);
        match same {
            Some(bundle) => {
                bundle.labels.extend(labels);
                bundle.titles.extend(titles);
            }
            None => bundles.push(Bundle {
                from: edge.from,
                to: edge.to,
                line: edge.line,
                labels: labels.into_iter().collect(),
                titles: titles.into_iter().collect(),
            }),
        }
    }
    bundles
}
