//! Opened again, everything is there; what is no store is left as it is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use super::super::super::tests::support::{
    Folder, HASH, arn, at, claimed, event, execution, frame, locator, one, result, running, slot, token,
};
use super::super::super::{
    Answer, EventQuery, ExecutionQuery, InboxMessage, Order, SlotKind, Store, StoreError, TokenState,
};
use super::super::{Durability, Sqlite};
use super::{NAME, look, number, open};

#[tokio::test]
async fn everything_is_there_again() {
    let folder = Folder::new();
    let large = format!("\"{}\"", "large ".repeat(200));
    let store = open(&folder);
    let secret = store.secret().await.expect("a secret");
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    held.commit(&store, |commit| {
        commit.state = running(Some(at(9)));
        commit.frames = vec![frame(0, None, "Ask"), frame(1, Some((0, 3)), "Inner")];
        commit.slots = vec![slot(0, SlotKind::Input, &large), slot(1, SlotKind::Item, "1")];
        commit.results = vec![result(0, 1, &large)];
        commit.events = vec![event(1, "ExecutionStarted", "\"a\":1")];
        commit.tokens = vec![token(1, 0, 1)];
    })
    .await;
    store.start(execution("two")).await.expect("a start");
    store.send(&arn("one"), InboxMessage::Stop { error: None, cause: None }).await.expect("sent");
    let before = held.load(&store).await;
    let list = store.list(ExecutionQuery::default()).await.expect("a page");
    drop(store);
    let beside: Vec<_> = fs::read_dir(folder.path("."))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.ends_with("-wal") || name.ends_with("-shm"))
        .collect();
    assert_eq!(beside, [""; 0], "a store that was closed is one file");

    let store = open(&folder);
    assert_eq!(store.secret().await.expect("a secret"), secret);
    assert_eq!(store.list(ExecutionQuery::default()).await.expect("a page"), list);
    let query = EventQuery { arn: arn("one"), order: Order::Forward, most: 0, after: None };
    assert_eq!(store.history(query).await.expect("a history").events.len(), 1);
    store.attach().await.expect("the seat is free");
    let again = claimed(&store, at(0)).await;
    assert_eq!(again.len(), 2, "one has a message, the other is due");
    assert_ne!(again[0].fence, held.fence);
    assert_eq!(again[0].load(&store).await, before);
    let lost = store.commit(held.step().into()).await;
    assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
    assert_eq!(
        store.answer(locator(1), Answer::Success("1".into())).await.expect("told"),
        TokenState::Accepted
    );
    // What nobody waits for is written before the file is closed.
    drop(store.start(execution("three")));
    drop(store);
    assert_eq!(number(&look(&folder), "SELECT count(*) FROM execution"), 3);
}

#[tokio::test]
async fn what_is_no_store_is_left_as_it_is() {
    let folder = Folder::new();
    let path = folder.path(NAME);
    let text = "This is a letter, and has been one for a long time. ".repeat(30);
    fs::write(&path, &text).expect("a file");
    let refused = Sqlite::open(&path).err().expect("a letter is no store");
    assert!(matches!(refused, StoreError::NotAStore { .. }), "{refused:?}");
    let told = refused.to_string();
    assert!(told.contains(NAME) && told.contains("is no store of workflows"), "{told}");
    assert_eq!(fs::read_to_string(&path).expect("a file"), text);

    let other = folder.path("other.db");
    let database = Connection::open(&other).expect("a database");
    database.execute_batch("CREATE TABLE letters (text TEXT)").expect("a table");
    drop(database);
    let before = fs::read(&other).expect("a file");
    let refused = Sqlite::open(&other).err().expect("another database is no store");
    assert!(matches!(refused, StoreError::NotAStore { .. }), "{refused:?}");
    assert!(refused.to_string().contains("a database of another program"), "{refused}");
    assert_eq!(fs::read(&other).expect("a file"), before);

    let nowhere = Sqlite::open(folder.path("no/such/folder.db")).err().expect("no folder");
    assert!(nowhere.to_string().contains("no/such/folder.db"), "{nowhere}");
    let itself = Sqlite::open(folder.path(".")).err().expect("a folder is no file");
    assert!(matches!(itself, StoreError::Failed(_)), "{itself:?}");
}

