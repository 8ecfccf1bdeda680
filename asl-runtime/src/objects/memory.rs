//! Objects in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::stream;
use md5::{Digest, Md5};

use super::{
    ObjectError, ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects, SummaryFuture,
};
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
/// Writing to a bucket makes it.
///
/// ```
/// use asl_runtime::objects::MemoryObjects;
///
/// let objects = MemoryObjects::new().with("shop", "orders/1.json", "[1, 2]");
/// assert_eq!(objects.keys("shop"), ["orders/1.json"]);
/// assert_eq!(objects.content("shop", "orders/1.json").as_deref(), Some(&b"[1, 2]"[..]));
/// ```
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
        self.store(bucket, key, content.as_ref().into());
        self
    }

    /// The content of an object.
    pub fn content(&self, bucket: &str, key: &str) -> Option<Vec<u8>> {
        self.find(&ObjectName::new(bucket, key)).ok().map(|content| content.to_vec())
    }

    /// The keys of a bucket, in order.
    pub fn keys(&self, bucket: &str) -> Vec<String> {
        self.buckets().get(bucket).map(|bucket| bucket.keys().cloned().collect()).unwrap_or_default()
    }

    fn store(&self, bucket: &str, key: &str, content: Arc<[u8]>) {
        let digest: String = Md5::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        let etag = format!("\"{digest}\"");
        let stored = Stored { content, etag };
        self.buckets().entry(bucket.to_owned()).or_default().insert(key.to_owned(), stored);
    }

    fn buckets(&self) -> std::sync::MutexGuard<'_, Buckets> {
        // Nothing is left half done in there.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, object: &ObjectName) -> Result<Arc<[u8]>, ObjectError> {
        let buckets = self.buckets();
        let bucket = buckets.get(&object.bucket).ok_or(ObjectError::NoSuchBucket)?;
        let stored = bucket.get(&object.key).ok_or(ObjectError::NoSuchKey)?;
        match &object.etag {
            Some(etag) if *etag != stored.etag => Err(ObjectError::Changed),
            _ => Ok(Arc::clone(&stored.content)),
        }
    }
}

impl Objects for MemoryObjects {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        self.get_from(object, 0)
    }

    fn get_from(&self, object: ObjectName, bytes: u64) -> ObjectStream<Vec<u8>> {
        match self.find(&object) {
            Err(error) => Box::pin(stream::iter([Err(error)])),
            Ok(content) => {
                Box::pin(stream::unfold(usize::try_from(bytes).unwrap_or(usize::MAX), move |at| {
                    let end = content.len().min(at.saturating_add(PIECE));
                    let piece = (at < end).then(|| (Ok(content[at..end].to_vec()), end));
                    async move { piece }
                }))
            }
        }
    }

    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        let found = self.find(&object).map(|content| {
            let stored =
                self.buckets().get(&object.bucket).and_then(|bucket| bucket.get(&object.key).cloned());
            let summary = ObjectSummary::new(object.key.clone(), content.len() as u64, Timestamp::new(0, 0));
            Some(summary.etag(stored.map(|stored| stored.etag)))
        });
        Box::pin(std::future::ready(found))
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

    fn put(&self, object: ObjectName) -> Box<dyn ObjectWriter> {
        Box::new(Unfinished { objects: self.clone(), object, content: Vec::new() })
    }
}

/// An object that is being written.
struct Unfinished {
    objects: MemoryObjects,
    object: ObjectName,
    content: Vec<u8>,
}

impl ObjectWriter for Unfinished {
    fn write(&mut self, piece: Vec<u8>) -> ObjectFuture<'_> {
        self.content.extend(piece);
        Box::pin(std::future::ready(Ok(())))
    }

    fn finish(self: Box<Self>) -> ObjectFuture<'static> {
        self.objects.store(&self.object.bucket, &self.object.key, self.content.into());
        Box::pin(std::future::ready(Ok(())))
    }
}
