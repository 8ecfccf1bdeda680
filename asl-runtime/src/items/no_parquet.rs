//! A build without the feature `parquet`.

use futures_util::stream::{self, Stream};
use serde_json::Value;

use super::bytes::Pieces;
use super::failed;
use crate::program::Failure;

/// Fails, and says how to mend it.
pub(super) fn rows(_: Pieces) -> impl Stream<Item = Result<Value, Failure>> + Send + 'static {
    stream::iter([Err(failed(
        "This build of the runtime reads no Parquet files: turn on the feature `parquet` of asl-runtime.",
    ))])
}
