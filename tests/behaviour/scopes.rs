//! Parallel and Map, and what is inside of them (PAR, MAP, DMAP).

use crate::table::table;

#[tokio::test(start_paused = true)]
async fn branches_and_items_give_their_results_in_order() {
    table! {
        "PAR-2, PAR-3" r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Parameters": {"n.$": "$.n"},
            "ResultSelector": {"both.$": "$", "second.$": "$[1]"}, "ResultPath": "$.out", "End": true, "Branches": [
                {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "Next": "A"},
                    "A": {"Type": "Pass", "Parameters": {"a.$": "$.n"}, "End": true}}},
                {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": "b", "End": true}}}
        ]}}}"# {
            {"n": 1, "m": 2} => {"n": 1, "m": 2, "out": {"both": [{"a": 1}, "b"], "second": "b"}};
        }
        "MAP-5, MAP-9" r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true,
            "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value.seconds"},
            "ItemProcessor": {"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.v", "End": true}}}}}}"# {
            [{"seconds": 9}, {"seconds": 1}, {"seconds": 5}] => [{"v": 9, "i": 0}, {"v": 1, "i": 1}, {"v": 5, "i": 2}];
            [] => [];
        }
        "MAP-1, MAP-14: the legacy field, a Map in a Parallel in a Map" r#"{"StartAt": "M", "States": {
            "M": {"Type": "Map", "End": true, "Iterator": {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "N", "States": {"N": {"Type": "Map", "End": true, "ItemProcessor": {
                    "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${echo}", "End": true}}}}}},
                {"StartAt": "L", "States": {"L": {"Type": "Pass", "Parameters": {"n.$": "$.length()"}, "End": true}}}
            ]}}}}}}"# {
            [[1, 2], []] => [[[1, 2], {"n": 2}], [[], {"n": 0}]];
        }
        "MAP-1: a tolerance makes no Map distributed" r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ToleratedFailureCount": 5, "End": true,
            "ItemProcessor": {"StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericGreaterThan": 0, "Next": "F"}], "Default": "S"},
                "F": {"Type": "Fail", "Error": "Bad", "Cause": "positive"}, "S": {"Type": "Succeed"}}}}}}"# {
            [0, -1] => [0, -1];
            [0, 1] fails "Bad" because "positive";
        }
        "DMAP-13" r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.l", "End": true,
            "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"all.$": "$.l.length()", "x": "y"}},
            "ItemSelector": {"v.$": "$$.Map.Item.Value"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"# {
            {"l": [1, 2, 3]} => [
                {"BatchInput": {"x": "y", "all": 3}, "Items": [{"v": 1}, {"v": 2}]},
                {"BatchInput": {"x": "y", "all": 3}, "Items": [{"v": 3}]}
            ];
        }
    }
}
