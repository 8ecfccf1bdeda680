use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream;
use serde_json::{Value, json};

use super::{ReadItem, open};
use crate::objects::{MemoryObjects, ObjectName, ObjectStream, ObjectSummary, Objects};
use crate::program::{Failure, ItemReader, ReaderResource};

fn wanted(resource: ReaderResource, config: Value) -> ItemReader {
    let parameters = json!({ "Bucket": "b", "Key": "k", "Prefix": "k" });
    ItemReader { resource, parameters, config, max_items: None }
}

async fn all(objects: &Arc<dyn Objects>, wanted: &ItemReader) -> Result<Vec<ReadItem>, Failure> {
    let (mut reader, mut items) = (open(Some(objects), wanted)?, Vec::new());
    loop {
        let chunk = reader.read(2).await?;
        assert!(chunk.items.len() <= 2);
        items.extend(chunk.items);
        match chunk.rest {
            None => return Ok(items),
            Some(rest) => reader = rest,
        }
    }
}

/// The items in an object, or the cause of the failure.
async fn read(content: &str, config: Value) -> Result<Vec<Value>, String> {
    let objects: Arc<dyn Objects> = Arc::new(MemoryObjects::new().with("b", "k", content));
    match all(&objects, &wanted(ReaderResource::Object, config)).await {
        Ok(items) => {
            assert!(items.iter().all(|item| &*item.source == "s3://b/k"));
            Ok(items.into_iter().map(|item| item.value).collect())
        }
        Err(failure) => {
            assert_eq!(failure.name(), "States.ItemReaderFailed");
            Err(failure.cause().unwrap_or_default().to_owned())
        }
    }
}

