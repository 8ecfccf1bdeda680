//! Which checks the data of small definitions gives.

mod endings;
mod jsonata;
mod variables;

use super::{Answer, StateTypes, TaskTypes, check, failures};
use crate::check::lints::testing::machine;
use crate::check::view::View;
use crate::diagnostic::{Diagnostic, Findings, Level};
use crate::model::{StateKind, WorkflowKind};
use crate::read::{ReadOptions, read};
use crate::source::{Format, Source};
use crate::syntax::parse_json;
use crate::typed::{Given, KindSet, Origin, Part, PartStep, Target, Verdict};

/// The checks of a definition with these states, whose input and output have types, and those of every task.
fn checks(states: &str) -> Vec<String> {
    checks_with(states, Level::Allow).0
}

/// The same, with what is found beside them, where errors that nothing catches are of this level.
fn checks_with(states: &str, uncaught_errors: Level) -> (Vec<String>, Vec<Diagnostic>) {
    with_model(states, uncaught_errors, |view, source, types| {
        let mut findings = Findings::default();
        let found = check(view, source, types, &mut findings);
        (found.iter().map(|check| verdict(&check.verdict)).collect(), findings.into_diagnostics())
    })
}

/// The errors that an execution can end with.
fn failures_of(states: &str) -> String {
    let failures = with_model(states, Level::Allow, |view, _, types| failures(&view.machine.scope, types));
    let of_methods = failures.of_methods.iter().map(|of| {
        let caught =
            if of.caught.is_empty() { String::new() } else { format!(" but {}", of.caught.join(" ")) };
        format!("{} of {}{caught}", of.method, of.state)
    });
    let named = failures.named.iter().map(|named| format!("{} of {}", named.name, named.states.join(" ")));
    let unknown = failures.unknown.iter().map(|state| format!("? of {state}"));
    of_methods.chain(named).chain(unknown).collect::<Vec<_>>().join(", ")
}

