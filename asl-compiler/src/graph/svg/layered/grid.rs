//! Rows of states, labels and bends, and the hops from one row to the next that join them.

use std::collections::BTreeMap;

use super::super::boxes::CAPTION_SIZE;
use super::super::scene::{Label, MARK_RADIUS, Point, Size, StateBox};
use super::super::text::{cut, width, wrap};
use super::rank::Ranks;
use super::{Bundle, LABEL_LINE};
use crate::graph::svg::scene::Align;
use crate::graph::text::one_line;
use crate::graph::view::{Line, Target};

/// Loops and fans of a few hundred lines are nothing that a picture could show.
const MOST_ITEMS: usize = 3000;
const WIDEST_LABEL: f64 = 150.0;
const MOST_LABEL_LINES: usize = 3;

/// An item by its index.
pub(super) type ItemId = usize;

pub(super) struct Grid {
    pub(super) items: Vec<Item>,
    pub(super) hops: Vec<Hop>,
    /// Items that should stand on one upright line, each from top to bottom: the bends of a line, and
    /// what follows each other alone.
    pub(super) chains: Vec<Vec<ItemId>>,
    /// The lines that lead back.
    pub(super) loops: Vec<Loop>,
    /// How many rows there are.
    pub(super) rows: usize,
}

/// How a line leads back: it leaves a state, turns below it, and passes beside it.
#[derive(Clone, Copy)]
pub(super) struct Loop {
    pub(super) state: ItemId,
    pub(super) turn: ItemId,
    /// A bend or a label.
    pub(super) beside: ItemId,
    to: ItemId,
    line: Line,
}

pub(super) struct Item {
    pub(super) row: usize,
    pub(super) size: Size,
    pub(super) what: What,
}

pub(super) enum What {
    Start,
    State(usize),
    End,
    Label(Label),
    /// A line passes upright.
    Bend,
    /// A line comes from above and goes back up.
    TurnUp,
    /// A line comes from below and goes back down.
    TurnDown,
}

impl What {
    /// Whether it is only part of a line.
    pub(super) fn is_bend(&self) -> bool {
        matches!(self, Self::Bend | Self::TurnUp | Self::TurnDown)
    }
}

