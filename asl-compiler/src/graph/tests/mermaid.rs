use super::{HOSTILE, order, pass, states};
use crate::graph::mermaid;

#[test]
fn a_workflow_is_a_flowchart() {
    let expected = r#"flowchart TD
    start(["Start"])
    s0["Charge"]
    s1{"Charged?"}
    s2{{"Later"}}
    subgraph s3["Ship"]
        subgraph s3b0["branch 1"]
            s3b0start(( ))
            subgraph s3b0s0["Each line"]
                subgraph s3b0s0b0["each of $.lines"]
                    s3b0s0b0start(( ))
                    s3b0s0b0s0[/"Pack"/]
                    s3b0s0b0finish((( )))
                    s3b0s0b0start --> s3b0s0b0s0
                    s3b0s0b0s0 --> s3b0s0b0finish
                end
            end
            s3b0s1[/"Send"/]
            s3b0finish((( )))
            s3b0start --> s3b0s0
            s3b0s0 --> s3b0s1
            s3b0s1 --> s3b0finish
        end
        subgraph s3b1["branch 2"]
            s3b1start(( ))
            s3b1s0(["Tell"])
            s3b1start --> s3b1s0
        end
    end
    s4[["Refused"]]
    finish(["End"])
    start --> s0
    s0 --> s1
    s0 -.->|"Declined, States.Timeout"| s4
    s1 -->|"$.charged == true"| s3
    s1 -->|"default"| s2
    s2 --> s0
    s3 --> finish
"#;
    assert_eq!(mermaid(&order()), expected);
}

/// Each line with labels taken out, by the rule that a label has no quote, backslash or line end in it.
fn without_labels(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.split('"').enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, part)| part).collect())
        .collect()
}

#[test]
fn no_name_changes_the_shape_of_the_text() {
    let plain = mermaid(&states(&[("a", pass(Some("b"))), ("b", pass(None))]));
    for name in HOSTILE {
        let text = mermaid(&states(&[(name, pass(Some("b"))), ("b", pass(None))]));
        assert_eq!(without_labels(&text), without_labels(&plain), "{name:?}");
        assert!(!text.contains("%%") && !text.contains('`') && !text.contains("<b>"), "{text}");
    }
}

#[test]
fn what_means_something_is_an_entity() {
    let cases = [
        ("Ship-It (now)", "Ship-It (now)"),
        ("snake_case, 50/50", "snake_case, 50/50"),
        ("_a_", "#95;a#95;"),
        ("say \"hi\"", "say #34;hi#34;"),
        ("a#b", "a#35;b"),
        ("1. one", "1#46; one"),
        ("1) one", "1#41; one"),
        ("v1.2", "v1.2"),
        ("www.a.b", "www#46;a.b"),
        ("- a - b", "#45; a - b"),
        ("a:b", "a:b"),
        ("a://b", "a#58;//b"),
        ("style: a", "style#58; a"),
        ("$.a", "$.a"),
        ("$$.a", "#36;#36;.a"),
        ("[a](b)", "[a#93;(b)"),
        ("é 日本 🚀", "é 日本 🚀"),
        ("a\n\n b", "a b"),
        ("  ", "#160;"),
        ("a\u{0}b", "a\u{fffd}b"),
    ];
    for (name, label) in cases {
        let text = mermaid(&states(&[(name, pass(None))]));
        assert!(text.contains(&format!("s0[/\"{label}\"/]")), "{name:?}: {text}");
    }
}
