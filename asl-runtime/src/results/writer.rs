//! A writer at work.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::destination::Folder;
use super::failed;
use super::manifest::manifest;
use super::record::{Kind, Record};
use super::series::{Format, Series, not_written};
use crate::objects::Objects;
use crate::program::{Failure, OutputType, Transformation};

/// What is to be written of a map run, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Destination {
    pub(crate) map_run_arn: String,
    /// The evaluated `Parameters`.
    pub(crate) parameters: Value,
    pub(crate) transformation: Transformation,
    pub(crate) output_type: OutputType,
}

/// Writes the results of a map run.
pub(crate) struct Writer {
    map_run_arn: String,
    transformation: Transformation,
    format: Format,
    succeeded: Series,
    failed: Series,
    pending: Series,
}

/// Where everything has been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) bucket: String,
    /// The key of the manifest.
    pub(crate) key: String,
}

/// A writer for a map run. Nothing has been written yet.
///
/// # Errors
///
/// `States.ResultWriterFailed`: there is nowhere to write.
pub(crate) fn open(
    objects: Option<&Arc<dyn Objects>>,
    destination: Destination,
    file_bytes: u64,
) -> Result<Writer, Failure> {
    let Destination { map_run_arn, parameters, transformation, output_type } = destination;
    // arn:…:mapRun:MACHINE/LABEL:ID
    let id = map_run_arn.rsplit(':').next().unwrap_or_default();
    let folder = Folder::of(&parameters, id)?;
    let objects = objects.ok_or_else(|| {
        failed("No place for objects is set: the results of a Map can't be written. See Workflow::objects.")
    })?;
    let format = Format { objects: Arc::clone(objects), folder, output_type, file_bytes };
    Ok(Writer {
        map_run_arn,
        transformation,
        format,
        succeeded: Series::new(Kind::Succeeded),
        failed: Series::new(Kind::Failed),
        pending: Series::new(Kind::Pending),
    })
}

impl Writer {
    /// Writes what is told of a child.
    ///
    /// # Errors
    ///
    /// `States.ResultWriterFailed` (DMAP-20). Then nothing more can be written.
    pub(crate) async fn write(&mut self, record: Record) -> Result<(), Failure> {
        let kind = record.kind();
        self.write_values(kind, record.into_values(self.transformation)).await
    }

    /// Writes what is kept of a child: its output as it is, or a record of all.
    ///
    /// # Errors
    ///
    /// As [`Self::write`].
    #[cfg(feature = "durable")]
    pub(crate) async fn write_kept(&mut self, kind: Kind, value: Value) -> Result<(), Failure> {
        let values = match (kind, self.transformation, value) {
            (Kind::Succeeded, Transformation::Flatten, Value::Array(elements)) => elements,
            (_, _, value) => vec![value],
        };
        self.write_values(kind, values).await
    }

    async fn write_values(&mut self, kind: Kind, values: Vec<Value>) -> Result<(), Failure> {
        let series = match kind {
            Kind::Succeeded => &mut self.succeeded,
            Kind::Failed => &mut self.failed,
            Kind::Pending => &mut self.pending,
        };
        for value in values {
            series.write(&self.format, &value).await?;
        }
        Ok(())
    }

    /// Ends all files, and lists them in the manifest.
    ///
    /// # Errors
    ///
    /// `States.ResultWriterFailed` (DMAP-20).
    pub(crate) async fn close(self) -> Result<Written, Failure> {
        const MANIFEST: &str = "manifest.json";
        let Self { map_run_arn, format, succeeded, failed, pending, .. } = self;
        let files = [
            (Kind::Failed, failed.end(&format).await?),
            (Kind::Pending, pending.end(&format).await?),
            (Kind::Succeeded, succeeded.end(&format).await?),
        ];
        let text = manifest(&format.folder.bucket, &map_run_arn, &files).to_string();
        let mut writer = format.objects.put(format.folder.object(MANIFEST));
        writer.write(text.into_bytes()).await.map_err(not_written)?;
        writer.finish().await.map_err(not_written)?;
        Ok(Written { key: format.folder.key(MANIFEST), bucket: format.folder.bucket })
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Writer").field("map_run_arn", &self.map_run_arn).finish_non_exhaustive()
    }
}
