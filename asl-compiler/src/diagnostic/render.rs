//! Findings as text: for `rustc`, for the command line, for tests. Plain ASCII but for what is quoted.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::snippet::{Mark, gutter, write_snippet};
use super::{Diagnostic, Kind, Level};
use crate::source::{Location, Origin, Source};
use crate::syntax::Document;

/// Whether a finding stops the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not.
    Warning,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Turns findings about a source into text.
#[derive(Debug, Clone, Copy)]
pub struct Renderer<'a> {
    source: &'a Source,
    document: Option<&'a Document>,
}

impl<'a> Renderer<'a> {
    /// A renderer for findings about `source`; without a document, where the text could not be read, there
    /// are no pointers.
    pub fn new(source: &'a Source, document: Option<&'a Document>) -> Self {
        Self { source, document }
    }

    /// A finding with the lines it is about, in the manner of `rustc`.
    pub fn frame(&self, diagnostic: &Diagnostic, severity: Severity) -> String {
        let (code, message) = (diagnostic.code.name(), clean(&diagnostic.message));
        self.headed(diagnostic, &format!("{}[{code}]: {message}", severity.name()))
    }

    /// The same for a place that shows the severity itself, as `rustc` does.
    pub fn frame_without_severity(&self, diagnostic: &Diagnostic) -> String {
        self.headed(diagnostic, &format!("{} [{}]", clean(&diagnostic.message), diagnostic.code.name()))
    }

    fn headed(&self, diagnostic: &Diagnostic, head: &str) -> String {
        let marks = marks(diagnostic);
        let pad = " ".repeat(gutter(self.source, &marks));
        let mut out = format!(
            "{head}\n{pad}--> {}{}\n",
            self.position(diagnostic),
            self.pointer_in_parentheses(diagnostic),
        );
        // A file that could not be read has no lines.
        if !self.source.text().is_empty() {
            _ = writeln!(out, "{pad} |");
            write_snippet(&mut out, self.source, &marks);
        }
        let notes = notes(diagnostic);
        if !notes.is_empty() && !self.source.text().is_empty() {
            _ = writeln!(out, "{pad} |");
        }
        for (kind, text) in notes {
            let indent = format!("\n{pad}   {:width$}", "", width = kind.len() + 2);
            let text = text.lines().map(clean).collect::<Vec<_>>().join(&indent);
            _ = writeln!(out, "{pad} = {kind}: {text}");
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// A finding in one line: `path:line:column: error[code]: message (pointer)`.
    pub fn line(&self, diagnostic: &Diagnostic, severity: Severity) -> String {
        let help = diagnostic.help.as_ref().map(|help| format!("; help: {}", clean(help)));
        format!(
            "{}: {}[{}]: {}{}{}",
            self.position(diagnostic),
            severity.name(),
            diagnostic.code.name(),
            clean(&diagnostic.message),
            self.pointer_in_parentheses(diagnostic),
            help.unwrap_or_default(),
        )
    }

    /// A finding for programs: code, pointer, line, column, message, and the level of a lint.
    pub fn json(&self, diagnostic: &Diagnostic, level: Option<Level>) -> Value {
        let Location { line, column } = self.source.locate(diagnostic.place.span.start);
        let mut object = serde_json::Map::new();
        if let Some(level) = level {
            object.insert("level".into(), level.name().into());
        }
        object.insert("code".into(), diagnostic.code.name().into());
        object.insert("pointer".into(), self.pointer(diagnostic).into());
        object.insert("line".into(), json!(line));
        object.insert("column".into(), json!(column));
        object.insert("message".into(), diagnostic.message.as_str().into());
        Value::Object(object)
    }

    fn pointer(&self, diagnostic: &Diagnostic) -> String {
        self.document.map(|document| document.pointer(diagnostic.place.node)).unwrap_or_default()
    }

    fn pointer_in_parentheses(&self, diagnostic: &Diagnostic) -> String {
        let pointer = self.pointer(diagnostic);
        if pointer.is_empty() { pointer } else { format!(" ({})", clean(&pointer)) }
    }

    fn position(&self, diagnostic: &Diagnostic) -> String {
        let Location { line, column } = self.source.locate(diagnostic.place.span.start);
        match self.source.origin() {
            Origin::File(name) if self.source.text().is_empty() => name.clone(),
            Origin::File(name) => format!("{name}:{line}:{column}"),
            Origin::Literal => format!("line {line} of the literal, column {column}"),
        }
    }
}

/// What the lines of a finding are marked with.
fn marks(diagnostic: &Diagnostic) -> Vec<Mark> {
    let label = clean(diagnostic.label.as_deref().unwrap_or_default());
    let mut marks = vec![Mark { span: diagnostic.place.span, glyph: '^', label }];
    for (place, label) in &diagnostic.related {
        marks.push(Mark { span: place.span, glyph: '-', label: clean(label) });
    }
    marks
}

/// What stands below the lines, each with its kind.
fn notes(diagnostic: &Diagnostic) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if let Some(help) = &diagnostic.help {
        notes.push(("help", help.clone()));
    }
    if let Some(service) = &diagnostic.service {
        // Of a text that is no JSON the service gives the place in the text, after the message and in it.
        let location = service.location.as_ref().filter(|location| location.starts_with('/'));
        let location = location.map(|location| format!(" at `{location}`")).unwrap_or_default();
        let message = service.message.lines().next().unwrap_or_default();
        notes.push(("note", format!("the service says {}: {message}{location}", service.code)));
    }
    let code = diagnostic.code;
    if code.rule() != "-" {
        notes.push(("note", format!("rule {}", code.rule())));
    }
    if matches!(code.kind(), Kind::Lint(_)) {
        notes.push(("note", format!("`allow: [\"{}\"]` in the macro's arguments lets it pass", code.name())));
    }
    notes
}

/// A text that stays in its line and cannot hide anything: names come from the file and may hold anything.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.extend(character.escape_unicode()),
            _ if character.is_control() => out.extend(character.escape_debug()),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{Format, Span};
    use crate::syntax::{Place, parse_json};

