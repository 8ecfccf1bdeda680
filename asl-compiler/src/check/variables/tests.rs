//! Variables through small definitions.

use std::collections::{BTreeMap, BTreeSet};

use super::reads;
use crate::check::jsonata::sites;
use crate::check::lints::testing::{all, check_table, machine};
use crate::check::view::View;
use crate::diagnostic::{Code, Findings};
use crate::model::WorkflowKind;
use crate::read::{ReadOptions, read as read_model};
use crate::source::{Format, Source};
use crate::substitution::UnknownNames;
use crate::syntax::parse_json;

/// A Pass of JSONata.
fn pass(name: &str, fields: &str, next: &str) -> String {
    format!(r#""{name}": {{"Type": "Pass", "QueryLanguage": "JSONata", {fields}, "Next": "{next}"}}"#)
}

fn read(name: &str, next: &str) -> String {
    pass(name, r#""Output": "{% $x %}""#, next)
}

fn assign(name: &str, next: &str) -> String {
    pass(name, r#""Assign": {"x": 1}"#, next)
}

fn choice(name: &str, condition: &str, next: &str, default: &str) -> String {
    format!(
        r#""{name}": {{"Type": "Choice", "QueryLanguage": "JSONata", "Default": "{default}",
            "Choices": [{{"Condition": "{{% {condition} %}}", "Next": "{next}"}}]}}"#
    )
}

fn task(name: &str, fields: &str, next: &str) -> String {
    format!(
        r#""{name}": {{"Type": "Task", "QueryLanguage": "JSONata", {fields}, "Next": "{next}",
            "Resource": "arn:aws:states:::lambda:invoke"}}"#
    )
}