#[tokio::test]
async fn csv_rows_are_objects_of_strings() {
    let first_row = json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" });
    let given =
        |headers: Value| json!({ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": headers });
    let delimited =
        |by: &str| json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": by });
    let row = json!([{ "a": "1", "b": "x" }]);
    let cases = [
        ("a,b\n1,x\n", first_row.clone(), Ok(row.clone())),
        // Without a last line break, with the line breaks of Windows, with empty lines between rows.
        ("a,b\r\n\r\n1,x", first_row.clone(), Ok(row.clone())),
        ("a|b\n1|x\n", delimited("PIPE"), Ok(row.clone())),
        ("a;b\n1;x\n", delimited("SEMICOLON"), Ok(row.clone())),
        ("a b\n1 x\n", delimited("SPACE"), Ok(row.clone())),
        ("a\tb\n1\tx\n", delimited("TAB"), Ok(row.clone())),
        ("1,x\n", given(json!(["a", "b"])), Ok(row)),
        // Quotes as in RFC 4180.
        (
            "a,b\n\"1,\n2\",\"say \"\"x\"\"\"\n",
            first_row.clone(),
            Ok(json!([{ "a": "1,\n2", "b": "say \"x\"" }])),
        ),
        // Short rows are filled up, and surplus columns dropped.
        ("a,b\n1\n1,2,3\n", first_row.clone(), Ok(json!([{ "a": "1", "b": "" }, { "a": "1", "b": "2" }]))),
        ("a,\n1,2\n", first_row.clone(), Ok(json!([{ "a": "1", "": "2" }]))),
        ("a\n", first_row.clone(), Ok(json!([]))),
        ("a,a\n1,2\n", first_row.clone(), Err("CSV headers cannot contain duplicates.")),
        ("1,2\n", given(json!(["a", "a"])), Err("CSV headers cannot contain duplicates.")),
        ("\na,b\n1,2\n", first_row.clone(), Err("CSV headers cannot be blank.")),
        (" , \n1,2\n", first_row.clone(), Err("CSV headers cannot be blank.")),
        ("", first_row, Err("CSV headers cannot be blank.")),
        ("1\n", json!({ "InputType": "CSV" }), Err("The field 'CSVHeaderLocation' is required")),
    ];
    for (content, config, expected) in cases {
        let expected = expected.map_err(str::to_owned);
        assert_eq!(read(content, config).await.map(Value::Array), expected, "{content:?}");
    }
}

#[tokio::test]
async fn json_documents_hold_arrays() {
    let json = json!({ "InputType": "JSON" });
    let at = |pointer: &str| json!({ "InputType": "JSON", "ItemsPointer": pointer });
    let no_array = || Err("Attempting to map over non-iterable node.");
    let cases = [
        ("[1, [2], {}]", json.clone(), Ok(json!([1, [2], {}]))),
        ("[1]", json!(null), Ok(json!([1]))),
        (r#"{"a": {"b": [1, 2, 3]}}"#, at("/a/b"), Ok(json!([1, 2, 3]))),
        (r#"{"a": 1}"#, json.clone(), no_array()),
        ("1", json, no_array()),
        (r#"{"a": 1}"#, at("/b"), no_array()),
    ];
    for (content, config, expected) in cases {
        let expected = expected.map_err(str::to_owned);
        assert_eq!(read(content, config).await.map(Value::Array), expected, "{content}");
    }
    let cause = read("[1", json!({ "InputType": "JSON" })).await.err();
    assert!(cause.is_some_and(|cause| cause.starts_with("The file is no JSON: ")));
}

#[tokio::test]
async fn json_lines_are_values() {
    let config = json!({ "InputType": "JSONL" });
    let items = read("{\"a\":1}\r\n\n2\n\"x\"", config.clone()).await;
    assert_eq!(items, Ok(vec![json!({ "a": 1 }), json!(2), json!("x")]));
    let cause = read("1\n{\n", config).await.err();
    assert!(cause.is_some_and(|cause| cause.starts_with("Line 2 of the file is no JSON: ")));
}

#[tokio::test]
async fn a_listing_has_an_item_for_each_object() {
    let objects = MemoryObjects::new().with("b", "k/2", "[3]").with("b", "k/1", "[1, 2]").with("b", "l", "");
    let objects: Arc<dyn Objects> = Arc::new(objects);
    let items = all(&objects, &wanted(ReaderResource::Listing, Value::Null)).await.expect("it can be listed");
    let expected = json!({
        "Etag": "\"04cd0e0151f352e7fd414d694a604136\"", "Key": "k/1", "LastModified": 0, "Size": 6,
        "StorageClass": "STANDARD",
    });
    assert_eq!((&items[0].value, &*items[0].source, items.len()), (&expected, "s3://b", 2));

    let config = json!({ "InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN" });
    let items = all(&objects, &wanted(ReaderResource::Listing, config)).await.expect("they can be read");
    let items: Vec<_> = items.iter().map(|item| (item.value.clone(), &*item.source)).collect();
    assert_eq!(items, [(json!(1), "s3://b/k/1"), (json!(2), "s3://b/k/1"), (json!(3), "s3://b/k/2")]);
}

#[tokio::test]
async fn no_more_than_max_items_are_read() {
    let objects: Arc<dyn Objects> = Arc::new(MemoryObjects::new().with("b", "k", "[1, 2, 3]"));
    for (max_items, expected) in [
        (Some(1), Ok(1)),
        (Some(2), Ok(2)),
        (Some(100_000_001), Ok(3)),
        (None, Ok(3)),
        (Some(0), Err("field MaxItems must be positive")),
        (Some(-1), Err("field MaxItems must be positive")),
    ] {
        let wanted = ItemReader { max_items, ..wanted(ReaderResource::Object, Value::Null) };
        let read = all(&objects, &wanted).await.map(|items| items.len());
        let read = read.map_err(|failure| failure.cause().unwrap_or_default().to_owned());
        assert_eq!(read, expected.map_err(str::to_owned), "{max_items:?}");
    }
}

#[tokio::test]
async fn says_why_nothing_can_be_read() {
    let objects: Arc<dyn Objects> = Arc::new(MemoryObjects::new().with("b", "other", "[]"));
    let cause = |failure: Failure| failure.cause().unwrap_or_default().to_owned();
    let missing = all(&objects, &wanted(ReaderResource::Object, Value::Null)).await.map_err(cause);
    assert_eq!(missing, Err("The specified key does not exist.".to_owned()));
    let nowhere = open(None, &wanted(ReaderResource::Object, Value::Null)).map(|_| ()).map_err(cause);
    assert!(nowhere.is_err_and(|cause| cause.starts_with("No place for objects is set")));
    for config in [json!({ "InputType": "PARQUET" }), json!({ "ManifestType": "S3_INVENTORY" })] {
        let unread = open(Some(&objects), &wanted(ReaderResource::Object, config)).map(|_| ());
        assert!(unread.map_err(cause).is_err_and(|cause| cause.starts_with("This runtime reads no ")));
    }
}

/// A table of a million rows that is made as it is read.
struct Rows(Arc<AtomicUsize>);

const PIECES: usize = 1000;
const ROWS_PER_PIECE: usize = 1000;

impl Objects for Rows {
    fn get(&self, _: ObjectName) -> ObjectStream<Vec<u8>> {
        let made = Arc::clone(&self.0);
        Box::pin(stream::unfold(0, move |piece| {
            let made = Arc::clone(&made);
            async move {
                (piece < PIECES).then(|| {
                    made.fetch_add(1, Ordering::Relaxed);
                    (Ok("7\n".repeat(ROWS_PER_PIECE).into_bytes()), piece + 1)
                })
            }
        }))
    }

    fn list(&self, _: &str, _: &str) -> ObjectStream<ObjectSummary> {
        Box::pin(stream::empty())
    }
}

#[tokio::test]
async fn a_million_rows_take_the_memory_of_a_batch() {
    const BATCH: usize = 256;
    let made = Arc::new(AtomicUsize::new(0));
    let objects: Arc<dyn Objects> = Arc::new(Rows(Arc::clone(&made)));
    let config = json!({ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["n"] });
    let mut reader = open(Some(&objects), &wanted(ReaderResource::Object, config)).expect("it can be opened");
    let mut rows = 0;
    loop {
        let chunk = reader.read(BATCH).await.expect("it can be read");
        assert!(chunk.items.len() <= BATCH);
        rows += chunk.items.len();
        // No piece is fetched before the rows of the one before have been handed on.
        assert!(made.load(Ordering::Relaxed) <= rows / ROWS_PER_PIECE + 1);
        match chunk.rest {
            None => break,
            Some(rest) => reader = rest,
        }
    }
    assert_eq!(rows, PIECES * ROWS_PER_PIECE);
}
