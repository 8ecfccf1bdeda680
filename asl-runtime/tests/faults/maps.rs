//! Distributed Maps, whose children start and end in the steps of others, and whose files are written when all is done.

use std::future::pending;

use asl_runtime::objects::{
    MemoryObjects, ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects,
    SummaryFuture,
};

use crate::lives::{Report, carry_out_with};
use crate::place::{InFile, InMemory, Place};
use crate::plan::{Call, Fault, Faults, Plan};
use crate::{meet_with, mix};

/// So many plans are carried out by chance.
const PLANS: u64 = 100;

/// And so many over files.
const PLANS_IN_FILES: u64 = 15;

/// Objects whose writing the process may not live to see the end of.
pub(crate) struct FaultyObjects {
    pub(crate) inner: MemoryObjects,
    pub(crate) faults: Faults,
}

impl Objects for FaultyObjects {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        self.inner.get(object)
    }

    fn get_from(&self, object: ObjectName, bytes: u64) -> ObjectStream<Vec<u8>> {
        self.inner.get_from(object, bytes)
    }

    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        self.inner.head(object)
    }

    fn list(&self, bucket: &str, prefix: &str) -> ObjectStream<ObjectSummary> {
        self.inner.list(bucket, prefix)
    }

    fn put(&self, object: ObjectName) -> Box<dyn ObjectWriter> {
        Box::new(FaultyWriter { inner: self.inner.put(object), faults: self.faults.clone() })
    }
}

struct FaultyWriter {
    inner: Box<dyn ObjectWriter>,
    faults: Faults,
}

impl ObjectWriter for FaultyWriter {
    fn write(&mut self, piece: Vec<u8>) -> ObjectFuture<'_> {
        self.inner.write(piece)
    }

    fn finish(self: Box<Self>) -> ObjectFuture<'static> {
        Box::pin(async move {
            if self.faults.is_dead() {
                return pending().await;
            }
            match self.faults.next(Call::File) {
                Some(Fault::DeadBefore) => {
                    self.faults.die();
                    pending().await
                }
                Some(Fault::DeadAfter) => {
                    self.inner.finish().await?;
                    self.faults.die();
                    pending().await
                }
                // What else may go wrong fails the Map, as it should.
                _ => self.inner.finish().await,
            }
        })
    }
}

fn carry_out<P: Place>(plan: Plan) -> Result<Report, String> {
    carry_out_with::<P>(plan, mix::runs(1, &[mix::Kind::Maps]))
}

macro_rules! every_commit {
    ($place:ident: $($name:ident: $fault:ident,)*) => {
        $(#[test]
        fn $name() {
            meet_with::<$place>(Call::Commit, Fault::$fault, 0, &carry_out::<$place>);
        })*
    };
}

every_commit! {
    InMemory:
    any_commit_may_be_refused: Refused,
    any_commit_may_be_unknown_and_not_done: UnknownNotDone,
    any_commit_may_be_unknown_and_done: UnknownDone,
    any_commit_may_be_answered_late: AnsweredLate,
    the_process_may_die_before_any_commit: DeadBefore,
    the_process_may_die_after_any_commit: DeadAfter,
}

every_commit! {
    InFile:
    the_process_may_die_before_any_commit_to_a_file: DeadBefore,
    the_process_may_die_after_any_commit_to_a_file: DeadAfter,
}

#[test]
fn any_read_may_go_wrong() {
    for fault in [Fault::Refused, Fault::DeadBefore] {
        meet_with::<InMemory>(Call::Read, fault, 0, &carry_out::<InMemory>);
    }
}

/// Files are written last, and again if nobody knows that they were: there is one manifest.
#[test]
fn the_process_may_die_between_result_files() {
    let calm = carry_out::<InMemory>(Plan::Never).expect("nothing happens");
    assert_eq!(calm.files, 3, "those that succeeded, those that failed, and the manifest");
    for fault in [Fault::DeadBefore, Fault::DeadAfter] {
        meet_with::<InMemory>(Call::File, fault, 0, &carry_out::<InMemory>);
        meet_with::<InFile>(Call::File, fault, 0, &carry_out::<InFile>);
    }
}

fn many_things_may_go_wrong<P: Place>(plans: u64) {
    let seeds = match std::env::var("ASL_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..plans,
    };
    let wrong: Vec<String> = seeds
        .filter_map(|seed| {
            let plan = Plan::Chance(fastrand::Rng::with_seed(seed), 12);
            carry_out::<P>(plan).err().map(|error| format!("ASL_SEED={seed}: {error}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn many_things_may_go_wrong_in_memory() {
    many_things_may_go_wrong::<InMemory>(PLANS);
}

#[test]
fn many_things_may_go_wrong_in_a_file() {
    many_things_may_go_wrong::<InFile>(PLANS_IN_FILES);
}
