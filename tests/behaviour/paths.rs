//! What paths select (PATH).

use crate::table::table;

#[tokio::test]
async fn paths_select() {
    table! {
        "PATH-3, PATH-7" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {"found": {
            "name.$": "$.a.b",
            "quoted.$": "$['a']['b c']",
            "double.$": "$[\"a\"].b",
            "index.$": "$.list[1]",
            "fromEnd.$": "$.list[-1]",
            "names.$": "$.a['b','d']",
            "indices.$": "$.list[0,2]",
            "slice.$": "$.list[1:3]"
        }}}}}"# {
            {"a": {"b": 1, "b c": 2, "d": null}, "list": [10, 20, 30, 40]} => {"found": {
                "quoted": 2, "indices": [10, 30], "fromEnd": 40, "names": [1, null], "slice": [20, 30], "double": 1,
                "name": 1, "index": 20}};
        }
        "PATH-3, PATH-19" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "$.list[:2]", "b.$": "$.list[2:]", "c.$": "$.list[-2:]", "d.$": "$.list[*].x", "e.$": "$.o.*",
            "f.$": "$..x", "g.$": "$.list[?(@.x > 1)].x", "h.$": "$.list[?(@.x == 1 || @.y)]"
        }}}}"# {
            {"list": [{"x": 1}, {"x": 2, "y": false}, {"x": 3}], "o": {"q": 5, "p": {"x": 4}}} => {
                "a": [{"x": 1}, {"x": 2, "y": false}],
                "b": [{"x": 3}],
                "c": [{"x": 2, "y": false}, {"x": 3}],
                "d": [1, 2, 3],
                "e": [5, {"x": 4}],
                "f": [1, 2, 3, 4],
                "g": [2, 3],
                "h": [{"x": 1}, {"x": 2, "y": false}]
            };
        }
        "PATH-4, PATH-5" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "$[?(@.s == 'x' && @.n <= 2)].n",
            "b.$": "$[?(@.s =~ /X.*/i)].n",
            "c.$": "$[?(@.n in [1, '3'])].n",
            "d.$": "$[?(@.s nin ['x', 'y'])].n",
            "e.$": "$[?(!@.k)].n",
            "f.$": "$[?(@.k)].n",
            "g.$": "$[?(@.n != 2 && !(@.s == 'x'))].n",
            "h.$": "$[?(@.n == '1')].n"
        }}}}"# {
            [{"n": 1, "s": "x"}, {"n": 2, "s": "xy", "k": null}, {"n": 3, "s": "z", "k": 1}] => {
                "a": [1], "b": [1, 2], "c": [1], "d": [2, 3], "e": [1, 2], "f": [2, 3], "g": [3], "h": []
            };
        }
        "PATH-6, PATH-8" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "$.n.length()", "b.$": "$.s.length()", "c.$": "$..x.length()", "d.$": "$.n.sum()", "e.$": "$.n.max()",
            "f.$": "$.n.min()", "g.$": "$.n.avg()"
        }}}}"# {
            {"n": [4, 2, 6], "s": "four", "o": [{"x": 1}, {"x": 2}]}
                => {"a": 3, "b": 4, "c": 2, "d": 12.0, "e": 6.0, "f": 2.0, "g": 4.0};
        }
    }
}

#[tokio::test]
async fn paths_miss() {
    table! {
        "PATH-9" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "$.nothing[*]", "b.$": "$.nothing[1:]", "c.$": "$.items[*].x", "d.$": "$..x", "e.$": "$.items[?(@.x)]"
        }}}}"# {
            {"items": []} => {"a": [], "b": [], "c": [], "d": [], "e": []};
        }
        "PATH-10" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "InputPath": "$[1:]", "End": true}}}"# {
            [1, 2, 3] => [2, 3];
            {} fails "States.Runtime" because "Invalid path '$[1:]' : …";
        }
        "PATH-12" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"a.$": "$.list[9]"}, "End": true}}}"# {
            {"list": [1]} => {"a": null};
            {"list": 1} fails "States.Runtime" because "The JSONPath '$.list[9]' specified for the field 'a.$' …";
        }
        "PATH-13" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "InputPath": "$.a", "End": true}}}"# {
            {"a": null} => null;
        }
        "PATH-16, PATH-17" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "$.foo\\.bar", "b.$": "$['it\\'s']", "c.$": "$.2nd-größe", "d.$": "$['a.b[0]']"
        }}}}"# {
            {"foo.bar": 1, "it's": 2, "2nd-größe": 3, "a.b[0]": 4} => {"a": 1, "b": 2, "c": 3, "d": 4};
        }
    }
}
