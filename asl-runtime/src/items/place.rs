//! A place in what is read, where another process goes on (feature `durable`).

use std::sync::Arc;

use futures_util::stream;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::config::{required, text};
use super::open::{From, open_from};
use super::spot::Spot;
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
    pub(crate) last: Option<Known>,
    /// What the object was told apart from others by, when it was first read.
    pub(crate) etag: Option<String>,
}

/// What an item is known by when it is read again, or what stands behind it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Known {
    /// What tells it from others.
    pub(crate) mark: u64,
    /// The place behind it, if that can be gone to.
    pub(crate) spot: Option<Spot>,
}

/// What an item is known by.
pub(crate) fn known(item: &Value, spot: Option<Spot>) -> Known {
    Known { mark: mark(item), spot }
}

fn mark(item: &Value) -> u64 {
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
    // Without an ETag nothing but the items themselves tells whether it is the same object; a listing has its keys.
    let is_told_apart = etag.is_some() || wanted.resource == ReaderResource::Listing;
    let spot = place.last.as_ref().and_then(|last| last.spot.clone()).filter(|_| is_told_apart);
    if spot.is_some() {
        let reader = open_from(objects, wanted, From { etag: etag.clone(), spot, items: place.after })?;
        return Ok((reader, etag));
    }
    let mut reader = open_from(objects, wanted, From { etag: etag.clone(), spot: None, items: 0 })?;
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
    if place.last.is_some_and(|known| Some(known.mark) != last) {
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use futures_util::StreamExt;
    use serde_json::json;

    use super::*;
    use crate::items::ReadItem;
    use crate::objects::{MemoryObjects, ObjectStream, ObjectSummary, SummaryFuture};

    /// Counts the bytes that are got of objects.
    struct Counting {
        objects: MemoryObjects,
        got: Arc<AtomicU64>,
        tells: Tells,
    }

    #[derive(Clone, Copy, PartialEq)]
    enum Tells {
        ETags,
        Nothing,
    }

    impl Objects for Counting {
        fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
            self.get_from(object, 0)
        }

        fn get_from(&self, object: ObjectName, bytes: u64) -> ObjectStream<Vec<u8>> {
            let got = Arc::clone(&self.got);
            Box::pin(self.objects.get_from(object, bytes).inspect(move |piece| {
                got.fetch_add(piece.as_ref().map_or(0, Vec::len) as u64, Ordering::Relaxed);
            }))
        }

        fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
            match self.tells {
                Tells::ETags => self.objects.head(object),
                Tells::Nothing => Box::pin(std::future::ready(Ok(None))),
            }
        }

        fn list(&self, bucket: &str, prefix: &str) -> ObjectStream<ObjectSummary> {
            self.objects.list(bucket, prefix)
        }
    }

    async fn read(mut reader: Box<Reader>) -> Vec<ReadItem> {
        let mut items = Vec::new();
        loop {
            let chunk = reader.read(1).await.expect("it can be read");
            items.extend(chunk.items);
            match chunk.rest {
                None => return items,
                Some(rest) => reader = rest,
            }
        }
    }

    fn values(items: &[ReadItem]) -> Vec<(Option<&str>, &Value)> {
        items.iter().map(|item| (item.key.as_deref(), &item.value)).collect()
    }

    fn wanted(resource: ReaderResource, config: Value) -> ItemReader {
        let parameters = json!({ "Bucket": "b", "Key": "k", "Prefix": "k" });
        ItemReader { resource, parameters, config, max_items: None }
    }

    /// Behind every item the rest is what it is when all is read, and nothing before it is got.
    #[tokio::test]
    async fn goes_on_behind_every_item() {
        let csv = json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" });
        let given = json!({ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "b"] });
        let pointed = json!({ "InputType": "JSON", "ItemsPointer": "/x/rows" });
        let cases = [
            (csv.clone(), "a,b\n1,x\n\"2\n,\",\"\"\"\"\n\n3,z\n", 3),
            (csv, "a,b\r\n1,x\r\n\r\n2,y", 2),
            (given, "1,x\n2,y\n", 2),
            (json!({ "InputType": "JSONL" }), "1\n\n{\"a\": 2}\r\n[3]", 3),
            (json!({ "InputType": "JSON" }), " [1 , \"]\",{\"a\":[2]}, 4 ] ", 4),
            (pointed.clone(), r#"{"y": [9], "x": {"rows": [1, [2], 3]}, "z": 1}"#, 3),
            (pointed, r#"{"x": {"rows": {"k": 1, "l": [2]}}}"#, 2),
        ];
        for (config, content, number) in cases {
            for tells in [Tells::ETags, Tells::Nothing] {
                let got = Arc::new(AtomicU64::new(0));
                let objects = MemoryObjects::new().with("b", "k", content);
                let objects: Arc<dyn Objects> = Arc::new(Counting { objects, got: Arc::clone(&got), tells });
                let wanted = wanted(ReaderResource::Object, config.clone());
                let (reader, etag) =
                    open_at(Some(&objects), &wanted, Place::default()).await.expect("it opens");
                let all = read(reader).await;
                assert_eq!(all.len(), number, "{content}");
                for (after, item) in (1_u64..).zip(&all) {
                    let last = Some(known(&item.value, item.spot.clone()));
                    let place = Place { after, last, etag: etag.clone() };
                    let (reader, _) = open_at(Some(&objects), &wanted, place).await.expect("it opens");
                    got.store(0, Ordering::Relaxed);
                    let rest = read(reader).await;
                    assert_eq!(values(&rest), values(&all[after as usize..]), "{content} after {after}");
                    let byte = item.spot.as_ref().map_or(0, Spot::byte);
                    let headers = if config["CSVHeaderLocation"] == "FIRST_ROW" { content.len() } else { 0 };
                    let most = (content.len() + headers) as u64 - byte;
                    assert!(tells == Tells::Nothing || got.load(Ordering::Relaxed) <= most, "{content}");
                }
            }
        }
    }

    #[tokio::test]
    async fn errors_tell_lines_of_the_whole_object() {
        let objects: Arc<dyn Objects> = Arc::new(MemoryObjects::new().with("b", "k", "1\n2\n\nx\n"));
        let wanted = wanted(ReaderResource::Object, json!({ "InputType": "JSONL" }));
        let last = Some(known(&json!(2), Some(Spot::Lines { byte: 4, line: 2 })));
        let etag = etag_of(&objects, &wanted).await.expect("it is there");
        let place = Place { after: 2, last, etag };
        let (reader, _) = open_at(Some(&objects), &wanted, place).await.expect("it opens");
        let failure = reader.read(9).await.expect_err("the last line is no JSON");
        assert!(failure.cause().unwrap_or_default().starts_with("Line 4 "), "{failure:?}");
    }

    /// Objects that came or went meanwhile change nothing: each key is met once.
    #[tokio::test]
    async fn listings_go_on_behind_a_key() {
        let objects = MemoryObjects::new().with("b", "k1", "1").with("b", "k3", "[3]").with("b", "k5", "5");
        let wanted = wanted(ReaderResource::Listing, json!({}));
        let shared: Arc<dyn Objects> = Arc::new(objects.clone());
        let (reader, _) = open_at(Some(&shared), &wanted, Place::default()).await.expect("it opens");
        let chunk = reader.read(2).await.expect("it can be read");
        let item = chunk.items.last().expect("there are two");
        let place = Place { after: 2, last: Some(known(&item.value, item.spot.clone())), etag: None };
        let shared: Arc<dyn Objects> = Arc::new(objects.with("b", "k2", "2").with("b", "k4", "4"));
        let (reader, _) = open_at(Some(&shared), &wanted, place).await.expect("it opens");
        let keys: Vec<Value> = read(reader).await.into_iter().map(|item| item.value["Key"].clone()).collect();
        assert_eq!(keys, ["k4", "k5"]);
    }

    #[tokio::test]
    async fn most_items_are_counted_from_the_start() {
        let objects: Arc<dyn Objects> = Arc::new(MemoryObjects::new().with("b", "k", "1\n2\n3\n4\n"));
        let wanted = ItemReader {
            max_items: Some(3),
            ..wanted(ReaderResource::Object, json!({ "InputType": "JSONL" }))
        };
        let etag = etag_of(&objects, &wanted).await.expect("it is there");
        let last = Some(known(&json!(2), Some(Spot::Lines { byte: 4, line: 2 })));
        let (reader, _) =
            open_at(Some(&objects), &wanted, Place { after: 2, last, etag }).await.expect("it opens");
        assert_eq!(read(reader).await.len(), 1);
    }
}
