//! What a Map with an `ItemReader` wants read (DMAP-5).

use serde_json::Value;

/// Items that are read while the Map runs.
#[derive(Debug)]
pub struct ItemReader {
    /// What is read.
    pub resource: ReaderResource,
    /// The evaluated `Parameters`: `Bucket`, and `Key` or `Prefix`.
    pub parameters: Value,
    /// The `ReaderConfig`; `null` if there is none.
    pub config: Value,
    /// `MaxItems`; none stands for no limit. The reader refuses numbers below 1 (DMAP-11).
    pub max_items: Option<i64>,
}

/// What an `ItemReader` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReaderResource {
    /// An object: `s3:getObject`.
    Object,
    /// A listing: `s3:listObjectsV2` (DMAP-10).
    Listing,
}
