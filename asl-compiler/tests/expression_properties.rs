//! No text makes a parser panic, errors lie within their text, and what is printed reads the same.

use std::ops::Range;

use asl_compiler::expression::intrinsic::{ArgumentValue, Call, lint};
use asl_compiler::expression::path::{
    Comparison, Filter, Function, FunctionName, Operand, Path, ReferencePath, Root, Step,
};
use asl_compiler::expression::resource::{self, Resource, ResourceUse};
use asl_compiler::expression::{ExpressionError, name, parse_expression, string_matches, timestamp};
use asl_compiler::model::Expression;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// Texts that reach far into the parsers, to be mutilated.
const SOUND: &[&str] = &[
    "$$.Map.Item['a\\'b'][0,-1][1:2]..c.*",
    "$x.a[?(@.b in ['c', 1] && !(@.d.length() >= $.e) || @ =~ /f\\/g/i)].concat('h', $.i)",
    "States.Format('it\\'s {} \\{', States.MathAdd( $.a.length() , -1.5e3), null, $$['b'])",
    "States.JsonMerge(States.StringToJson('{\"a\": [1]}'), $.b[?(@.c == D)], false)",
    "arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject.waitForTaskToken",
    "arn:${AWS::Partition}:lambda:r:a:function:${Name}-x:$LATEST",
    "arn:aws:states:::states:startExecution.sync:2",
    "2016-03-14T01:59:00.123+02:00",
];

/// Text of characters that mean something, a mutilated sound text, or any text at all.
fn text() -> impl Strategy<Value = String> {
    let mutilated = (
        proptest::sample::select(SOUND),
        any::<proptest::sample::Index>(),
        any::<proptest::sample::Index>(),
        "[$@.'\"*?!&|<>=~,:/{}()\\[\\]\\\\é 0a-]{0,3}",
    )
        .prop_map(|(sound, from, to, middle)| {
            let sound: Vec<char> = sound.chars().collect();
            let (from, to) = (from.index(sound.len()), to.index(sound.len()));
            let (head, tail) = (&sound[..from.min(to)], &sound[from.max(to)..]);
            head.iter().copied().chain(middle.chars()).chain(tail.iter().copied()).collect()
        });
    prop_oneof![
        "[$@.'\"*?!&|<>=~,:/{}()\\[\\]\\\\ é0-9a-c-]{0,30}",
        "\\$[$.'*?!(@<>=,:)\\[\\]\\\\ 0-9a-c-]{0,30}",
        "States\\.[A-Z][a-zA-Z]{0,6}\\([$.'{}(),\\\\ 0-9a-c-]{0,20}\\)?",
        "arn:[a-z:${}.*-]{0,30}",
        mutilated,
        any::<String>(),
    ]
}

fn lies_within(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some()
}

fn sound_error<T>(text: &str, parsed: Result<T, ExpressionError>) -> Option<T> {
    match parsed {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            assert!(lies_within(text, &error.range), "{text:?}: {error:?}");
            assert!(!error.message.is_empty() && !error.message.ends_with('.'), "{text:?}: {error:?}");
            None
        }
    }
}

/// All parts of a call lie where they say.
fn lies_where_it_says(text: &str, call: &Call) {
    assert_eq!(text.get(call.range.clone()), Some(call.text.as_str()));
    for argument in &call.arguments {
        let written = text.get(argument.range.clone());
        match &argument.value {
            ArgumentValue::Path(path) => assert_eq!(written, Some(path.text.as_str())),
            ArgumentValue::Call(inner) => {
                assert_eq!(inner.range, argument.range);
                lies_where_it_says(text, inner);
            }
            ArgumentValue::Text(_) | ArgumentValue::Literal(_) => assert!(written.is_some()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_text_panics(text in text()) {
        if let Some(path) = sound_error(&text, Path::parse(&text)) {
            let printed = path.to_string();
            let again = Path::parse(&printed);
            prop_assert_eq!(again.map(|again| (again.root, again.steps)), Ok((path.root, path.steps)), "{}", printed);
        }
        sound_error(&text, ReferencePath::parse_result(&text));
        if let Some(Expression::Intrinsic(call)) = sound_error(&text, parse_expression(&text)) {
            lies_where_it_says(&text, &call);
            for finding in lint::check(&call) {
                prop_assert!(lies_within(&text, &finding.range), "{:?}", finding);
            }
            prop_assert_eq!(Call::parse(&call.text), Ok(call));
        }
        sound_error(&text, Call::parse(&text));
        if let Some(resource) = sound_error(&text, Resource::parse(&text)) {
            for used in [ResourceUse::Task, ResourceUse::ItemReader, ResourceUse::ResultWriter] {
                if let Some(finding) = resource::check(&resource, used) {
                    prop_assert!(lies_within(&text, &finding.range), "{:?}", finding);
                }
            }
        }
        sound_error(&text, timestamp::check(&text));
        sound_error(&text, name::check_execution_name(&text));
        sound_error(&text, name::check_label(&text));
        sound_error(&text, name::check_variable(&text));
        for finding in string_matches::check(&text) {
            prop_assert!(lies_within(&text, &finding.range), "{:?}", finding);
        }
    }

    #[test]
    fn printed_paths_read_the_same(root in root(), steps in path_steps(2)) {
        let printed = Path { text: String::new(), root: root.clone(), steps: steps.clone() }.to_string();
        let again = Path::parse(&printed);
        prop_assert_eq!(again.map(|again| (again.root, again.steps)), Ok((root, steps)), "{}", printed);
    }

    #[test]
    fn well_formed_calls_are_read(call in call_text()) {
        let read = Call::parse(&call);
        prop_assert!(read.is_ok(), "{}: {:?}", call, read);
    }
}

fn call_text() -> impl Strategy<Value = String> {
    let argument = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|literal| literal.to_string()),
        any::<i64>().prop_map(|literal| literal.to_string()),
        any::<f64>()
            .prop_filter("JSON has none such", |number| number.is_finite())
            .prop_map(|number| number.to_string()),
        any::<String>().prop_map(|text| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))),
        (root(), path_steps(1))
            .prop_map(|(root, steps)| Path { text: String::new(), root, steps }.to_string()),
    ];
    argument
        .prop_recursive(4, 12, 3, |argument| {
            let name = proptest::sample::select(&asl_compiler::expression::intrinsic::Intrinsic::ALL[..]);
            (name, vec(argument, 0..3), "[ ]{0,2}").prop_map(|(function, arguments, blanks)| {
                format!(
                    "{}{blanks}({blanks}{})",
                    function.name(),
                    arguments.join(&format!("{blanks},{blanks}"))
                )
            })
        })
        .prop_map(|argument| format!("States.Array({argument})"))
}