    /// The place of a part of the text, at the node of that start.
    fn place(text: &str, part: &str) -> Place {
        let start = text.find(part).expect("the part is there");
        Place { span: Span::new(start..start + part.len()), ..Place::START }
    }

    fn frame(source: &Source, diagnostic: &Diagnostic) -> String {
        Renderer::new(source, None).frame(diagnostic, Severity::Error)
    }

    #[test]
    fn shows_lines_marks_pointer_and_notes() {
        let text =
            "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": {\n      \"Nxt\": \"B\"\n    }\n  }\n}";
        let source = Source::new("workflows/order.asl.json", text, Format::Json);
        let document = parse_json(text).expect("it is JSON");
        let states = document.root.as_object().and_then(|root| root.get("States")).expect("it is there");
        let state = states.as_object().and_then(|states| states.get("A")).expect("it is there");
        let next = state.as_object().and_then(|state| state.member("Nxt")).expect("it is there");
        let diagnostic =
            Diagnostic::new(Code::UnknownField, next.key_place(), "`Nxt` is not a field of a Task state")
                .label("not supported here")
                .related(place(text, "\"A\": {"), "in this state")
                .related(place(text, "\"B\""), "")
                .help("did you mean `Next`?\nor nothing")
                .service(
                    "SCHEMA_VALIDATION_FAILED",
                    "Field 'Nxt' is not supported",
                    Some("/States/A/Nxt".into()),
                );
        let renderer = Renderer::new(&source, Some(&document));
        assert_eq!(
            renderer.frame(&diagnostic, Severity::Error),
            "\
error[unknown-field]: `Nxt` is not a field of a Task state
 --> workflows/order.asl.json:5:7 (/States/A/Nxt)
  |
4 |     \"A\": {
  |     ------ in this state
5 |       \"Nxt\": \"B\"
  |       ^^^^^ not supported here
  |              ---
  |
  = help: did you mean `Next`?
          or nothing
  = note: the service says SCHEMA_VALIDATION_FAILED: Field 'Nxt' is not supported at `/States/A/Nxt`
  = note: rule DOC-2"
        );
        assert_eq!(
            renderer.line(&diagnostic, Severity::Warning),
            "workflows/order.asl.json:5:7: warning[unknown-field]: `Nxt` is not a field of a Task state \
             (/States/A/Nxt); help: did you mean `Next`?\\nor nothing"
        );
        assert_eq!(
            renderer.json(&diagnostic, None).to_string(),
            r#"{"code":"unknown-field","pointer":"/States/A/Nxt","line":5,"column":7,"message":"`Nxt` is not a field of a Task state"}"#
        );
        assert_eq!(
            renderer.json(&diagnostic, Some(Level::Warn)).get("level").and_then(Value::as_str),
            Some("warn")
        );
    }

    #[test]
    fn says_what_is_known_of_a_file_that_could_not_be_read() {
        let source = Source::new("x.json", "", Format::Json);
        let diagnostic = Diagnostic::new(Code::MissingFile, Place::START, "no such file").help("look");
        assert_eq!(
            frame(&source, &diagnostic),
            "error[missing-file]: no such file\n --> x.json\n  = help: look"
        );
    }

    #[test]
    fn counts_lines_of_a_literal() {
        let source = Source::inline("{\n  x", Format::Json);
        let diagnostic = Diagnostic::new(Code::Syntax, place(source.text(), "x"), "no");
        let expected = "\
error[syntax]: no
 --> line 2 of the literal, column 3
  |
2 |   x
  |   ^
  |
  = note: rule DOC-6";
        assert_eq!(frame(&source, &diagnostic), expected);
    }

    #[test]
    fn measures_tabs_and_wide_letters() {
        for (text, line, marks) in [
            ("\t{\"a\": !}", "    {\"a\": !}", "          ^"),
            ("\"検査\" !", "\"検査\" !", "       ^"),
            ("\"e\u{301}\" !", "\"e\u{301}\" !", "    ^"),
            ("\"\u{202e}\u{7}\" !", "\"\u{fffd}\u{fffd}\" !", "     ^"),
        ] {
            let source = Source::new("x", text, Format::Json);
            let text = frame(&source, &Diagnostic::new(Code::Syntax, place(text, "!"), "no"));
            let shown: Vec<_> = text.lines().skip(3).take(2).collect();
            assert_eq!(shown, [format!("1 | {line}"), format!("  | {marks}")]);
        }
    }

    #[test]
    fn leaves_out_lines_between_marks_and_shows_the_first_of_several() {
        let text = "one\ntwo {\nthree\n}\n\n\n\n\n\nten";
        let source = Source::new("x", text, Format::Yaml);
        let diagnostic = Diagnostic::new(Code::Syntax, place(text, "{\nthree\n}"), "no")
            .related(place(text, "one"), "first")
            .related(place(text, "ten"), "last");
        let text = frame(&source, &diagnostic);
        let shown: Vec<_> = text.lines().skip(3).collect();
        let expected = [
            " 1 | one",
            "   | --- first",
            " 2 | two {",
            "   |     ^",
            "...",
            "10 | ten",
            "   | --- last",
            "   |",
            "   = note: rule DOC-6",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn cuts_a_long_line_around_its_marks() {
        let text = format!("[{}\"here\",{}\"there\"]", "1,".repeat(50_000), "2,".repeat(50_000));
        let source = Source::new("x", text.as_str(), Format::Json);
        let diagnostic = Diagnostic::new(Code::Syntax, place(&text, "\"here\""), "no")
            .related(place(&text, "\"there\""), "related");
        let text = frame(&source, &diagnostic);
        let shown: Vec<_> = text.lines().skip(3).take(4).collect();
        let ones = "1,".repeat(20);
        let twos = "2,".repeat(20);
        assert_eq!(
            shown,
            [
                format!("1 | ...{ones}\"here\",{}...", "2,".repeat(35)),
                format!("  | {}^^^^^^", " ".repeat(43)),
                format!("1 | ...{twos}\"there\"]"),
                format!("  | {}------- related", " ".repeat(43)),
            ]
        );
    }

    #[test]
    fn a_name_from_the_file_cannot_break_the_frame() {
        let source = Source::new("x", "{}", Format::Json);
        let diagnostic = Diagnostic::new(Code::Syntax, Place::START, "`a\nb\u{202e}` is no").label("x\ny");
        let text = frame(&source, &diagnostic);
        assert!(text.starts_with("error[syntax]: `a\\nb\\u{202e}` is no\n -->"), "{text}");
        assert!(text.contains("^ x\\ny\n"), "{text}");
    }
}
