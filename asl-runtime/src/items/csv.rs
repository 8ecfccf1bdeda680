//! CSV: every row is an object of strings (DMAP-7).

use std::collections::HashSet;

use csv_core::{ReadRecordResult, ReaderBuilder};
use futures_util::stream;
use serde_json::{Map, Value};

use super::bytes::Pieces;
use super::config::Csv;
use super::failed;
use crate::program::Failure;

/// The rows of an object, as the items they make.
pub(super) fn rows(
    pieces: Pieces,
    csv: Csv,
) -> impl stream::Stream<Item = Result<Value, Failure>> + Send + 'static {
    let table = ReaderBuilder::new().delimiter(csv.delimiter).build();
    let state = Table { pieces, reader: Box::new(table), headers: None, given: csv.headers };
    stream::try_unfold(state, |mut table| async move { Ok(table.next().await?.map(|item| (item, table))) })
}

struct Table {
    pieces: Pieces,
    reader: Box<csv_core::Reader>,
    headers: Option<Vec<String>>,
    given: Option<Vec<String>>,
}

impl Table {
    async fn next(&mut self) -> Result<Option<Value>, Failure> {
        let headers = match self.headers.take() {
            Some(headers) => headers,
            None => self.read_headers().await?,
        };
        let row = self.row().await?;
        // Short rows are filled up, and surplus columns go.
        let item = row.map(|row| {
            let cells = row.into_iter().chain(std::iter::repeat_with(String::new));
            Value::Object(headers.iter().cloned().zip(cells.map(Value::String)).collect::<Map<_, _>>())
        });
        self.headers = Some(headers);
        Ok(item)
    }

    async fn read_headers(&mut self) -> Result<Vec<String>, Failure> {
        let headers = match self.given.take() {
            Some(headers) => headers,
            None => {
                // The reader of rows goes over empty lines; the first line is not to be one.
                let is_blank = matches!(self.pieces.peek().await?.first(), None | Some(b'\n' | b'\r'));
                let row = if is_blank { None } else { self.row().await? };
                row.filter(|headers| headers.iter().any(|header| !header.trim().is_empty()))
                    .ok_or_else(|| failed("CSV headers cannot be blank."))?
            }
        };
        let mut seen = HashSet::new();
        if !headers.iter().all(|header| seen.insert(header)) {
            return Err(failed("CSV headers cannot contain duplicates."));
        }
        Ok(headers)
    }

    /// The next row that is no empty line.
    async fn row(&mut self) -> Result<Option<Vec<String>>, Failure> {
        let (mut text, mut ends) = (vec![0; 1024], vec![0; 32]);
        let (mut length, mut cells) = (0, 0);
        loop {
            let input = self.pieces.peek().await?;
            let (result, taken, written, ended) =
                self.reader.read_record(input, &mut text[length..], &mut ends[cells..]);
            self.pieces.take(taken);
            length += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => text.resize(text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::Record => break,
            }
        }
        let mut start = 0;
        let cells = ends[..cells].iter().map(|&end| {
            let cell = std::str::from_utf8(&text[start..end]).map(str::to_owned);
            start = end;
            cell.map_err(|_| failed("The CSV file is not encoded as UTF-8."))
        });
        cells.collect::<Result<_, _>>().map(Some)
    }
}
