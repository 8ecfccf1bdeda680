//! `docs/diagnostics.md` lists every code. `BLESS=1` writes it.

use std::fmt::Write as _;
use std::path::Path;

use asl_compiler::diagnostic::{Code, Kind, Level};

fn catalogue() -> String {
    let mut text = String::from(
        "# Diagnostics\n\n\
         *Errors* are what AWS refuses when a state machine is created, and what cannot be compiled. *Lints* are what AWS\n\
         accepts and then fails, or what hardly means what it says; `allow: [\"code\"]`, `warn` and `deny` in the macro's\n\
         arguments change their level, and `warnings` stands for all lints at warn. An allowed lint compiles to what AWS\n\
         does at run time.\n\n\
         The rule is the id under which the semantics are written down and tested.\n",
    );
    let mut list = |title: &str, kind: Kind| {
        // Writing to a String cannot fail.
        _ = write!(text, "\n## {title}\n\n| code | what it finds | rule |\n| --- | --- | --- |\n");
        let mut codes: Vec<Code> = Code::ALL.iter().copied().filter(|code| code.kind() == kind).collect();
        codes.sort_by_key(|code| code.name());
        for code in codes {
            _ = writeln!(text, "| `{}` | {} | {} |", code.name(), code.about(), code.rule());
        }
    };
    list("Errors", Kind::Error);
    list("Lints that deny", Kind::Lint(Level::Deny));
    list("Lints that warn", Kind::Lint(Level::Warn));
    list("Lints that are allowed unless asked for", Kind::Lint(Level::Allow));
    text
}

#[test]
fn the_catalogue_is_written_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    let expected = catalogue();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &expected).expect("the docs can be written");
    }
    let written = std::fs::read_to_string(&path).expect("the docs can be read");
    assert!(
        written == expected,
        "docs/diagnostics.md is out of date; BLESS=1 cargo test -p asl-compiler --test catalogue"
    );
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    for (index, code) in Code::ALL.iter().enumerate() {
        let name = code.name();
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        assert!(Code::ALL[..index].iter().all(|other| other.name() != name), "{name} stands twice");
        assert!(code.about().ends_with('.'), "{name}");
    }
}
