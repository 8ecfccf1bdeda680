//! What cargo and rustc take for one crate.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::definitions::workspace;

/// What is done with a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Check,
    Build,
    Release,
}

impl Mode {
    pub(super) const ALL: [Self; 3] = [Self::Check, Self::Build, Self::Release];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Release => "release",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// A crate is built so often, the least counts; less often if that takes longer than so many seconds.
const RUNS: usize = 5;
const SECONDS: f64 = 8.0;

/// A workspace of generated crates.
pub(super) struct Crates(PathBuf);

impl Crates {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Builds all crates, and what they depend on.
    pub(super) fn build_all(&self, mode: Mode) -> Result<(), String> {
        self.cargo(mode, None)
    }

    /// The least processor time, in seconds, that cargo and rustc take for one crate when all that it depends on is
    /// built: the whole crate, nothing is left from the run before.
    pub(super) fn least(&self, package: &str, mode: Mode) -> Result<f64, String> {
        let (mut least, mut all) = (f64::INFINITY, 0.0);
        for _ in 0..RUNS {
            if all > SECONDS {
                break;
            }
            let seconds = self.once(package, mode)?;
            all += seconds;
            least = least.min(seconds);
        }
        Ok(least)
    }

    /// The same for two crates by turns: what else the machine does is then the same for both.
    pub(super) fn least_by_turns(&self, packages: [&str; 2], mode: Mode) -> Result<[f64; 2], String> {
        let mut least = [f64::INFINITY; 2];
        for _ in 0..RUNS {
            for (package, least) in packages.into_iter().zip(&mut least) {
                *least = least.min(self.once(package, mode)?);
            }
        }
        Ok(least)
    }

    /// What it takes to build a crate once more.
    fn once(&self, package: &str, mode: Mode) -> Result<f64, String> {
        let folder = self.0.join(package).join("src");
        let root = ["lib.rs", "main.rs"].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
        let root = root.ok_or_else(|| format!("`{package}` has no code"))?;
        // A new time of change makes cargo build the crate again.
        let text = std::fs::read_to_string(&root).map_err(|error| error.to_string())?;
        write(&root, &text)?;
        let before = children_seconds()?;
        self.cargo(mode, Some(package))?;
        Ok(children_seconds()? - before)
    }

    fn cargo(&self, mode: Mode, package: Option<&str>) -> Result<(), String> {
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
        // What the project itself is built of is built already.
        command.args(mode.arguments()).arg("--quiet").arg("--target-dir").arg(workspace()?.join("target"));
        if let Some(package) = package {
            command.args(["--package", package]);
        }
        let status = command.current_dir(&self.0).status();
        let status = status.map_err(|error| format!("cargo can't be started: {error}"))?;
        if status.success() { Ok(()) } else { Err("the generated crates do not compile".into()) }
    }
}

/// Processor time of all processes that this one started and that have ended.
fn children_seconds() -> Result<f64, String> {
    let text =
        std::fs::read_to_string("/proc/self/stat").map_err(|error| format!("this needs Linux: {error}"))?;
    // The name in parentheses may hold blanks; cutime and cstime are the 14th and 15th field after it, in
    // hundredths of a second.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok());
    match (ticks(13), ticks(14)) {
        (Some(user), Some(system)) => Ok((user + system) / 100.0),
        _ => Err("/proc/self/stat has another form than expected".into()),
    }
}

/// Writes a file and the folders that it is in.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("`{}` can't be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_time_of_children() {
        let before = children_seconds().expect("this is Linux");
        Command::new("true").status().expect("it can be started");
        assert!(children_seconds().expect("this is Linux") >= before);
    }
}