/// A piece of line between neighbouring rows, in the direction of the transition.
pub(super) struct Hop {
    pub(super) from: ItemId,
    pub(super) to: ItemId,
    pub(super) line: Line,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Direction {
    Down,
    Up,
}

struct Builder {
    grid: Grid,
    /// Bends by where they lead, and how, then by row.
    shared: BTreeMap<(ItemId, Line, Direction), BTreeMap<usize, ItemId>>,
    /// From a row with all gaps to the row in the grid.
    row_of: Vec<usize>,
}

/// The row of a layer, before the gaps without anything in them are left out. Row 0 has the start; odd rows
/// are gaps.
fn row_of_rank(rank: usize) -> usize {
    2 * rank + 2
}

/// The grid, unless it gets too big.
pub(super) fn grid(
    start: usize,
    states: &[StateBox<'_>],
    bundles: &[Bundle<'_>],
    ranks: &Ranks,
) -> Option<Grid> {
    let row_of = used_rows(bundles, ranks);
    let rows = row_of.last().map_or(0, |last| last + 1);
    let grid = Grid { items: Vec::new(), hops: Vec::new(), chains: Vec::new(), loops: Vec::new(), rows };
    let mut builder = Builder { grid, shared: BTreeMap::new(), row_of };
    for (index, state) in states.iter().enumerate() {
        let row = builder.row_of[row_of_rank(ranks.rank[index])];
        builder.item(row, state.size, What::State(index));
    }
    let mark = Size { width: 2.0 * MARK_RADIUS, height: 2.0 * MARK_RADIUS };
    let first = builder.item(0, mark, What::Start);
    if start < states.len() {
        builder.down(first, start, Line::Solid);
    }
    for (bundle, is_back) in bundles.iter().zip(&ranks.is_back) {
        let below = builder.row_of[row_of_rank(ranks.rank[bundle.from]) + 1];
        match bundle.to {
            Target::End => {
                let end = builder.item(below, mark, What::End);
                builder.hop(bundle.from, end, bundle.line);
            }
            Target::Node(to) if *is_back => builder.back(bundle, to),
            Target::Node(to) => {
                let from = match label(bundle) {
                    None => bundle.from,
                    Some((label, size)) => {
                        let item = builder.item(below, size, What::Label(label));
                        builder.hop(bundle.from, item, bundle.line);
                        item
                    }
                };
                builder.down(from, to, bundle.line);
            }
        }
        if builder.grid.items.len() > MOST_ITEMS {
            return None;
        }
    }
    Some(builder.finish())
}

/// For each row the number that it has when gaps with nothing in them are left out.
fn used_rows(bundles: &[Bundle<'_>], ranks: &Ranks) -> Vec<usize> {
    let last = ranks.rank.iter().max().copied().unwrap_or(0);
    let mut is_used = vec![true; row_of_rank(last) + 2];
    for gap in is_used.iter_mut().skip(1).step_by(2) {
        *gap = false;
    }
    for (bundle, is_back) in bundles.iter().zip(&ranks.is_back) {
        let own = row_of_rank(ranks.rank[bundle.from]);
        match bundle.to {
            Target::Node(to) if *is_back => {
                is_used[own + 1] = true;
                is_used[row_of_rank(ranks.rank[to]) - 1] = true;
            }
            Target::Node(_) if bundle.labels.is_empty() => {}
            _ => is_used[own + 1] = true,
        }
    }
    let mut next = 0;
    let number = |is_used: bool| {
        let row = next;
        next += usize::from(is_used);
        row
    };
    is_used.into_iter().map(number).collect()
}

impl Builder {
    fn item(&mut self, row: usize, size: Size, what: What) -> ItemId {
        self.grid.items.push(Item { row, size, what });
        self.grid.rows = self.grid.rows.max(row + 1);
        self.grid.items.len() - 1
    }

    fn bend(&mut self, row: usize, what: What) -> ItemId {
        self.item(row, Size { width: 8.0, height: 0.0 }, what)
    }

    fn hop(&mut self, from: ItemId, to: ItemId, line: Line) {
        self.grid.hops.push(Hop { from, to, line });
    }

    /// Down to a state by way of its shared bends, from where this line meets them.
    fn down(&mut self, from: ItemId, to: ItemId, line: Line) {
        let mut last = from;
        for row in self.grid.items[from].row + 1..self.grid.items[to].row {
            let (bend, is_new) = self.shared(to, line, Direction::Down, row, What::Bend);
            self.hop(last, bend, line);
            if !is_new {
                return;
            }
            last = bend;
        }
        self.hop(last, to, line);
    }

    /// Back up to a state: round below the own state, up beside it, then by the shared bends to above the
    /// other state, and round into it.
    fn back(&mut self, bundle: &Bundle<'_>, to: ItemId) {
        let (own, above) = (self.grid.items[bundle.from].row, self.grid.items[to].row - 1);
        let turn = self.bend(own + 1, What::TurnUp);
        self.hop(bundle.from, turn, bundle.line);
        let beside = match label(bundle) {
            None => self.bend(own, What::Bend),
            Some((label, size)) => self.item(own, size, What::Label(label)),
        };
        self.hop(turn, beside, bundle.line);
        self.grid.loops.push(Loop { state: bundle.from, turn, beside, to, line: bundle.line });
        let mut last = beside;
        for row in (above..own).rev() {
            let what = if row == above { What::TurnDown } else { What::Bend };
            let (bend, is_new) = self.shared(to, bundle.line, Direction::Up, row, what);
            self.hop(last, bend, bundle.line);
            if !is_new {
                return;
            }
            last = bend;
        }
        self.hop(last, to, bundle.line);
    }

    fn finish(mut self) -> Grid {
        for Loop { turn, beside, to, line, .. } in &self.grid.loops {
            // The lowest line that leads back goes straight on to the bends it shares with others.
            let row = self.grid.items[*beside].row;
            match self.shared.get_mut(&(*to, *line, Direction::Up)) {
                Some(chain) if !chain.contains_key(&row) => chain.extend([(row, *beside), (row + 1, *turn)]),
                _ => self.grid.chains.push(vec![*beside, *turn]),
            }
        }
        self.grid.chains.extend(self.shared.into_values().map(|chain| chain.into_values().collect()));
        let runs = runs(&self.grid);
        self.grid.chains.extend(runs);
        self.grid
    }

    /// The bend of all lines to a state in a row, and whether it was made just now.
    fn shared(
        &mut self,
        to: ItemId,
        line: Line,
        direction: Direction,
        row: usize,
        what: What,
    ) -> (ItemId, bool) {
        let chain = self.shared.entry((to, line, direction)).or_default();
        if let Some(bend) = chain.get(&row) {
            return (*bend, false);
        }
        chain.insert(row, self.grid.items.len());
        (self.bend(row, what), true)
    }
}

/// What follows each other alone: nothing else follows the one or leads to the other, but by a catcher or
/// a loop.
fn runs(grid: &Grid) -> Vec<Vec<ItemId>> {
    let mut next: Vec<Vec<ItemId>> = vec![Vec::new(); grid.items.len()];
    let mut previous = next.clone();
    for hop in &grid.hops {
        let (from, to) = (&grid.items[hop.from], &grid.items[hop.to]);
        let turns = matches!(from.what, What::TurnDown) || matches!(to.what, What::TurnUp);
        if from.row < to.row && !turns && hop.line == Line::Solid {
            next[hop.from].push(hop.to);
            previous[hop.to].push(hop.from);
        }
    }
    let follower = |item: ItemId| match next[item][..] {
        [next] if previous[next].len() == 1 => Some(next),
        _ => None,
    };
    let is_first = |item: &ItemId| match previous[*item][..] {
        [previous] => follower(previous).is_none(),
        _ => true,
    };
    let run = |first| std::iter::successors(Some(first), |item| follower(*item)).collect::<Vec<_>>();
    (0..grid.items.len()).filter(is_first).map(run).filter(|run| run.len() > 1).collect()
}

/// What is said of a bundle; its anchor is set when it is placed.
fn label(bundle: &Bundle<'_>) -> Option<(Label, Size)> {
    let lines = match &bundle.labels[..] {
        [] => return None,
        [one] => wrap(one, WIDEST_LABEL, CAPTION_SIZE),
        many => {
            let shown = if many.len() > MOST_LABEL_LINES { MOST_LABEL_LINES - 1 } else { many.len() };
            let left_out = many.len() - shown;
            let mut lines: Vec<String> =
                many[..shown].iter().map(|label| cut(&one_line(label), WIDEST_LABEL, CAPTION_SIZE)).collect();
            if left_out > 0 {
                lines.push(format!("or {left_out} more"));
            }
            lines
        }
    };
    let widest = lines.iter().map(|line| width(line, CAPTION_SIZE)).fold(0.0, f64::max);
    let size = Size { width: widest + 4.0, height: lines.len() as f64 * LABEL_LINE };
    let title = bundle.titles.join(" or ");
    Some((Label { anchor: Point { x: 0.0, y: 0.0 }, align: Align::Middle, lines, title }, size))
}
