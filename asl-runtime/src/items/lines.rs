//! JSON Lines (DMAP-8).

use futures_util::stream::{self, Stream};
use serde_json::Value;

use super::bytes::Pieces;
use super::failed;
use super::spot::Spot;
use crate::program::Failure;

/// The values of JSON Lines, one on each line that is not empty, and the places behind them. So many lines stand before.
pub(super) fn values(
    pieces: Pieces,
    lines: u64,
) -> impl Stream<Item = Result<(Value, Spot), Failure>> + Send + 'static {
    stream::try_unfold((pieces, lines), |(mut pieces, mut number)| async move {
        while let Some(line) = pieces.line().await? {
            number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let value = serde_json::from_slice(&line)
                .map_err(|error| failed(format!("Line {number} of the file is no JSON: {error}")))?;
            let spot = Spot::Lines { byte: pieces.at(), line: number };
            return Ok(Some(((value, spot), (pieces, number))));
        }
        Ok(None)
    })
}
