use std::io::Write;
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

/// DMAP-7
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

/// DMAP-8
#[tokio::test]
async fn json_documents_hold_arrays() {
    let json = json!({ "InputType": "JSON" });
    let at = |pointer: &str| json!({ "InputType": "JSON", "ItemsPointer": pointer });
    let no_array = || Err("Attempting to map over non-iterable node.");
    let nested = r#" { "x" : "}" , "y": [ "]", 1 ] , "a" :{"b":[1,2 , 3 ]} } "#;
    let cases = [
        ("[1, [2], {}]", json.clone(), Ok(json!([1, [2], {}]))),
        ("[]", json.clone(), Ok(json!([]))),
        ("[1]", json!(null), Ok(json!([1]))),
        (nested, at("/a/b"), Ok(json!([1, 2, 3]))),
        (nested, at("/y"), Ok(json!(["]", 1]))),
        ("[[1], [2, 3]]", at("/1"), Ok(json!([2, 3]))),
        (r#"{"a/b": {"~": [7]}}"#, at("/a~1b/~0"), Ok(json!([7]))),
        (r#"{"\u0061": [1]}"#, at("/a"), Ok(json!([1]))),
        ("[5]", at(""), Ok(json!([5]))),
        (r#"{"a": 1}"#, json.clone(), no_array()),
        ("1", json, no_array()),
        (r#"{"a": 1}"#, at("/b"), no_array()),
        (r#"{"a": 1}"#, at("/a"), no_array()),
        (r#"{"a": 1}"#, at("/a/b"), no_array()),
        ("[[1]]", at("/1"), no_array()),
    ];
    for (content, config, expected) in cases {
        let expected = expected.map_err(str::to_owned);
        assert_eq!(read(content, config).await.map(Value::Array), expected, "{content}");
    }
    for content in ["", "[1", "[1,", "[1 2]", "[1,]", "[1, nul]", "{", "{1: 2}", "nonsense"] {
        let cause = read(content, json!({ "InputType": "JSON" })).await.err().unwrap_or_default();
        assert!(cause.starts_with("The file is no JSON: "), "{content}: {cause}");
    }
    for content in ["{\"b\"", "{\"b\" 1}", "{\"b\": 1", "{\"b\": 1 \"a\": []}", "{\"a\": [1, {\"x\": }"] {
        let cause = read(content, at("/a")).await.err().unwrap_or_default();
        assert!(cause.starts_with("The file is no JSON: "), "{content}: {cause}");
    }
}

/// MAP-3
#[tokio::test]
async fn json_pointers_may_lead_to_objects() {
    let objects: Arc<dyn Objects> =
        Arc::new(MemoryObjects::new().with("b", "k", r#"{"a": {"z": 1, "y": [2]}, "b": 3}"#));
    let config = json!({ "InputType": "JSON", "ItemsPointer": "/a" });
    let items = all(&objects, &wanted(ReaderResource::Object, config)).await.expect("it can be read");
    let items: Vec<_> = items.into_iter().map(|item| (item.key, item.value)).collect();
    assert_eq!(items, [(Some("z".to_owned()), json!(1)), (Some("y".to_owned()), json!([2]))]);
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("memory takes all")
}

/// DMAP-9
#[tokio::test]
async fn an_inventory_lists_objects() {
    let manifest = json!({
        "sourceBucket": "source", "destinationBucket": "arn:aws:s3:::lists", "version": "2016-11-30",
        "fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",
        "files": [{"key": "data/1.csv.gz", "size": 1}, {"key": "data/2.csv.gz", "size": 1}]
    });
    let objects = MemoryObjects::new()
        .with("b", "k", manifest.to_string())
        .with("lists", "data/1.csv.gz", packed("\"source\",\"a%20b\",\"7\"\n\"source\",\"c\",\"8\"\n"))
        .with("lists", "data/2.csv.gz", packed("\"source\",\"d\",\"9\"\n"));
    let objects: Arc<dyn Objects> = Arc::new(objects);
    for config in [json!({ "ManifestType": "S3_INVENTORY" }), json!({ "InputType": "MANIFEST" })] {
        let items = all(&objects, &wanted(ReaderResource::Object, config)).await.expect("it can be read");
        let row = |key: &str, size: &str| json!({ "Bucket": "source", "Key": key, "Size": size });
        let rows: Vec<_> = items.iter().map(|item| item.value.clone()).collect();
        assert_eq!(rows, [row("a%20b", "7"), row("c", "8"), row("d", "9")]);
        assert_eq!(&*items[2].source, "s3://lists/data/2.csv.gz");
    }
}

/// DMAP-9
#[tokio::test]
async fn a_manifest_of_athena_lists_files() {
    let objects = MemoryObjects::new()
        .with("b", "k", "s3://out/1.gz\n\"s3://out/x/2\"\n\n")
        .with("out", "1.gz", packed("{\"a\":1}\n{\"a\":2}\n"))
        .with("out", "x/2", "3\n")
        .with("b", "csv", "s3://out/rows");
    let objects: Arc<dyn Objects> = Arc::new(objects.with("out", "rows", "1,2\n"));
    let config = json!({ "ManifestType": "ATHENA_DATA", "InputType": "JSONL" });
    let items = all(&objects, &wanted(ReaderResource::Object, config)).await.expect("it can be read");
    let items: Vec<_> = items.iter().map(|item| (item.value.clone(), &*item.source)).collect();
    assert_eq!(
        items,
        [(json!({"a": 1}), "s3://out/1.gz"), (json!({"a": 2}), "s3://out/1.gz"), (json!(3), "s3://out/x/2")]
    );
    let config = json!({ "ManifestType": "ATHENA_DATA", "InputType": "CSV", "CSVHeaderLocation": "GIVEN",
        "CSVHeaders": ["x", "y"] });
    let mut csv = wanted(ReaderResource::Object, config);
    csv.parameters = json!({ "Bucket": "b", "Key": "csv" });
    let items = all(&objects, &csv).await.expect("it can be read");
    assert_eq!(items[0].value, json!({ "x": "1", "y": "2" }));
}

/// DMAP-9, DMAP-20
#[tokio::test]
async fn says_what_is_wrong_with_a_manifest() {
    let inventory = |fields: Value| {
        let mut manifest = json!({ "destinationBucket": "arn:aws:s3:::b", "fileFormat": "CSV",
            "fileSchema": "Key", "files": [{"key": "broken"}] });
        for (name, value) in fields.as_object().into_iter().flatten() {
            manifest[name] = value.clone();
        }
        manifest.to_string()
    };
    let athena = json!({ "ManifestType": "ATHENA_DATA", "InputType": "JSONL" });
    let s3 = json!({ "ManifestType": "S3_INVENTORY" });
    let cases = [
        ("{".to_owned(), s3.clone(), "The inventory's manifest is no JSON: "),
        (inventory(json!({ "fileFormat": "ORC" })), s3.clone(), "An inventory must have the format CSV"),
        (inventory(json!({ "files": 1 })), s3.clone(), "The inventory's manifest has no field 'files'."),
        (
            inventory(json!({ "fileSchema": null })),
            s3.clone(),
            "The inventory's manifest has no field 'fileSchema'.",
        ),
        (inventory(json!({})), s3, "The object is not packed as gzip should be"),
        ("x".to_owned(), athena.clone(), "The manifest lists x, which names no object."),
        ("s3://b/none".to_owned(), athena, "The specified key does not exist."),
        (String::new(), json!({ "ManifestType": "ATHENA_DATA" }), "The field 'InputType' is required"),
        (
            String::new(),
            json!({ "ManifestType": "ATHENA_DATA", "InputType": "JSON" }),
            "Field 'ManifestType' is not supported",
        ),
        (String::new(), json!({ "ManifestType": "OTHER" }), "The field 'ManifestType' has no value OTHER"),
        (String::new(), json!({ "InputType": "OTHER" }), "The field 'InputType' has no value OTHER"),
    ];
    for (content, config, cause) in cases {
        let mut broken = packed("x\n");
        broken.truncate(15);
        let objects = MemoryObjects::new().with("b", "k", &content).with("b", "broken", broken);
        let objects: Arc<dyn Objects> = Arc::new(objects);
        let failed = all(&objects, &wanted(ReaderResource::Object, config)).await.err();
        let found = failed.and_then(|failure| failure.cause().map(str::to_owned)).unwrap_or_default();
        assert!(found.starts_with(cause), "{content}: {found}");
    }
}

/// DMAP-9b: found when the Map runs, even if there is nowhere to read.
#[tokio::test]
async fn versions_of_parquet_files_are_refused() {
    let mut parquet = wanted(ReaderResource::Object, json!({ "InputType": "PARQUET" }));
    parquet.parameters = json!({ "Bucket": "b", "Key": "k", "VersionId": "v" });
    let refused = open(None, &parquet).map(|_| ()).map_err(|failure| failure.cause().map(str::to_owned));
    let cause = "S3 Version ID selection is not currently supported for PARQUET files".to_owned();
    assert_eq!(refused, Err(Some(cause)));
}

/// DMAP-8
#[tokio::test]
async fn json_lines_are_values() {
    let config = json!({ "InputType": "JSONL" });
    let items = read("{\"a\":1}\r\n\n2\n\"x\"", config.clone()).await;
    assert_eq!(items, Ok(vec![json!({ "a": 1 }), json!(2), json!("x")]));
    let cause = read("1\n{\n", config).await.err();
    assert!(cause.is_some_and(|cause| cause.starts_with("Line 2 of the file is no JSON: ")));
}

/// DMAP-10
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

/// DMAP-6, DMAP-11
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
    let mut not_text = wanted(ReaderResource::Object, Value::Null);
    not_text.parameters = json!({ "Bucket": "b", "Key": "k", "ExpectedBucketOwner": 1 });
    let not_text = open(Some(&objects), &not_text).map(|_| ()).map_err(cause);
    assert_eq!(not_text, Err("The field 'ExpectedBucketOwner' must be a string but was: 1".to_owned()));
}

/// An object of a million rows that is made as it is read.
#[derive(Clone)]
struct Rows {
    made: Arc<AtomicUsize>,
    head: &'static str,
    row: &'static str,
    tail: &'static str,
    pieces: usize,
}

const ROWS_PER_PIECE: usize = 1000;

impl Objects for Rows {
    fn get(&self, _: ObjectName) -> ObjectStream<Vec<u8>> {
        let rows = self.clone();
        Box::pin(stream::unfold(0, move |piece| {
            let rows = rows.clone();
            async move {
                let text = match piece {
                    0 => rows.head.to_owned(),
                    piece if piece <= rows.pieces => rows.row.repeat(ROWS_PER_PIECE),
                    piece if piece == rows.pieces + 1 => rows.tail.to_owned(),
                    _ => return None,
                };
                rows.made.store(piece, Ordering::Relaxed);
                Some((Ok(text.into_bytes()), piece + 1))
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
    let csv = json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" });
    let pointed = json!({ "InputType": "JSON", "ItemsPointer": "/skipped/rows" });
    for (config, pieces, head, row, tail) in [
        (csv, 1000, "n\n", "7\n", ""),
        (json!({ "InputType": "JSONL" }), 100, "", "7\n", "\n"),
        (json!({ "InputType": "JSON" }), 100, "[", "7,", "7]"),
        (pointed, 100, r#"{"x": [1, 2], "skipped": {"y": "]", "rows": ["#, "7,", r#"7]}, "z": 1}"#),
    ] {
        let made = Arc::new(AtomicUsize::new(0));
        let objects: Arc<dyn Objects> = Arc::new(Rows { made: Arc::clone(&made), head, row, tail, pieces });
        let wanted = wanted(ReaderResource::Object, config.clone());
        let mut reader = open(Some(&objects), &wanted).expect("it can be opened");
        let mut rows = 0;
        loop {
            let chunk = reader.read(BATCH).await.expect("it can be read");
            assert!(chunk.items.len() <= BATCH);
            rows += chunk.items.len();
            // No piece is fetched before the rows of the one before have been handed on.
            assert!(made.load(Ordering::Relaxed) <= rows / ROWS_PER_PIECE + 2, "{config}");
            match chunk.rest {
                None => break,
                Some(rest) => reader = rest,
            }
        }
        assert_eq!(rows / ROWS_PER_PIECE, pieces, "{config}");
    }
}
