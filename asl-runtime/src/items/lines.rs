//! JSON Lines (DMAP-8).

use futures_util::stream::{self, Stream};
use serde_json::Value;

use super::bytes::Pieces;
use super::failed;
use crate::program::Failure;

/// The values of JSON Lines, one on each line that is not empty.
pub(super) fn values(pieces: Pieces) -> impl Stream<Item = Result<Value, Failure>> + Send + 'static {
    stream::try_unfold((pieces, 0_u64), |(mut pieces, mut number)| async move {
        while let Some(line) = pieces.line().await? {
            number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let value = serde_json::from_slice(&line)
                .map_err(|error| failed(format!("Line {number} of the file is no JSON: {error}")))?;
            return Ok(Some((value, (pieces, number))));
        }
        Ok(None)
    })
}
