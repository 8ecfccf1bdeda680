//! Counts of instructions. They hold still where times do not: to a part in a thousand, since hashes of maps have seeds.

use std::path::Path;
use std::process::Command;

use super::programs::output;

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    /// The program from its start to its end.
    Program,
    /// What `asl_benchmarks::execute` does, and what it calls.
    Executions,
}

/// Whether instructions can be counted here.
pub(super) fn is_there() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// How many instructions a program takes.
pub(super) fn instructions(program: &Path, arguments: &[&str], scope: Scope) -> Result<u64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    match scope {
        Scope::Program => {}
        Scope::Executions => drop(valgrind.arg("--toggle-collect=asl_benchmarks::case::execute")),
    }
    let output = output(valgrind.arg(program).args(arguments))?;
    let said = String::from_utf8_lossy(&output.stderr);
    match collected(&said) {
        // A function that has another name now is never entered.
        None | Some(0) => Err(format!("callgrind counts nothing for `{}`:\n{said}", arguments.join(" "))),
        Some(number) => Ok(number),
    }
}

fn collected(said: &str) -> Option<u64> {
    said.split("Collected :").nth(1)?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_callgrind_says() {
        let said =
            "==1== Events    : Ir\n==1== Collected : 3769942\n==1== \n==1== I   refs:      3,769,942\n";
        assert_eq!(collected(said), Some(3_769_942));
        assert_eq!(collected("valgrind: no such tool"), None);
    }
}
