//! An object on its way into a store of the crate `object_store`.

use std::sync::Arc;

use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt};

use super::stores::error;
use super::{ObjectError, ObjectFuture, ObjectWriter};

/// The size of a part in bytes: S3 takes none below 5 MiB, but for the last, and at most 10,000.
const PART: usize = 8 * 1024 * 1024;

/// An object in parts, or in one go if it is small.
pub(super) struct Upload {
    target: Result<(Path, Arc<dyn ObjectStore>), Option<ObjectError>>,
    /// What has not been sent.
    rest: Vec<u8>,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Upload {
    pub(super) fn new(target: Result<(Path, Arc<dyn ObjectStore>), ObjectError>) -> Self {
        Self { target: target.map_err(Some), rest: Vec::new(), parts: None }
    }

    fn target(&mut self) -> Result<(Path, Arc<dyn ObjectStore>), ObjectError> {
        match &mut self.target {
            Ok(target) => Ok(target.clone()),
            Err(error) => Err(error.take().unwrap_or(ObjectError::NoSuchBucket)),
        }
    }

    async fn send(&mut self) -> Result<(), ObjectError> {
        let (path, store) = self.target()?;
        let part = std::mem::take(&mut self.rest);
        let parts = match &mut self.parts {
            Some(parts) => parts,
            none => none.insert(store.put_multipart(&path).await.map_err(error)?),
        };
        parts.put_part(part.into()).await.map_err(error)
    }

    async fn end(&mut self) -> Result<(), ObjectError> {
        let (path, store) = self.target()?;
        if self.parts.is_none() {
            let whole = std::mem::take(&mut self.rest);
            return store.put(&path, whole.into()).await.map(|_| ()).map_err(error);
        }
        if !self.rest.is_empty() {
            self.send().await?;
        }
        let Some(parts) = &mut self.parts else { return Ok(()) };
        parts.complete().await.map_err(error)?;
        self.parts = None;
        Ok(())
    }
}

impl ObjectWriter for Upload {
    fn write(&mut self, piece: Vec<u8>) -> ObjectFuture<'_> {
        Box::pin(async move {
            self.rest.extend(piece);
            if self.rest.len() >= PART { self.send().await } else { Ok(()) }
        })
    }

    fn finish(mut self: Box<Self>) -> ObjectFuture<'static> {
        Box::pin(async move { self.end().await })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Parts that belong to nothing cost storage until they are removed.
        if let Some(mut parts) = self.parts.take()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move {
                // Who dropped it does not wait for this.
                let _ = parts.abort().await;
            });
        }
    }
}
