use serde_json::json;

use super::{branches, chain};
use crate::graph::svg;
use crate::graph::tests::{HOSTILE, order, pass, states};

/// The names of tags that are opened, in their order; panics where tags are not balanced, a quote is open,
/// or an entity is none.
fn tags(svg: &str) -> Vec<String> {
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for part in svg.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or_else(|| panic!("an open tag: {part}"));
        assert!(!text.contains('>') && !tag.contains('&'), "{part}");
        for entity in text.split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|known| entity.starts_with(known)), "{part}");
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.trim_end_matches('/').split(' ').next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closed), "{part}");
            continue;
        }
        all.push(name.to_owned());
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert_eq!(open, Vec::<String>::new());
    all
}

/// What Markdown needs to take it as one block of HTML, and what a page needs to be left alone.
fn check(svg: &str) {
    tags(svg);
    let first = svg.lines().next().expect("a line");
    assert!(first.starts_with("<svg ") && first.ends_with('>') && first.matches('>').count() == 1, "{first}");
    assert!(svg.ends_with("</svg>"));
    assert!(svg.lines().all(|line| !line.trim().is_empty()), "{svg}");
    for banned in ["<style", "<script", "class=", "id=", "href", "NaN", "inf"] {
        assert!(!svg.contains(banned), "{banned}: {svg}");
    }
}

#[test]
fn the_picture_is_one_block_of_well_formed_html() {
    for machine in [order(), chain(1), chain(60), chain(200), branches(30)] {
        check(&svg(&machine));
    }
}

#[test]
fn every_name_is_escaped() {
    // A name may take two lines.
    let shape = |svg: &str| {
        let mut tags = tags(svg);
        tags.dedup();
        tags
    };
    let plain = shape(&svg(&states(&[("a", pass(Some("b"))), ("b", pass(None))])));
    for name in HOSTILE {
        let mut state = pass(Some("b"));
        state["Comment"] = (*name).into();
        let svg = svg(&states(&[(name, state), ("b", pass(None))]));
        check(&svg);
        assert_eq!(shape(&svg), plain, "{name:?}");
    }
}

#[test]
fn everything_is_in_it() {
    let svg = svg(&order());
    for text in [
        ">Charge<",
        ">Task · lambda charge<",
        ">Charged?<",
        ">$.charged == true<",
        ">default<",
        ">Declined, States.Timeout<",
        ">Wait · 30 s<",
        ">Each line<",
        ">Map · each of $.lines<",
        ">Pack<",
        ">Tell<",
        ">Fail · Refused<",
        "stroke-dasharray=\"2 3\"",
    ] {
        assert!(svg.contains(text), "{text}: {svg}");
    }
}

#[test]
fn what_is_cut_is_in_the_title() {
    let name = "a name that is as long as a name may be, which is eighty characters, and no more";
    let variable = "$.a_path.that_is.so_long_that_it.has_no_room.in_the_picture.of_the_workflow";
    let rule = json!({ "Variable": variable, "IsPresent": true, "Next": "b" });
    let mut choice = json!({ "Type": "Choice", "Choices": [rule], "Default": "b" });
    choice["Comment"] = "why".into();
    let svg = svg(&states(&[(name, choice), ("b", pass(None))]));
    assert!(svg.contains(&format!("<title>{name} (Choice): why</title>")), "{svg}");
    assert!(svg.contains(&format!("<title>{variable} is present or default</title>")), "{svg}");
    assert!(!svg.contains(&format!(">{name}<")) && svg.contains('…'), "{svg}");
}

#[test]
fn the_same_definition_gives_the_same_text() {
    assert_eq!(svg(&order()), svg(&order()));
}

/// A thousand states, in one scope or in many, are drawn without the work growing faster than they do.
#[test]
fn big_workflows_are_drawn() {
    let small = svg(&chain(200)).len();
    let big = svg(&chain(1000)).len();
    assert!(big < small * 6, "{small} {big}");
    assert!(svg(&branches(500)).len() < svg(&branches(100)).len() * 6);
    let all_to_all: Vec<String> = (0..60).map(|index| format!("s{index}")).collect();
    let choices: Vec<_> = all_to_all
        .iter()
        .map(|name| json!({ "Variable": "$.to", "StringEquals": name, "Next": name }))
        .collect();
    let state = json!({ "Type": "Choice", "Choices": choices });
    let states_of: Vec<_> = all_to_all.iter().map(|name| (name.as_str(), state.clone())).collect();
    check(&svg(&states(&states_of)));
}

#[test]
fn a_long_scope_is_a_list_with_its_transitions_in_words() {
    let names: Vec<String> = (0..100).map(|index| format!("s{index}")).collect();
    let state = |index: usize| {
        let rule = json!({ "Variable": "$.a", "NumericEquals": index, "Next": "s7" });
        match index {
            99 => pass(None),
            3 => json!({ "Type": "Choice", "Choices": [rule], "Default": "s4" }),
            _ => pass(Some(&names[index + 1])),
        }
    };
    let all: Vec<_> = (0..100).map(|index| (names[index].as_str(), state(index))).collect();
    let svg = svg(&states(&all));
    check(&svg);
    for text in [">$.a == 3 → s7<", ">default → s4<", ">→ end<"] {
        assert!(svg.contains(text), "{text}");
    }
    assert_eq!(
        svg.matches("l-4 -7h8z").count(),
        100,
        "one arrow from each state to the next, and the start's"
    );
}
