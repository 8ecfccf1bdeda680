//! From what a definition says to a reader.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;

use super::bytes::Pieces;
use super::config::{Dataset, Input, dataset, input, required, text};
#[cfg(feature = "durable")]
use super::elements::Container;
use super::spot::Spot;
use super::{ItemStream, ReadItem, Reader, csv, elements, failed, lines, listing, manifest, parquet};
use crate::objects::{ObjectName, ObjectSummary, Objects};
use crate::program::{Failure, ItemReader, ReaderResource};

/// A reader for what a Map wants read. Nothing has been read yet.
///
/// # Errors
///
/// `States.ItemReaderFailed`: there is nowhere to read, or the config is wrong (DMAP-11, DMAP-20).
pub(crate) fn open(objects: Option<&Arc<dyn Objects>>, wanted: &ItemReader) -> Result<Box<Reader>, Failure> {
    open_from(objects, wanted, From { etag: None, spot: None, items: 0 })
}

/// What is known of what is read.
pub(super) struct From {
    /// What the object was told apart from others by when it was met before.
    pub(super) etag: Option<String>,
    /// Where to go on.
    pub(super) spot: Option<Spot>,
    /// How many items stand before that.
    pub(super) items: u64,
}

/// The same for what was met before.
pub(super) fn open_from(
    objects: Option<&Arc<dyn Objects>>,
    wanted: &ItemReader,
    From { etag, spot, items: before }: From,
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
                Dataset::Object(input) => match spot {
                    None => content(&**objects, object, input),
                    #[cfg(feature = "durable")]
                    Some(spot) => further(&**objects, object, input, &spot)?,
                    #[cfg(not(feature = "durable"))]
                    Some(_) => content(&**objects, object, input),
                },
                Dataset::Inventory => manifest::inventory(objects, object),
                Dataset::Athena(input) => manifest::athena(objects, object, input),
            }
        }
        ReaderResource::Listing => listed(objects, bucket, wanted, spot)?,
    };
    Ok(Box::new(Reader::new(items, max_items.map(|most| most.saturating_sub(before)))))
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
    let sourced = move |(key, value, spot): Sourceless| {
        let source = Arc::clone(&source);
        ReadItem { value, key, source, spot }
    };
    match input {
        Input::Csv(config) => Box::pin(csv::rows(pieces, config).map_ok(plain).map_ok(sourced)),
        Input::Json(pointer) => Box::pin(elements::elements(pieces, pointer).map_ok(member).map_ok(sourced)),
        Input::JsonLines => Box::pin(lines::values(pieces, 0).map_ok(plain).map_ok(sourced)),
        Input::Parquet => Box::pin(parquet::rows(pieces).map_ok(|value| (None, value, None)).map_ok(sourced)),
    }
}

/// The items in an object behind a place.
#[cfg(feature = "durable")]
fn further(
    objects: &dyn Objects,
    object: ObjectName,
    input: Input,
    spot: &Spot,
) -> Result<ItemStream, Failure> {
    let source: Arc<str> = format!("s3://{}/{}", object.bucket, object.key).into();
    let sourced = move |(key, value, spot): Sourceless| {
        let source = Arc::clone(&source);
        ReadItem { value, key, source, spot }
    };
    let pieces = Pieces::behind(objects, object.clone(), spot.byte());
    Ok(match (input, spot) {
        (Input::Csv(config), Spot::Rows { .. }) => {
            let rows = csv::further_rows(Pieces::of(objects, object), pieces, config);
            Box::pin(rows.map_ok(plain).map_ok(sourced))
        }
        (Input::JsonLines, Spot::Lines { line, .. }) => {
            Box::pin(lines::values(pieces, *line).map_ok(plain).map_ok(sourced))
        }
        (Input::Json(_), Spot::Elements { .. }) => {
            Box::pin(elements::further_elements(pieces, Container::Array).map_ok(member).map_ok(sourced))
        }
        (Input::Json(_), Spot::Members { .. }) => {
            Box::pin(elements::further_elements(pieces, Container::Object).map_ok(member).map_ok(sourced))
        }
        (_, spot) => return Err(failed(format!("The position {spot:?} is none in what is read."))),
    })
}

/// An item without its source.
type Sourceless = (Option<String>, Value, Option<Spot>);

fn plain((value, spot): (Value, Spot)) -> Sourceless {
    (None, value, Some(spot))
}

fn member(((key, value), spot): ((Option<String>, Value), Spot)) -> Sourceless {
    (key, value, Some(spot))
}

/// The objects of a bucket, or with `LOAD_AND_FLATTEN` what is in them (DMAP-10).
fn listed(
    objects: Option<&Arc<dyn Objects>>,
    bucket: &str,
    wanted: &ItemReader,
    spot: Option<Spot>,
) -> Result<ItemStream, Failure> {
    let prefix = text(&wanted.parameters, "Prefix")?.unwrap_or_default();
    let transformation = text(&wanted.config, "Transformation")?;
    let objects = somewhere(objects)?;
    let found = match &spot {
        Some(Spot::Key(key)) => objects.list_after(bucket, prefix, key),
        _ => objects.list(bucket, prefix),
    };
    let found = found.map_err(|error| failed(error.to_string()));
    if transformation != Some("LOAD_AND_FLATTEN") {
        let source: Arc<str> = format!("s3://{bucket}").into();
        let item = move |object: ObjectSummary| ReadItem {
            spot: Some(Spot::Key(object.key.clone())),
            value: listing::item(object),
            key: None,
            source: Arc::clone(&source),
        };
        return Ok(Box::pin(found.map_ok(item)));
    }
    required(&wanted.config, "InputType")?;
    let input = input(&wanted.config)?;
    let (objects, bucket) = (Arc::clone(objects), bucket.to_owned());
    let contents = found.flat_map(move |object| match object {
        // Where it is in one of many objects is not known by its place in that.
        Ok(object) => {
            let items = content(&*objects, ObjectName::new(&bucket, object.key), input.clone());
            Box::pin(items.map_ok(|item| ReadItem { spot: None, ..item })) as ItemStream
        }
        Err(failure) => Box::pin(stream::iter([Err(failure)])),
    });
    Ok(Box::pin(contents))
}
