use crate::expression::jsonata::parse;

/// The code without the paths that say where things are.
fn compiled(text: &str) -> Option<String> {
    let closure = super::closure(&parse(text).expect("it is JSONata"))?;
    let code = closure.to_string().replace("rt :: jsonata :: ", "").replace("functions :: ", "");
    Some(code.replace(" ", "").replace("scope,", "scope, ").replace("|scope|", "").replace("|_|", ""))
}

#[test]
fn what_is_plain_becomes_rust() {
    let cases = [
        ("1", "Ok(datum(1.0))"),
        ("-2.5", "Ok(datum(-2.5))"),
        ("1e21", "Ok(datum(1e21))"),
        ("null", "Ok(NULL)"),
        ("\"a\"", "Ok(datum(\"a\"))"),
        ("$x", "Ok(scope.named(\"x\"))"),
        ("$sum", "Ok(scope.named_or_function(\"sum\"))"),
        ("$states.input", "Ok(scope.input())"),
        ("$states.input.order.id", "scope.input().path(&[\"order\",\"id\"])"),
        ("$states.result.a[0].b[-1][2]", "scope.result().select(&[(\"a\",&[0]),(\"b\",&[-1,2])])"),
        ("$states.input[0]", "Ok(scope.input().at(0))"),
        ("$x[1.5]", "Ok(scope.named(\"x\").at(1))"),
        ("$states.errorOutput.a[]", "scope.error_output().keep(&[(\"a\",&[])])"),
        ("$states.context.State.Name", "Ok(scope.context(&[\"State\",\"Name\"]))"),
        ("$states.context.Map.Item.Value.a", "scope.context(&[\"Map\",\"Item\",\"Value\"]).path(&[\"a\"])"),
        ("$a + 1", "add(scope.named(\"a\"),datum(1.0))"),
        ("-$a", "negate(scope.named(\"a\"))"),
        ("$a = $b", "Ok(equal(scope.named(\"a\"),scope.named(\"b\")))"),
        ("[1..$a]", "Ok(array([Element::Each(range(datum(1.0),scope.named(\"a\"))?)]))"),
        (
            "[[$a], $b]",
            "Ok(array([Element::Whole(array([Element::Each(scope.named(\"a\"))])),Element::Each(scope.named(\"b\"))]))",
        ),
        ("{\"a\": $b}", "Ok(object([(\"a\",scope.named(\"b\"))]))"),
        (
            "$a and ($b or $c)",
            "Ok(datum(scope.named(\"a\").holds()&&(scope.named(\"b\").holds()||scope.named(\"c\").holds())))",
        ),
        (
            "$a ? 1 : $b ? 2",
            "Ok(ifscope.named(\"a\").holds(){datum(1.0)}elseifscope.named(\"b\").holds(){datum(2.0)}else{Datum::Undefined})",
        ),
        ("$count($a)", "count(scope, scope.named(\"a\"))"),
        ("$a ~> $join(\"-\")", "join(scope, scope.named(\"a\"),datum(\"-\"))"),
        ("$substring($a, 1)", "substring(scope, scope.named(\"a\"),datum(1.0),Datum::Undefined)"),
        ("$zip($a, [])", "zip(scope, [scope.named(\"a\"),array([])])"),
        ("( $v := 1; $v + $v )", "Ok({letv=datum(1.0);add(v.again(),v.again())?})"),
        // What nobody reads is only there if it may fail.
        ("( $v := 1; $w := $v; 2 )", "Ok(datum(2.0))"),
        ("( $v := -$a; 2 )", "Ok({let_=negate(scope.named(\"a\"))?;datum(2.0)})"),
        (
            "( $v := $a & $b; $v & $v )",
            "Ok({letv=concatenate(scope.named(\"a\"),scope.named(\"b\"))?.bounded()?;concatenate(v.again(),v.again())?})",
        ),
        // Each variable has a name of its own.
        ("( $v := 1; $v := $v; ( $v := 2; $v ) )", "Ok({letv_3=datum(2.0);v_3.again()})"),
        ("( $aB := 1; $a_b := 2; $aB )", "Ok({leta_b=datum(1.0);a_b.again()})"),
    ];
    for (text, expected) in cases {
        assert_eq!(compiled(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn everything_else_is_left_to_the_evaluator() {
    let texts = [
        "$states",
        "$states.other",
        "$x[price > 1]",
        "$x.(a + b)",
        "$x.a^(b)",
        "$x.a{b: c}",
        "$x.*",
        "$x.**",
        "$x@$i.a",
        "$map($x, function($v) { $v })",
        "$replace($x, /a/, \"b\")",
        "$contains($x, /a/)",
        "$sort($x)",
        "$formatNumber($x, \"0\")",
        "$now(\"[Y]\")",
        "$nothing(1)",
        "$uppercase()",
        "$substring(1)",
        "$count(1, 2)",
        "$x ~> $uppercase",
        "$x ~> |a|{}|",
        "{\"a\": 1, \"a\": 2}",
        "[$x := 1]",
        "( $sum := 1; $sum )",
        "$lookup($x, \"a\")[0]",
        "$x[]",
        "[1, 2].a",
        "$f(?, 1)",
    ];
    for text in texts {
        assert_eq!(compiled(text), None, "{text}");
    }
    let deep = format!("{}1{}", "-(".repeat(40), ")".repeat(40));
    assert_eq!(compiled(&deep), None);
}
