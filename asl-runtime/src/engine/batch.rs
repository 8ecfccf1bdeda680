//! The items of a Map, one after the other, or in batches (DMAP-13).

use std::collections::VecDeque;
use std::io;

use serde_json::Value;

use super::action::{ReadFrom, ReadId};
use crate::data::Path;
use crate::items::{Chunk, ReadItem};
use crate::program::{Batch, ItemContext, Items};
#[cfg(feature = "durable")]
use crate::{
    items::{Known, Place, known},
    program::ItemReader,
};

/// Items that have not been started. They are handed out, not copied.
#[derive(Debug)]
pub(super) struct ItemSource {
    items: Remaining,
    next_index: u64,
    /// What the items that were taken are known by, where a store is to know.
    #[cfg(feature = "durable")]
    marks: Option<Marks>,
}

/// What items are known by when they are read again.
#[cfg(feature = "durable")]
#[derive(Debug, Default)]
struct Marks {
    /// The last that a child has.
    last: Option<Known>,
    /// Those that were taken since.
    taken: VecDeque<Known>,
}

#[derive(Debug)]
enum Remaining {
    Array(std::vec::IntoIter<Value>),
    Object(serde_json::map::IntoIter),
    /// Elements of the effective input, to which the path leads; so many of them.
    Within(Path, usize),
    Read {
        ready: VecDeque<ReadItem>,
        rest: Rest,
    },
}

/// What has not been read.
#[derive(Debug)]
enum Rest {
    /// It can be asked for.
    Idle(ReadFrom),
    /// It was asked for.
    Asked(ReadId),
    /// There is none.
    Nothing,
}

impl ItemSource {
    pub(super) fn new(items: Items) -> Self {
        let items = match items {
            Items::Array(elements) => Remaining::Array(elements.into_iter()),
            Items::Object(members) => Remaining::Object(members.into_iter()),
            Items::Within(path, elements) => Remaining::Within(path, elements),
            Items::Read(reader) => {
                Remaining::Read { ready: VecDeque::new(), rest: Rest::Idle(ReadFrom::Start(reader)) }
            }
        };
        Self {
            items,
            next_index: 0,
            #[cfg(feature = "durable")]
            marks: None,
        }
    }

    /// Items of which a store has a part: those behind a place.
    #[cfg(feature = "durable")]
    pub(super) fn read_at(reader: Box<ItemReader>, place: Place) -> Self {
        let (next_index, last) = (place.after, place.last.clone());
        let rest = Rest::Idle(ReadFrom::At(reader, Box::new(place)));
        Self {
            items: Remaining::Read { ready: VecDeque::new(), rest },
            next_index,
            marks: Some(Marks { last, taken: VecDeque::new() }),
        }
    }

    /// Items of which all have been taken.
    #[cfg(feature = "durable")]
    pub(super) fn exhausted(items: u64, last: Option<Known>) -> Self {
        let items_left = Remaining::Read { ready: VecDeque::new(), rest: Rest::Nothing };
        Self { items: items_left, next_index: items, marks: Some(Marks { last, taken: VecDeque::new() }) }
    }

    /// A child has so many more of the items that were taken.
    #[cfg(feature = "durable")]
    pub(super) fn consumed(&mut self, items: u64) {
        if let Some(marks) = &mut self.marks {
            for _ in 0..items {
                if let Some(next) = marks.taken.pop_front() {
                    marks.last = Some(next);
                }
            }
        }
    }

    /// What the last item that a child has is known by; nothing where items are not read.
    #[cfg(feature = "durable")]
    pub(super) fn last(&self) -> Option<Option<&Known>> {
        self.marks.as_ref().map(|marks| marks.last.as_ref())
    }

    pub(super) fn is_empty(&self) -> bool {
        match &self.items {
            Remaining::Array(elements) => elements.len() == 0,
            Remaining::Object(members) => members.len() == 0,
            Remaining::Within(_, elements) => self.next_index >= *elements as u64,
            Remaining::Read { ready, rest } => ready.is_empty() && matches!(rest, Rest::Nothing),
        }
    }

    /// Whether there may be more items than those that can be taken now.
    pub(super) fn is_open(&self) -> bool {
        matches!(&self.items, Remaining::Read { rest, .. } if !matches!(rest, Rest::Nothing))
    }