#[tokio::test]
async fn a_newer_schema_is_left_as_it_is() {
    let folder = Folder::new();
    drop(open(&folder));
    look(&folder).execute_batch("PRAGMA user_version = 99; CREATE TABLE more (id)").expect("a newer version");
    let refused = Sqlite::open(folder.path(NAME)).err().expect("it is newer");
    assert!(matches!(refused, StoreError::NewerSchema { found: 99, known: 2.., .. }), "{refused:?}");
    assert!(refused.to_string().contains("use a newer version of asl-runtime"), "{refused}");
    assert_eq!(number(&look(&folder), "PRAGMA user_version"), 99);
}

#[tokio::test]
async fn an_empty_file_becomes_a_store() {
    let folder = Folder::new();
    fs::write(folder.path(NAME), "").expect("a file");
    open(&folder).start(execution("one")).await.expect("a start");
    assert_eq!(number(&look(&folder), "SELECT count(*) FROM executions"), 1);
}

#[test]
fn many_may_make_it_at_once() {
    let folder = Arc::new(Folder::new());
    let secrets: Vec<_> = (0..8)
        .map(|_| {
            let folder = Arc::clone(&folder);
            std::thread::spawn(move || {
                futures_util::FutureExt::now_or_never(async { open(&folder) }).is_some()
            })
        })
        .collect();
    assert!(secrets.into_iter().all(|thread| thread.join().expect("a store")));
    assert_eq!(number(&look(&folder), "SELECT count(*) FROM meta"), 2);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_for_its_user_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    let store = open(&folder);
    for name in [NAME.to_owned(), format!("{NAME}-wal")] {
        let mode = fs::metadata(folder.path(&name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(store);
}

#[tokio::test]
async fn durability_is_a_choice() {
    for durability in [Durability::Full, Durability::Normal] {
        let folder = Folder::new();
        let store = Sqlite::options().durability(durability).open(folder.path(NAME)).expect("a store");
        let (synchronous, mode) = store
            .file
            .writer
            .ask(|group| {
                let pragma = |name| {
                    group.connection.query_row(&format!("PRAGMA {name}"), (), |row| {
                        row.get::<_, rusqlite::types::Value>(0)
                    })
                };
                Ok((pragma("synchronous")?, pragma("journal_mode")?))
            })
            .await
            .expect("pragmas");
        let expected = if durability == Durability::Full { 2 } else { 1 };
        assert_eq!(synchronous, expected.into());
        assert_eq!(mode, "wal".to_owned().into());
    }
}

#[tokio::test]
async fn one_file_has_one_engine() {
    let folder = Folder::new();
    let (first, second) = (open(&folder), open(&folder));
    first.attach().await.expect("a seat");
    for other in [&second, &first, &first.clone()] {
        let refused = other.attach().await;
        assert!(matches!(refused, Err(StoreError::EngineRunning)), "{refused:?}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(NAME), folder.path("alias.db")).expect("a link");
        let refused = Sqlite::open(folder.path("alias.db")).expect("a store").attach().await;
        assert!(matches!(refused, Err(StoreError::EngineRunning)), "{refused:?}");
    }
    drop(first);
    second.attach().await.expect("the seat is free");
}

#[tokio::test]
async fn the_last_engine_goes_on() {
    let folder = Folder::new();
    let (first, second) = (open(&folder), open(&folder));
    first.attach().await.expect("a seat");
    let held = one(&first).await;
    fs::remove_file(folder.path(&format!("{NAME}-engine"))).expect("somebody tidied up");
    second.attach().await.expect("nothing is in the way");
    let lost = first.commit(held.step().into()).await;
    assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
    let mut taken_over = claimed(&second, at(0)).await[0];
    taken_over.commit(&second, |_| ()).await;
}

#[tokio::test]
async fn names_are_no_more_than_names() {
    let folder = Folder::new();
    for name in [":memory:", "file:name?mode=memory", "with space'\"and quotes"] {
        let store = Sqlite::open(folder.path(name)).expect(name);
        store.start(execution("one")).await.expect("a start");
        drop(store);
        assert!(Path::exists(&folder.path(name)), "{name}");
        let again = Sqlite::open(folder.path(name)).expect(name);
        assert_eq!(again.describe(&arn("one")).await.expect("a description").hash, HASH);
    }
}
