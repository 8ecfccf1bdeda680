//! Finds definitions in files and folders.

use std::path::{Path, PathBuf};

use asl_compiler::source::{Format, Source};

/// Endings of files that hold definitions.
const ENDINGS: [&str; 4] = [".json", ".yaml", ".yml", ".asl"];

/// Names of files that lie beside definitions and are none.
const INDEX: &str = "index.json";

/// The files that are meant by paths: each file itself, and all definitions below each folder, sorted.
pub(crate) fn find(paths: &[&str]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in paths.iter().map(Path::new) {
        if path.is_dir() {
            below(path, &mut found)?;
        } else if path.exists() {
            found.push(path.to_owned());
        } else {
            return Err(format!("there is no `{}`", path.display()));
        }
    }
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let unreadable = |error: std::io::Error| format!("`{}` can't be read: {error}", folder.display());
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            below(&path, found)?;
        } else if name != INDEX && ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads a definition.
pub(crate) fn read(path: &Path) -> Result<Source, String> {
    let name = path.display().to_string();
    let text = std::fs::read(path).map_err(|error| format!("`{name}` can't be read: {error}"))?;
    let text = String::from_utf8(text).map_err(|_| format!("`{name}` is not UTF-8 text"))?;
    let format = Format::of_path(&name);
    Ok(Source::new(name, text, format))
}

/// The folder of this workspace.
pub(crate) fn workspace() -> Result<PathBuf, String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(Path::to_owned).ok_or_else(|| "xtask has no workspace".into())
}