fn with_model<R>(
    states: &str,
    uncaught_errors: Level,
    then: impl FnOnce(&View<'_>, &Source, &StateTypes) -> R,
) -> R {
    let text = machine(states);
    let source = Source::new("test.asl.json", text.as_str(), Format::Json);
    let document = parse_json(&text).unwrap_or_else(|error| panic!("{}: {text}", error.message));
    let mut findings = Findings::default();
    let kind = WorkflowKind::Standard;
    let model = read(&document, &source, &ReadOptions { kind }, &mut findings).expect("there are states");
    assert!(!findings.have_errors(), "{findings:?}");
    let mut types =
        StateTypes { has_input: true, has_output: true, uncaught_errors, ..StateTypes::default() };
    let view = View::new(&model, &document, &source, kind);
    for state in view.states().filter(|state| matches!(state.kind, StateKind::Task(_))) {
        let method = types.tasks.len();
        let of_state = TaskTypes {
            method,
            has_input: true,
            has_error: true,
            answer: Answer::OfMethod,
            is_enveloped: false,
        };
        types.tasks.insert(state.place.node, of_state);
    }
    then(&view, &source, &types)
}

fn verdict(of: &Verdict) -> String {
    match of {
        Verdict::Read(of) => format!("read {}", part(of)),
        Verdict::Selected(of) => format!("some {}", part(of)),
        Verdict::SelectedOf(all) => {
            format!("some {}", all.iter().map(part).collect::<Vec<_>>().join(" | "))
        }
        Verdict::OfKind(of, wanted) => format!("{} is {}", part(of), kinds(*wanted)),
        Verdict::Compared(of, with) => format!("{} ~ {}", part(of), kinds(*with)),
        Verdict::Equals(of) => format!("equals {}", part(of)),
        Verdict::Fits(of, Target::Input(method)) => format!("{} to task {method}", given(of)),
        Verdict::Raised(errors, name) => format!("{name} of {:?} {:?}", errors.methods, errors.names),
        Verdict::Caught(errors, names) => format!("errors of {:?} but {names:?} caught", errors.methods),
        Verdict::Fits(of, Target::Output) => format!("{} to the output", given(of)),
    }
}

fn part(of: &Part) -> String {
    let origin = match of.origin {
        Origin::Input => "input".to_owned(),
        Origin::Output(method) => format!("answer {method}"),
        Origin::Answer(method) => format!("answer with token {method}"),
    };
    let steps = of.steps.iter().map(|step| match step {
        PartStep::Field(name) => format!(".{name}"),
        PartStep::Sure(name) => format!(".{name}!"),
        PartStep::Mapped(name) => format!("*{name}"),
        PartStep::Index(position) => format!("[{position}]"),
        PartStep::At(position) => format!("[{position}]*"),
        PartStep::Element => "[]".to_owned(),
        PartStep::Item => "[*]".to_owned(),
        PartStep::Iteration => "[each]".to_owned(),
        PartStep::OrNull => "<or null>".to_owned(),
        PartStep::Only(only) => format!("<{}>", kinds(*only)),
        PartStep::Tagged(name, text) => format!("<{name}={text}>"),
        PartStep::NotTagged(name, text) => format!("<{name}!={text}>"),
        PartStep::Equal(text) => format!("<={text}>"),
        PartStep::NotEqual(text) => format!("<!={text}>"),
        PartStep::Guarded => "<?>".to_owned(),
        PartStep::Spread => "<…>".to_owned(),
    });
    std::iter::once(origin).chain(steps).collect()
}

fn kinds(of: KindSet) -> String {
    of.names().map(|name| &name[..1]).collect()
}

fn given(of: &Given) -> String {
    let members = |members: &[(String, Given)]| {
        let members: Vec<_> = members.iter().map(|(name, of)| format!("{name}: {}", given(of))).collect();
        members.join(", ")
    };
    let all = |all: &[Given]| all.iter().map(given).collect::<Vec<_>>().join(", ");
    match of {
        Given::Anything => "?".to_owned(),
        Given::Of(of) => kinds(*of),
        Given::Text(text) => format!("'{text}'"),
        Given::Part(of) => part(of),
        Given::EachOf(all) => format!("each of {}", part(all)),
        Given::List(elements) => format!("[{}]", all(elements)),
        Given::ListOf(of) => format!("[{} …]", given(of)),
        Given::Object(named) => format!("{{{}}}", members(named)),
        Given::With(base, named) => format!("{{{}, …{}}}", members(named), part(base)),
        Given::OneOf(of) => all(of).replace(", ", " | "),
    }
}

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f""#;

#[track_caller]
fn expect(states: &str, expected: &[&str]) {
    assert_eq!(checks(states), expected, "{states}");
}

#[test]
fn an_index_beyond_the_end_is_null_in_templates_alone() {
    expect(
        &format!(
            r#""A": {{{TASK}, "InputPath": "$.pairs[0]", "Parameters": {{"a.$": "$[1].x", "b.$": "States.Format('{{}}', $[2])",
                "c.$": "$.text"}}, "Assign": {{"d.$": "$.all[7]"}}, "Next": "B"}},
            "B": {{"Type": "Pass", "OutputPath": "$d.x", "End": true}}"#
        ),
        &[
            "{a: input.pairs![0][1].x!<or null>, b: T, c: input.pairs![0].text!} to task 0",
            "read input.pairs[0]",
            "read input.pairs![0][1].x<or null>",
            "read input.pairs![0][2]",
            "read input.pairs![0].text",
            "read answer 0.all[7]<or null>",
            "read answer 0.all![7]<or null>.x",
            "answer 0.all![7]<or null>.x! to the output",
        ],
    );
}

