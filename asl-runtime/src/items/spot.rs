//! Where a reader can go on without reading what stands before.

/// The place behind an item.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "durable", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "durable", serde(rename_all = "kebab-case"))]
pub(crate) enum Spot {
    /// So many bytes of a CSV. Its headers are read again.
    Rows { byte: u64 },
    /// So many bytes and lines of JSON Lines.
    Lines { byte: u64, line: u64 },
    /// So many bytes of a JSON document, within the array that is iterated.
    Elements { byte: u64 },
    /// The same within an object.
    Members { byte: u64 },
    /// A key of a listing.
    Key(String),
}

impl Spot {
    /// How many bytes of its object stand before it.
    #[cfg(feature = "durable")]
    pub(super) fn byte(&self) -> u64 {
        match self {
            Self::Rows { byte }
            | Self::Lines { byte, .. }
            | Self::Elements { byte }
            | Self::Members { byte } => *byte,
            Self::Key(_) => 0,
        }
    }
}
