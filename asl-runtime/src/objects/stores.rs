//! Stores of the crate `object_store`: S3 and what speaks its protocol, other clouds, a local folder, memory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use futures_util::stream::{self, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectMeta, ObjectStore};

use super::upload::Upload;
use super::{
    ObjectError, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects, SummaryFuture, passed,
};
use crate::time::Timestamp;

/// Says which [`ObjectStore`] holds which bucket that definitions name.
///
/// The program brings the stores, set up as it needs them: for S3 it depends on `object_store` with the feature
/// `aws`, for a local folder with `fs`.
///
/// ```
/// use std::sync::Arc;
///
/// use asl_runtime::objects::ObjectStores;
/// use asl_runtime::{DynamicHandlers, include_workflow};
/// use object_store::memory::InMemory;
/// use object_store::{ObjectStore, ObjectStoreExt};
/// use serde_json::json;
///
/// include_workflow! {
///     name: each_row,
///     inline: r#"{
///         "StartAt": "Rows",
///         "States": { "Rows": {
///             "Type": "Map", "End": true,
///             "ItemReader": {
///                 "Resource": "arn:aws:states:::s3:getObject",
///                 "Parameters": { "Bucket": "incoming", "Key": "2025/rows.csv" },
///                 "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
///             },
///             "ItemProcessor": {
///                 "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
///                 "StartAt": "Row",
///                 "States": { "Row": { "Type": "Pass", "End": true } }
///             }
///         } }
///     }"#,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = Arc::new(InMemory::new());
/// store.put(&"shop/2025/rows.csv".into(), "id\n1\n2\n".into()).await?;
///
/// // The bucket `incoming` of the definition is what stands under `shop/` in this store.
/// let stores = ObjectStores::new().bucket("incoming", store, "shop");
/// let workflow = each_row::dynamic(DynamicHandlers::new(|_| std::future::pending())).objects(stores);
/// assert_eq!(workflow.run(json!({})).await?, json!([{ "id": "1" }, { "id": "2" }]));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct ObjectStores {
    buckets: BTreeMap<String, Place>,
    others: Option<Place>,
}

/// A store, or a part of it.
#[derive(Clone)]
struct Place {
    store: Arc<dyn ObjectStore>,
    /// What stands before the keys.
    prefix: String,
    listing: Listing,
}

/// In which order a store lists its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// In any.
    Unordered,
    /// By key.
    ByKey,
}

impl ObjectStores {
    /// No buckets.
    pub fn new() -> Self {
        Self::default()
    }

    /// The objects of a bucket are in a store, under a prefix; an empty one stands for all of the store.
    #[must_use]
    pub fn bucket(
        mut self,
        bucket: impl Into<String>,
        store: Arc<dyn ObjectStore>,
        prefix: impl Into<String>,
    ) -> Self {
        let place = Place { store, prefix: prefix.into(), listing: Listing::Unordered };
        self.buckets.insert(bucket.into(), place);
        self
    }

    /// The same for a store that lists its objects by key, as S3 and most clouds do. A listing is streamed then;
    /// otherwise it is held in memory, to be sorted.
    #[must_use]
    pub fn ordered_bucket(
        mut self,
        bucket: impl Into<String>,
        store: Arc<dyn ObjectStore>,
        prefix: impl Into<String>,
    ) -> Self {
        let place = Place { store, prefix: prefix.into(), listing: Listing::ByKey };
        self.buckets.insert(bucket.into(), place);
        self
    }

    /// All other buckets are in this store, each under its name: with a local folder, each is a folder in it.
    #[must_use]
    pub fn other_buckets(mut self, store: Arc<dyn ObjectStore>) -> Self {
        self.others = Some(Place { store, prefix: String::new(), listing: Listing::Unordered });
        self
    }

    fn place(&self, bucket: &str) -> Result<Place, ObjectError> {
        if let Some(place) = self.buckets.get(bucket) {
            return Ok(place.clone());
        }
        let others = self.others.clone().ok_or(ObjectError::NoSuchBucket)?;
        Ok(Place { prefix: bucket.to_owned(), ..others })
    }
}

impl Place {
    /// What stands before each key.
    fn before(&self) -> String {
        match self.prefix.trim_matches('/') {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        }
    }

    fn path(&self, key: &str) -> Result<Path, ObjectError> {
        Path::parse(format!("{}{key}", self.before())).map_err(ObjectError::store)
    }

