//! What a store gives from the start, without its first part.

use futures_util::stream::{StreamExt, TryStreamExt};

use super::{ObjectStream, ObjectSummary};

/// What stands behind so many bytes.
pub(super) fn behind(pieces: ObjectStream<Vec<u8>>, bytes: u64) -> ObjectStream<Vec<u8>> {
    let mut left = bytes;
    Box::pin(pieces.map_ok(move |mut piece| {
        let passed = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        left -= passed as u64;
        if passed == 0 { piece } else { piece.split_off(passed) }
    }))
}

/// What comes after a key.
pub(super) fn after(listed: ObjectStream<ObjectSummary>, key: String) -> ObjectStream<ObjectSummary> {
    let comes_after = move |object: &Result<ObjectSummary, _>| {
        // What went wrong is told wherever it is.
        std::future::ready(object.as_ref().map_or(true, |object| object.key > key))
    };
    Box::pin(listed.filter(comes_after))
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;
    use crate::objects::{MemoryObjects, ObjectName, Objects};
    use crate::time::Timestamp;

    async fn text(pieces: ObjectStream<Vec<u8>>) -> String {
        let pieces: Vec<Vec<u8>> = pieces.try_collect().await.expect("they come");
        String::from_utf8(pieces.concat()).expect("it is text")
    }

    #[tokio::test]
    async fn the_first_bytes_are_left_out() {
        let objects = MemoryObjects::new().with("b", "k", "abcdef");
        for bytes in 0..=6 {
            let pieces = stream::iter(["ab", "", "c", "def"].map(|piece| Ok(piece.as_bytes().to_vec())));
            assert_eq!(text(behind(Box::pin(pieces), bytes)).await, "abcdef"[bytes as usize..], "{bytes}");
            let got = objects.get_from(ObjectName::new("b", "k"), bytes);
            assert_eq!(text(got).await, "abcdef"[bytes as usize..], "{bytes}");
        }
    }

    #[tokio::test]
    async fn the_first_keys_are_left_out() {
        let summary = |key: &str| Ok(ObjectSummary::new(key, 1, Timestamp::new(0, 0)));
        for (key, left) in [("", "abd"), ("a", "bd"), ("c", "d"), ("d", "")] {
            let listed = after(Box::pin(stream::iter(["a", "b", "d"].map(summary))), key.to_owned());
            let found: Vec<ObjectSummary> = listed.try_collect().await.expect("they come");
            assert_eq!(found.into_iter().map(|object| object.key).collect::<String>(), left, "{key}");
        }
    }
}
