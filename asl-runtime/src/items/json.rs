//! JSON and JSON Lines (DMAP-8).

use futures_util::stream::{self, Stream, StreamExt};
use serde_json::Value;

use super::bytes::Pieces;
use super::failed;
use crate::program::Failure;

/// The elements of an array in a JSON document.
pub(super) fn elements(
    mut pieces: Pieces,
    pointer: Option<String>,
) -> impl Stream<Item = Result<Value, Failure>> + Send + 'static {
    let all = async move {
        let text = pieces.all().await?;
        let mut document: Value =
            serde_json::from_slice(&text).map_err(|error| failed(format!("The file is no JSON: {error}")))?;
        let found = match &pointer {
            None => Some(document),
            Some(pointer) => document.pointer_mut(pointer).map(Value::take),
        };
        match found {
            Some(Value::Array(elements)) => Ok(elements),
            _ => Err(failed("Attempting to map over non-iterable node.")),
        }
    };
    stream::once(all).flat_map(|all| match all {
        Ok(elements) => stream::iter(elements.into_iter().map(Ok)).left_stream(),
        Err(failure) => stream::iter([Err(failure)]).right_stream(),
    })
}

/// The values of JSON Lines, one on each line that is not empty.
pub(super) fn lines(pieces: Pieces) -> impl Stream<Item = Result<Value, Failure>> + Send + 'static {
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
