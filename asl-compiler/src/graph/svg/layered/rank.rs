//! Layers: a state is one below the lowest of those that lead to it, loops aside.

use super::Bundle;
use crate::graph::view::Target;

pub(super) struct Ranks {
    /// The layer of each state, from 0.
    pub(super) rank: Vec<usize>,
    /// Whether a bundle leads back, to a state on the way to its own.
    pub(super) is_back: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Not,
    Open,
    Done,
}

pub(super) fn ranks(count: usize, start: usize, bundles: &[Bundle<'_>]) -> Ranks {
    let mut outgoing = vec![Vec::new(); count];
    for (index, bundle) in bundles.iter().enumerate() {
        if let Target::Node(to) = bundle.to {
            outgoing[bundle.from].push((index, to));
        }
    }
    let mut is_back = vec![false; bundles.len()];
    let mut visits = vec![Visit::Not; count];
    let mut finished = Vec::with_capacity(count);
    for root in std::iter::once(start).chain(0..count) {
        if visits[root] != Visit::Not {
            continue;
        }
        visits[root] = Visit::Open;
        let mut way = vec![(root, 0)];
        while let Some((state, next)) = way.last_mut() {
            let Some(&(bundle, to)) = outgoing[*state].get(*next) else {
                visits[*state] = Visit::Done;
                finished.push(*state);
                way.pop();
                continue;
            };
            *next += 1;
            match visits[to] {
                Visit::Open => is_back[bundle] = true,
                Visit::Done => {}
                Visit::Not => {
                    visits[to] = Visit::Open;
                    way.push((to, 0));
                }
            }
        }
    }
    let mut rank = vec![0; count];
    for &state in finished.iter().rev() {
        for &(bundle, to) in &outgoing[state] {
            if !is_back[bundle] {
                rank[to] = rank[to].max(rank[state] + 1);
            }
        }
    }
    Ranks { rank, is_back }
}