#[test]
fn what_is_there_on_one_way_may_be_asked_for() {
    expect(
        &format!(
            r#""A": {{{TASK}, "ResultPath": "$.done", "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}}], "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.error", "IsPresent": true, "Next": "C"}}], "Default": "D"}},
            "C": {{"Type": "Pass", "Parameters": {{"cause.$": "$.error.Cause"}}, "Next": "E"}},
            "D": {{"Type": "Pass", "Parameters": {{"code.$": "$.done.code"}}, "Next": "E"}},
            "E": {{"Type": "Fail"}}"#
        ),
        &["input to task 0", "input is O", "some answer 0<?>.code | input<O>.done<?>.code"],
    );
}

#[test]
fn what_is_one_of_several_may_be_compared_with_what_one_of_them_is() {
    expect(
        &format!(
            r#""A": {{{TASK}, "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "B"}}], "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.kind", "StringEquals": "x", "Next": "C"}}], "Default": "C"}},
            "C": {{"Type": "Fail"}}"#
        ),
        &["input to task 0", "read answer 0.kind", "read input.kind"],
    );
}

#[test]
fn a_distributed_map_gets_members_of_objects() {
    let map = |mode: &str| {
        format!(
            r#""A": {{"Type": "Map", "ItemsPath": "$.all", "ItemProcessor": {{{mode} "StartAt": "B", "States": {{"B": {{{TASK}, "End": true}}}}}},
                "ResultPath": null, "Next": "C"}},
            "C": {{"Type": "Fail", "Error": "E"}}"#
        )
    };
    let distributed = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#;
    expect(&map(distributed), &["read input.all", "input.all is AO", "each of input.all! to task 0"]);
    expect(&map(""), &["read input.all", "input.all is A", "input.all!<A>[] to task 0"]);
}

#[test]
fn follows_paths_through_all_fields() {
    expect(
        &format!(
            r#""A": {{{TASK}, "InputPath": "$.order", "Parameters": {{"id.$": "$.id", "n": 1, "kind": "card"}},
                "ResultSelector": {{"ok.$": "$.paid"}}, "ResultPath": "$.result", "Next": "B"}},
            "B": {{"Type": "Pass", "Parameters": {{"ok.$": "$.result.ok", "id.$": "$.order.id"}}, "End": true}}"#
        ),
        &[
            "{id: input.order!.id!, kind: 'card', n: N} to task 0",
            "read input.order",
            "read input.order!.id",
            "read answer 0.paid",
            "input is O",
            "read input<O>.order.id",
            "{id: input<O>.order!.id!, ok: answer 0.paid!} to the output",
        ],
    );
}

#[test]
fn a_choice_tells_what_is_there() {
    expect(
        r#""A": {"Type": "Choice", "Choices": [
            {"And": [{"Variable": "$.note", "IsPresent": true}, {"Variable": "$.note", "StringEquals": "x"}],
             "Next": "B"},
            {"Variable": "$.kind", "StringEquals": "card", "Next": "C"}], "Default": "D"},
        "B": {"Type": "Pass", "InputPath": "$.note", "End": true},
        "C": {"Type": "Pass", "InputPath": "$.number", "End": true},
        "D": {"Type": "Pass", "InputPath": "$.days", "End": true}"#,
        &[
            "some input.note",
            "input<O>.note! ~ T",
            "equals input<O>.note!<=x>",
            "read input.kind",
            "input.kind! ~ T",
            "equals input.kind!<=card>",
            "read input<O><kind=card>.number",
            "read input<O><kind!=card>.days",
            "input<O>.note!<=x><T> to the output",
            "input<O><kind=card>.number! to the output",
            "input<O><kind!=card>.days! to the output",
        ],
    );
}

#[test]
fn items_and_branches_have_parts_of_types() {
    expect(
        r#""A": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "B", "States": {
            "B": {"Type": "Pass", "InputPath": "$.sku", "End": true}}}, "Next": "C"},
        "C": {"Type": "Pass", "InputPath": "$[0]", "End": true}"#,
        &[
            "read input.items",
            "input.items is A",
            "read input.items!<A>[].sku!",
            "read input.items!<A>[].sku",
            "input.items!<A>[].sku! to the output",
        ],
    );
}

