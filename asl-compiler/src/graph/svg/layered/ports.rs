//! Where lines leave their state.

use super::grid::{Grid, What};
use super::sides::SideExit;

/// How far from the middle of its item each hop starts: the straightest in the middle, the others left and
/// right of it.
pub(super) fn ports(grid: &Grid, x: &[f64], exits: &[Option<SideExit>]) -> Vec<f64> {
    let mut ports = vec![0.0; grid.hops.len()];
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); grid.items.len()];
    for (index, hop) in grid.hops.iter().enumerate() {
        if matches!(grid.items[hop.from].what, What::State(_)) && exits[hop.to].is_none() {
            leaving[hop.from].push(index);
        }
    }
    for (item, mut hops) in leaving.into_iter().enumerate() {
        let shift = |hop: &usize| x[grid.hops[*hop].to] - x[item];
        hops.sort_by(|one, other| shift(one).total_cmp(&shift(other)));
        let Some(straight) = (0..hops.len())
            .min_by(|one, other| shift(&hops[*one]).abs().total_cmp(&shift(&hops[*other]).abs()))
        else {
            continue;
        };
        let room = grid.items[item].size.width / 2.0 - 14.0;
        let step = 14.0_f64.min(room / (hops.len().saturating_sub(1).max(1)) as f64);
        for (index, hop) in hops.iter().enumerate() {
            ports[*hop] = (index as f64 - straight as f64) * step;
        }
        let nearest = shift(&hops[straight]);
        if nearest.abs() <= step.min(10.0) {
            ports[hops[straight]] = nearest;
        }
    }
    ports
}
