//! Objects in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::stream;
use md5::{Digest, Md5};

use super::{ObjectError, ObjectName, ObjectStream, ObjectSummary, Objects};
use crate::time::Timestamp;

/// A piece of an object that is read, in bytes.
const PIECE: usize = 64 * 1024;

type Buckets = BTreeMap<String, BTreeMap<String, Stored>>;

#[derive(Debug, Clone)]
struct Stored {
    content: Arc<[u8]>,
    etag: String,
}

/// Objects in memory, for tests. Clones share them. It knows no versions: every version is the current one.
#[derive(Debug, Clone, Default)]
pub struct MemoryObjects(Arc<Mutex<Buckets>>);

impl MemoryObjects {
    /// No objects.
    pub fn new() -> Self {
        Self::default()
    }

    /// With another object.
    #[must_use]
    pub fn with(self, bucket: &str, key: &str, content: impl AsRef<[u8]>) -> Self {
        let content: Arc<[u8]> = content.as_ref().into();
        let digest: String = Md5::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        let etag = format!("\"{digest}\"");
        let stored = Stored { content, etag };
        self.buckets().entry(bucket.to_owned()).or_default().insert(key.to_owned(), stored);
        self
    }

    fn buckets(&self) -> std::sync::MutexGuard<'_, Buckets> {
        // Nothing is left half done in there.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, object: &ObjectName) -> Result<Arc<[u8]>, ObjectError> {
        let buckets = self.buckets();
        let bucket = buckets.get(&object.bucket).ok_or(ObjectError::NoSuchBucket)?;
        bucket.get(&object.key).map(|stored| Arc::clone(&stored.content)).ok_or(ObjectError::NoSuchKey)
    }
}

impl Objects for MemoryObjects {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        match self.find(&object) {
            Err(error) => Box::pin(stream::iter([Err(error)])),
            Ok(content) => Box::pin(stream::unfold(0, move |at| {
                let end = content.len().min(at + PIECE);
                let piece = (at < end).then(|| (Ok(content[at..end].to_vec()), end));
                async move { piece }
            })),
        }
    }

    fn list(&self, bucket: &str, prefix: &str) -> ObjectStream<ObjectSummary> {
        let buckets = self.buckets();
        let Some(bucket) = buckets.get(bucket) else {
            return Box::pin(stream::iter([Err(ObjectError::NoSuchBucket)]));
        };
        let listed: Vec<_> = bucket
            .iter()
            .filter(|(key, _)| key.starts_with(prefix))
            .map(|(key, stored)| {
                let size = stored.content.len() as u64;
                let etag = Some(stored.etag.clone());
                Ok(ObjectSummary::new(key, size, Timestamp::new(0, 0)).etag(etag))
            })
            .collect();
        Box::pin(stream::iter(listed))
    }
}