    /// The objects whose keys begin with a prefix. A store takes whole segments of a path, S3 takes any text.
    /// With `after`, only those behind that key.
    fn list(&self, prefix: &str, after: Option<&str>) -> Result<ObjectStream<ObjectSummary>, ObjectError> {
        let before = self.before();
        let wanted = format!("{before}{prefix}");
        let folder = wanted.rsplit_once('/').map(|(folder, _)| Path::parse(folder)).transpose();
        let folder = folder.map_err(ObjectError::store)?;
        let found = match after {
            None => self.store.list(folder.as_ref()),
            Some(key) => self.store.list_with_offset(folder.as_ref(), &self.path(key)?),
        };
        let found = found.map_err(error).try_filter_map(move |object| {
            let is_wanted = object.location.as_ref().starts_with(&wanted);
            let key = object.location.as_ref().strip_prefix(before.as_str()).map(str::to_owned);
            std::future::ready(Ok(key.filter(|_| is_wanted).map(|key| summary(key, object))))
        });
        Ok(match self.listing {
            Listing::ByKey => Box::pin(found),
            Listing::Unordered => {
                let sorted = async move {
                    let mut all: Vec<ObjectSummary> = found.try_collect().await?;
                    all.sort_by(|one, other| one.key.cmp(&other.key));
                    Ok(stream::iter(all.into_iter().map(Ok)))
                };
                Box::pin(stream::once(sorted).try_flatten())
            }
        })
    }
}

fn summary(key: String, object: ObjectMeta) -> ObjectSummary {
    let written = object.last_modified;
    let written = Timestamp::new(written.timestamp(), written.timestamp_subsec_nanos());
    ObjectSummary::new(key, object.size, written).etag(object.e_tag)
}

impl ObjectStores {
    fn content(&self, object: ObjectName, range: Option<GetRange>) -> ObjectStream<Vec<u8>> {
        let place = self.place(&object.bucket);
        let content = async move {
            let place = place?;
            let path = place.path(&object.key)?;
            let (version, if_match) = (object.version, object.etag);
            let options = GetOptions { version, if_match, range, ..GetOptions::default() };
            let found = place.store.get_opts(&path, options).await.map_err(error)?;
            Ok(found.into_stream().map_err(error).map_ok(Vec::from))
        };
        Box::pin(stream::once(content).try_flatten())
    }
}

impl Objects for ObjectStores {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        self.content(object, None)
    }

    fn get_from(&self, object: ObjectName, bytes: u64) -> ObjectStream<Vec<u8>> {
        // A range must have a byte at least; the last one that is not wanted is always there.
        let range = bytes.checked_sub(1).map(GetRange::Offset);
        passed::behind(self.content(object, range), bytes.min(1))
    }

    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        let place = self.place(&object.bucket);
        Box::pin(async move {
            let place = place?;
            let path = place.path(&object.key)?;
            let options = GetOptions { version: object.version, head: true, ..GetOptions::default() };
            let found = place.store.get_opts(&path, options).await.map_err(error)?;
            Ok(Some(summary(object.key, found.meta)))
        })
    }

    fn list(&self, bucket: &str, prefix: &str) -> ObjectStream<ObjectSummary> {
        match self.place(bucket).and_then(|place| place.list(prefix, None)) {
            Ok(listing) => listing,
            Err(error) => Box::pin(stream::iter([Err(error)])),
        }
    }

    fn list_after(&self, bucket: &str, prefix: &str, key: &str) -> ObjectStream<ObjectSummary> {
        match self.place(bucket).and_then(|place| place.list(prefix, Some(key))) {
            Ok(listing) => listing,
            Err(error) => Box::pin(stream::iter([Err(error)])),
        }
    }

    fn put(&self, object: ObjectName) -> Box<dyn ObjectWriter> {
        let place = self.place(&object.bucket);
        let target = place.and_then(|place| Ok((place.path(&object.key)?, place.store)));
        Box::new(Upload::new(target))
    }
}

/// What a store says, in the words of S3 where it has some.
pub(super) fn error(error: object_store::Error) -> ObjectError {
    match error {
        object_store::Error::NotFound { .. } => ObjectError::NoSuchKey,
        object_store::Error::Precondition { .. } => ObjectError::Changed,
        object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
            ObjectError::AccessDenied
        }
        other => ObjectError::store(other),
    }
}

impl fmt::Debug for ObjectStores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = out.debug_map();
        for (bucket, place) in &self.buckets {
            map.entry(bucket, &format_args!("{}/{}", place.store, place.prefix));
        }
        map.finish()
    }
}
