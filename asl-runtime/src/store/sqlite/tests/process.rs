//! Tests in processes of their own: to be killed, or to be somebody else.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROLE: &str = "ASL_STORE_TEST_ROLE";
const STORE: &str = "ASL_STORE_TEST_STORE";

/// The program of the tests, to run one test in a role of its own on a store.
pub(super) fn command(program: &Path, test: &str, role: &str, store: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(ROLE, role).env(STORE, store);
    command
}

pub(super) fn program() -> PathBuf {
    env::current_exe().expect("the program of the tests")
}

/// The role that this process was started for, and the store to play it on.
pub(super) fn role() -> Option<(String, PathBuf)> {
    Some((env::var(ROLE).ok()?, PathBuf::from(env::var_os(STORE)?)))
}
