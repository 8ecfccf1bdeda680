//! From what a definition says to a reader.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;

use super::bytes::Pieces;
use super::config::{Dataset, Input, dataset, input, required, text};
use super::{ItemStream, ReadItem, Reader, csv, elements, failed, lines, listing, manifest, parquet};
use crate::objects::{ObjectName, Objects};
use crate::program::{Failure, ItemReader, ReaderResource};

/// A reader for what a Map wants read. Nothing has been read yet.
///
/// # Errors
///
/// `States.ItemReaderFailed`: there is nowhere to read, or the config is wrong (DMAP-11, DMAP-20).
pub(crate) fn open(objects: Option<&Arc<dyn Objects>>, wanted: &ItemReader) -> Result<Box<Reader>, Failure> {
    open_if(objects, wanted, None)
}

/// The same for an object that is the one that was met before.
pub(super) fn open_if(
    objects: Option<&Arc<dyn Objects>>,
    wanted: &ItemReader,
    etag: Option<String>,
) -> Result<Box<Reader>, Failure> {
    let max_items = match wanted.max_items.map(u64::try_from) {
        None => None,
        Some(Ok(number)) if number > 0 => Some(number),
        Some(_) => return Err(failed("field MaxItems must be positive")),
    };
    let bucket = required(&wanted.parameters, "Bucket")?;
    // Whose bucket it is does not matter to a store that has been set up; the field is taken, and checked as text.
    text(&wanted.parameters, "ExpectedBucketOwner")?;
    let items = match wanted.resource {
        ReaderResource::Object => {
            let key = required(&wanted.parameters, "Key")?;
            let version = text(&wanted.parameters, "VersionId")?.map(str::to_owned);
            let dataset = dataset(&wanted.config)?;
            if version.is_some() && dataset == Dataset::Object(Input::Parquet) {
                return Err(failed("S3 Version ID selection is not currently supported for PARQUET files"));
            }
            let object = ObjectName::new(bucket, key).version(version).etag(etag);
            let objects = somewhere(objects)?;
            match dataset {
                Dataset::Object(input) => content(&**objects, object, input),
                Dataset::Inventory => manifest::inventory(objects, object),
                Dataset::Athena(input) => manifest::athena(objects, object, input),
            }
        }
        ReaderResource::Listing => listed(objects, bucket, wanted)?,
    };
    Ok(Box::new(Reader::new(items, max_items)))
}

fn somewhere(objects: Option<&Arc<dyn Objects>>) -> Result<&Arc<dyn Objects>, Failure> {
    objects.ok_or_else(|| {
        failed("No place for objects is set: the items of a Map can't be read. See Workflow::objects.")
    })
}

/// The items in an object.
fn content(objects: &dyn Objects, object: ObjectName, input: Input) -> ItemStream {
    let source: Arc<str> = format!("s3://{}/{}", object.bucket, object.key).into();
    content_of(Pieces::of(objects, object), source, input)
}

/// The items in what an object holds.
pub(super) fn content_of(pieces: Pieces, source: Arc<str>, input: Input) -> ItemStream {
    let member = move |(key, value): (Option<String>, Value)| {
        let source = Arc::clone(&source);
        ReadItem { value, key, source }
    };
    let plain = |value: Value| (None, value);
    match input {
        Input::Csv(config) => Box::pin(csv::rows(pieces, config).map_ok(plain).map_ok(member)),
        Input::Json(pointer) => Box::pin(elements::elements(pieces, pointer).map_ok(member)),
        Input::JsonLines => Box::pin(lines::values(pieces).map_ok(plain).map_ok(member)),
        Input::Parquet => Box::pin(parquet::rows(pieces).map_ok(plain).map_ok(member)),
    }
}

/// The objects of a bucket, or with `LOAD_AND_FLATTEN` what is in them (DMAP-10).
fn listed(
    objects: Option<&Arc<dyn Objects>>,
    bucket: &str,
    wanted: &ItemReader,
) -> Result<ItemStream, Failure> {
    let prefix = text(&wanted.parameters, "Prefix")?.unwrap_or_default();
    let transformation = text(&wanted.config, "Transformation")?;
    let objects = somewhere(objects)?;
    let found = objects.list(bucket, prefix).map_err(|error| failed(error.to_string()));
    if transformation != Some("LOAD_AND_FLATTEN") {
        let source: Arc<str> = format!("s3://{bucket}").into();
        let item =
            move |object| ReadItem { value: listing::item(object), key: None, source: Arc::clone(&source) };
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
