//! Texts: small ones where they belong, large ones once for each execution.

use std::collections::HashMap;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql};
use sha2::{Digest, Sha256};

use super::super::ExecutionKey;

/// Texts of more bytes than these stand in `payload`, where they are written once.
const INLINE: usize = 256;

/// Reads a column that holds a text or the id of one.
macro_rules! text {
    ($column:literal) => {
        concat!(
            "CASE typeof(",
            $column,
            ") WHEN 'integer' THEN (SELECT text FROM payload WHERE id = ",
            $column,
            ") ELSE ",
            $column,
            " END"
        )
    };
}
pub(super) use text;

/// A text as a column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept<'a> {
    Text(&'a str),
    Payload(i64),
}

impl ToSql for Kept<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))),
            Self::Payload(id) => id.to_sql(),
        }
    }
}

/// A large text that was met.
#[derive(Clone, Copy)]
struct Met {
    digest: [u8; 32],
    id: Option<i64>,
}

/// The large texts of an execution, as far as one piece of work has met them.
///
/// The output of a state is the input of the next one, stands in two events, and is the value of a frame: all of
/// them name one row. That row stays as long as the execution, since its history does.
pub(super) struct Texts<'a> {
    connection: &'a Connection,
    execution: ExecutionKey,
    met: HashMap<&'a str, Met>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(connection: &'a Connection, execution: ExecutionKey) -> Self {
        Self { connection, execution, met: HashMap::new() }
    }

    /// A text that stays as long as the execution.
    pub(super) fn keep(&mut self, text: &'a str) -> rusqlite::Result<Kept<'a>> {
        if text.len() <= INLINE {
            return Ok(Kept::Text(text));
        }
        let met = self.find(text)?;
        let id = match met.id {
            Some(id) => id,
            None => self.insert(text, met.digest)?,
        };
        Ok(Kept::Payload(id))
    }

    /// A text that is replaced sooner or later: it is not put into `payload`, but if it stands there it need not be
    /// written again.
    pub(super) fn refer(&mut self, text: &'a str) -> rusqlite::Result<Kept<'a>> {
        if text.len() <= INLINE {
            return Ok(Kept::Text(text));
        }
        Ok(self.find(text)?.id.map_or(Kept::Text(text), Kept::Payload))
    }

    fn find(&mut self, text: &'a str) -> rusqlite::Result<Met> {
        if let Some(met) = self.met.get(text) {
            return Ok(*met);
        }
        let digest: [u8; 32] = Sha256::digest(text).into();
        let mut find =
            self.connection.prepare_cached("SELECT id FROM payload WHERE execution = ?1 AND digest = ?2")?;
        let id = find.query_row((self.execution, digest.as_slice()), |row| row.get(0)).optional()?;
        let met = Met { digest, id };
        self.met.insert(text, met);
        Ok(met)
    }

    fn insert(&mut self, text: &'a str, digest: [u8; 32]) -> rusqlite::Result<i64> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO payload (execution, digest, text) VALUES (?1, ?2, ?3)")?;
        let id = insert.insert((self.execution, digest.as_slice(), text))?;
        self.met.insert(text, Met { digest, id: Some(id) });
        Ok(id)
    }
}
