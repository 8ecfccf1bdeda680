//! Objects in the stores of the crate `object_store`: in memory and in a folder.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use asl_runtime::objects::{ObjectName, ObjectStores, Objects};
use asl_runtime::{DynamicHandlers, include_workflow};
use futures_util::StreamExt;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use serde_json::{Value, json};

/// A folder that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("asl-objects-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("there is a place for temporary files");
        Self(path)
    }

    fn store(&self) -> Arc<dyn ObjectStore> {
        Arc::new(LocalFileSystem::new_with_prefix(&self.0).expect("the folder is there"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn content(objects: &dyn Objects, bucket: &str, key: &str) -> Result<String, String> {
    let mut pieces = objects.get(ObjectName::new(bucket, key));
    let mut content = Vec::new();
    while let Some(piece) = pieces.next().await {
        content.extend(piece.map_err(|error| error.to_string())?);
    }
    String::from_utf8(content).map_err(|error| error.to_string())
}

async fn keys(objects: &dyn Objects, bucket: &str, prefix: &str) -> Result<Vec<String>, String> {
    let listing: Vec<_> = objects.list(bucket, prefix).collect().await;
    listing
        .into_iter()
        .map(|object| object.map(|object| object.key).map_err(|error| error.to_string()))
        .collect()
}

async fn put(objects: &dyn Objects, bucket: &str, key: &str, pieces: &[&str]) -> Result<(), String> {
    let mut writer = objects.put(ObjectName::new(bucket, key));
    for piece in pieces {
        writer.write(piece.as_bytes().to_vec()).await.map_err(|error| error.to_string())?;
    }
    writer.finish().await.map_err(|error| error.to_string())
}

#[tokio::test]
async fn objects_are_where_they_are_said_to_be() {
    let folder = Folder::new();
    for store in [Arc::new(InMemory::new()) as Arc<dyn ObjectStore>, folder.store()] {
        let stores = ObjectStores::new()
            .bucket("plain", Arc::clone(&store), "")
            .bucket("part", Arc::clone(&store), "deep/er/")
            .ordered_bucket("ordered", Arc::new(InMemory::new()), "")
            .other_buckets(Arc::clone(&store));
        for key in ["k/10", "k/2", "ka", "l/1", "k/a/b"] {
            assert_eq!(put(&stores, "part", key, &["of ", key]).await, Ok(()), "{key}");
        }
        assert_eq!(put(&stores, "ordered", "x", &[]).await, Ok(()));
        assert_eq!(content(&stores, "part", "k/2").await, Ok("of k/2".to_owned()));
        assert_eq!(content(&stores, "plain", "deep/er/k/2").await, Ok("of k/2".to_owned()));
        // A bucket that is not set up is a folder of the others.
        assert_eq!(content(&stores, "deep", "er/l/1").await, Ok("of l/1".to_owned()));

        // By key, and by any prefix, not by folder alone.
        let listed = keys(&stores, "part", "k/").await;
        assert_eq!(listed, Ok(["k/10", "k/2", "k/a/b"].map(str::to_owned).to_vec()));
        let listed = keys(&stores, "part", "k/1").await;
        assert_eq!(listed, Ok(vec!["k/10".to_owned()]));
        assert_eq!(keys(&stores, "part", "").await.map(|keys| keys.len()), Ok(5));
        assert_eq!(keys(&stores, "ordered", "").await, Ok(vec!["x".to_owned()]));
        assert_eq!(keys(&stores, "part", "none").await, Ok(vec![]));
    }
}

#[tokio::test]
async fn says_what_is_wrong_in_the_words_of_s3() {
    let stores = ObjectStores::new().bucket("b", Arc::new(InMemory::new()), "");
    let no_bucket = || "The specified bucket does not exist".to_owned();
    assert_eq!(content(&stores, "b", "k").await, Err("The specified key does not exist.".to_owned()));
    assert_eq!(content(&stores, "other", "k").await, Err(no_bucket()));
    assert_eq!(keys(&stores, "other", "").await, Err(no_bucket()));
    assert_eq!(put(&stores, "other", "k", &[]).await, Err(no_bucket()));
    assert_eq!(put(&stores, "other", "k", &[&"x".repeat(9_000_000)]).await, Err(no_bucket()));
    // Nothing gets out of its folder.
    let folder = Folder::new();
    let stores = ObjectStores::new().other_buckets(folder.store());
    assert!(put(&stores, "b", "../../k", &["x"]).await.is_err());
    assert!(content(&stores, "..", "k").await.is_err());
}

/// A version is passed on to the store; one without versions gives the only one there is.
#[tokio::test]
async fn versions_are_asked_for() {
    let stores = ObjectStores::new().bucket("b", Arc::new(InMemory::new()), "");
    assert_eq!(put(&stores, "b", "k", &["one"]).await, Ok(()));
    let object = ObjectName::new("b", "k").version(Some("v".to_owned()));
    let pieces: Vec<_> = stores.get(object).collect().await;
    assert_eq!(pieces.len(), 1);
}

/// Big objects go in parts. What is not finished is not there.
#[tokio::test]
async fn objects_are_there_when_they_are_finished() {
    let folder = Folder::new();
    for store in [Arc::new(InMemory::new()) as Arc<dyn ObjectStore>, folder.store()] {
        let stores = ObjectStores::new().bucket("b", store, "");
        let piece = "0123456789".repeat(100_000);
        let pieces = vec![piece.as_str(); 20];
        assert_eq!(put(&stores, "b", "big", &pieces).await, Ok(()));
        assert_eq!(content(&stores, "b", "big").await.map(|content| content == piece.repeat(20)), Ok(true));

        let mut unfinished = stores.put(ObjectName::new("b", "none"));
        for _ in 0..10 {
            unfinished.write(piece.clone().into_bytes()).await.expect("it can be written");
        }
        drop(unfinished);
        tokio::task::yield_now().await;
        assert_eq!(keys(&stores, "b", "").await, Ok(vec!["big".to_owned()]));
    }
}

include_workflow! {
    name: doubled,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true,
            "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2",
                "Parameters": {"Bucket": "in", "Prefix": "rows/"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW",
                    "Transformation": "LOAD_AND_FLATTEN"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "out", "Prefix": "results"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"}},
            "MaxConcurrency": 1,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
                    "Parameters": {"twice.$": "States.Format('{}{}', $.n, $.n)"}}}}}
    }}"#,
}

