//! Whatever a workflow holds: if nothing is wrong with it, its expansion is Rust.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::definitions::definitions;
use crate::fixture::expand;

#[test]
fn an_accepted_workflow_expands_to_rust() {
    let (accepted, all) = (Cell::new(0), Cell::new(0));
    let cases = ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() };
    let result = TestRunner::new(cases).run(&definitions(), |definition| {
        let expansion = expand("any", &definition.to_string());
        let text = expansion.to_string();
        all.set(all.get() + 1);
        if !text.contains("compile_error !") {
            accepted.set(accepted.get() + 1);
        }
        // With mistakes the items are there all the same.
        let file = syn::parse2::<syn::File>(expansion);
        prop_assert!(file.is_ok(), "{:?}: {text}", file.err());
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // Refused definitions show nothing.
    assert!(accepted.get() * 10 > all.get() * 9, "only {} of {} were accepted", accepted.get(), all.get());
}
