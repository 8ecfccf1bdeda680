//! From what a definition says to a reader.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;

use super::bytes::Pieces;
use super::config::{Input, input, required, text};
use super::{ItemStream, ReadItem, Reader, csv, failed, json, listing};
use crate::objects::{ObjectName, Objects};
use crate::program::{Failure, ItemReader, ReaderResource};

/// A reader for what a Map wants read. Nothing has been read yet.
///
/// # Errors
///
/// `States.ItemReaderFailed`: there is nowhere to read, or the config is wrong (DMAP-11, DMAP-20).
pub(crate) fn open(objects: Option<&Arc<dyn Objects>>, wanted: &ItemReader) -> Result<Box<Reader>, Failure> {
    let objects = objects.ok_or_else(|| {
        failed("No place for objects is set: the items of a Map can't be read. See Workflow::objects.")
    })?;
    let max_items = match wanted.max_items.map(u64::try_from) {
        None => None,
        Some(Ok(number)) if number > 0 => Some(number),
        Some(_) => return Err(failed("field MaxItems must be positive")),
    };
    let bucket = required(&wanted.parameters, "Bucket")?;
    let items = match wanted.resource {
        ReaderResource::Object => {
            let key = required(&wanted.parameters, "Key")?;
            let version = text(&wanted.parameters, "VersionId")?.map(str::to_owned);
            let input = input(&wanted.config)?;
            content(&**objects, ObjectName::new(bucket, key).version(version), input)
        }
        ReaderResource::Listing => listed(objects, bucket, wanted)?,
    };
    Ok(Box::new(Reader::new(items, max_items)))
}

/// The items in an object.
fn content(objects: &dyn Objects, object: ObjectName, input: Input) -> ItemStream {
    let source: Arc<str> = format!("s3://{}/{}", object.bucket, object.key).into();
    let item = move |value: Value| ReadItem { value, source: Arc::clone(&source) };
    let pieces = Pieces::of(objects, object);
    match input {
        Input::Csv(config) => Box::pin(csv::rows(pieces, config).map_ok(item)),
        Input::Json(pointer) => Box::pin(json::elements(pieces, pointer).map_ok(item)),
        Input::JsonLines => Box::pin(json::lines(pieces).map_ok(item)),
    }
}

/// The objects of a bucket, or with `LOAD_AND_FLATTEN` what is in them (DMAP-10).
fn listed(objects: &Arc<dyn Objects>, bucket: &str, wanted: &ItemReader) -> Result<ItemStream, Failure> {
    let prefix = text(&wanted.parameters, "Prefix")?.unwrap_or_default();
    let found = objects.list(bucket, prefix).map_err(|error| failed(error.to_string()));
    if text(&wanted.config, "Transformation")? != Some("LOAD_AND_FLATTEN") {
        let source: Arc<str> = format!("s3://{bucket}").into();
        let item = move |object| ReadItem { value: listing::item(object), source: Arc::clone(&source) };
        return Ok(Box::pin(found.map_ok(item)));
    }
    required(&wanted.config, "InputType")?;
    let input = input(&wanted.config)?;
    let (objects, bucket) = (Arc::clone(objects), bucket.to_owned());
    let contents = found.flat_map(move |object| match object {
        Ok(object) => content(&*objects, ObjectName::new(&bucket, object.key), input.clone()),
        Err(failure) => Box::pin(stream::iter([Err(failure)])),
    });
    Ok(Box::pin(contents))
}
