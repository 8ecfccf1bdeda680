//! What a handler writes within the transaction that ends its state.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::error::{AslError, TaskError};
use crate::program::StateData;
#[cfg(feature = "sqlite")]
pub use crate::store::Transaction;
#[cfg(feature = "durable")]
use crate::trace::Span;

/// Without SQLite there are none.
#[cfg(not(feature = "sqlite"))]
#[derive(Debug)]
pub struct Transaction<'a>(std::convert::Infallible, std::marker::PhantomData<&'a ()>);

/// What a transactional handler returns: a function that writes rows of the application's own, and makes the output.
///
/// It runs on the thread that writes, within the very transaction that ends the state: its rows and the end of the state
/// are written together, or neither is. So it is to be short, and to do nothing but write and read: everybody's steps
/// wait for it. It may be called again if that transaction fails. With an error the attempt fails, and what the function
/// wrote is taken back.
///
/// ```
/// use asl_runtime::store::{Sqlite, Transaction};
/// use asl_runtime::{InTransaction, TaskContext, TaskError, include_workflow};
/// use serde_json::{Value, json};
///
/// include_workflow! {
///     name: deposit,
///     inline: r#"{ "StartAt": "Book", "States": { "Book": {
///         "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:book", "End": true
///     } } }"#,
///     transactional: [book],
/// }
///
/// struct Bank;
///
/// impl deposit::Handlers for Bank {
///     async fn book(&self, input: &Value, task: &TaskContext) -> Result<InTransaction<Value>, TaskError> {
///         let (name, cents) = (task.execution_name().to_owned(), input["cents"].as_i64());
///         Ok(InTransaction::new(move |transaction: &Transaction<'_>| {
///             let insert = "INSERT INTO booking (name, cents) VALUES (?1, ?2)";
///             transaction.execute(insert, (&name, cents))?;
///             Ok(json!({ "booking": transaction.last_insert_rowid() }))
///         }))
///     }
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("asl-doc-transaction-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let store = Sqlite::open(folder.join("workflows.db"))?;
/// store.transact(|transaction| transaction.execute("CREATE TABLE booking (name TEXT, cents INTEGER)", ())).await?;
///
/// let deposit = deposit::workflow(Bank);
/// let engine = asl_runtime::durable::Engine::builder().store(store).register(&deposit).build().await?;
/// let output = engine.start(&deposit, None, json!({ "cents": 500 })).await?.wait().await?;
/// assert_eq!(output, json!({ "booking": 1 }));
/// # engine.shut_down().await?;
/// # std::fs::remove_dir_all(folder)?;
/// # Ok(())
/// # }
/// ```
pub struct InTransaction<T, E = TaskError> {
    write: Box<Write<T, E>>,
}

type Write<T, E> = dyn FnMut(&Transaction<'_>) -> Result<T, E> + Send;

impl<T, E> InTransaction<T, E> {
    /// A function to run within the transaction.
    pub fn new(write: impl FnMut(&Transaction<'_>) -> Result<T, E> + Send + 'static) -> Self {
        Self { write: Box::new(write) }
    }

    /// Runs it, as an engine does: for tests of a handler by itself.
    ///
    /// # Errors
    ///
    /// The function's.
    pub fn run(&mut self, transaction: &Transaction<'_>) -> Result<T, E> {
        (self.write)(transaction)
    }

    /// The same for those who know nothing of its types.
    pub(crate) fn erased(mut self, answer: fn(Result<T, E>) -> Result<StateData, TaskError>) -> HandlerWrites
    where
        T: 'static,
        E: AslError + 'static,
    {
        HandlerWrites(Arc::new(Mutex::new(move |transaction: &Transaction<'_>| {
            answer(self.run(transaction)).map(StateData::into_json)
        })))
    }
}

impl<T, E> fmt::Debug for InTransaction<T, E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("InTransaction").finish_non_exhaustive()
    }
}

/// What a handler left to be written, until it is: for a store to [run](Self::run), within the transaction.
#[derive(Clone)]
pub struct HandlerWrites(Arc<Mutex<Write<Value, TaskError>>>);

impl HandlerWrites {
    /// Writes, and gives the output of the task.
    ///
    /// # Errors
    ///
    /// The handler's: what it has written is to be taken back.
    pub fn run(&self, transaction: &Transaction<'_>) -> Result<Value, TaskError> {
        // After a panic it is not called again: the attempt has failed.
        (self.0.lock().unwrap_or_else(PoisonError::into_inner))(transaction)
    }

    /// The same within a span: what it traces belongs to its attempt, though it runs on another thread.
    #[cfg(feature = "durable")]
    pub(crate) fn within(&self, span: Span) -> Self {
        let writes = self.clone();
        Self(Arc::new(Mutex::new(move |transaction: &Transaction<'_>| {
            span.within(|| writes.run(transaction))
        })))
    }
}

impl fmt::Debug for HandlerWrites {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("HandlerWrites").finish_non_exhaustive()
    }
}

pub use crate::__transactional as transactional;

/// Gives the names of transactional handlers, where there is a store for what they write.
#[cfg(feature = "sqlite")]
#[doc(hidden)]
#[macro_export]
macro_rules! __transactional {
    ($($name:literal),*) => { &[$($name),*] };
}

/// Who has no such store learns which handlers need it.
#[cfg(not(feature = "sqlite"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __transactional {
    ($($name:literal),*) => {
        ::core::compile_error!(::core::concat!(
            "transactional handlers (", $("`", $name, "` ",)* ") need the feature `sqlite` of `asl-runtime`",
        ))
    };
}
