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
}

impl Pieces {
    pub(super) fn of(objects: &dyn Objects, object: ObjectName) -> Self {
        objects.get(object).into()
    }

    /// What comes next; nothing at the end. What is not taken comes again.
    pub(super) async fn peek(&mut self) -> Result<&[u8], Failure> {
        while self.taken >= self.piece.len() {
            let Some(stream) = &mut self.stream else { return Ok(&[]) };
            let Some(piece) = stream.next().await else {
                self.stream = None;
                return Ok(&[]);
            };
            self.piece = piece.map_err(|error| failed(error.to_string()))?;
            self.taken = 0;
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
        Self { stream: Some(stream), piece: Vec::new(), taken: 0 }
    }
}
