//! Where the files of a map run go: `Bucket`, and `Prefix`.

use serde_json::Value;

use super::failed;
use crate::objects::ObjectName;
use crate::program::Failure;

/// The folder of a map run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Folder {
    pub(super) bucket: String,
    /// Ends with a slash.
    prefix: String,
}

impl Folder {
    /// The folder that the evaluated parameters name: `PREFIX/ID/`.
    pub(super) fn of(parameters: &Value, map_run_id: &str) -> Result<Self, Failure> {
        let text = |field: &str| match parameters.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(other) => Err(failed(format!("The field '{field}' must be a string but was: {other}"))),
        };
        let bucket = text("Bucket")?.ok_or_else(|| failed("The field 'Bucket' is required"))?.to_owned();
        let prefix = match text("Prefix")?.map(|prefix| prefix.trim_end_matches('/')) {
            None | Some("") => format!("{map_run_id}/"),
            Some(prefix) => format!("{prefix}/{map_run_id}/"),
        };
        Ok(Self { bucket, prefix })
    }

    pub(super) fn key(&self, file: &str) -> String {
        format!("{}{file}", self.prefix)
    }

    pub(super) fn object(&self, file: &str) -> ObjectName {
        ObjectName::new(&self.bucket, self.key(file))
    }
}
