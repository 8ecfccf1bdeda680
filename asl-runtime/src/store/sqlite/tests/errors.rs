//! What goes wrong with files is told as what it is, and loses nothing.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::Duration;

use super::super::super::tests::support::{
    Folder, Held, arn, at, claimed, ended, event, execution, frame, one, started,
};
use super::super::super::{EventRow, ExecutionQuery, InboxMessage, Status, Store, StoreError};
use super::super::Sqlite;
use super::process::{command, program, role};
use super::{NAME, look, number, open};

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let folder = Folder::new();
    let limit = 600_000;
    let store = Sqlite::options().size_limit(limit).open(folder.path(NAME)).expect("a store");
    store.attach().await.expect("a seat");
    let mut held = started(&store, &["one", "two"]).await;
    let other = held.pop().expect("two");
    let mut held = held.pop().expect("one");
    let mut written = 0;
    let full = loop {
        let text = format!("\"{written} {}\"", "x".repeat(20_000));
        let mut commit = held.step();
        commit.events =
            vec![EventRow { data: Some(text), ..event(written + 1, "PassStateEntered", "\"a\":1") }];
        // A small step beside it, which may be written together with it, or not.
        let small = store.commit(Held { version: other.version + written, ..other }.step().into());
        let large = store.commit(commit.into()).await;
        let small = small.await;
        match large {
            Ok(committed) => held.version = committed.version,
            Err(error) => {
                assert!(small.is_ok() || matches!(small, Err(StoreError::Full(_))), "{small:?}");
                break error;
            }
        }
        small.expect("a small step");
        written += 1;
        assert!(written < 1_000, "there is a limit");
    };
    assert!(matches!(full, StoreError::Full(_)), "{full:?}");
    assert!(full.to_string().contains(NAME), "{full}");
    assert!(written > 10);
    assert_eq!(store.version(held.key).await.expect("a version"), held.version);
    assert_eq!(number(&look(&folder), "SELECT count(*) FROM payload"), i64::try_from(written).expect("few"));
    drop(store);
    // There is room again.
    let store = open(&folder);
    store.attach().await.expect("a seat");
    store.send(&arn("one"), InboxMessage::Stop { error: None, cause: None }).await.expect("sent");
    let mut again = claimed(&store, at(0)).await[0];
    assert_eq!(again.version, held.version);
    again.commit(&store, |commit| commit.state = ended(Status::Succeeded, at(1))).await;
    assert_eq!(store.sweep(at(2), 10).await.expect("a number"), 1);
}

#[tokio::test]
async fn a_locked_file_is_told_after_a_while() {
    let folder = Folder::new();
    let store =
        Sqlite::options().patience(Duration::from_millis(50)).open(folder.path(NAME)).expect("a store");
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    let other = look(&folder);
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let waiting: Vec<_> = (0..20).map(|number| store.start(execution(&number.to_string()))).collect();
    let since = std::time::Instant::now();
    let refused = store.commit(held.step().into()).await;
    assert!(matches!(refused, Err(StoreError::Locked(_))), "{refused:?}");
    for start in waiting {
        let refused = start.await;
        assert!(matches!(refused, Err(StoreError::Locked(_))), "{refused:?}");
    }
    assert!(since.elapsed() < Duration::from_secs(1), "all wait for the same, not one after the other");
    assert_eq!(store.version(held.key).await.expect("readers go on"), 0);
    other.execute_batch("COMMIT").expect("the lock is gone");
    held.commit(&store, |_| ()).await;
    assert_eq!(store.list(ExecutionQuery::default()).await.expect("a page").executions.len(), 1);
}

#[tokio::test]
async fn a_short_lock_is_waited_for() {
    let folder = Folder::new();
    let store = open(&folder);
    let other = look(&folder);
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let start = store.start(execution("one"));
    std::thread::sleep(Duration::from_millis(100));
    other.execute_batch("COMMIT").expect("the lock is gone");
    start.await.expect("a start");
}

