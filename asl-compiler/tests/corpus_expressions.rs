//! Every path, call and resource of published definitions, where they are present.

use std::fs;
use std::path::{Path as FilePath, PathBuf};

use asl_compiler::expression::intrinsic::{Call, lint};
use asl_compiler::expression::path::{Path, ReferencePath};
use asl_compiler::expression::resource::{self, Resource, ResourceFindingKind, ResourceUse};
use asl_compiler::expression::{ExpressionError, name, parse_expression, string_matches, timestamp};
use asl_compiler::model::Expression;
use serde_json::Value;

/// A string of a definition and what it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Path,
    Reference,
    Result,
    Member,
    Resource(ResourceUse),
    Timestamp,
    Pattern,
    Label,
}

impl Kind {
    fn of_field(field: &str) -> Option<Self> {
        Some(match field {
            "InputPath" | "OutputPath" | "Variable" => Self::Path,
            "ResultPath" => Self::Result,
            "ErrorPath" | "CausePath" => Self::Member,
            "Resource" => Self::Resource(ResourceUse::Task),
            "Label" => Self::Label,
            "StringMatches" => Self::Pattern,
            "Timestamp" => Self::Timestamp,
            _ if field.starts_with("Timestamp") && field.ends_with("Path") => Self::Reference,
            _ if field.starts_with("Timestamp") => Self::Timestamp,
            _ if field.ends_with("Path") => Self::Reference,
            _ => return None,
        })
    }

    fn check(self, text: &str) -> Result<(), ExpressionError> {
        match self {
            Self::Path => Path::parse(text).map(drop),
            Self::Reference => ReferencePath::parse(text).map(drop),
            Self::Result => ReferencePath::parse_result(text).map(drop),
            Self::Member => parse_expression(text).map(drop),
            Self::Resource(_) => Resource::parse(text).map(drop),
            Self::Timestamp => timestamp::check(text),
            Self::Label => name::check_label(text),
            Self::Pattern => string_matches::check(text).into_iter().next().map_or(Ok(()), Err),
        }
    }
}

/// Collects the strings of a scope (`States`) whose own language is `language`.
fn scope(scope: &Value, language: &str, found: &mut Vec<(Kind, String)>) {
    let language = scope["QueryLanguage"].as_str().unwrap_or(language);
    for state in scope["States"].as_object().into_iter().flat_map(serde_json::Map::values) {
        let language = state["QueryLanguage"].as_str().unwrap_or(language);
        if language == "JSONPath" {
            fields(state, found);
        }
        for branch in state["Branches"].as_array().into_iter().flatten() {
            self::scope(branch, language, found);
        }
        for processor in [&state["ItemProcessor"], &state["Iterator"]] {
            self::scope(processor, language, found);
        }
    }
}

fn fields(object: &Value, found: &mut Vec<(Kind, String)>) {
    for (field, value) in object.as_object().into_iter().flatten() {
        match (field.as_str(), value) {
            (
                "Parameters" | "ResultSelector" | "ItemSelector" | "Assign" | "BatchInput" | "Credentials",
                _,
            ) => {
                template(value, found);
            }
            ("Choices" | "And" | "Or" | "Catch", Value::Array(elements)) => {
                elements.iter().for_each(|element| fields(element, found));
            }
            ("Not" | "ItemBatcher" | "ReaderConfig", _) => fields(value, found),
            ("ItemReader" | "ResultWriter", _) => {
                let used =
                    if field == "ItemReader" { ResourceUse::ItemReader } else { ResourceUse::ResultWriter };
                let mut inner = Vec::new();
                fields(value, &mut inner);
                found.extend(inner.into_iter().map(|(kind, text)| match kind {
                    Kind::Resource(_) => (Kind::Resource(used), text),
                    kind => (kind, text),
                }));
            }
            (_, Value::String(text)) => {
                found.extend(Kind::of_field(field).map(|kind| (kind, text.clone())));
            }
            _ => {}
        }
    }
}

fn template(value: &Value, found: &mut Vec<(Kind, String)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(text) if key.ends_with(".$") => found.push((Kind::Member, text.clone())),
                    value => template(value, found),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| template(element, found)),
        _ => {}
    }
}

fn corpus(part: &str) -> Option<(PathBuf, Vec<Value>)> {
    let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus").join(part);
    let index = fs::read_to_string(folder.join("index.json")).ok()?;
    Some((folder, serde_json::from_str(&index).expect("the corpus has an index")))
}

fn definition(folder: &FilePath, entry: &Value) -> Value {
    let file = folder.join(entry["file"].as_str().expect("an entry has a file"));
    serde_json::from_str(&fs::read_to_string(file).expect("the index names files")).unwrap_or(Value::Null)
}