#[test]
fn filters_slices_and_the_context_lead_to_parts_of_types() {
    for (path, expected) in [
        ("$.items[*].sku", &["some input.items[*].sku"][..]),
        ("$.items[0:2].sku", &["some input.items[].sku"]),
        ("$.items[?(@.count > 1)].sku", &["some input.items[].sku", "some input.items[].count"]),
        (
            "$.items[?(!(@.a) && @.b.c == 'x')]",
            &["some input.items[]", "some input.items[].a", "some input.items[].b.c"],
        ),
        ("$$.Execution.Input.id", &["read input.id"]),
        ("$$.Execution.Name", &[]),
    ] {
        expect(
            &format!(
                r#""A": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "Next": "B"}}, "B": {{"Type": "Fail"}}"#
            ),
            expected,
        );
    }
}

#[test]
fn results_of_maps_and_branches_are_lists() {
    expect(
        &format!(
            r#""A": {{"Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.done", "Next": "B", "ItemProcessor": {{
                "StartAt": "Work", "States": {{"Work": {{{TASK}, "End": true}}}}}}}},
            "B": {{"Type": "Parallel", "ResultPath": "$.both", "Next": "C", "Branches": [
                {{"StartAt": "D", "States": {{"D": {{"Type": "Pass", "InputPath": "$.done[0].id", "End": true}}}}}},
                {{"StartAt": "E", "States": {{"E": {{"Type": "Pass", "Result": 1, "End": true}}}}}}]}},
            "C": {{"Type": "Pass", "Parameters": {{"id.$": "$.both[0]", "ids.$": "$.done[*].id"}}, "Next": "Z"}},
            "Z": {{"Type": "Fail"}}"#
        ),
        &[
            "read input.items",
            "input.items is A",
            "input is O",
            "some answer 0.id",
            "input.items!<A>[] to task 0",
            "read answer 0.id",
        ],
    );
}

#[test]
fn loops_come_to_an_end() {
    expect(
        &format!(
            r#""A": {{{TASK}, "ResultPath": "$.state", "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.state.done", "BooleanEquals": true, "Next": "End"}}],
                "Default": "A"}}"#
        ),
        &[
            "{state: {done: answer 0<O>.done!, …answer 0<O>}, …input<O>} to task 0",
            "input to task 0",
            "input is O",
            "read answer 0.done",
            "answer 0.done! ~ B",
            "{state: {done: answer 0<O>.done!<B>, …answer 0<O>}, …input<O>} to the output",
        ],
    );
}

#[test]
fn names_are_no_matter_of_types_where_there_are_none() {
    expect(
        r#""A": {"Type": "Map", "Catch": [{"ErrorEquals": ["Busy"], "Next": "C"}], "Next": "C",
            "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}},
        "C": {"Type": "Fail"}"#,
        &["input is A"],
    );
}

#[test]
fn knows_what_can_be_raised() {
    let catch =
        |names: &str| format!(r#""Catch": [{{"ErrorEquals": {names}, "ResultPath": null, "Next": "End"}}]"#);
    expect(
        &format!(
            r#""A": {{"Type": "Parallel", "Branches": [
                {{"StartAt": "B", "States": {{"B": {{{TASK}, "ResultPath": null, "End": true}}}}}},
                {{"StartAt": "C", "States": {{"C": {{"Type": "Fail", "Error": "Closed"}}}}}}],
                {}, "ResultPath": null, "Next": "End"}}"#,
            catch(r#"["Busy", "Lambda.Unknown", "States.Timeout"]"#)
        ),
        &["Busy of [0] [\"Closed\"]", "input to task 0", "input to the output"],
    );
}
