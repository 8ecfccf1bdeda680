//! Threads that read, beside the one that writes.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::StoreError;
use super::trouble::{Done, Refusal};

type Work = Box<dyn FnOnce(&Connection) + Send>;

/// Reads what is committed, each piece of work at one moment.
pub(super) struct Readers {
    work: Option<Sender<Work>>,
    threads: Vec<JoinHandle<()>>,
    path: Arc<Path>,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>, path: &Path) -> Result<Self, StoreError> {
        let (sender, receiver) = mpsc::channel();
        let line = Arc::new(Mutex::new(receiver));
        let threads = connections
            .into_iter()
            .map(|connection| {
                let line = Arc::clone(&line);
                thread::Builder::new()
                    .name("asl-store-reader".into())
                    .spawn(move || run(&connection, &line))
                    .map_err(StoreError::failed)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { work: Some(sender), threads, path: path.into() })
    }

    /// Reads something.
    pub(super) fn ask<T, W>(&self, work: W) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce(&Connection) -> Done<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let path = Arc::clone(&self.path);
        let read = move |connection: &Connection| {
            let answer = at_one_moment(connection, work).map_err(|refusal| refusal.error(&path));
            // Nobody may be waiting any more.
            drop(reply.send(answer));
        };
        let sent = self.work.as_ref().is_some_and(|line| line.send(Box::new(read)).is_ok());
        async move {
            if !sent {
                return Err(StoreError::failed(STOPPED));
            }
            answer.await.unwrap_or_else(|_| Err(StoreError::failed(STOPPED)))
        }
    }
}

const STOPPED: &str = "a reader of the store has panicked: open the store anew";

impl Drop for Readers {
    fn drop(&mut self) {
        self.work = None;
        for thread in self.threads.drain(..) {
            // A panic has told of itself.
            drop(thread.join());
        }
    }
}

/// A panic ends the thread; once all have ended, asking fails.
fn run(connection: &Connection, line: &Mutex<Receiver<Work>>) {
    loop {
        // Whoever has the line waits with it; the work is done without it.
        let next = line.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(work) => work(connection),
            Err(_) => return,
        }
    }
}

fn at_one_moment<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Done<T>) -> Done<T> {
    let transaction = connection.unchecked_transaction().map_err(Refusal::Sql)?;
    work(&transaction)
}
