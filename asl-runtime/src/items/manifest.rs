//! Manifests: objects that list the objects in which the items are (DMAP-9).

use std::sync::Arc;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;

use super::bytes::Pieces;
use super::config::{Csv, Input};
use super::open::content_of;
use super::{ItemStream, ReadItem, failed, gzip};
use crate::objects::{ObjectName, Objects};
use crate::program::Failure;

/// The items of an S3 inventory: a row for each object, under the names of its `fileSchema`.
pub(super) fn inventory(objects: &Arc<dyn Objects>, manifest: ObjectName) -> ItemStream {
    let (objects, listed) = (Arc::clone(objects), Pieces::of(&**objects, manifest));
    let read = async move {
        let inventory = Inventory::parse(&all(listed).await?)?;
        let input = Input::Csv(Csv { headers: Some(inventory.columns), delimiter: b',' });
        Ok(in_files(objects, inventory.files, input))
    };
    flattened(read)
}

/// The items in the files that a query of Athena has written: its manifest has their places, one on each line.
pub(super) fn athena(objects: &Arc<dyn Objects>, manifest: ObjectName, input: Input) -> ItemStream {
    let (objects, listed) = (Arc::clone(objects), Pieces::of(&**objects, manifest));
    let read = async move {
        let text = all(listed).await?;
        let text = str::from_utf8(&text).map_err(|_| failed("The manifest is not encoded as UTF-8."))?;
        let files = text.lines().map(|line| line.trim().trim_matches('"')).filter(|line| !line.is_empty());
        let files = files.map(place).collect::<Result<Vec<_>, _>>()?;
        Ok(in_files(objects, files, input))
    };
    flattened(read)
}

/// The items of each file, one file after the other. They may be packed.
fn in_files(objects: Arc<dyn Objects>, files: Vec<ObjectName>, input: Input) -> ItemStream {
    let items = stream::iter(files).flat_map(move |file| {
        let source = format!("s3://{}/{}", file.bucket, file.key).into();
        let items = content_of(Pieces::from(gzip::unpacked(objects.get(file))), source, input.clone());
        // Where it is in one of many files is not known by its place in that.
        items.map_ok(|item| ReadItem { spot: None, ..item })
    });
    Box::pin(items)
}

fn flattened(read: impl Future<Output = Result<ItemStream, Failure>> + Send + 'static) -> ItemStream {
    Box::pin(stream::once(read).flat_map(|items| match items {
        Ok(items) => items,
        Err(failure) => Box::pin(stream::iter([Err(failure)])) as ItemStream,
    }))
}

async fn all(mut pieces: Pieces) -> Result<Vec<u8>, Failure> {
    pieces.all().await
}

/// What the `manifest.json` of an inventory says.
#[derive(Debug, PartialEq)]
struct Inventory {
    columns: Vec<String>,
    files: Vec<ObjectName>,
}

impl Inventory {
    fn parse(text: &[u8]) -> Result<Self, Failure> {
        let manifest: Value = serde_json::from_slice(text)
            .map_err(|error| failed(format!("The inventory's manifest is no JSON: {error}")))?;
        let text = |value: &Value, field: &str| {
            let text = value.get(field).and_then(Value::as_str).map(str::to_owned);
            text.ok_or_else(|| failed(format!("The inventory's manifest has no field '{field}'.")))
        };
        let format = text(&manifest, "fileFormat")?;
        if format != "CSV" {
            return Err(failed(format!("An inventory must have the format CSV, but this one has {format}.")));
        }
        // arn:aws:s3:::BUCKET
        let destination = text(&manifest, "destinationBucket")?;
        let bucket = destination.rsplit(':').next().unwrap_or_default();
        let schema = text(&manifest, "fileSchema")?;
        let columns = schema.split(',').map(|column| column.trim().to_owned()).collect();
        let files = manifest.get("files").and_then(Value::as_array);
        let files = files.ok_or_else(|| failed("The inventory's manifest has no field 'files'."))?;
        let files = files.iter().map(|file| Ok(ObjectName::new(bucket, text(file, "key")?)));
        Ok(Self { columns, files: files.collect::<Result<_, Failure>>()? })
    }
}

/// The object that `s3://BUCKET/KEY` names.
fn place(text: &str) -> Result<ObjectName, Failure> {
    let parts = text.strip_prefix("s3://").and_then(|place| place.split_once('/'));
    let (bucket, key) =
        parts.ok_or_else(|| failed(format!("The manifest lists {text}, which names no object.")))?;
    Ok(ObjectName::new(bucket, key))
}