    /// Whether items must be read before one can be taken.
    pub(super) fn is_dry(&self) -> bool {
        self.is_open() && matches!(&self.items, Remaining::Read { ready, .. } if ready.is_empty())
    }

    /// What to read from, unless it has been asked for already.
    pub(super) fn ask(&mut self, read: ReadId) -> Option<ReadFrom> {
        let Remaining::Read { rest, .. } = &mut self.items else { return None };
        match std::mem::replace(rest, Rest::Asked(read)) {
            Rest::Idle(from) => Some(from),
            other => {
                *rest = other;
                None
            }
        }
    }

    /// Whether this wish is open.
    pub(super) fn has_asked(&self, read: ReadId) -> bool {
        matches!(&self.items, Remaining::Read { rest: Rest::Asked(asked), .. } if *asked == read)
    }

    /// Takes in what was read.
    pub(super) fn fill(&mut self, chunk: Chunk) {
        if let Remaining::Read { ready, rest } = &mut self.items {
            ready.extend(chunk.items);
            *rest = chunk.rest.map_or(Rest::Nothing, |reader| Rest::Idle(ReadFrom::Rest(reader)));
        }
    }

    /// Goes over items that have been taken before.
    #[cfg(feature = "durable")]
    pub(super) fn skip(&mut self, items: u64) {
        while self.next_index < items && self.next().is_some() {}
    }

    /// How many items have been taken.
    pub(super) fn handed_out(&self) -> usize {
        usize::try_from(self.next_index).unwrap_or(usize::MAX)
    }

    /// How many items there are; with a reader that is not done, how many it is known to have.
    pub(super) fn read_so_far(&self) -> u64 {
        self.next_index
            + match &self.items {
                Remaining::Array(elements) => elements.len() as u64,
                Remaining::Object(members) => members.len() as u64,
                Remaining::Within(_, elements) => (*elements as u64).saturating_sub(self.next_index),
                Remaining::Read { ready, .. } => ready.len() as u64,
            }
    }

    /// What has not been taken, as far as it is known. It stays where it is.
    #[cfg(feature = "durable")]
    pub(super) fn known(&mut self) -> Vec<Value> {
        match &mut self.items {
            Remaining::Array(elements) => elements.as_slice().to_vec(),
            Remaining::Object(members) => {
                // Its iterator shows them only as it goes.
                let left = std::mem::replace(members, serde_json::Map::new().into_iter());
                let left: serde_json::Map<String, Value> = left.collect();
                let values = left.values().cloned().collect();
                *members = left.into_iter();
                values
            }
            // Only an inline Map has these, and nobody asks it.
            Remaining::Within(..) => Vec::new(),
            Remaining::Read { ready, .. } => ready.iter().map(|item| item.value.clone()).collect(),
        }
    }

    /// Gives up what has not been taken: the items that are known.
    pub(super) fn give_up(&mut self) -> Vec<Value> {
        let pending = std::iter::from_fn(|| self.next()).map(|item| item.value).collect();
        self.items = Remaining::Array(Vec::new().into_iter());
        pending
    }

    /// How many of the known items have not been taken.
    pub(super) fn pending(&self) -> u64 {
        self.read_so_far() - self.next_index
    }

    /// The index of the next item, and the path to the array that it stays in, if these items do.
    pub(super) fn next_within(&mut self) -> Option<(u64, Path)> {
        match self.items {
            Remaining::Within(path, elements) if self.next_index < elements as u64 => {
                self.next_index += 1;
                Some((self.next_index - 1, path))
            }
            _ => None,
        }
    }

    /// The next item with its index, where it is an element and nobody wants to know more.
    pub(super) fn next_element(&mut self) -> Option<(u64, Value)> {
        #[cfg(feature = "durable")]
        if self.marks.is_some() {
            return None;
        }
        let Remaining::Array(elements) = &mut self.items else { return None };
        let element = elements.next()?;
        self.next_index += 1;
        Some((self.next_index - 1, element))
    }

