//! Where the objects are that distributed Maps read and write (DMAP-5, DMAP-18).
//!
//! A definition names objects by bucket and key. What holds them is told to a workflow with
//! [`Workflow::objects`](crate::Workflow::objects): [`MemoryObjects`] in tests, with the feature `object_store`
//! the stores of that crate (S3, other clouds, a local folder), or anything else that implements [`Objects`].

mod error;
mod memory;
mod passed;
mod read_only;
#[cfg(feature = "object_store")]
mod stores;
#[cfg(feature = "object_store")]
mod upload;

use std::future::Future;
use std::pin::Pin;

use futures_util::Stream;

pub use error::ObjectError;
pub use memory::MemoryObjects;
#[cfg(feature = "object_store")]
pub use stores::ObjectStores;

use crate::time::Timestamp;

/// What comes one after the other, until it ends or fails.
pub type ObjectStream<T> = Pin<Box<dyn Stream<Item = Result<T, ObjectError>> + Send>>;

/// Which object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectName {
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// The version; the current one if there is none.
    pub version: Option<String>,
    /// What it must be told apart from others by; if it is another one by now, that is [`ObjectError::Changed`].
    pub etag: Option<String>,
}

impl ObjectName {
    /// The current version of an object.
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        Self { bucket: bucket.into(), key: key.into(), version: None, etag: None }
    }

    /// A version of it.
    #[must_use]
    pub fn version(mut self, version: Option<String>) -> Self {
        self.version = version;
        self
    }

    /// Only if it is the very object that was met before.
    #[must_use]
    pub fn etag(mut self, etag: Option<String>) -> Self {
        self.etag = etag;
        self
    }
}

/// What a listing says of an object (DMAP-10).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ObjectSummary {
    /// The key.
    pub key: String,
    /// What the store tells contents apart by.
    pub etag: Option<String>,
    /// When it was written.
    pub last_modified: Timestamp,
    /// Its size in bytes.
    pub size: u64,
    /// Its storage class.
    pub storage_class: String,
}

impl ObjectSummary {
    /// A summary of an object in the storage class `STANDARD`.
    pub fn new(key: impl Into<String>, size: u64, last_modified: Timestamp) -> Self {
        Self { key: key.into(), etag: None, last_modified, size, storage_class: "STANDARD".to_owned() }
    }

    /// With what the store tells contents apart by.
    #[must_use]
    pub fn etag(mut self, etag: Option<String>) -> Self {
        self.etag = etag;
        self
    }
}

/// What a store works on.
pub type ObjectFuture<'a> = Pin<Box<dyn Future<Output = Result<(), ObjectError>> + Send + 'a>>;

/// What a store tells of an object; nothing if it can't.
pub type SummaryFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Option<ObjectSummary>, ObjectError>> + Send + 'a>>;

/// An object that is being written. It is there once it has been finished; if it is dropped before, it never is.
pub trait ObjectWriter: Send {
    /// Writes the next bytes.
    fn write(&mut self, piece: Vec<u8>) -> ObjectFuture<'_>;

    /// All has been written: the object takes the place of what was there under its key.
    fn finish(self: Box<Self>) -> ObjectFuture<'static>;
}

/// Where objects come from, and go to.
pub trait Objects: Send + Sync + 'static {
    /// The content of an object, in pieces.
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>>;

    /// The same behind so many bytes, which are fewer than it has, or all of them. By default all of it is got, and the
    /// bytes are passed over.
    fn get_from(&self, object: ObjectName, bytes: u64) -> ObjectStream<Vec<u8>> {
        passed::behind(self.get(object), bytes)
    }

    /// What there is to know of an object without reading it. A durable Map asks for the ETag, so that it does not go on
    /// in the middle of another object after its process was started anew. By default nothing is known.
    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        let _ = object;
        Box::pin(std::future::ready(Ok(None)))
    }

    /// The objects of a bucket whose keys begin with a prefix, by key.
    fn list(&self, bucket: &str, prefix: &str) -> ObjectStream<ObjectSummary>;

    /// The same behind a key. By default all are listed, and those before it are passed over.
    fn list_after(&self, bucket: &str, prefix: &str, key: &str) -> ObjectStream<ObjectSummary> {
        passed::after(self.list(bucket, prefix), key.to_owned())
    }

    /// Begins to write an object; what goes wrong with it is told by what follows. By default nothing can be
    /// written.
    fn put(&self, object: ObjectName) -> Box<dyn ObjectWriter> {
        let _ = object;
        Box::new(read_only::ReadOnly)
    }
}