fn root() -> impl Strategy<Value = Root> {
    prop_oneof![Just(Root::Document), Just(Root::Context), "[a-zäλ][a-z0-9_é]{0,5}".prop_map(Root::Variable),]
}

fn step_name() -> impl Strategy<Value = String> + Clone {
    prop_oneof!["[a-z0-9_-]{1,6}", any::<String>()]
}

/// Steps with filters that lie this deep in each other.
fn path_steps(depth: u32) -> BoxedStrategy<Vec<Step>> {
    let index = any::<i32>().prop_map(i64::from);
    let bound = proptest::option::of(index.clone());
    let plain = prop_oneof![
        step_name().prop_map(Step::Name),
        vec(step_name(), 2..4).prop_map(Step::Names),
        index.clone().prop_map(Step::Index),
        vec(index, 2..4).prop_map(Step::Indices),
        (bound.clone(), bound)
            .prop_filter("a slice has a bound", |(start, end)| start.is_some() || end.is_some())
            .prop_map(|(start, end)| Step::Slice { start, end }),
        Just(Step::Wildcard),
    ];
    let step = if depth == 0 {
        plain.boxed()
    } else {
        prop_oneof![4 => plain, 1 => filter(depth - 1).prop_map(Step::Filter)].boxed()
    };
    let steps = vec((any::<bool>(), step), 0..4).prop_map(|steps| {
        let mut flat = Vec::new();
        for (descends, step) in steps {
            flat.extend(descends.then_some(Step::Descendants));
            flat.push(step);
        }
        flat
    });
    let function =
        (proptest::sample::select(&FunctionName::ALL[..]), operand(0)).prop_map(|(name, argument)| {
            let arguments = match name {
                FunctionName::Concat | FunctionName::Append | FunctionName::Index => vec![argument],
                _ => Vec::new(),
            };
            Step::Function(Function { name, arguments })
        });
    (steps, proptest::option::weighted(0.2, function))
        .prop_map(|(mut steps, function)| {
            steps.extend(function);
            steps
        })
        .boxed()
}

fn filter(depth: u32) -> BoxedStrategy<Filter> {
    let path = path_operand(depth);
    let compare = (operand(depth), proptest::sample::select(&Comparison::ALL[..]), operand(depth))
        .prop_map(|(left, comparison, right)| Filter::Compare(left, comparison, right));
    prop_oneof![path.prop_map(Filter::Exists), compare]
        .prop_recursive(3, 8, 3, |inner| {
            prop_oneof![
                vec(inner.clone(), 2..4).prop_map(Filter::And),
                vec(inner.clone(), 2..4).prop_map(Filter::Or),
                inner.prop_map(|inner| Filter::Not(Box::new(inner))),
            ]
        })
        .boxed()
}

fn path_operand(depth: u32) -> BoxedStrategy<Operand> {
    if depth == 0 {
        let steps = vec(step_name().prop_map(Step::Name), 0..3);
        return prop_oneof![steps.clone().prop_map(Operand::Candidate), steps.prop_map(Operand::Document)]
            .boxed();
    }
    prop_oneof![
        path_steps(depth - 1).prop_map(Operand::Candidate),
        path_steps(depth - 1).prop_map(Operand::Document)
    ]
    .boxed()
}

fn operand(depth: u32) -> BoxedStrategy<Operand> {
    let literal = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has none such", |number| number.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
    .prop_recursive(2, 6, 3, |inner| vec(inner, 0..3).prop_map(Value::from));
    prop_oneof![
        literal.prop_map(Operand::Literal),
        ("[a-z.*+]{0,6}", any::<bool>())
            .prop_map(|(pattern, ignore_case)| Operand::Regex { pattern, ignore_case }),
        path_operand(depth),
    ]
    .boxed()
}
