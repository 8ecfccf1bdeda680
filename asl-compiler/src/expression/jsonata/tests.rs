//! The grammar by tables; `tests/jsonata_suite.rs` holds it against the reference implementation's suite.

use super::*;

fn parsed(text: &str) -> Node {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// A tree with all its structure, places left out.
fn shape(node: &Node) -> String {
    let all = |nodes: &[Node]| nodes.iter().map(shape).collect::<Vec<_>>().join(" ");
    let pairs = |members: &[(Node, Node)]| {
        members
            .iter()
            .map(|(key, value)| format!("{}:{}", shape(key), shape(value)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    match &node.kind {
        NodeKind::Path(path) => {
            let steps: Vec<String> = path.steps.iter().map(step).collect();
            let group = path.group.as_ref().map(|members| format!(" {{{}}}", pairs(members)));
            let keep = if path.keep_array { " []" } else { "" };
            format!("<{}{keep}{}>", steps.join(" "), group.unwrap_or_default())
        }
        NodeKind::Filter { base, predicates } => format!("filter({} | {})", shape(base), all(predicates)),
        NodeKind::Group { base, members } => format!("group({} | {})", shape(base), pairs(members)),
        NodeKind::KeepArray(base) => format!("keep({})", shape(base)),
        NodeKind::Negate(operand) => format!("neg({})", shape(operand)),
        NodeKind::Binary { operator, left, right } => {
            format!("({} {} {})", shape(left), operator.symbol(), shape(right))
        }
        NodeKind::Array(elements) => format!("[{}]", all(elements)),
        NodeKind::Object(members) => format!("{{{}}}", pairs(members)),
        NodeKind::Conditional { condition, then, otherwise } => {
            let otherwise = otherwise.as_ref().map(|otherwise| format!(" {}", shape(otherwise)));
            format!("if({} {}{})", shape(condition), shape(then), otherwise.unwrap_or_default())
        }
        NodeKind::Block(parts) => format!("block({})", all(parts)),
        NodeKind::Bind { name, value } => format!("${name}:={}", shape(value)),
        NodeKind::Call { function, arguments } => format!("call({} | {})", shape(function), all(arguments)),
        NodeKind::Partial { function, arguments } => {
            let arguments: Vec<String> =
                arguments.iter().map(|given| given.as_ref().map_or("?".into(), shape)).collect();
            format!("partial({} | {})", shape(function), arguments.join(" "))
        }
        NodeKind::Lambda(lambda) => {
            let signature = lambda.signature.as_ref().map_or("", |signature| &signature.text);
            format!("fn({}){signature}{{{}}}", lambda.parameters.join(" "), shape(&lambda.body))
        }
        NodeKind::Apply { left, right } => format!("({} ~> {})", shape(left), shape(right)),
        NodeKind::Transform { pattern, update, delete } => {
            let delete = delete.as_ref().map(|delete| format!(" {}", shape(delete)));
            format!("transform({} {}{})", shape(pattern), shape(update), delete.unwrap_or_default())
        }
        _ => node.to_string(),
    }
}

fn step(step: &Step) -> String {
    let mut text = match &step.kind {
        StepKind::Name(name) => name.clone(),
        StepKind::Node(node) => shape(node),
        StepKind::Sort(terms) => {
            let terms = terms.iter().map(|term| {
                let sign = if term.direction == Direction::Descending { ">" } else { "<" };
                format!("{sign}{}", shape(&term.key))
            });
            format!("^({})", terms.collect::<Vec<_>>().join(" "))
        }
    };
    if let Some(name) = &step.focus {
        text += &format!("@{name}");
    }
    if let Some(name) = &step.index {
        text += &format!("#{name}");
    }
    for stage in &step.stages {
        text += &match stage {
            Stage::Filter(predicate) => format!("[{}]", shape(predicate)),
            Stage::Index(name) => format!("#{name}"),
        };
    }
    text
}

#[test]
fn what_expressions_say() {
    for (text, expected) in [
        // Precedence.
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("(1 - 2) * 3", "(block((1 - 2)) * 3)"),
        ("1 < 2 and 3 = 3 or $x", "(((1 < 2) and (3 = 3)) or $x)"),
        ("$a & 'x' = 'y'", "(($a & \"x\") = \"y\")"),
        ("$a in [1..3, 5]", "($a in [(1 .. 3) 5])"),
        ("-1 + -$x", "(-1 + neg($x))"),
        ("$a ? $b ? 1 : 2 : 3", "if($a if($b 1 2) 3)"),
        ("$a ? 1", "if($a 1)"),
        ("($x := $y := 1; $x)", "block($x:=$y:=1 $x)"),
        ("$x ~> $f ~> $g(1)", "(($x ~> $f) ~> call($g | 1))"),
        // Paths.
        ("a", "<a>"),
        ("a . `b c` .'d'", "<a b c d>"),
        ("and.or.in", "<and or in>"),
        ("a.b[0].c", "<a b[0] c>"),
        ("a[0][1]", "<a[0][1]>"),
        ("$x[0]", "filter($x | 0)"),
        ("$x[0].a[1]", "<filter($x | 0) a[1]>"),
        ("a.$x[0]", "<a $x[0]>"),
        ("$x.(a.b).c", "<$x block(<a b>) c>"),
        ("a.b[]", "<a b []>"),
        ("a[].b", "<a b []>"),
        ("a[][0]", "<a[0] []>"),
        ("$x[0][]", "keep(filter($x | 0))"),
        ("$x[] ~> $f", "keep((keep($x) ~> $f))"),
        ("*", "*"),
        ("**.a.*[0]", "<** a *[0]>"),
        ("a.b.%.c", "<a b % c>"),
        ("a^(b, >c).d", "<a ^(<<b> ><c>) d>"),
        ("[3, 1]^($)", "<[3 1] ^(<$)>"),
        ("a{b: c}", "<a {<b>:<c>}>"),
        ("a.b{c: $sum(d)}[]", "<a b [] {<c>:call($sum | <d>)}>"),
        ("$x{a: b}", "group($x | <a>:<b>)"),
        ("a@$b#$i[0]#$j", "<a@b#i[0]#j>"),
        ("$.a", "<$ a>"),
        ("$$.a", "<$$ a>"),
        // Functions.
        ("$f()", "call($f | )"),
        ("$f(1, ?)", "partial($f | 1 ?)"),
        ("function($a, $b)<n-n?:n>{ $a + $b }(1, 2)", "call(fn(a b)<n-n?:n>{($a + $b)} | 1 2)"),
        ("λ($x){ $x }", "fn(x){$x}"),
        ("|a.b|{'c': 1}, ['d']|", "transform(<a b> {\"c\":1} [\"d\"])"),
        // Literals.
        ("'a\\u00e9\\n\\ud83d\\ude00'", "\"aé\\n😀\""),
        ("/* why */ 1 /* so */", "1"),
        ("1.5e-3", "0.0015"),
        ("[null, true, false]", "[null true false]"),
        ("{'a': {}, $k: []}", "{\"a\":{} $k:[]}"),
        ("$match('x', /a\\/[/]b/i)", "call($match | \"x\" /a\\/[/]b/i)"),
        ("$größe", "$größe"),
    ] {
        assert_eq!(shape(&parsed(text)), expected, "{text}");
    }
}

#[test]
fn parts_lie_where_they_are_written() {
    let text = " $f( a.b[c > 1] , 'ü') & $x{d: e} ";
    fn written<'t>(text: &'t str, node: &Node) -> &'t str {
        &text[node.range.clone()]
    }
    let whole = parsed(text);
    assert_eq!(written(text, &whole), "$f( a.b[c > 1] , 'ü') & $x{d: e}");
    let NodeKind::Binary { left, right, .. } = &whole.kind else { panic!("{whole:?}") };
    assert_eq!(written(text, right), "$x{d: e}");
    let NodeKind::Call { function, arguments } = &left.kind else { panic!("{left:?}") };
    assert_eq!(written(text, function), "$f");
    assert_eq!(written(text, &arguments[0]), "a.b[c > 1]");
    assert_eq!(written(text, &arguments[1]), "'ü'");
    let NodeKind::Path(path) = &arguments[0].kind else { panic!("{arguments:?}") };
    let steps: Vec<&str> = path.steps.iter().map(|step| &text[step.range.clone()]).collect();
    assert_eq!(steps, ["a", "b[c > 1]"]);
}

#[test]
fn what_is_no_expression() {
    // The text, the code, what is pointed at, a part of the message or of the help.
    for (text, code, pointed, words) in [
        ("", "S0207", "", "ends where a value"),
        ("1 +", "S0207", "", "ends where a value"),
        ("'abc", "S0101", "'abc", "not closed"),
        ("1e999", "S0102", "1e999", "beyond the numbers"),
        ("'a\\x'", "S0103", "\\x", "no escape"),
        ("'it\\'s'", "S0103", "\\'", "double quotes"),
        ("'\\u12'", "S0104", "\\u12", "four hexadecimal"),
        ("`abc", "S0105", "`abc", "not closed"),
        ("1 /* x", "S0106", "/*", "not closed"),
        ("1 2", "S0201", "2", "the number `2` was not expected"),
        ("$a || $b", "S0201", "|", "`or` joins"),
        ("(1))", "S0201", ")", "remove the `)`"),
        ("[1, 2", "S0203", "", "`]` is expected"),
        ("(1]", "S0202", "]", "`)` is expected here, found `]`"),
        ("{'a' 1}", "S0202", "1", "`:` is expected"),
        ("!$a", "S0204", "!", "$not"),
        ("function(a){1}", "S0208", "a", "must be a variable"),
        ("$x{a: b}[0]", "S0209", "$x{a: b}[0]", "cannot follow a group"),
        ("a{b: c}{d: e}", "S0210", "a{b: c}{d: e}", "cannot follow another"),
        ("1 + )", "S0211", ")", "a value is expected"),
        ("$a == 1", "S0211", "=", "single `=`"),
        ("$a && $b", "S0211", "&", "`and` joins"),
        ("a := 1", "S0212", "a", "before `:=`"),
        ("a.1", "S0213", "1", "cannot be a step"),
        ("a@b", "S0214", "b", "needs a variable"),
        ("a[0]@$b", "S0215", "a[0]@$b", "before the predicates"),
        ("a^(b)@$c", "S0216", "a^(b)@$c", "before the `^(...)`"),
        ("%", "S0217", "%", "no step"),
        ("a.%.%", "S0217", "a.%.%", "no step"),
        ("$f(//)", "S0301", "//", "empty"),
        ("$f(/a[/)", "S0302", "/a[/)", "not closed"),
        ("function($x)<n<n>>{1}", "S0401", "<n<n>>", "only `a` and `f`"),
        ("function($x)<(a<n>s)>{1}", "S0402", "<(a<n>s)>", "a choice"),
        // What came after 2.0 (JNA-5).
        ("$a ?? $b", "S0211", "??", "$exists(x) ? x : y"),
        ("$a ?: $b", "S0211", "?:", "$boolean(x) ? x : y"),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(error.code, Some(code), "{text}: {error:?}");
        assert_eq!(text.get(error.error.range.clone()), Some(pointed), "{text}: {error:?}");
        let said = format!("{} {}", error.error.message, error.error.help.clone().unwrap_or_default());
        assert!(said.contains(words), "{text}: {error:?}");
    }
}

#[test]
fn depth_is_bounded() {
    for (text, fits) in [
        (format!("{}1{}", "(".repeat(150), ")".repeat(150)), true),
        (format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000)), false),
        (format!("1{}", " + 1".repeat(150)), true),
        (format!("1{}", " + 1".repeat(100_000)), false),
        (format!("a{}", ".a".repeat(100_000)), false),
        (format!("{}1", "-".repeat(100_000)), false),
        (format!("$x{}", "[0]".repeat(100_000)), false),
        (format!("[{}1]", "1,".repeat(100_000)), true),
    ] {
        let found = parse(&text);
        assert_eq!(found.is_ok(), fits, "{}...: {:?}", &text[..5], found.err());
        if let Err(error) = found {
            assert_eq!(error.code, None);
        }
    }
}
