//! Puts everything in its place and draws the lines.

use super::super::scene::{Label, MARK_RADIUS, Mark, MarkKind, Point, Scene, Size, StateBox};
use super::grid::{Grid, Item, ItemId, What};
use super::line::Lines;
use super::ports::ports;
use super::sides::side_exits;
use super::stack::stack;

const MARGIN: f64 = 10.0;

pub(super) fn route<'v>(
    grid: &Grid,
    rows: &[Vec<ItemId>],
    across: &[f64],
    mut states: Vec<StateBox<'v>>,
) -> Scene<'v> {
    let x: Vec<f64> = across.iter().map(|x| x + MARGIN).collect();
    let exits = side_exits(grid, rows, &states);
    let ports = ports(grid, &x, &exits);
    let stack = stack(grid, rows, &x, &exits, MARGIN);
    let mut scene = Scene {
        size: Size { width: 0.0, height: 0.0 },
        states: Vec::new(),
        marks: vec![],
        strokes: vec![],
        labels: vec![],
    };
    for ((item, middle), top) in grid.items.iter().zip(&x).zip(&stack.item) {
        let right = middle + item.size.width / 2.0;
        scene.size.width = scene.size.width.max((right + MARGIN).ceil());
        let center = Point { x: *middle, y: top + MARK_RADIUS };
        match &item.what {
            What::State(index) => {
                states[*index].corner = Point { x: middle - item.size.width / 2.0, y: *top };
            }
            What::Start => scene.marks.push(Mark { center, kind: MarkKind::Start }),
            What::End => scene.marks.push(Mark { center, kind: MarkKind::End }),
            What::Label(label) => {
                scene.labels.push(Label { anchor: Point { x: *middle, y: *top }, ..label.clone() });
            }
            What::Bend | What::TurnUp | What::TurnDown => {}
        }
    }
    let lowest = |(index, item): (usize, &Item)| match item.what {
        What::TurnUp if exits[index].is_none() => stack.turns[index],
        What::Bend | What::TurnUp | What::TurnDown => 0.0,
        _ => stack.item[index] + item.size.height,
    };
    let bottom = grid.items.iter().enumerate().map(lowest).fold(0.0, f64::max);
    scene.size.height = (bottom + MARGIN).ceil();
    scene.states = states;
    let lines = Lines { grid, x: &x, stack: &stack, exits: &exits };
    scene.strokes = grid.hops.iter().zip(ports).filter_map(|(hop, port)| lines.stroke(hop, port)).collect();
    scene
}
