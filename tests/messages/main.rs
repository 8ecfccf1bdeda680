//! What a user reads when rustc refuses code around a workflow. `cases/NAME.stderr` holds the text for `NAME.rs`.
//!
//! Only what needs rustc is here: what is wrong in a definition is tested in `asl-compiler/tests/diagnostics`.
//! `TRYBUILD=overwrite cargo test -p asl-tests --test messages` writes the texts anew; read them before you commit.

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("messages/cases/*.rs");
}
