//! A place in what is read, where another process goes on (feature `durable`).

use std::sync::Arc;

use futures_util::stream;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::config::{required, text};
use super::open::open_if;
use super::{Reader, failed};
use crate::objects::{ObjectName, Objects};
use crate::program::{Failure, ItemReader, ReaderResource};

/// So many items are skipped at once.
const PIECE: u64 = 1_000;

/// Where a reader goes on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Place {
    /// Behind so many items.
    pub(crate) after: u64,
    /// What the last of them is known by.
    pub(crate) mark: Option<u64>,
    /// What the object was told apart from others by, when it was first read.
    pub(crate) etag: Option<String>,
}

/// What an item is known by when it is read again.
pub(crate) fn mark(item: &Value) -> u64 {
    let digest = Sha256::digest(item.to_string());
    let (first, _) = digest.split_at(8);
    first.iter().fold(0, |mark, byte| mark << 8 | u64::from(*byte))
}

/// A reader that goes on at a place, and what its object is told apart by.
///
/// # Errors
///
/// `States.ItemReaderFailed`: as [`open`](super::open), or what is read has changed since.
pub(crate) async fn open_at(
    objects: Option<&Arc<dyn Objects>>,
    wanted: &ItemReader,
    place: Place,
) -> Result<(Box<Reader>, Option<String>), Failure> {
    let etag = match (place.etag, place.after, objects) {
        (Some(etag), ..) => Some(etag),
        (None, 0, Some(objects)) => etag_of(objects, wanted).await?,
        (None, ..) => None,
    };
    let mut reader = open_if(objects, wanted, etag.clone())?;
    let mut left = place.after;
    let mut last = None;
    while left > 0 {
        let chunk = reader.read(usize::try_from(left.min(PIECE)).unwrap_or(usize::MAX)).await?;
        left = left.saturating_sub(chunk.items.len() as u64);
        last = chunk.items.last().map(|item| mark(&item.value));
        reader = match chunk.rest {
            Some(rest) => rest,
            None if left == 0 => Box::new(Reader::new(Box::pin(stream::empty()), None)),
            None => return Err(changed()),
        };
    }
    if place.mark.is_some() && place.mark != last {
        return Err(changed());
    }
    Ok((reader, etag))
}

/// What the object is told apart from later ones by, where its store says so.
async fn etag_of(objects: &Arc<dyn Objects>, wanted: &ItemReader) -> Result<Option<String>, Failure> {
    if wanted.resource != ReaderResource::Object {
        return Ok(None);
    }
    let (bucket, key) = (required(&wanted.parameters, "Bucket")?, required(&wanted.parameters, "Key")?);
    let version = text(&wanted.parameters, "VersionId")?.map(str::to_owned);
    let found = objects.head(ObjectName::new(bucket, key).version(version)).await;
    Ok(found.map_err(|error| failed(error.to_string()))?.and_then(|summary| summary.etag))
}

fn changed() -> Failure {
    failed(
        "What is read has changed since the Map started: the items that were taken are not where they were.",
    )
}
