//! A subscriber that keeps spans, and shows them as a tree.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::time::Instant;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// The spans that came up while it was the subscriber.
#[derive(Clone)]
pub(crate) struct Tree {
    start: Instant,
    entries: Arc<Mutex<Vec<Entry>>>,
}

/// A span, or an event.
pub(crate) struct Entry {
    id: Option<Id>,
    parent: Option<Id>,
    pub(crate) name: &'static str,
    pub(crate) fields: BTreeMap<&'static str, String>,
    pub(crate) follows: Vec<String>,
    opened: Instant,
    closed: Option<Instant>,
}

impl Tree {
    /// Listens on this thread for as long as the guard lives.
    pub(crate) fn listen() -> (Self, tracing::subscriber::DefaultGuard) {
        let tree = Self { start: Instant::now(), entries: Arc::default() };
        let subscriber = tracing_subscriber::registry().with(tree.clone());
        (tree, tracing::subscriber::set_default(subscriber))
    }

    /// Listens on all threads on which nobody else does, for as long as the process lives.
    #[cfg(feature = "sqlite")]
    pub(crate) fn listen_everywhere() -> Self {
        let tree = Self { start: Instant::now(), entries: Arc::default() };
        let subscriber = tracing_subscriber::registry().with(tree.clone());
        tracing::subscriber::set_global_default(subscriber).expect("there is one test that does so");
        tree
    }

    pub(crate) fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().expect("nobody panicked")
    }

    /// A line for each: `state T 0-4 succeeded`, with the seconds of its beginning and its end.
    pub(crate) fn lines(&self) -> Vec<String> {
        let entries = self.entries();
        let mut lines = Vec::new();
        self.add_lines(&entries, None, 0, &mut lines);
        lines
    }

    fn add_lines(&self, entries: &[Entry], parent: Option<&Id>, depth: usize, lines: &mut Vec<String>) {
        for entry in entries.iter().filter(|entry| entry.parent.as_ref() == parent) {
            let seconds = |instant: Instant| (instant - self.start).as_secs();
            let mut line = format!("{}{}", "  ".repeat(depth), entry.name);
            let mut add = |text: std::fmt::Arguments<'_>| line.write_fmt(text).expect("it fits");
            for field in ["otel.name", "message", "index", "attempt"] {
                if let Some(value) = entry.fields.get(field) {
                    add(format_args!(" {value}"));
                }
            }
            match entry.closed {
                Some(closed) => add(format_args!(" {}-{}", seconds(entry.opened), seconds(closed))),
                None if entry.id.is_some() => add(format_args!(" {}-", seconds(entry.opened))),
                None => {}
            }
            for field in ["outcome", "error"] {
                if let Some(value) = entry.fields.get(field) {
                    add(format_args!(" {value}"));
                }
            }
            lines.push(line);
            if let Some(id) = &entry.id {
                self.add_lines(entries, Some(id), depth + 1, lines);
            }
        }
    }
}

impl Entry {
    /// The value of a field; nothing if it has none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Tree {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = context.span(id).and_then(|span| span.parent().map(|parent| parent.id()));
        self.entries().push(Entry {
            id: Some(id.clone()),
            parent,
            name: attributes.metadata().name(),
            fields: fields.0,
            follows: Vec::new(),
            opened: Instant::now(),
            closed: None,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        let mut entries = self.entries();
        // Ids are used again, so it is the newest one.
        if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.id.as_ref() == Some(id)) {
            entry.fields.extend(fields.0);
        }
    }

    fn on_follows_from(&self, id: &Id, follows: &Id, _: Context<'_, S>) {
        let mut entries = self.entries();
        let followed = entries.iter().rev().find(|entry| entry.id.as_ref() == Some(follows));
        let name = followed.map_or("", |entry| entry.name).to_owned();
        if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.id.as_ref() == Some(id)) {
            entry.follows.push(name);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let entry = Entry {
            id: None,
            parent: context.event_span(event).map(|span| span.id()),
            name: "event",
            fields: fields.0,
            follows: Vec::new(),
            opened: Instant::now(),
            closed: None,
        };
        self.entries().push(entry);
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        let mut entries = self.entries();
        if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.id.as_ref() == Some(&id)) {
            entry.closed = Some(Instant::now());
        }
    }
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}
