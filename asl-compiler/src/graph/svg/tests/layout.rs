use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::arrange::arrange;
use super::super::boxes::CAPTION_SIZE;
use super::super::layered::LABEL_LINE;
use super::super::scene::{Align, Label, Scene};
use super::super::text::width;
use super::paths::points;
use super::{branches, chain};
use crate::graph::tests::{order, states};
use crate::graph::view::view;
use crate::model::StateMachine;

/// What stands somewhere, for a message, with its left, top, right and bottom.
type Area = (String, [f64; 4]);

fn label_area(label: &Label) -> Area {
    let widest = label.lines.iter().map(|line| width(line, CAPTION_SIZE)).fold(0.0, f64::max);
    let left = match label.align {
        Align::Middle => label.anchor.x - widest / 2.0,
        Align::Start => label.anchor.x,
    };
    let bottom = label.anchor.y + label.lines.len() as f64 * LABEL_LINE;
    (label.title.clone(), [left, label.anchor.y, left + widest, bottom])
}

/// Nothing overlaps, no line runs over anything, and all is within the scene; inside of states too.
fn check(scene: &Scene<'_>) {
    let states = scene.states.iter().map(|state| {
        let (corner, size) = (state.corner, state.size);
        (state.node.name.to_owned(), [corner.x, corner.y, corner.x + size.width, corner.y + size.height])
    });
    let areas: Vec<Area> = states.chain(scene.labels.iter().map(label_area)).collect();
    for (index, (name, [left, top, right, bottom])) in areas.iter().enumerate() {
        assert!(*left >= 0.0 && *top >= 0.0, "{name} {left} {top}");
        assert!(*right <= scene.size.width && *bottom <= scene.size.height, "{name} {right} {bottom}");
        for (other, area) in &areas[..index] {
            let apart = *left >= area[2] || *right <= area[0] || *top >= area[3] || *bottom <= area[1];
            assert!(apart, "{name} is on {other}");
        }
    }
    for stroke in &scene.strokes {
        for point in points(&stroke.path) {
            assert!((0.0..=scene.size.width).contains(&point.x), "{} {:?}", stroke.path, scene.size);
            assert!((0.0..=scene.size.height).contains(&point.y), "{} {:?}", stroke.path, scene.size);
            for (name, [left, top, right, bottom]) in &areas {
                // A line may begin at the slanted side of a Choice, which is within its rectangle.
                let inside = *left + 11.0 < point.x && point.x < *right - 11.0;
                let upright = *top + 1.0 < point.y && point.y < *bottom - 1.0;
                assert!(!(inside && upright), "{} runs over {name}", stroke.path);
            }
        }
    }
    for state in &scene.states {
        for (corner, inner) in &state.inner {
            assert!(
                corner.x >= 0.0 && corner.x + inner.size.width <= state.size.width,
                "{}",
                state.node.name
            );
            assert!(
                corner.y >= 0.0 && corner.y + inner.size.height <= state.size.height,
                "{}",
                state.node.name
            );
            check(inner);
        }
    }
}

fn check_machine(machine: &StateMachine) {
    check(&arrange(&view(machine)));
}

#[test]
fn nothing_overlaps() {
    for machine in [order(), chain(1), chain(60), chain(300), branches(1), branches(20)] {
        check_machine(&machine);
    }
}

#[test]
fn a_chain_is_one_upright_line() {
    let machine = chain(12);
    let view = view(&machine);
    let scene = arrange(&view);
    let middle = |index: usize| scene.states[index].corner.x + scene.states[index].size.width / 2.0;
    for index in 1..12 {
        assert!((middle(index) - middle(0)).abs() < 0.01, "{index}");
        assert!(scene.states[index].corner.y > scene.states[index - 1].corner.y);
    }
    assert_eq!(scene.marks.len(), 2);
    assert_eq!(scene.strokes.iter().filter(|stroke| stroke.arrow.is_some()).count(), 13);
}

#[test]
fn catchers_of_one_handler_share_a_line() {
    let names: Vec<String> = (0..12).map(|index| format!("s{index}")).collect();
    let task = |index: usize| {
        json!({
            "Type": "Task",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f",
            "Next": names.get(index + 1).map_or("Undo", String::as_str),
            "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Undo" }],
        })
    };
    let mut all: Vec<(&str, Value)> =
        names.iter().enumerate().map(|(index, name)| (name.as_str(), task(index))).collect();
    all.push(("Undo", json!({ "Type": "Fail" })));
    let machine = states(&all);
    let view = view(&machine);
    let scene = arrange(&view);
    check(&scene);
    let into_undo: Vec<f64> = scene
        .strokes
        .iter()
        .filter_map(|stroke| stroke.arrow)
        .filter(|tip| tip.y == scene.states[12].corner.y)
        .map(|tip| tip.x)
        .collect();
    // The last one of `Next`, the catcher of the last state, and the shared line of all others.
    assert!((2..=3).contains(&into_undo.len()), "{into_undo:?}");
    let widest = scene.states.iter().map(|state| state.size.width).fold(0.0, f64::max);
    assert!(scene.size.width < widest + 200.0, "{:?}", scene.size);
}

/// Where a generated state leads.
#[derive(Debug, Clone)]
enum Leads {
    On(usize),
    End,
    Catch(usize, Vec<usize>),
    Choice(Vec<usize>),
    Stop,
}

fn leads() -> impl Strategy<Value = Leads> {
    let some = || prop::collection::vec(0..100_usize, 1..4);
    prop_oneof![
        4 => (0..100_usize).prop_map(Leads::On),
        1 => Just(Leads::End),
        2 => (0..100_usize, some()).prop_map(|(next, catchers)| Leads::Catch(next, catchers)),
        3 => some().prop_map(Leads::Choice),
        1 => Just(Leads::Stop),
    ]
}

fn random(all: &[(Leads, usize)]) -> StateMachine {
    let name = |index: usize| {
        let index = index % all.len();
        format!("{index}{}", " name".repeat(all[index].1))
    };
    let state = |leads: &Leads| match leads {
        Leads::On(next) => json!({ "Type": "Pass", "Next": name(*next) }),
        Leads::End => json!({ "Type": "Pass", "End": true }),
        Leads::Stop => json!({ "Type": "Fail", "Error": "E" }),
        Leads::Catch(next, catchers) => json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Next": name(*next),
            "Catch": catchers.iter().map(|to| json!({ "ErrorEquals": ["E"], "Next": name(*to) })).collect::<Vec<_>>(),
        }),
        Leads::Choice(rules) => json!({
            "Type": "Choice",
            "Choices": rules.iter().map(|to| json!({ "Variable": "$.a", "NumericEquals": to, "Next": name(*to) })).collect::<Vec<_>>(),
            "Default": name(rules[0] + 1),
        }),
    };
    let names: Vec<String> = (0..all.len()).map(name).collect();
    let states_of: Vec<(&str, Value)> =
        names.iter().zip(all).map(|(name, (leads, _))| (name.as_str(), state(leads))).collect();
    states(&states_of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_overlaps_in_any_workflow(all in prop::collection::vec((leads(), 0..9_usize), 1..25)) {
        check_machine(&random(&all));
    }
}
