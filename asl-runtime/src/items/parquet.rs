//! Parquet files (DMAP-6).
//!
//! Their table of contents is at the end, so a file is held in memory as it is stored; its rows are unpacked one row
//! group after the other.

use bytes::Bytes;
use futures_util::stream::{self, Stream, TryStreamExt};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

use super::bytes::Pieces;
use super::failed;
use crate::program::Failure;

/// The rows of a file, each an object.
pub(super) fn rows(mut pieces: Pieces) -> impl Stream<Item = Result<Value, Failure>> + Send + 'static {
    let opened = async move { RowGroups::open(pieces.all().await?) };
    let groups = stream::once(opened).map_ok(|groups| {
        stream::try_unfold(groups, |mut groups| async {
            let rows = groups.next()?;
            Ok::<_, Failure>(rows.map(|rows| (rows, groups)))
        })
    });
    groups.try_flatten().map_ok(|rows| stream::iter(rows.into_iter().map(Ok))).try_flatten()
}

/// The row groups of a file.
struct RowGroups {
    file: SerializedFileReader<Bytes>,
    next: usize,
}

impl RowGroups {
    fn open(file: Vec<u8>) -> Result<Self, Failure> {
        let file = SerializedFileReader::new(file.into()).map_err(broken)?;
        Ok(Self { file, next: 0 })
    }

    fn next(&mut self) -> Result<Option<Vec<Value>>, Failure> {
        if self.next >= self.file.num_row_groups() {
            return Ok(None);
        }
        let group = self.file.get_row_group(self.next).map_err(broken)?;
        self.next += 1;
        let rows = group.get_row_iter(None).map_err(broken)?;
        let values = rows.map(|row| row.map(|row| row.to_json_value()).map_err(broken));
        values.collect::<Result<_, _>>().map(Some)
    }
}

fn broken(error: ParquetError) -> Failure {
    failed(format!("The Parquet file can't be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use serde_json::json;

    use super::*;
    use crate::objects::{MemoryObjects, ObjectName};

    /// A file with a row group for each slice.
    fn file(groups: &[&[(&str, Option<i64>)]]) -> Vec<u8> {
        let schema = "message rows { required binary name (UTF8); optional int64 n; }";
        let schema = parse_message_type(schema).expect("it is a schema");
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer =
            SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties).expect("memory takes all");
        for rows in groups {
            let mut group = writer.next_row_group().expect("it is open");
            let names: Vec<_> = rows.iter().map(|(name, _)| (*name).into()).collect();
            let mut column = group.next_column().expect("it is open").expect("there is one");
            column.typed::<ByteArrayType>().write_batch(&names, None, None).expect("it fits");
            column.close().expect("it is complete");
            let numbers: Vec<i64> = rows.iter().filter_map(|(_, number)| *number).collect();
            let present: Vec<i16> = rows.iter().map(|(_, number)| i16::from(number.is_some())).collect();
            let mut column = group.next_column().expect("it is open").expect("there is another");
            column.typed::<Int64Type>().write_batch(&numbers, Some(&present), None).expect("it fits");
            column.close().expect("it is complete");
            group.close().expect("it is complete");
        }
        writer.into_inner().expect("it is complete")
    }

    async fn read(content: Vec<u8>) -> Result<Vec<Value>, Failure> {
        let objects = MemoryObjects::new().with("b", "k", content);
        rows(Pieces::of(&objects, ObjectName::new("b", "k"))).try_collect().await
    }

    #[tokio::test]
    async fn rows_are_objects() {
        let content = file(&[&[("a", Some(1)), ("b", None)], &[("c", Some(3))]]);
        let expected =
            [json!({"name": "a", "n": 1}), json!({"name": "b", "n": null}), json!({"name": "c", "n": 3})];
        assert_eq!(read(content).await.ok().as_deref(), Some(&expected[..]));
    }

    #[tokio::test]
    async fn says_what_is_wrong_with_a_file() {
        for content in [Vec::new(), b"PAR1 and no more".to_vec()] {
            let failure = read(content).await.expect_err("it is broken");
            assert_eq!(failure.name(), "States.ItemReaderFailed");
            let cause = failure.cause().unwrap_or_default();
            assert!(cause.starts_with("The Parquet file can't be read: "), "{cause}");
        }
    }
}
