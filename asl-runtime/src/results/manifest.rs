//! `manifest.json`: the list of all files of a map run (DMAP-19).

use serde_json::{Map, Value, json};

use super::record::Kind;
use super::series::File;

pub(super) fn manifest(bucket: &str, map_run_arn: &str, files: &[(Kind, Vec<File>)]) -> Value {
    let listed = |files: &[File]| -> Vec<Value> {
        files.iter().map(|file| json!({ "Key": file.key, "Size": file.bytes })).collect()
    };
    let files: Map<String, Value> =
        files.iter().map(|(kind, files)| (kind.name().to_owned(), listed(files).into())).collect();
    json!({ "DestinationBucket": bucket, "MapRunArn": map_run_arn, "ResultFiles": files })
}
