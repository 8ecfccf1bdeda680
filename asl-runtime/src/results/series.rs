//! A series of files of one kind, one after the other: `SUCCEEDED_0.json`, `SUCCEEDED_1.json` (DMAP-19).

use std::sync::Arc;

use serde_json::Value;

use super::destination::Folder;
use super::failed;
use super::record::Kind;
use crate::objects::{ObjectError, ObjectWriter, Objects};
use crate::program::{Failure, OutputType};

/// Bytes are handed to the store in pieces of this size.
const PIECE: usize = 64 * 1024;

/// What all files of a map run have in common.
#[derive(Clone)]
pub(super) struct Format {
    pub(super) objects: Arc<dyn Objects>,
    pub(super) folder: Folder,
    pub(super) output_type: OutputType,
    /// The most bytes of a file that has more than one result.
    pub(super) file_bytes: u64,
}

/// A file that is complete.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct File {
    pub(super) key: String,
    pub(super) bytes: u64,
}

/// The files of one kind.
pub(super) struct Series {
    kind: Kind,
    complete: Vec<File>,
    current: Option<Current>,
}

/// The file that is being written.
struct Current {
    key: String,
    writer: Box<dyn ObjectWriter>,
    /// What the store has not got yet.
    piece: Vec<u8>,
    bytes: u64,
}

impl Series {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, complete: Vec::new(), current: None }
    }

    /// Writes a result.
    pub(super) async fn write(&mut self, format: &Format, value: &Value) -> Result<(), Failure> {
        let text = value.to_string();
        let (opening, between, closing) = marks(format.output_type);
        // With what separates it from others, and what ends the file.
        let bytes = (between.len() + text.len() + closing.len()) as u64;
        if self.current.as_ref().is_some_and(|current| current.bytes + bytes > format.file_bytes) {
            self.end_file(format).await?;
        }
        let (current, before) = match &mut self.current {
            Some(current) => (current, between),
            none => {
                let file = self.kind.file(self.complete.len(), format.output_type);
                let writer = format.objects.put(format.folder.object(&file));
                let key = format.folder.key(&file);
                (none.insert(Current { key, writer, piece: Vec::new(), bytes: 0 }), opening)
            }
        };
        current.add(before).await?;
        current.add(&text).await
    }

    async fn end_file(&mut self, format: &Format) -> Result<(), Failure> {
        let Some(mut current) = self.current.take() else { return Ok(()) };
        let (_, _, closing) = marks(format.output_type);
        current.add(closing).await?;
        let piece = std::mem::take(&mut current.piece);
        current.writer.write(piece).await.map_err(not_written)?;
        current.writer.finish().await.map_err(not_written)?;
        self.complete.push(File { key: current.key, bytes: current.bytes });
        Ok(())
    }

    /// Ends the last file and gives all.
    pub(super) async fn end(mut self, format: &Format) -> Result<Vec<File>, Failure> {
        self.end_file(format).await?;
        Ok(self.complete)
    }
}

impl Current {
    async fn add(&mut self, text: &str) -> Result<(), Failure> {
        self.piece.extend_from_slice(text.as_bytes());
        self.bytes += text.len() as u64;
        if self.piece.len() < PIECE {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.writer.write(piece).await.map_err(not_written)
    }
}

impl Kind {
    /// The name that the manifest has for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Pending => "PENDING",
        }
    }

    fn file(self, number: usize, output_type: OutputType) -> String {
        let extension = match output_type {
            OutputType::Json => "json",
            OutputType::JsonLines => "jsonl",
        };
        format!("{}_{number}.{extension}", self.name())
    }
}

/// What stands before the first result, between two, and after the last.
fn marks(output_type: OutputType) -> (&'static str, &'static str, &'static str) {
    match output_type {
        OutputType::Json => ("[", ",", "]"),
        OutputType::JsonLines => ("", "\n", "\n"),
    }
}

pub(super) fn not_written(error: ObjectError) -> Failure {
    failed(error.to_string())
}
