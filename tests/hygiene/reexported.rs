//! The runtime under another path.

use self::flows::include_workflow;

/// What another crate might re-export.
pub mod flows {
    pub use ::asl_runtime::*;
}

include_workflow! {
    "hygiene/order.asl.json",
    crate: crate::reexported::flows,
}
