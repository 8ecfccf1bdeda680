//! CSV: every row is an object of strings (DMAP-7).

use std::collections::HashSet;

use csv_core::{ReadRecordResult, ReaderBuilder};
use futures_util::stream;
use serde_json::{Map, Value};

use super::bytes::Pieces;
use super::config::Csv;
use super::failed;
use super::spot::Spot;
use crate::program::Failure;

/// A row, and the place behind it.
type Row = Result<(Value, Spot), Failure>;

/// The rows of an object, as the items they make.
pub(super) fn rows(pieces: Pieces, csv: Csv) -> impl stream::Stream<Item = Row> + Send + 'static {
    Table::of(pieces, &csv, csv.headers.clone(), None).rows()
}

/// The same of what stands behind a row; `head` has the headers, unless they are given.
#[cfg(feature = "durable")]
pub(super) fn further_rows(
    head: Pieces,
    pieces: Pieces,
    csv: Csv,
) -> impl stream::Stream<Item = Row> + Send + 'static {
    Table::of(pieces, &csv, csv.headers.clone(), Some(head)).rows()
}

struct Table {
    pieces: Pieces,
    reader: Box<csv_core::Reader>,
    delimiter: u8,
    headers: Option<Vec<String>>,
    given: Option<Vec<String>>,
    /// Where the headers are, if not in front of the rows.
    head: Option<Pieces>,
}

fn reader(delimiter: u8) -> Box<csv_core::Reader> {
    Box::new(ReaderBuilder::new().delimiter(delimiter).build())
}

impl Table {
    fn of(pieces: Pieces, csv: &Csv, given: Option<Vec<String>>, head: Option<Pieces>) -> Self {
        let delimiter = csv.delimiter;
        Self { pieces, reader: reader(delimiter), delimiter, headers: None, given, head }
    }

    fn rows(self) -> impl stream::Stream<Item = Row> + Send + 'static {
        stream::try_unfold(self, |mut table| async move {
            let item = table.next().await?;
            Ok(item.map(|item| {
                let spot = Spot::Rows { byte: table.pieces.at() };
                ((item, spot), table)
            }))
        })
    }

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
                let rows = self.head.take().map(|head| std::mem::replace(&mut self.pieces, head));
                // The reader of rows goes over empty lines; the first line is not to be one.
                let is_blank = matches!(self.pieces.peek().await?.first(), None | Some(b'\n' | b'\r'));
                let row = if is_blank { None } else { self.row().await? };
                if let Some(rows) = rows {
                    self.pieces = rows;
                    self.reader = reader(self.delimiter);
                }
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