#[test]
fn valid_definitions_hold_valid_expressions() {
    let Some((folder, index)) = corpus("valid") else { return };
    let mut seen = 0;
    let mut refused = Vec::new();
    for entry in &index {
        let mut found = Vec::new();
        scope(&definition(&folder, entry), "JSONPath", &mut found);
        for (kind, text) in found {
            seen += 1;
            if let Err(error) = kind.check(&text) {
                refused.push(format!("{}: {kind:?} `{text}`: {error:?}", entry["file"]));
            }
            reads_the_same_when_printed(kind, &text);
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(seen > 1000, "{seen} strings are too few: was the corpus read?");
}

fn reads_the_same_when_printed(kind: Kind, text: &str) {
    if let (Kind::Path | Kind::Reference | Kind::Result | Kind::Member, Ok(path)) = (kind, Path::parse(text))
    {
        let again = Path::parse(&path.to_string()).expect("a printed path is one");
        assert_eq!((path.root, path.steps), (again.root, again.steps), "{text}");
    }
}

/// Resources that the corpus counts as valid by the specification and that the service does not have.
const NOT_OF_THE_SERVICE: &[(&str, ResourceFindingKind)] = &[
    ("foo:bar", ResourceFindingKind::NotAnArn),
    ("arn:aws:swf:us-east-1:123456789012:task:X", ResourceFindingKind::ForeignArn),
    ("arn:aws:states:::dynamodb:query", ResourceFindingKind::UnknownAction),
    ("arn:aws:states:::lambda:listFunctions", ResourceFindingKind::UnknownAction),
];

#[test]
fn what_is_found_in_valid_definitions_is_wrong_there() {
    let Some((folder, index)) = corpus("valid") else { return };
    for entry in &index {
        let mut found = Vec::new();
        scope(&definition(&folder, entry), "JSONPath", &mut found);
        for (kind, text) in found {
            match kind {
                Kind::Resource(used) => {
                    let resource = Resource::parse(&text).expect("it has been parsed above");
                    let finding = resource::check(&resource, used).map(|finding| finding.kind);
                    let expected = NOT_OF_THE_SERVICE.iter().find(|(known, _)| *known == text);
                    assert_eq!(finding, expected.map(|(_, kind)| *kind), "{}: {text}", entry["file"]);
                }
                Kind::Member => {
                    if let Ok(Expression::Intrinsic(call)) = parse_expression(&text) {
                        assert_eq!(lint::check(&call), [], "{}: {text}", entry["file"]);
                    }
                }
                _ => {}
            }
        }
    }
}

#[test]
fn definitions_that_the_service_ran_hold_valid_expressions() {
    let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/cases");
    let Ok(groups) = fs::read_dir(folder) else { return };
    let mut found = Vec::new();
    for file in groups.flatten().flat_map(|group| fs::read_dir(group.path()).into_iter().flatten().flatten())
    {
        let case: Value = serde_json::from_str(&fs::read_to_string(file.path()).expect("the file is there"))
            .expect("a case is JSON");
        scope(&case["definition"], "JSONPath", &mut found);
    }
    for (kind, text) in &found {
        assert_eq!(kind.check(text), Ok(()), "{kind:?} `{text}`");
    }
    assert!(found.len() > 500, "{} strings are too few: were the cases read?", found.len());
}

#[test]
fn invalid_expressions_are_refused() {
    let Some((folder, index)) = corpus("invalid") else { return };
    let classes = [
        "path-syntax",
        "reference-path",
        "resultpath-root",
        "payload-path",
        "intrinsic",
        "intrinsic-type",
        "resource-uri",
        "resource-arn",
        "timestamp",
        "label",
    ];
    let mut seen = 0;
    for entry in &index {
        let class = entry["class"].as_array().into_iter().flatten().filter_map(Value::as_str);
        if !class.clone().any(|class| classes.contains(&class)) {
            continue;
        }
        let definition = definition(&folder, entry);
        let pointers = match &entry["at"] {
            Value::Array(pointers) => pointers.clone(),
            pointer => vec![pointer.clone()],
        };
        for pointer in pointers.iter().filter_map(Value::as_str) {
            let field = pointer.rsplit('/').next().unwrap_or_default();
            let kind = if field.ends_with(".$") { Some(Kind::Member) } else { Kind::of_field(field) };
            let (Some(kind), Some(Value::String(text))) = (kind, definition.pointer(pointer)) else {
                continue;
            };
            seen += 1;
            let unfit = matches!(field, "ErrorPath" | "CausePath")
                && Call::parse(text).is_ok_and(|call| !call.function.may_give_text());
            assert!(unfit || kind.check(text).is_err(), "{}{pointer}: `{text}`", entry["file"]);
        }
    }
    assert!(seen > 30, "{seen} strings are too few: was the corpus read?");
}
