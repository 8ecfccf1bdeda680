//! The objects of a bucket as items (DMAP-10).

use serde_json::{Value, json};

use crate::objects::ObjectSummary;

/// What a listing says of an object, as an item.
pub(super) fn item(object: ObjectSummary) -> Value {
    json!({
        "Etag": object.etag,
        "Key": object.key,
        "LastModified": object.last_modified.seconds(),
        "Size": object.size,
        "StorageClass": object.storage_class,
    })
}
