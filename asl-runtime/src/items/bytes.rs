//! An object's content, piece by piece.

use futures_util::StreamExt;

use super::failed;
use crate::objects::ObjectName;
use crate::objects::{ObjectStream, Objects};
use crate::program::Failure;

/// The pieces of an object, and how far the current one has been taken.
pub(super) struct Pieces {
    /// None once it has ended.
    stream: Option<ObjectStream<Vec<u8>>>,
    piece: Vec<u8>,
    taken: usize,
    /// How many bytes of the object stand before the piece.
    before: u64,
}

impl Pieces {
    pub(super) fn of(objects: &dyn Objects, object: ObjectName) -> Self {
        objects.get(object).into()
    }

    /// Those of an object behind so many bytes.
    #[cfg(feature = "durable")]
    pub(super) fn behind(objects: &dyn Objects, object: ObjectName, bytes: u64) -> Self {
        Self { before: bytes, ..objects.get_from(object, bytes).into() }
    }

    /// How many bytes of the object have been taken, or stood before those that were asked for.
    pub(super) fn at(&self) -> u64 {
        self.before + self.taken as u64
    }

    /// What comes next; nothing at the end. What is not taken comes again.
    pub(super) async fn peek(&mut self) -> Result<&[u8], Failure> {
        while self.taken >= self.piece.len() {
            let Some(stream) = &mut self.stream else { return Ok(&[]) };
            let Some(piece) = stream.next().await else {
                self.stream = None;
                return Ok(&[]);
            };
            self.before += self.taken as u64;
            self.taken = 0;
            self.piece = piece.map_err(|error| failed(error.to_string()))?;
        }
        Ok(&self.piece[self.taken..])
    }

    /// Takes bytes that were seen.
    pub(super) fn take(&mut self, bytes: usize) {
        self.taken += bytes;
    }

    /// The next line, without its end.
    pub(super) async fn line(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut line = Vec::new();
        loop {
            let next = self.peek().await?;
            if next.is_empty() {
                return Ok((!line.is_empty()).then_some(line));
            }
            let end = next.iter().position(|&byte| byte == b'\n');
            let length = end.unwrap_or(next.len());
            line.extend_from_slice(&next[..length]);
            self.take(length + usize::from(end.is_some()));
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }

    /// All that is left.
    pub(super) async fn all(&mut self) -> Result<Vec<u8>, Failure> {
        let mut all = Vec::new();
        loop {
            let next = self.peek().await?;
            if next.is_empty() {
                return Ok(all);
            }
            all.extend_from_slice(next);
            let length = next.len();
            self.take(length);
        }
    }
}

impl From<ObjectStream<Vec<u8>>> for Pieces {
    fn from(stream: ObjectStream<Vec<u8>>) -> Self {
        Self { stream: Some(stream), piece: Vec::new(), taken: 0, before: 0 }
    }
}
