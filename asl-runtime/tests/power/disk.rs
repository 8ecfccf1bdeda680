//! A disk that loses what was not synced.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What disks write at once.
const SECTOR: usize = 512;

/// Where a store lies, what was synced of it, and what was acknowledged.
pub(crate) struct Disk {
    above: PathBuf,
}

impl Disk {
    pub(crate) fn new(name: &str) -> Self {
        let above = std::env::temp_dir().join(format!("asl-power-{}-{name}", std::process::id()));
        for folder in ["store", "synced"] {
            fs::create_dir_all(above.join(folder)).expect("there is room");
        }
        Self { above: above.canonicalize().expect("it is there") }
    }

    pub(crate) fn of_process(above: PathBuf) -> Self {
        Self { above }
    }

    pub(crate) fn above(&self) -> &Path {
        &self.above
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.above.join("store")
    }

    pub(crate) fn synced(&self) -> PathBuf {
        self.above.join("synced")
    }

    /// What the process was told to have been written. The power does not fail here.
    pub(crate) fn acknowledged(&self) -> PathBuf {
        self.above.join("acknowledged")
    }

    /// From now on it says that it has synced, and has not.
    pub(crate) fn lie(&self) {
        fs::write(self.synced().join("lies"), "").expect("there is room");
    }

    /// The store as the next start of the machine finds it: what was synced, with this share of the sectors that were
    /// written since.
    pub(crate) fn after_the_failure(&self, share: f64, random: &mut fastrand::Rng) -> PathBuf {
        let left = self.above.join("left");
        let _ = fs::remove_dir_all(&left);
        fs::create_dir_all(&left).expect("there is room");
        for name in ["workflows.db", "workflows.db-wal"] {
            let synced = fs::read(self.synced().join(name)).unwrap_or_default();
            let written = fs::read(self.folder().join(name)).unwrap_or_default();
            let mut found = synced.clone();
            // How long a file is reaches the disk by itself, sometimes.
            if written.len() > found.len() && share > 0.0 {
                found.resize(written.len(), 0);
            }
            for (number, sector) in found.chunks_mut(SECTOR).enumerate() {
                let place = number * SECTOR..number * SECTOR + sector.len();
                if let Some(written) = written.get(place)
                    && random.f64() < share
                {
                    sector.copy_from_slice(written);
                }
            }
            if !found.is_empty() {
                fs::write(left.join(name), found).expect("there is room");
            }
        }
        left
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A process that is told of it does not own it.
        if std::env::var_os(crate::process::TOLD).is_none() {
            let _ = fs::remove_dir_all(&self.above);
        }
    }
}

/// The library that keeps what was synced, compiled once.
pub(crate) fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power/disk.c");
        let library = std::env::temp_dir().join(format!("asl-power-{}.so", std::process::id()));
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let compiled = Command::new(compiler)
            .args(["-shared", "-fPIC", "-O1", "-Wall", "-o"])
            .args([library.as_os_str(), source.as_os_str(), "-ldl".as_ref()])
            .status();
        // SQLite is compiled from C too, so there is a compiler.
        assert!(compiled.is_ok_and(|status| status.success()), "`disk.c` compiles");
        library
    })
}
