//! Why an object can't be had or written.

use std::error::Error;
use std::fmt;

/// Why an object can't be had or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum ObjectError {
    /// There is no such bucket.
    NoSuchBucket,
    /// The bucket has no object with this key.
    NoSuchKey,
    /// The store does not let the caller do that.
    AccessDenied,
    /// The object is not the one any more that was asked for by its ETag.
    Changed,
    /// Nothing can be written there.
    ReadOnly,
    /// The store says so.
    Store(Box<dyn Error + Send + Sync>),
}

impl ObjectError {
    /// An error of a store.
    pub fn store(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Store(error.into())
    }
}

impl fmt::Display for ObjectError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // In the words of S3, which end up in causes.
            Self::NoSuchBucket => out.write_str("The specified bucket does not exist"),
            Self::NoSuchKey => out.write_str("The specified key does not exist."),
            Self::AccessDenied => out.write_str("Access Denied"),
            Self::Changed => out.write_str(
                "At least one of the pre-conditions you specified did not hold: the object has changed",
            ),
            Self::ReadOnly => out.write_str("Objects can't be written there."),
            Self::Store(error) => error.fmt(out),
        }
    }
}

impl Error for ObjectError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => error.source(),
            Self::NoSuchBucket | Self::NoSuchKey | Self::AccessDenied | Self::Changed | Self::ReadOnly => {
                None
            }
        }
    }
}