/// DMAP-10, DMAP-19: from files to files.
#[tokio::test]
async fn workflows_read_and_write_folders() {
    let folder = Folder::new();
    let stores = ObjectStores::new().other_buckets(folder.store());
    assert_eq!(put(&stores, "in", "rows/2.csv", &["n\n3\n"]).await, Ok(()));
    assert_eq!(put(&stores, "in", "rows/1.csv", &["n\n1\n2\n"]).await, Ok(()));
    let silent = DynamicHandlers::new(|_| std::future::pending());
    let output =
        doubled::dynamic(silent).objects(stores.clone()).run(Value::Null).await.expect("it succeeds");
    let key = output["ResultWriterDetails"]["Key"].as_str().unwrap_or_default();
    let manifest = std::fs::read(folder.0.join("out").join(key)).expect("the manifest is in the folder");
    let manifest: Value = serde_json::from_slice(&manifest).expect("it is JSON");
    let file = manifest["ResultFiles"]["SUCCEEDED"][0]["Key"].as_str().unwrap_or_default();
    let results = content(&stores, "out", file).await.unwrap_or_default();
    let results: Vec<Value> = results.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(results, [json!({"twice": "11"}), json!({"twice": "22"}), json!({"twice": "33"})]);
}

#[tokio::test]
async fn objects_and_listings_are_read_from_the_middle() {
    let folder = Folder::new();
    let stores = [Arc::new(InMemory::new()) as Arc<dyn ObjectStore>, folder.store()];
    for store in stores {
        let objects = ObjectStores::new()
            .bucket("b", Arc::clone(&store), "under")
            .ordered_bucket("ordered", store, "under");
        put(&objects, "b", "k/1", &["abc", "def"]).await.expect("it is written");
        for key in ["k/2", "k/3", "l/1"] {
            put(&objects, "b", key, &["x"]).await.expect("it is written");
        }
        for bytes in 0..=6_u64 {
            let mut pieces = objects.get_from(ObjectName::new("b", "k/1"), bytes);
            let mut text = Vec::new();
            while let Some(piece) = pieces.next().await {
                text.extend(piece.expect("it is there"));
            }
            assert_eq!(text, &b"abcdef"[bytes as usize..], "{bytes}");
        }
        for (key, expected) in [("k/1", vec!["k/2", "k/3"]), ("k/3", vec![])] {
            for bucket in ["b", "ordered"] {
                let listed = objects.list_after(bucket, "k/", key);
                let mut keys: Vec<String> =
                    listed.map(|object| object.expect("it is listed").key).collect().await;
                keys.sort();
                assert_eq!(keys, expected, "{key}");
            }
        }
    }
}
