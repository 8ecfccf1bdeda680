//! What names refer to.

use super::{Names, parsed};
use crate::check::jsonata::names::{OutsideKind, Role};

/// The workflow variables that an expression reads.
fn variables(text: &str) -> Vec<String> {
    let root = parsed(text);
    let names = Names::of(text, &root);
    let read = names.variables.iter().filter(|used| used.role != Role::Called);
    read.map(|used| {
        assert_eq!(&text[used.range.clone()], format!("${}", used.name), "{text}");
        used.name.to_owned()
    })
    .collect()
}

#[test]
fn local_names_are_no_workflow_variables() {
    for (text, expected) in [
        ("$x", &["x"][..]),
        ("$x.y.z", &["x"]),
        ("$x + $y", &["x", "y"]),
        ("($x := 1; $x)", &[]),
        ("($x := $x; $x)", &["x"]),
        ("($x := 1; $y) & $x", &["y", "x"]),
        ("$x := 1", &[]),
        ("[$x := 1, $x]", &[]),
        ("function($a, $b){ $a + $b + $c }", &["c"]),
        ("(function($a){ $a })($a)", &["a"]),
        ("($f := function($n){ $n < 2 ? 1 : $n * $f($n - 1) }; $f(3))", &[]),
        ("($odd := function($n){ $even($n) }; $even := function($n){ $odd($n) }; $odd($n))", &["n"]),
        ("$map($items, function($v, $i){ $v * $factor })", &["items", "factor"]),
        ("$items@$i.[$i.price, $rate]", &["items", "rate"]),
        ("$items#$p[$p < $limit]", &["items", "limit"]),
        ("$items[price > $limit]^(>$key){name: $value}", &["items", "limit", "key", "value"]),
        ("$items@$i.name & $i", &["items", "i"]),
        ("$uppercase($name)", &["name"]),
        ("$name ~> $uppercase", &["name"]),
        ("$map($names, $uppercase)", &["names", "uppercase"]),
        ("$t ~> |$|{'a': $u}, ['b']|", &["t", "u"]),
        ("$substringBefore(?, $x)", &["x"]),
        ("'$x'", &[]),
        ("/$x/", &[]),
    ] {
        assert_eq!(variables(text), expected, "{text}");
    }
}

#[test]
fn what_becomes_of_an_expression_without_the_variable() {
    for (text, role) in [
        ("$x", Role::Needed),
        ("$x.a", Role::Needed),
        ("$x + 1", Role::Needed),
        ("$sum($x)", Role::Needed),
        ("true ? $x : 1", Role::Needed),
        ("[$x]", Role::Borne),
        ("{'a': $x}", Role::Borne),
        ("'a' & $x", Role::Borne),
        ("$append($x, 1)", Role::Borne),
        ("$x = 1", Role::Borne),
        ("$exists($x)", Role::Tested),
        ("$x ? 1 : 2", Role::Tested),
        ("$x and true", Role::Tested),
        ("$x()", Role::Called),
        ("1 ~> $x", Role::Called),
    ] {
        let root = parsed(text);
        let names = Names::of(text, &root);
        let roles: Vec<_> =
            names.variables.iter().filter(|used| used.name == "x").map(|used| used.role).collect();
        assert_eq!(roles, [role], "{text}");
    }
}

#[test]
fn fields_of_states() {
    for (text, expected) in [
        ("$states", &[&[][..]][..]),
        ("$states.input.order.id", &[&["input", "order", "id"]]),
        ("$states.input.items[0].id", &[&["input", "items", "id"]]),
        ("$states.`input`", &[&["input"]]),
        ("$states.*", &[&[]]),
        ("$states.result & $states.input.a", &[&["result"], &["input", "a"]]),
        ("$keys($states.context)", &[&["context"]]),
        ("($states := 1; $states.result)", &[]),
    ] {
        let root = parsed(text);
        let names = Names::of(text, &root);
        let steps: Vec<Vec<&str>> =
            names.states.iter().map(|used| used.steps.iter().map(|(name, _)| *name).collect()).collect();
        assert_eq!(steps, expected, "{text}");
    }
}

/// JNA-17.
#[test]
fn where_there_is_no_context() {
    use OutsideKind::{Context, Name, Root, Wildcard};
    for (text, expected) in [
        ("phone", &[Name("phone")][..]),
        ("phone.number", &[Name("phone")]),
        ("phone[number = 1]", &[Name("phone")]),
        ("$", &[Context]),
        ("$.phone", &[Context]),
        ("$$", &[Root]),
        ("$x[$$.a = 1]", &[Root]),
        ("*", &[Wildcard]),
        ("$states.input.phone", &[]),
        ("$x[phone = $.number]", &[]),
        ("$x.(phone & $)", &[]),
        ("$x.{'a': phone}", &[]),
        ("$x^(phone)", &[]),
        ("$x{phone: $sum(price)}", &[]),
        ("$x ~> |phone|{'a': number}|", &[]),
        ("{phone: 1}", &[Name("phone")]),
        ("{'a': phone}", &[Name("phone")]),
        ("[phone]", &[Name("phone")]),
        ("function($v){ phone }", &[Name("phone")]),
        ("$map($x, function($v){ $.a })", &[Context]),
        ("$filter($x, function($v){ $v.phone })", &[]),
        ("uppercase('a')", &[Name("uppercase")]),
        ("(phone; phone)", &[Name("phone"), Name("phone")]),
    ] {
        let root = parsed(text);
        let names = Names::of(text, &root);
        let outside: Vec<_> = names.outside.iter().map(|outside| outside.kind).collect();
        assert_eq!(outside, expected, "{text}");
    }
}

#[test]
fn bindings_stand_where_they_are_written() {
    for (text, expected) in [
        ("$x := 1", &["$x"][..]),
        ("($x := 1; $y := $x)", &["$x", "$y"]),
        ("function($a, $ab){ $a }", &["$a", "$ab"]),
        ("$a@$v#$i.b", &["$v", "$i"]),
    ] {
        let root = parsed(text);
        let names = Names::of(text, &root);
        let bound: Vec<_> = names.bindings.iter().map(|binding| &text[binding.range.clone()]).collect();
        assert_eq!(bound, expected, "{text}");
    }
}
