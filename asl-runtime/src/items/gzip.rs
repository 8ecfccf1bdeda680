//! Objects that are packed with gzip, as those that manifests list are (DMAP-9).

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;
use futures_util::stream::{self, StreamExt};

use crate::objects::{ObjectError, ObjectStream};

/// What a packed object begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The content of an object, unpacked if it is packed.
pub(super) fn unpacked(packed: ObjectStream<Vec<u8>>) -> ObjectStream<Vec<u8>> {
    Box::pin(stream::try_unfold(
        Unpacking { packed: Some(packed), state: State::Start(Vec::new()) },
        |mut unpacking| async { Ok(unpacking.next().await?.map(|piece| (piece, unpacking))) },
    ))
}

struct Unpacking {
    /// None once it has ended.
    packed: Option<ObjectStream<Vec<u8>>>,
    state: State,
}

enum State {
    /// The first bytes, as long as they are too few to tell.
    Start(Vec<u8>),
    Plain,
    Packed(Box<MultiGzDecoder<Vec<u8>>>),
}

impl Unpacking {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, ObjectError> {
        while let Some(packed) = &mut self.packed {
            let piece = packed.next().await.transpose()?;
            if piece.is_none() {
                self.packed = None;
            }
            let piece = self.unpack(piece)?;
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    /// What another piece, or the end, adds.
    fn unpack(&mut self, piece: Option<Vec<u8>>) -> Result<Vec<u8>, ObjectError> {
        if let State::Start(start) = &mut self.state {
            let is_last = piece.is_none();
            start.extend(piece.unwrap_or_default());
            if start.len() < MAGIC.len() && !is_last {
                return Ok(Vec::new());
            }
            let start = std::mem::take(start);
            self.state = if start.starts_with(&MAGIC) {
                State::Packed(Box::new(MultiGzDecoder::new(Vec::new())))
            } else {
                State::Plain
            };
            return self.unpack(Some(start));
        }
        match (&mut self.state, piece) {
            (State::Packed(decoder), Some(piece)) => {
                decoder.write_all(&piece).map_err(broken)?;
                Ok(std::mem::take(decoder.get_mut()))
            }
            (State::Packed(decoder), None) => {
                decoder.try_finish().map_err(broken)?;
                Ok(std::mem::take(decoder.get_mut()))
            }
            (_, piece) => Ok(piece.unwrap_or_default()),
        }
    }
}

fn broken(error: io::Error) -> ObjectError {
    ObjectError::store(format!("The object is not packed as gzip should be: {error}"))
}
