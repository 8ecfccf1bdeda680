//! Versions that do not fit together.

use asl_runtime::migration;

mod first {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline: r#"{
            "StartAt": "Sleep",
            "States": {
                "Sleep": { "Type": "Wait", "Seconds": 60, "Next": "Both" },
                "Both": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "End": true } } },
                        { "StartAt": "Right", "States": { "Right": { "Type": "Pass", "End": true } } }
                    ],
                    "Next": "Done"
                },
                "Done": { "Type": "Succeed" }
            }
        }"#,
    }
}

mod second {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline: r#"{
            "StartAt": "Rest",
            "States": {
                "Rest": { "Type": "Wait", "Seconds": 30, "Next": "All" },
                "All": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } },
                        { "StartAt": "Two", "States": { "Two": { "Type": "Pass", "End": true } } }
                    ],
                    "Next": "Three"
                },
                "Three": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "Only", "States": { "Only": { "Type": "Pass", "End": true } } }
                    ],
                    "End": true
                }
            }
        }"#,
    }
}

mod far {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline: r#"{
            "StartAt": "Each",
            "States": { "Each": { "Type": "Map", "End": true, "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "Look",
                "States": { "Look": { "Type": "Pass", "End": true } }
            } } }
        }"#,
    }
}

mod near {
    asl_runtime::include_workflow! {
        name: pub(super) order,
        inline: r#"{
            "StartAt": "All",
            "States": { "All": { "Type": "Map", "End": true, "ItemProcessor": {
                "StartAt": "Look",
                "States": { "Look": { "Type": "Pass", "End": true } }
            } } }
        }"#,
    }
}

migration! {
    const A_STATE_IS_MISSING: first::order => second::order {
        State => State { Sleep => Rest, Both => All },
        both_0::State => all_0::State { Left => One },
        both_1::State => all_1::State { Right => Two },
    }
}

migration! {
    const A_STATE_OF_ANOTHER_MACHINE: first::order => second::order {
        State => State { Sleep => Rest, Both => All, Done => Two },
        both_0::State => all_0::State { Left => One },
        both_1::State => all_1::State { Right => Two },
    }
}

migration! {
    const A_BRANCH_IS_MISSING: first::order => second::order {
        State => State { Sleep => Rest, Both => All, Done => Rest },
        both_0::State => all_0::State { Left => One },
    }
}

migration! {
    const ANOTHER_BRANCH: first::order => second::order {
        State => State { Sleep => Rest, Both => All, Done => Rest },
        both_0::State => all_1::State { Left => Two },
        both_1::State => all_0::State { Right => One },
    }
}

migration! {
    const ANOTHER_KIND: first::order => second::order {
        State => State { Sleep => All, Both => All, Done => Rest },
        both_0::State => all_0::State { Left => One },
        both_1::State => all_1::State { Right => Two },
    }
}

migration! {
    const FEWER_BRANCHES: first::order => second::order {
        State => State { Sleep => Rest, Both => Three, Done => Rest },
        both_0::State => three_0::State { Left => Only },
        both_1::State => three_0::State { Right => Only },
    }
}

migration! {
    const NO_CHILDREN_ANY_MORE: far::order => near::order {
        State => State { Each => All },
        each::State => all::State { Look => Look },
    }
}

migration! {
    const ITEMS_THAT_BECOME_CHILDREN: near::order => far::order {
        State => State { All => Each },
        all::State => each::State { Look => Look },
    }
}

fn main() {}
