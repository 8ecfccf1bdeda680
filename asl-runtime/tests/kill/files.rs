//! Objects in the folder of the processes: what is written appears when it is finished, as a whole.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use asl_runtime::Timestamp;
use asl_runtime::objects::{
    ObjectError, ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects, SummaryFuture,
};
use futures_util::stream;

use crate::mix::maps::given;

/// Objects of which those that are read are always there.
#[derive(Clone)]
pub(crate) struct Files(PathBuf);

impl Files {
    pub(crate) fn of(folder: &Path) -> Self {
        Self(folder.join("objects"))
    }

    fn path(&self, key: &str) -> PathBuf {
        self.0.join(key)
    }

    /// What was written under a key.
    pub(crate) fn read(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(self.path(key)).ok()
    }
}

impl Objects for Files {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        let content = given(&object.key).map(|text| text.as_bytes().to_vec());
        Box::pin(stream::iter([content.ok_or(ObjectError::NoSuchKey)]))
    }

    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        let summary = ObjectSummary::new(object.key, 0, Timestamp::new(0, 0)).etag(Some("always".into()));
        Box::pin(std::future::ready(Ok(Some(summary))))
    }

    fn list(&self, _: &str, _: &str) -> ObjectStream<ObjectSummary> {
        Box::pin(stream::empty())
    }

    fn put(&self, object: ObjectName) -> Box<dyn ObjectWriter> {
        let (path, unfinished) = (self.path(&object.key), self.path(&format!("{}.unfinished", object.key)));
        Box::new(Unfinished { path, unfinished, content: Vec::new() })
    }
}

struct Unfinished {
    path: PathBuf,
    unfinished: PathBuf,
    content: Vec<u8>,
}

impl Unfinished {
    fn write_down(&self) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        File::create(&self.unfinished)?.write_all(&self.content)?;
        std::fs::rename(&self.unfinished, &self.path)
    }
}

impl ObjectWriter for Unfinished {
    fn write(&mut self, piece: Vec<u8>) -> ObjectFuture<'_> {
        self.content.extend(piece);
        Box::pin(std::future::ready(Ok(())))
    }

    fn finish(self: Box<Self>) -> ObjectFuture<'static> {
        Box::pin(async move {
            // Long enough to be killed in.
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            self.write_down().map_err(ObjectError::store)
        })
    }
}
