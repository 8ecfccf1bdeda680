//! The elements of an array in a JSON document, or the members of an object, one by one (DMAP-8).
//!
//! A document may be bigger than memory: what stands before the array is skipped, and of the array one element is
//! held. An element is checked by the JSON parser, what is skipped only for where it ends.

use futures_util::stream::{self, Stream};
use serde_json::Value;

use super::bytes::Pieces;
use super::extent::Extent;
use super::failed;
use super::spot::Spot;
use crate::program::Failure;

/// An element, with its key if it is a member of an object.
type Element = (Option<String>, Value);

/// An element, and the place behind it.
type Found = Result<(Element, Spot), Failure>;

/// What is iterated, at a JSON pointer (RFC 6901), or the document itself.
///
/// The service refuses to iterate a document that is an object. `ItemsPointer` came when Maps took objects (MAP-3),
/// so an object that it points to is iterated.
pub(super) fn elements(
    pieces: Pieces,
    pointer: Option<String>,
) -> impl Stream<Item = Found> + Send + 'static {
    from(pieces, Progress::Before(pointer))
}

/// Those that follow an element.
#[cfg(feature = "durable")]
pub(super) fn further_elements(
    pieces: Pieces,
    container: Container,
) -> impl Stream<Item = Found> + Send + 'static {
    from(pieces, Progress::Inside(container))
}

fn from(pieces: Pieces, progress: Progress) -> impl Stream<Item = Found> + Send + 'static {
    stream::try_unfold((Document { pieces }, progress), |(mut document, progress)| async move {
        let inside = match progress {
            Progress::Before(pointer) => (document.open(pointer.as_deref()).await?, Position::First),
            Progress::Inside(container) => (container, Position::Later),
        };
        let (container, position) = inside;
        let element = document.next(container, position).await?;
        let spot = container.spot(document.at());
        Ok(element.map(|element| ((element, spot), (document, Progress::Inside(container)))))
    })
}

/// How far the iteration has got.
enum Progress {
    Before(Option<String>),
    Inside(Container),
}

/// What is iterated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Array,
    Object,
}

impl Container {
    fn spot(self, byte: u64) -> Spot {
        match self {
            Self::Array => Spot::Elements { byte },
            Self::Object => Spot::Members { byte },
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    First,
    Later,
}

/// A document that is read from front to back.
struct Document {
    pieces: Pieces,
}

impl Document {
    /// Goes to what is to be iterated, and into it.
    async fn open(&mut self, pointer: Option<&str>) -> Result<Container, Failure> {
        for token in pointer.unwrap_or_default().split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            if !self.enter(&token).await? {
                return Err(not_iterable());
            }
        }
        match self.peek().await? {
            Some(b'[') => {
                self.take(1);
                Ok(Container::Array)
            }
            Some(b'{') if pointer.is_some() => {
                self.take(1);
                Ok(Container::Object)
            }
            Some(_) => {
                // What is no JSON at all is told so.
                self.value().await?;
                Err(not_iterable())
            }
            None => Err(self.ends_early()),
        }
    }

    /// Goes to what a name or an index names in the value that comes next.
    async fn enter(&mut self, token: &str) -> Result<bool, Failure> {
        let container = match self.peek().await? {
            Some(b'[') => Container::Array,
            Some(b'{') => Container::Object,
            _ => return Ok(false),
        };
        self.take(1);
        let (mut position, mut index) = (Position::First, 0_u64);
        while self.goes_on(container, position).await? {
            let is_wanted = match container {
                Container::Array => index.to_string() == token,
                Container::Object => self.key().await? == token,
            };
            if is_wanted {
                return Ok(true);
            }
            self.skip().await?;
            (position, index) = (Position::Later, index + 1);
        }
        Ok(false)
    }

    /// The next element.
    async fn next(&mut self, container: Container, position: Position) -> Result<Option<Element>, Failure> {
        if !self.goes_on(container, position).await? {
            return Ok(None);
        }
        Ok(Some(match container {
            Container::Array => (None, self.value().await?),
            Container::Object => {
                let key = self.key().await?;
                let value = self.value().await?;
                (Some(key), value)
            }
        }))
    }

    /// Whether another element follows; what stands before it has been taken then.
    async fn goes_on(&mut self, container: Container, position: Position) -> Result<bool, Failure> {
        let end = match container {
            Container::Array => b']',
            Container::Object => b'}',
        };
        match (self.peek().await?, position) {
            (Some(byte), _) if byte == end => {
                self.take(1);
                Ok(false)
            }
            (Some(_), Position::First) => Ok(true),
            (Some(b','), Position::Later) => {
                self.take(1);
                Ok(true)
            }
            (Some(_), Position::Later) => {
                let end = char::from(end);
                Err(failed(format!("The file is no JSON: expected `,` or `{end}` at byte {}", self.at())))
            }
            (None, _) => Err(self.ends_early()),
        }
    }

    /// The key of a member, and the colon behind it.
    async fn key(&mut self) -> Result<String, Failure> {
        let at = self.at();
        let no_key = || failed(format!("The file is no JSON: expected a key and `:` at byte {at}"));
        let Value::String(key) = self.value().await? else { return Err(no_key()) };
        if self.peek().await? != Some(b':') {
            return Err(no_key());
        }
        self.take(1);
        Ok(key)
    }

    /// The value that comes next.
    async fn value(&mut self) -> Result<Value, Failure> {
        let mut text = Vec::new();
        self.walk(|piece| text.extend_from_slice(piece)).await?;
        serde_json::from_slice(&text).map_err(|error| failed(format!("The file is no JSON: {error}")))
    }

    async fn skip(&mut self) -> Result<(), Failure> {
        self.walk(|_| {}).await
    }

    /// Takes the value that comes next, piece by piece.
    async fn walk(&mut self, mut see: impl FnMut(&[u8])) -> Result<(), Failure> {
        self.peek().await?;
        let mut extent = Extent::new();
        loop {
            let piece = self.pieces.peek().await?;
            if piece.is_empty() {
                return if extent.may_end() { Ok(()) } else { Err(self.ends_early()) };
            }
            let length = extent.end_in(piece);
            see(&piece[..length.unwrap_or(piece.len())]);
            let taken = length.unwrap_or(piece.len());
            self.take(taken);
            if length.is_some() {
                return Ok(());
            }
        }
    }

    /// The next byte that is no white space; it is not taken.
    async fn peek(&mut self) -> Result<Option<u8>, Failure> {
        loop {
            let piece = self.pieces.peek().await?;
            if piece.is_empty() {
                return Ok(None);
            }
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            let skipped = piece.iter().position(|byte| !blank(byte));
            let next = skipped.map(|at| piece[at]);
            let taken = skipped.unwrap_or(piece.len());
            self.take(taken);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    fn take(&mut self, bytes: usize) {
        self.pieces.take(bytes);
    }

    /// How many bytes have been taken.
    fn at(&self) -> u64 {
        self.pieces.at()
    }

    fn ends_early(&self) -> Failure {
        failed(format!("The file is no JSON: it ends too early, at byte {}", self.at()))
    }
}

fn not_iterable() -> Failure {
    failed("Attempting to map over non-iterable node.")
}