/// Bytes in the middle of the file are others.
fn damage(folder: &Folder, from: u64) {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(folder.path(NAME)).expect("the file");
    let mut rest = Vec::new();
    file.seek(SeekFrom::Start(from)).expect("a place");
    file.read_to_end(&mut rest).expect("bytes");
    file.seek(SeekFrom::Start(from)).expect("a place");
    file.write_all(&vec![0xA5; rest.len()]).expect("other bytes");
}

#[tokio::test]
async fn a_damaged_file_is_told() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    held.commit(&store, |commit| {
        commit.frames = vec![frame(0, None, "Ask")];
        commit.events = (1..500).map(|id| event(id, "PassStateEntered", "\"a\":1")).collect();
    })
    .await;
    drop(store);
    damage(&folder, 4_096);
    let told = match Sqlite::open(folder.path(NAME)) {
        Err(error) => error,
        Ok(store) => store.describe(&arn("one")).await.expect_err("it is damaged"),
    };
    assert!(matches!(told, StoreError::Corrupt(_)), "{told:?}");
    assert!(told.to_string().contains(NAME) && told.to_string().contains("is damaged"), "{told}");
}

#[tokio::test]
async fn what_others_have_changed_is_told() {
    let folder = Folder::new();
    let store = open(&folder);
    store.start(execution("one")).await.expect("a start");
    let other = look(&folder);
    other
        .execute_batch("PRAGMA ignore_check_constraints = 1; UPDATE execution SET status = 'SLEEPING'")
        .expect("a change");
    let told = store.describe(&arn("one")).await.expect_err("no such status");
    assert!(matches!(told, StoreError::Corrupt(_)), "{told:?}");
    assert!(told.to_string().contains("SLEEPING"), "{told}");
}

/// A user who may read the file but not write it; the superuser may do anything, and plays somebody else.
#[cfg(unix)]
#[test]
fn a_read_only_file_is_told() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    if let Some((_, path)) = role() {
        for name in [path.clone(), path.with_file_name("new.db")] {
            let told = Sqlite::open(&name).err().expect("it is read-only");
            assert!(matches!(told, StoreError::ReadOnly(_)), "{told:?}");
            assert!(told.to_string().contains("look at the rights"), "{told}");
        }
        return;
    }
    let folder = Folder::new();
    drop(open(&folder));
    let copy = folder.path("program");
    fs::copy(program(), &copy).expect("a copy that anyone can run");
    let rights = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights");
    rights(folder.path(NAME), 0o444);
    rights(copy.clone(), 0o555);
    rights(folder.path("."), 0o555);
    let test = "store::sqlite::tests::errors::a_read_only_file_is_told";
    let mut child = command(&copy, test, "reader", &folder.path(NAME));
    if fs::metadata(folder.path(".")).expect("a folder").uid() == 0 {
        child.uid(65_534).gid(65_534);
    }
    let output = child.output().expect("a process");
    rights(folder.path("."), 0o755);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{output:?}");
}

#[tokio::test]
async fn a_panic_of_the_writer_is_told() {
    let folder = Folder::new();
    let store = open(&folder);
    store.start(execution("one")).await.expect("a start");
    let panicked =
        store.file.writer.ask(|_| -> super::super::trouble::Done<()> { panic!("it was a test") }).await;
    assert!(matches!(panicked, Err(StoreError::Unknown(_))), "{panicked:?}");
    for _ in 0..2 {
        let told = store.start(execution("two")).await.expect_err("nobody writes any more");
        assert!(told.to_string().contains("has panicked: open the store anew"), "{told}");
    }
    store.describe(&arn("one")).await.expect("readers go on");
    drop(store);
    open(&folder).start(execution("two")).await.expect("a start");
}

#[tokio::test]
async fn panics_of_readers_are_told() {
    let folder = Folder::new();
    let store = open(&folder);
    for _ in 0..super::super::READERS {
        let panicked =
            store.file.readers.ask(|_| -> super::super::trouble::Done<()> { panic!("it was a test") }).await;
        assert!(matches!(panicked, Err(StoreError::Failed(_))), "{panicked:?}");
    }
    let told = store.describe(&arn("one")).await.expect_err("nobody reads any more");
    assert!(told.to_string().contains("has panicked: open the store anew"), "{told}");
}
