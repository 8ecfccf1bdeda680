use super::{HOSTILE, order, pass, states};
use crate::graph::dot;

#[test]
fn a_workflow_is_a_graph_with_clusters() {
    let expected = r#"digraph workflow {
    graph [compound=true, fontname="sans-serif", fontsize=12];
    node [fontname="sans-serif", fontsize=12];
    edge [fontname="sans-serif", fontsize=10];
    start [shape=circle, style=filled, fillcolor=gray, label="", width=0.2];
    s0 [shape=box, style=rounded, label="Charge", tooltip="Task · lambda charge"];
    s1 [shape=diamond, label="Charged?", tooltip="Choice"];
    s2 [shape=hexagon, label="Later", tooltip="Wait · 30 s"];
    subgraph cluster_s3 {
        style=rounded;
        label="Ship\nParallel";
        subgraph cluster_s3b0 {
            style="rounded,dashed";
            label="";
            s3b0start [shape=circle, style=filled, fillcolor=gray, label="", width=0.2];
            subgraph cluster_s3b0s0 {
                style=rounded;
                label="Each line\nMap · each of $.lines";
                subgraph cluster_s3b0s0b0 {
                    style="rounded,dashed";
                    label="";
                    s3b0s0b0start [shape=circle, style=filled, fillcolor=gray, label="", width=0.2];
                    s3b0s0b0s0 [shape=box, label="Pack", tooltip="Pass"];
                    s3b0s0b0finish [shape=doublecircle, label="", width=0.15];
                    s3b0s0b0start -> s3b0s0b0s0;
                    s3b0s0b0s0 -> s3b0s0b0finish;
                }
            }
            s3b0s1 [shape=box, label="Send", tooltip="Pass"];
            s3b0finish [shape=doublecircle, label="", width=0.15];
            s3b0start -> s3b0s0b0start [lhead=cluster_s3b0s0];
            s3b0s0b0finish -> s3b0s1 [ltail=cluster_s3b0s0];
            s3b0s1 -> s3b0finish;
        }
        subgraph cluster_s3b1 {
            style="rounded,dashed";
            label="";
            s3b1start [shape=circle, style=filled, fillcolor=gray, label="", width=0.2];
            s3b1s0 [shape=oval, peripheries=2, label="Tell", tooltip="Succeed"];
            s3b1start -> s3b1s0;
        }
    }
    s4 [shape=octagon, label="Refused", tooltip="Fail · Refused"];
    finish [shape=doublecircle, label="", width=0.15];
    start -> s0;
    s0 -> s1;
    s0 -> s4 [style=dotted, label="Declined, States.Timeout"];
    s1 -> s3b0start [lhead=cluster_s3, label="$.charged == true"];
    s1 -> s2 [label="default"];
    s2 -> s0;
    s3b0finish -> finish [ltail=cluster_s3];
}
"#;
    assert_eq!(dot(&order()), expected);
}

/// Each line with strings taken out, read as Graphviz does: a backslash takes the next character with it.
fn without_strings(text: &str) -> Vec<String> {
    let line = |line: &str| {
        let (mut inside, mut outside) = (false, String::new());
        let mut characters = line.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' if inside => drop(characters.next()),
                '"' => inside = !inside,
                _ if !inside => outside.push(character),
                _ => {}
            }
        }
        assert!(!inside, "{line}");
        outside
    };
    text.lines().map(line).collect()
}

#[test]
fn no_name_changes_the_shape_of_the_text() {
    let plain = dot(&states(&[("a", pass(Some("b"))), ("b", pass(None))]));
    for name in HOSTILE {
        let text = dot(&states(&[(name, pass(Some("b"))), ("b", pass(None))]));
        assert_eq!(without_strings(&text), without_strings(&plain), "{name:?}");
    }
}

#[test]
fn strings_are_escaped() {
    let cases = [("a\"b", "a\\\"b"), ("a\\nb", "a\\\\nb"), ("&amp;", "&amp;amp;"), ("a\n b", "a b")];
    for (name, label) in cases {
        let text = dot(&states(&[(name, pass(None))]));
        assert!(text.contains(&format!("label=\"{label}\"")), "{name:?}: {text}");
    }
}

#[test]
fn a_comment_is_the_tooltip() {
    let state = serde_json::json!({ "Type": "Pass", "Comment": "why \"this\"", "End": true });
    let text = dot(&states(&[("a", state)]));
    assert!(text.contains(r#"label="a", tooltip="why \"this\""]"#), "{text}");
}
