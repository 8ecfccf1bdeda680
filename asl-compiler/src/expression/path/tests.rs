//! PATH-1 to PATH-18, both ways.

use serde_json::{Value, json};

use super::*;

fn name(name: &str) -> Step {
    Step::Name(name.to_owned())
}

fn text(text: &str) -> Operand {
    Operand::Literal(Value::from(text))
}

fn member(member: &str) -> Operand {
    Operand::Candidate(vec![name(member)])
}

fn literal(value: impl Into<Value>) -> Operand {
    Operand::Literal(value.into())
}

fn compare(left: Operand, comparison: Comparison, right: Operand) -> Filter {
    Filter::Compare(left, comparison, right)
}

fn steps(text: &str) -> Vec<Step> {
    match Path::parse(text) {
        Ok(path) => path.steps,
        Err(error) => panic!("{text}: {error:?}"),
    }
}

fn filter(text: &str) -> Filter {
    match steps(&format!("$[?({text})]")).pop() {
        Some(Step::Filter(filter)) => filter,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn knows_the_three_roots() {
    for (text, root) in [
        ("$", Root::Document),
        ("$.a", Root::Document),
        ("$$", Root::Context),
        ("$$.Execution.Id", Root::Context),
        ("$order", Root::Variable("order".to_owned())),
        ("$größe_2[0]", Root::Variable("größe_2".to_owned())),
        ("  $.a\t", Root::Document),
    ] {
        let path = Path::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(path.root, root, "{text}");
        assert_eq!(path.text, text);
    }
}

#[test]
fn knows_every_step() {
    let slice = |start, end| Step::Slice { start, end };
    for (path, expected) in [
        ("$", vec![]),
        ("$.a.b", vec![name("a"), name("b")]),
        ("$['a']", vec![name("a")]),
        ("$[\"a\"]", vec![name("a")]),
        ("$[ 'a' , 'b' ]", vec![Step::Names(vec!["a".to_owned(), "b".to_owned()])]),
        ("$.a[0]", vec![name("a"), Step::Index(0)]),
        ("$[-1]", vec![Step::Index(-1)]),
        ("$[ 1 ]", vec![Step::Index(1)]),
        ("$[1, 2]", vec![Step::Indices(vec![1, 2])]),
        ("$[1:5]", vec![slice(Some(1), Some(5))]),
        ("$[:5]", vec![slice(None, Some(5))]),
        ("$[1:]", vec![slice(Some(1), None)]),
        ("$[-2:]", vec![slice(Some(-2), None)]),
        ("$[ 1 : 2 ]", vec![slice(Some(1), Some(2))]),
        ("$.*", vec![Step::Wildcard]),
        ("$[*]", vec![Step::Wildcard]),
        ("$..a", vec![Step::Descendants, name("a")]),
        ("$..*", vec![Step::Descendants, Step::Wildcard]),
        ("$..[0]", vec![Step::Descendants, Step::Index(0)]),
        ("$.[0].a", vec![Step::Index(0), name("a")]),
        ("$.[*].['a', 'b']", vec![Step::Wildcard, Step::Names(vec!["a".to_owned(), "b".to_owned()])]),
        ("$[(@.length-1)].bar", vec![Step::Index(-1), name("bar")]),
        ("$[( @.length - 2 )]", vec![Step::Index(-2)]),
    ] {
        assert_eq!(steps(path), expected, "{path}");
    }
}

#[test]
fn names_hold_what_they_may() {
    for (path, expected) in [
        ("$.with-hyphen", "with-hyphen"),
        ("$.größe", "größe"),
        ("$.2nd", "2nd"),
        ("$.a=b", "a=b"),
        (r"$.foo\.bar", "foo.bar"),
        (r"$.foo\ bar", "foo bar"),
        ("$['a.b[0]']", "a.b[0]"),
        ("$['']", ""),
        (r"$['it\'s']", "it's"),
        (r"$['back\\slash']", r"back\slash"),
        (r"$['a\u00e9b']", "aéb"),
        ("$['say \"hi\"']", "say \"hi\""),
        (r#"$['Test\""Name"']"#, r#"Test""Name""#),
        ("$.${Table}", "${Table}"),
        ("$.a-${AWS::Region}", "a-${AWS::Region}"),
        ("$.length", "length"),
    ] {
        assert_eq!(steps(path), [name(expected)], "{path}");
    }
}

#[test]
fn functions_end_a_path() {
    for function in FunctionName::ALL {
        if function != FunctionName::Index {
            let path = format!("$.a.{}()", function.name());
            assert_eq!(
                steps(&path).last(),
                Some(&Step::Function(Function { name: function, arguments: vec![] }))
            );
        }
    }
    let call = |name, arguments| Step::Function(Function { name, arguments });
    for (path, expected) in [
        ("$.length()", call(FunctionName::Length, vec![])),
        ("$..a.length()", call(FunctionName::Length, vec![])),
        ("$.a.index(-1)", call(FunctionName::Index, vec![literal(-1)])),
        (
            "$.concat('a', $.b)",
            call(FunctionName::Concat, vec![text("a"), Operand::Document(vec![name("b")])]),
        ),
        ("$.a.append( 1 , true )", call(FunctionName::Append, vec![literal(1), literal(true)])),
    ] {
        assert_eq!(steps(path).last(), Some(&expected), "{path}");
    }
}

#[test]
fn filters_compare() {
    use Comparison as C;
    for (condition, expected) in [
        ("@.a == 'x'", compare(member("a"), C::Equal, text("x"))),
        ("@.a==\"x\"", compare(member("a"), C::Equal, text("x"))),
        ("@.a != null", compare(member("a"), C::NotEqual, literal(Value::Null))),
        ("@.a<5", compare(member("a"), C::Less, literal(5))),
        ("@.a <= -1.5", compare(member("a"), C::LessOrEqual, literal(-1.5))),
        ("@.a > 1e3", compare(member("a"), C::Greater, literal(1000.0))),
        ("5 >= @.a", compare(literal(5), C::GreaterOrEqual, member("a"))),
        ("@ == true", compare(Operand::Candidate(vec![]), C::Equal, literal(true))),
        ("@.a in ['x', 2, [null]]", compare(member("a"), C::In, literal(json!(["x", 2, [null]])))),
        ("@.a NIN []", compare(member("a"), C::NotIn, literal(json!([])))),
        ("@.a subsetof ['x']", compare(member("a"), C::SubsetOf, literal(json!(["x"])))),
        ("@.a anyof ['x']", compare(member("a"), C::AnyOf, literal(json!(["x"])))),
        ("@.a noneof ['x']", compare(member("a"), C::NoneOf, literal(json!(["x"])))),
        ("@.a size 2", compare(member("a"), C::Size, literal(2))),
        ("@.a empty true", compare(member("a"), C::Empty, literal(true))),
        ("@.a == $.b", compare(member("a"), C::Equal, Operand::Document(vec![name("b")]))),
        ("@.a == Failure", compare(member("a"), C::Equal, text("Failure"))),
        ("@.a == {\"b\": 1}", compare(member("a"), C::Equal, literal(json!({"b": 1})))),
        (
            "@.b.length() > 2",
            compare(
                Operand::Candidate(vec![
                    name("b"),
                    Step::Function(Function { name: FunctionName::Length, arguments: vec![] }),
                ]),
                C::Greater,
                literal(2),
            ),
        ),
        (
            r"@.a =~ /^a\/b.*/i",
            compare(
                member("a"),
                C::Matches,
                Operand::Regex { pattern: r"^a\/b.*".to_owned(), ignore_case: true },
            ),
        ),
        (
            "@.a[?(@.b == ')')] == ']'",
            compare(
                Operand::Candidate(vec![name("a"), Step::Filter(compare(member("b"), C::Equal, text(")")))]),
                C::Equal,
                text("]"),
            ),
        ),
    ] {
        assert_eq!(filter(condition), expected, "{condition}");
    }
}

#[test]
fn filters_join_conditions() {
    let exists = |name: &str| Filter::Exists(member(name));
    let not = |filter| Filter::Not(Box::new(filter));
    for (condition, expected) in [
        ("@.a", exists("a")),
        ("!@.a", not(exists("a"))),
        ("!(@.a)", not(exists("a"))),
        ("!!@.a", not(not(exists("a")))),
        ("@.a && @.b && @.c", Filter::And(vec![exists("a"), exists("b"), exists("c")])),
        ("@.a&&@.b||@.c", Filter::Or(vec![Filter::And(vec![exists("a"), exists("b")]), exists("c")])),
        ("@.a || @.b && @.c", Filter::Or(vec![exists("a"), Filter::And(vec![exists("b"), exists("c")])])),
        (
            "(@.a || @.b) && !@.c",
            Filter::And(vec![Filter::Or(vec![exists("a"), exists("b")]), not(exists("c"))]),
        ),
        ("((@.a))", exists("a")),
        ("!(@.a == 1)", not(compare(member("a"), Comparison::Equal, literal(1)))),
    ] {
        assert_eq!(filter(condition), expected, "{condition}");
    }
}

#[test]
fn tells_one_value_from_many() {
    for (path, definite) in [
        ("$", true),
        ("$.a[0]['b'][-1]", true),
        ("$.a.length()", true),
        ("$..a.length()", true),
        ("$.a[*]", false),
        ("$..a", false),
        ("$['a','b']", false),
        ("$[0,1]", false),
        ("$[1:]", false),
        ("$[?(@.a)]", false),
    ] {
        assert_eq!(Path::parse(path).map(|path| path.is_definite()), Ok(definite), "{path}");
    }
}

/// Text, what is pointed at, a part of the message, a part of the help.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("", "", "a path is missing", "`$`"),
    ("  ", "  ", "a path is missing", ""),
    ("a.b", "a.b", "begins with `$`", "`$.a.b`"),
    (".a", ".a", "begins with `$`", "`$.a`"),
    ("[0]", "[0]", "begins with `$`", "`$[0]`"),
    ("@.a", "@.a", "begins with `$`", "`$.a`"),
    ("States.UUID()", "States.UUID()", "begins with `$`", "intrinsic"),
    ("{% $a %}", "{% $a %}", "begins with `$`", "JSONata"),
    ("$.", ".", "ends with `.`", "name"),
    ("$foo.bar.", ".", "ends with `.`", "name"),
    ("$.a..", "..", "ends with `..`", "`..*`"),
    ("$...a", "...", "too many dots", ""),
    ("$..", "..", "ends with `..`", ""),
    ("$.a b", " b", "can't hold a blank", "['a b']"),
    ("$.a.first name.c", " name", "can't hold a blank", "['first name']"),
    ("$.a:b", ":", "can't hold `:`", "['a:b']"),
    ("$.it's", "'", "can't hold `'`", r"['it\'s']"),
    ("$.a@b", "@", "can't hold `@`", "['a@b']"),
    ("$.a*", "*", "can't hold `*`", ""),
    ("$ .a", " ", "blank", ""),
    ("$[0] .a", " ", "blank", ""),
    ("$[0]a", "a", "`a` can't stand here", "`.` or `["),
    ("$.a]", "]", "closes nothing", ""),
    ("$.a)", ")", "closes nothing", ""),
    ("$.'a'", "'", "can't follow `.`", "['name']"),
    ("$.?(@.a)", "?", "can't follow `.`", "[?("),
    ("$23", "$23", "`2` can't follow `$`", "`$.23`"),
    ("$$23", "$$23", "`2` can't follow `$$`", "`$$.23`"),
    ("$$Execution", "$$Execution", "`E` can't follow `$$`", "`$$.Execution`"),
    ("$_a", "$_a", "`_` can't follow `$`", "letter"),
    ("$*", "$*", "`*` can't follow `$`", "`$.*`"),
    ("${Name}", "${Name}", "substitution `Name` has no value", ""),
    ("$a-b", "-", "`-` can't stand here", ""),
    ("$sum(1)", "$sum", "can't be called", "`$.sum()`"),
    ("$lookup(1)", "$lookup", "can't be called", "JSONata"),
    ("$['a", "'a", "quote is not closed", ""),
    ("$['a'", "['a'", "`[` is not closed", "`]`"),
    ("$['a',]", "]", "another quoted name", ""),
    ("$['a',b]", "b", "another quoted name", ""),
    ("$['a' 'b']", "'", "`]` was expected", ""),
    ("$.a[", "[", "`[` is not closed", ""),
    ("$.a[]", "[]", "empty", "`[*]`"),
    ("$.a[0", "[0", "`[` is not closed", ""),
    ("$.a[b]", "b", "needs quotes", "['b']"),
    ("$[@.a]", "@.a", "path can't stand in brackets", "[?("),
    ("$[-]", "]", "digits", ""),
    ("$[1,]", "]", "another index", ""),
    ("$[99999999999]", "99999999999", "out of range", ""),
    ("$[1:2:3]", ":", "step width", ""),
    ("$[:]", "[:]", "start or an end", "`[*]`"),
    ("$[(@.size)]", "(@.size)", "script", "`[-1]`"),
    ("$[(@.length-0)]", "(@.length-0)", "script", "`[-1]`"),
    (r"$['a\u12']", r"\u12']", "four hexadecimal digits", ""),
    (r"$.a\", r"\", "escapes nothing", ""),
    ("$.a.length().b", ".", "function ends its path", ""),
    ("$.a.lenght()", "lenght", "no function `lenght`", "`length`"),
    ("$.a.size()", "size", "no function `size`", "`length`"),
    ("$.a.min(1)", "min(1)", "no arguments", ""),
    ("$.a.index()", "index()", "one argument", ""),
    ("$.a.length(", "(", "`(` is not closed", ""),
    ("$.concat('a' 'b')", "'", "`,` or `)`", ""),
    ("$.concat(", "(", "`(` is not closed", ""),
    ("$[?]", "]", "in parentheses", ""),
    ("$[?@.a]", "@", "in parentheses", "[?("),
    ("$[?", "[?", "`[` is not closed", ""),
    ("$[?(@.a == 1]", "(@.a == 1]", "`(` is not closed", ""),
    ("$[?(@.a == 1)", "[?(@.a == 1)", "`[` is not closed", ""),
    ("$[?(@.a == )]", ")", "value was expected", ""),
    ("$[?(@.a = 1)]", "=", "no operator `=`", "`==`"),
    ("$[?(@.a === 1)]", "===", "no operator `===`", "`==`"),
    ("$[?(@.a <> 1)]", "<>", "no operator `<>`", "`!=`"),
    ("$[?(@.a and @.b)]", "and", "no operator `and`", "`&&`"),
    ("$[?(@.a subsetf [])]", "subsetf", "no operator `subsetf`", "`subsetof`"),
    ("$[?(@.a & @.b)]", "&", "joined by", ""),
    ("$[?(@.a == 1 @.b)]", "@", "`)` was expected", ""),
    ("$[?(1)]", "1", "no condition", "@.name"),
    ("$[?()]", ")", "value was expected", ""),
    ("$[?(!@.a == 1)]", "!", "before a path", "!("),
    ("$[?(@.a == $b)]", "$b", "does not know `$b`", "`$` the document"),
    ("$[?(@.a == $$.b)]", "$$", "does not know `$$`", ""),
    ("$[?(@.a == 1x)]", "1x", "`1x` is no number", ""),
    ("$[?(@.a =~ /x)]", "/x)]", "not closed", "`/`"),
    ("$[?(@.a =~ /x/g)]", "g", "only flag", ""),
    ("$[?(@.a in ['b')]", ")", "`,` or `]`", ""),
    ("$[?(@.a in ['b'", "['b'", "`[` is not closed", ""),
    ("$[?(@.a == {b})]", "{", "no JSON object", ""),
];

#[test]
fn refuses_with_place_and_advice() {
    for (text, pointed, message, help) in REFUSED {
        let error = Path::parse(text).expect_err(text);
        assert_eq!(text.get(error.range.clone()), Some(*pointed), "{text}: {error:?}");
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(error.help.as_deref().unwrap_or_default().contains(help), "{text}: {error:?}");
    }
}

#[test]
fn nesting_has_a_bound() {
    for deep in [
        format!("$[?({}@.a{})]", "(".repeat(100_000), ")".repeat(100_000)),
        format!("$[?({}@.a)]", "!".repeat(100_000)),
        format!("$[?(@.a in {}]", "[".repeat(100_000)),
        format!("${}", "[?(@".repeat(100_000)),
    ] {
        let error = Path::parse(&deep).expect_err("far too deep");
        assert!(error.message.contains("nested"), "{}", error.message);
    }
}

#[test]
fn a_reference_path_names_one_node() {
    for path in ["$", "$.a", "$['a b'].c[0]", "$$.Execution.Id", "$order.total", " $.a "] {
        assert!(ReferencePath::parse(path).is_ok(), "{path}");
    }
    for (path, what) in [
        ("$.a[*]", "a wildcard"),
        ("$.*", "a wildcard"),
        ("$..a", "`..`"),
        ("$[1:]", "a slice"),
        ("$[-1]", "a negative index"),
        ("$[0,1]", "several indices"),
        ("$['a','b']", "several names"),
        ("$.a[?(@.b)]", "a filter"),
        ("$.a.length()", "a function"),
    ] {
        let error = ReferencePath::parse(path).expect_err(path);
        assert!(error.message.contains("exactly one node"), "{path}: {error:?}");
        assert!(error.message.contains(what), "{path}: {error:?}");
        assert_eq!(error.range, 0..path.len(), "{path}");
        assert!(error.help.is_some(), "{path}");
    }
    assert!(ReferencePath::parse("a").is_err());
}

#[test]
fn a_result_goes_into_the_input() {
    for path in ["$", "$.a.b", "$['a'][0]"] {
        assert!(ReferencePath::parse_result(path).is_ok(), "{path}");
    }
    for (path, message) in [("$$.a", "context"), ("$$", "context"), ("$a.b", "`a`"), ("$.a[*]", "wildcard")] {
        let error = ReferencePath::parse_result(path).expect_err(path);
        assert!(error.message.contains(message), "{path}: {error:?}");
    }
}

#[test]
fn printed_paths_read_the_same() {
    for (path, printed) in [
        ("$", "$"),
        (" $$.a ", "$$.a"),
        ("$x['a']", "$x.a"),
        ("$.['a b'].c", "$['a b'].c"),
        (r"$.foo\.bar", "$['foo.bar']"),
        ("$..[0]", "$..[0]"),
        ("$..['a b']", "$..['a b']"),
        ("$[*]", "$.*"),
        ("$[ 1 , 2 ][-2:]", "$[1,2][-2:]"),
        ("$[\"it's\",\"b\"]", r"$['it\'s','b']"),
        ("$..a.length()", "$..a.length()"),
        ("$.concat('a', 1)", "$.concat('a',1)"),
        ("$[?(@.a==x&&(@.b||!@.c))]", "$[?(@.a == 'x' && (@.b || !(@.c)))]"),
        ("$[?(@.a =~ /b/i)]", "$[?(@.a =~ /b/i)]"),
        ("$[?(@.a in ['b', 1])]", "$[?(@.a in ['b',1])]"),
    ] {
        let first = Path::parse(path).unwrap_or_else(|error| panic!("{path}: {error:?}"));
        assert_eq!(first.to_string(), printed);
        let again = Path::parse(printed).unwrap_or_else(|error| panic!("{printed}: {error:?}"));
        assert_eq!((first.root, first.steps), (again.root, again.steps), "{path}");
    }
}