    /// The next item, moved out of its place.
    pub(super) fn next(&mut self) -> Option<ItemContext> {
        let mut source = None;
        #[cfg(feature = "durable")]
        let mut spot = None;
        let (key, value) = match &mut self.items {
            Remaining::Array(elements) => (None, elements.next()?),
            Remaining::Object(members) => {
                let (key, value) = members.next()?;
                (Some(key), value)
            }
            Remaining::Within(..) => return None,
            Remaining::Read { ready, .. } => {
                let item = ready.pop_front()?;
                source = Some(item.source.as_ref().to_owned());
                #[cfg(feature = "durable")]
                {
                    spot = item.spot;
                }
                (item.key, item.value)
            }
        };
        let index = self.next_index;
        self.next_index += 1;
        #[cfg(feature = "durable")]
        if let Some(marks) = &mut self.marks {
            marks.taken.push_back(known(&value, spot));
        }
        Some(ItemContext { index, value, key, source })
    }
}

/// A batch that is being filled.
#[derive(Debug)]
pub(super) struct Filling<'a> {
    batch: &'a Batch,
    items: Vec<Value>,
    bytes: u64,
}

impl<'a> Filling<'a> {
    pub(super) fn new(batch: &'a Batch) -> Self {
        let input = batch.input.as_ref().map_or(0, |input| size(input) + r#""BatchInput":,"#.len() as u64);
        Self { batch, items: Vec::new(), bytes: input + r#"{"Items":[]}"#.len() as u64 }
    }

    /// Adds an item, or gives it back if the batch is full without it. A batch has one item at least.
    pub(super) fn add(&mut self, item: Value) -> Result<(), Value> {
        let bytes = self.bytes + size(&item) + u64::from(!self.items.is_empty());
        let too_many = self.batch.max_items.is_some_and(|most| self.items.len() as u64 >= most);
        let too_big = self.batch.max_bytes.is_some_and(|most| bytes > most);
        if !self.items.is_empty() && (too_many || too_big) {
            return Err(item);
        }
        self.bytes = bytes;
        self.items.push(item);
        Ok(())
    }

    /// Whether another item is out of the question.
    pub(super) fn is_full(&self) -> bool {
        self.batch.max_items.is_some_and(|most| self.items.len() as u64 >= most.max(1))
    }

    /// The items, for another try.
    pub(super) fn into_items(self) -> Vec<Value> {
        self.items
    }

    /// The input of the child execution.
    pub(super) fn input(self) -> Value {
        let mut input = serde_json::Map::new();
        if let Some(batch_input) = &self.batch.input {
            input.insert("BatchInput".into(), batch_input.clone());
        }
        input.insert("Items".into(), self.items.into());
        Value::Object(input)
    }
}

/// The length of a value's JSON text in bytes.
fn size(value: &Value) -> u64 {
    struct Counter(u64);

    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len() as u64;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut counter = Counter(0);
    // Neither the counter nor the writing of a Value can fail.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn batches(batch: &Batch, items: &[Value]) -> Vec<Value> {
        let (mut batches, mut filling) = (Vec::new(), Filling::new(batch));
        for item in items {
            if let Err(item) = filling.add(item.clone()) {
                batches.push(std::mem::replace(&mut filling, Filling::new(batch)).input());
                filling.add(item).expect("a batch takes one item");
            }
        }
        batches.push(filling.input());
        batches
    }

    #[test]
    fn fills_batches_by_number() {
        let batch = Batch { max_items: Some(2), max_bytes: None, input: Some(json!({"k": 1})) };
        let items = [json!(1), json!(2), json!(3)];
        assert_eq!(
            batches(&batch, &items),
            [json!({"BatchInput": {"k": 1}, "Items": [1, 2]}), json!({"BatchInput": {"k": 1}, "Items": [3]})]
        );
    }

    #[test]
    fn fills_batches_by_size() {
        // {"Items":["aaaa","bbbb"]} has 25 bytes.
        let items = [json!("aaaa"), json!("bbbb"), json!("cccc")];
        let of =
            |max_bytes| batches(&Batch { max_items: None, max_bytes: Some(max_bytes), input: None }, &items);
        assert_eq!(of(25), [json!({"Items": ["aaaa", "bbbb"]}), json!({"Items": ["cccc"]})]);
        assert_eq!(of(24).len(), 3);
        assert_eq!(of(1).len(), 3);
    }

    #[test]
    fn hands_out_members_with_their_keys() {
        let Value::Object(members) = json!({"b": 1, "a": 2}) else { panic!("it is an object") };
        let mut source = ItemSource::new(Items::Object(members));
        let item = source.next().expect("there are two");
        assert_eq!((item.index, item.key.as_deref(), item.value), (0, Some("b"), json!(1)));
        assert!(source.next().is_some() && source.next().is_none() && source.is_empty());
    }
}