fn branch(states: &str) -> String {
    let start = states.split('"').nth(1).unwrap_or_default();
    format!(r#"{{"StartAt": "{start}", "States": {{{states}}}}}"#)
}

fn inner(name: &str, fields: &str) -> String {
    format!(r#""{name}": {{"Type": "Pass", "QueryLanguage": "JSONata", {fields}, "End": true}}"#)
}

fn parallel(name: &str, fields: &str, states: &str, next: &str) -> String {
    let branch = branch(states);
    format!(r#""{name}": {{"Type": "Parallel", {fields} "Branches": [{branch}], "Next": "{next}"}}"#)
}

fn map(name: &str, mode: &str, states: &str, next: &str) -> String {
    let config = match mode {
        "DISTRIBUTED" => r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "#,
        _ => "",
    };
    let processor = branch(states).replacen('{', &format!("{{{config}"), 1);
    format!(r#""{name}": {{"Type": "Map", "ItemProcessor": {processor}, "Next": "{next}"}}"#)
}

fn joined(states: &[String]) -> String {
    states.join(", ")
}

#[test]
fn variables_that_nothing_assigns() {
    let output = &["/States/A/Output"][..];
    check_table(
        Code::UnassignedVariable,
        &[
            (&read("A", "End"), output),
            (&joined(&[assign("B", "A"), read("A", "End")]), &[]),
            // What a state assigns holds from the next state on (VAR-5).
            (&pass("A", r#""Assign": {"x": 1}, "Output": "{% $x %}""#, "End"), output),
            (&joined(&[read("A", "B"), assign("B", "End")]), output),
            (&pass("A", r#""Output": "{% $exists($x) %}""#, "End"), output),
            (&joined(&[pass("A", r#""Output": "{% $exists($x) %}""#, "B"), assign("B", "End")]), &[]),
            (&pass("A", r#""Output": "{% $map([1], $string) %}""#, "End"), &[]),
            (&pass("A", r#""Output": "{% ($x := 1; $x) %}""#, "End"), &[]),
            (
                r#""A": {"Type": "Pass", "Parameters": {"a.$": "$x.y"}, "Next": "End"}"#,
                &["/States/A/Parameters/a.$"],
            ),
            (
                r#""B": {"Type": "Pass", "Assign": {"x.$": "$.a"}, "Next": "A"},
                    "A": {"Type": "Pass", "Parameters": {"a.$": "$x.y"}, "Next": "End"}"#,
                &[],
            ),
            (
                r#""A": {"Type": "Pass", "Assign": {"y.$": "States.Format('{}', $x)"}, "Next": "End"}"#,
                &["/States/A/Assign/y.$"],
            ),
        ],
    );
}

/// `$count` is the function until a variable of this name has a value.
#[test]
fn variables_named_like_functions() {
    let states = joined(&[
        pass("A", r#""Assign": {"count": "{% $count($states.input.items) %}"}"#, "B"),
        pass("B", r#""Output": "{% $count + 1 %}""#, "End"),
    ]);
    for code in [Code::UnassignedVariable, Code::NotAFunction, Code::FunctionArguments, Code::UnusedVariable]
    {
        check_table(code, &[(&states, &[])]);
    }
}

#[test]
fn ways_on_which_a_variable_is_not_assigned() {
    let found = &["/States/D/Output"][..];
    let caught = r#""Assign": {"x": 1}, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "D"}]"#;
    let caught_too =
        r#""Assign": {"x": 1}, "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"x": 2}, "Next": "D"}]"#;
    check_table(
        Code::PossiblyUnassignedVariable,
        &[
            (
                &joined(&[
                    choice("A", "$states.input.a", "B", "C"),
                    assign("B", "D"),
                    assign("C", "D"),
                    read("D", "End"),
                ]),
                &[],
            ),
            (&joined(&[choice("A", "$states.input.a", "B", "D"), assign("B", "D"), read("D", "End")]), found),
            // A catcher does without what the state assigns (VAR-15).
            (&joined(&[task("A", caught, "D"), read("D", "End")]), found),
            (&joined(&[task("A", caught_too, "D"), read("D", "End")]), &[]),
            // A loop that assigns late is entered without.
            (
                &joined(&[
                    pass("A", r#""Output": 1"#, "D"),
                    pass("D", r#""Output": "{% $x %}""#, "E"),
                    pass("E", r#""Assign": {"x": 1}"#, "F"),
                    choice("F", "$states.input.a", "D", "End"),
                ]),
                found,
            ),
            (
                &joined(&[
                    assign("A", "D"),
                    pass("D", r#""Output": "{% $x %}""#, "E"),
                    pass("E", r#""Assign": {"x": "{% $x + 1 %}"}"#, "F"),
                    choice("F", "$states.input.a", "D", "End"),
                ]),
                &[],
            ),
            // Whoever asks first is not told.
            (
                &joined(&[
                    choice("A", "$states.input.a", "B", "D"),
                    assign("B", "D"),
                    pass("D", r#""Output": "{% $exists($x) ? $x : 0 %}""#, "End"),
                ]),
                &[],
            ),
            (
                &joined(&[
                    choice("A", "$states.input.a", "B", "C"),
                    assign("B", "C"),
                    choice("C", "$exists($x)", "D", "End"),
                    read("D", "End"),
                ]),
                &[],
            ),
            (
                &joined(&[
                    choice("A", "$states.input.a", "B", "C"),
                    assign("B", "C"),
                    r#""C": {"Type": "Choice", "Default": "End",
                        "Choices": [{"Variable": "$x", "IsPresent": true, "Next": "D"}]}"#
                        .to_owned(),
                    read("D", "End"),
                ]),
                &[],
            ),
            // It is told of once: where it is read again, the state before has failed.
            (
                &joined(&[
                    choice("A", "$states.input.a", "B", "D"),
                    assign("B", "D"),
                    read("D", "E"),
                    read("E", "End"),
                ]),
                found,
            ),
            // An expression may do without.
            (
                &joined(&[
                    choice("A", "$states.input.a", "B", "D"),
                    assign("B", "D"),
                    pass("D", r#""Output": "{% $append($x, 1) %}""#, "End"),
                ]),
                &[],
            ),
        ],
    );
}

#[test]
fn rules_assign_what_their_state_does_not() {
    let states = |own: &str, rule: &str| {
        format!(
            r#""A": {{"Type": "Choice", "QueryLanguage": "JSONata", "Default": "B", {own}
                "Choices": [{{"Condition": "{{% $states.input.a %}}", {rule} "Next": "B"}}]}},
                {}"#,
            read("B", "End")
        )
    };
    let assign = r#""Assign": {"x": 1},"#;
    let found = &["/States/B/Output"][..];
    check_table(
        Code::PossiblyUnassignedVariable,
        &[(&states(assign, ""), found), (&states("", assign), found), (&states(assign, assign), &[])],
    );
}

#[test]
fn scopes_see_what_is_around_them() {
    let read_inner = inner("I", r#""Output": "{% $x %}""#);
    let in_branch = "/States/P/Branches/0/States/I/Output";
    check_table(
        Code::UnassignedVariable,
        &[
            (&joined(&[assign("A", "P"), parallel("P", "", &read_inner, "End")]), &[]),
            (&joined(&[assign("A", "P"), map("P", "INLINE", &read_inner, "End")]), &[]),
            (&joined(&[parallel("P", "", &read_inner, "A"), assign("A", "End")]), &[in_branch]),
            // A branch's variables end with it (VAR-12).
            (
                &joined(&[parallel("P", "", &inner("I", r#""Assign": {"x": 1}"#), "A"), read("A", "End")]),
                &["/States/A/Output"],
            ),
            // The Assign of the Parallel belongs to the scope around it (VAR-13).
            (
                &joined(&[
                    parallel("P", r#""Assign": {"x": 1},"#, &inner("I", r#""Output": 1"#), "A"),
                    read("A", "End"),
                ]),
                &[],
            ),
        ],
    );
    check_table(
        Code::PossiblyUnassignedVariable,
        &[(
            &joined(&[
                choice("A", "$states.input.a", "B", "P"),
                assign("B", "P"),
                parallel("P", "", &read_inner, "End"),
            ]),
            &[in_branch],
        )],
    );
}

#[test]
fn distributed_maps_hide_what_is_around_them() {
    let read_inner = inner("I", r#""Output": "{% $x %}""#);
    let found = &["/States/M/ItemProcessor/States/I/Output"][..];
    let assigned = |states: &str| joined(&[assign("A", "M"), map("M", "DISTRIBUTED", states, "End")]);
    let own = format!(
        r#""J": {{"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {{"x": 2}}, "Next": "I"}}, {read_inner}"#
    );
    check_table(
        Code::DistributedMapVariable,
        &[
            (&assigned(&read_inner), found),
            (&joined(&[assign("A", "M"), map("M", "INLINE", &read_inner, "End")]), &[]),
            (&assigned(&own), &[]),
            // What is in no scope around it is a variable that nothing assigns.
            (&map("M", "DISTRIBUTED", &read_inner, "End"), &[]),
        ],
    );
}

#[test]
fn inner_scopes_assign_no_outer_variable() {
    let assigns = inner("I", r#""Assign": {"x": 2}"#);
    let refused = |states: &str| -> Vec<String> {
        let found = all(&machine(states), WorkflowKind::Standard);
        found.into_iter().filter(|(code, _)| *code == Code::OuterVariable).map(|(_, place)| place).collect()
    };
    for (states, expected) in [
        (
            joined(&[assign("A", "P"), parallel("P", "", &assigns, "End")]),
            &["/States/P/Branches/0/States/I/Assign/x"][..],
        ),
        (
            joined(&[assign("A", "P"), map("P", "INLINE", &assigns, "End")]),
            &["/States/P/ItemProcessor/States/I/Assign/x"],
        ),
        (joined(&[assign("A", "P"), map("P", "DISTRIBUTED", &assigns, "End")]), &[]),
        // As a recording shows, what only follows the Parallel is no variable yet.
        (joined(&[parallel("P", r#""Assign": {"x": 1},"#, &assigns, "End")]), &[]),
        (joined(&[pass("A", r#""Assign": {"y": 1}"#, "P"), parallel("P", "", &assigns, "End")]), &[]),
    ] {
        assert_eq!(refused(&states), expected, "{states}");
    }
}

#[test]
fn variables_are_read_somewhere() {
    let place = &["/States/A/Assign/x"][..];
    check_table(
        Code::UnusedVariable,
        &[
            (&assign("A", "End"), place),
            (&joined(&[assign("A", "B"), read("B", "End")]), &[]),
            (
                &joined(&[
                    assign("A", "P"),
                    parallel("P", "", &inner("I", r#""Output": "{% $x %}""#), "End"),
                ]),
                &[],
            ),
            (
                &joined(&[
                    assign("A", "M"),
                    map("M", "DISTRIBUTED", &inner("I", r#""Output": "{% ($x := 1; $x) %}""#), "End"),
                ]),
                place,
            ),
            (
                r#""A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
                    "B": {"Type": "Wait", "SecondsPath": "$x", "Next": "End"}"#,
                &[],
            ),
        ],
    );
}

#[test]
fn local_names_hide_variables() {
    let bound = |expression: &str| {
        joined(&[assign("A", "B"), pass("B", &format!(r#""Output": "{{% {expression} %}}""#), "End")])
    };
    let place = &["/States/B/Output"][..];
    check_table(
        Code::ShadowedVariable,
        &[
            (&bound("($x := 2; $x)"), place),
            (&bound("$map([1], function($x){ $x })"), place),
            (&bound("($y := $x; $y)"), &[]),
            (&joined(&[pass("B", r#""Output": "{% ($x := 2; $x) %}""#, "A"), assign("A", "End")]), &[]),
        ],
    );
}

/// What the service lists as `variableReferences` (VAR-19).
#[test]
fn reads_what_the_service_lists() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/variable_references");
    let Ok(files) = std::fs::read_dir(folder) else { return };
    let mut compared = 0;
    for file in files {
        let text =
            std::fs::read_to_string(file.expect("the folder can be read").path()).expect("it can be read");
        let recording: serde_json::Value = serde_json::from_str(&text).expect("a recording is JSON");
        let definition = recording["definition"].to_string();
        let source = Source::new("test.asl.json", definition.as_str(), Format::Json);
        let document = parse_json(&definition).unwrap_or_else(|error| panic!("{}", error.message));
        let mut findings = Findings::new(UnknownNames::Assumed);
        let options = ReadOptions { kind: WorkflowKind::Standard };
        let machine = read_model(&document, &source, &options, &mut findings).expect("it has states");
        let view = View::new(&machine, &document, &source, WorkflowKind::Standard);
        let reads = reads::collect(&view, &sites(&view));
        let mut found = BTreeMap::new();
        for (scope, states) in view.scopes.iter().zip(reads) {
            for (state, reads) in scope.scope.states.iter().zip(states) {
                let names: BTreeSet<String> = reads.iter().map(|read| read.name.to_owned()).collect();
                if !names.is_empty() {
                    found.insert(state.name.value.clone(), names);
                }
            }
        }
        let expected: BTreeMap<String, BTreeSet<String>> =
            serde_json::from_value(recording["expect"]["variableReferences"].clone()).expect("it is a map");
        assert_eq!(found, expected, "{definition}");
        compared += 1;
    }
    assert!(compared > 5, "only {compared} recordings were compared");
}
