//! What a fuzzer does with a text. The crate's tests run the same over the seeds and over random texts.

use asl_compiler::compile::compile;
use asl_compiler::diagnostic::{Code, Diagnostic, Findings, LintLevels, Renderer, Severity};
use asl_compiler::emit::SourceTokens;
use asl_compiler::options::Options;
use asl_compiler::source::{Format, Source, Span};
use asl_compiler::substitution::{Substitutions, UnknownNames, apply, names_in};
use asl_compiler::syntax::{Document, Kind, Node, Place, parse};
use quote::quote;

/// Takes a text the whole way through the compiler. Nothing may panic, whatever the text is; every place
/// must stand in the text; and what comes out must be Rust.
pub(crate) fn exercise(text: &str, format: Format) {
    let source = Source::new("fuzzed", text, format);
    read(&source);
    for arguments in
        [quote!("fuzzed"), quote!("fuzzed", kind: express, substitutions: { "A": 5, "B": "$.b" })]
    {
        let options: Options = syn::parse2(arguments).expect("the arguments are right");
        let tokens = compile(&source, &options, &SourceTokens { text: quote!("") });
        if let Err(error) = syn::parse2::<syn::File>(tokens.clone()) {
            panic!("the expansion is no Rust: {error}\n{tokens}");
        }
    }
}

/// Reads the text, and looks at every place of its tree.
fn read(source: &Source) {
    let mut document = match parse(source) {
        Ok(document) => document,
        Err(error) => {
            assert!(
                source.text().get(error.span.range()).is_some(),
                "the place of an error is no part of the text"
            );
            return render(source, None, Diagnostic::from(error));
        }
    };
    check_places(source, &document, &document.root);

    let given = [("A".to_owned(), "[1, {\"b\": \"${B}\"}]".into()), ("B".to_owned(), 5.into())];
    let substitutions =
        Substitutions::new(given, UnknownNames::Required).expect("the values are such that can be taken");
    let mut findings = Findings::new(UnknownNames::Required);
    for left in apply(&mut document, &substitutions, &mut findings) {
        assert!(substitutions.get(&left.name).is_none(), "a name that has a value is left");
    }
    check_places(source, &document, &document.root);
    let renderer = Renderer::new(source, Some(&document));
    findings.resolve(&LintLevels::default()).messages(&renderer);
}

/// Every value and key stands in the text, and every pointer leads back to its value.
fn check_places(source: &Source, document: &Document, node: &Node) {
    assert!(source.text().get(node.span.range()).is_some(), "the place of a value is no part of the text");
    match &node.kind {
        Kind::Object(object) => {
            for member in &object.members {
                assert!(source.text().get(member.key_span.range()).is_some(), "nor is the place of a key");
                assert_eq!(document.parent(member.value.id).map(|(parent, _)| parent), Some(node.id));
                check_places(source, document, &member.value);
            }
        }
        Kind::Array(elements) => {
            for element in elements {
                assert_eq!(document.parent(element.id).map(|(parent, _)| parent), Some(node.id));
                check_places(source, document, element);
            }
        }
        Kind::String(text) | Kind::Substitution(text) => {
            for part in names_in(text).map(|(range, _)| range).take(2).chain(std::iter::once(0..text.len())) {
                let place = document.place_in(source, node, part);
                assert!(source.text().get(place.span.range()).is_some(), "nor is the place of a part");
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
    }
}

fn render(source: &Source, document: Option<&Document>, diagnostic: Diagnostic) {
    let end = Span::new(source.text().len()..source.text().len());
    let related = Place { span: end, ..diagnostic.place };
    let diagnostic = diagnostic.related(related, "the end");
    assert_eq!(diagnostic.code, Code::Syntax);
    let renderer = Renderer::new(source, document);
    assert!(renderer.frame(&diagnostic, Severity::Error).starts_with("error[syntax]: "));
    assert!(!renderer.line(&diagnostic, Severity::Error).contains('\n'));
    renderer.json(&diagnostic, None);
}
