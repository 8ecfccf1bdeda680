//! The results of a map run's children, out of the store: read for the Map's result, or written into files.

use std::sync::Arc;

use serde_json::Value;

use super::children::child_of;
use super::patience::Patience;
use super::shared::Shared;
use crate::engine::{GatherInto, Gathered, ListEnd, Outcome, Standing, Unsuccessful};
use crate::program::{Failure, Transformation};
use crate::results::{self, Child, Kind, Record, whole};
use crate::store::{ChildRecord, Description, ExecutionKey, ResultKind, Status, StoreError};
use crate::workflow::Blueprint;

/// So many results are read at once.
const PAGE: usize = 256;

/// Reads, or writes, the results of the children of a map run, in the order of their indexes. To write them again
/// writes the same.
///
/// # Errors
///
/// They can't be written (DMAP-20), or what is stored is damaged.
pub(super) async fn gather(
    shared: Arc<Shared>,
    blueprint: Arc<Blueprint>,
    execution: ExecutionKey,
    number: u64,
    into: GatherInto,
) -> Result<Gathered, Failure> {
    let mut pages = Pages { shared, execution, number, after: None };
    match into {
        GatherInto::Result(transformation) => {
            let mut all = Vec::new();
            while let Some(page) = pages.next().await? {
                for record in page {
                    let Some(value) = pages.value(record.result.json.as_deref())? else { continue };
                    match (record.result.kind, transformation, value) {
                        (ResultKind::Succeeded, Some(Transformation::Flatten), Value::Array(elements)) => {
                            all.extend(elements);
                        }
                        (_, _, value) => all.push(value),
                    }
                }
            }
            Ok(Gathered::Results(all))
        }
        GatherInto::Files(destination) => {
            let (objects, bytes) = (blueprint.objects.as_ref(), blueprint.result_file_bytes.get());
            let mut writer = results::open(objects, *destination, bytes)?;
            while let Some(page) = pages.next().await? {
                for record in page {
                    let value = pages.value(record.result.json.as_deref())?;
                    match (record.result.kind, value) {
                        (ResultKind::Succeeded, Some(value)) => {
                            writer.write_kept(Kind::Succeeded, value).await?;
                        }
                        (ResultKind::Failed, Some(value)) => writer.write_kept(Kind::Failed, value).await?,
                        (ResultKind::Pending, Some(input)) => {
                            writer.write(Record::Pending(Box::new(input))).await?
                        }
                        // It was stopped with its map run.
                        (_, None) => {
                            if let Some(child) = pages.stopped(&record)? {
                                writer.write_kept(Kind::Failed, whole(child)).await?;
                            }
                        }
                    }
                }
            }
            Ok(Gathered::Written(writer.close().await?))
        }
        GatherInto::Unsuccessful(after) => {
            pages.after = after;
            pages.unsuccessful().await
        }
    }
}

/// The results, page by page.
struct Pages {
    shared: Arc<Shared>,
    execution: ExecutionKey,
    number: u64,
    after: Option<u64>,
}

impl Pages {
    async fn next(&mut self) -> Result<Option<Vec<ChildRecord>>, Failure> {
        let store = &self.shared.setup.store;
        let read = Patience::endless(&self.shared)
            .ask(|| store.child_results(self.execution, self.number, self.after, PAGE));
        let page = read.await.map_err(|error| damaged(&error))?;
        self.after = page.last().map(|record| record.result.index).or(self.after);
        Ok((!page.is_empty()).then_some(page))
    }

    /// The next children that did not succeed.
    async fn unsuccessful(&self) -> Result<Gathered, Failure> {
        let store = &self.shared.setup.store;
        let read = Patience::endless(&self.shared)
            .ask(|| store.failed_children(self.execution, self.number, self.after, PAGE));
        let page = read.await.map_err(|error| damaged(&error))?;
        let end = if page.len() < PAGE { ListEnd::Reached } else { ListEnd::NotYet };
        let children = page.into_iter().map(|record| Unsuccessful {
            index: record.result.index,
            items: record.result.items,
            standing: record.child.map_or(Standing::Final(None), |child| self.standing(*child)),
        });
        Ok(Gathered::Unsuccessful(children.collect(), end))
    }

    fn standing(&self, child: Description) -> Standing {
        let limits = &self.shared.setup.redrive_limits;
        match (child.status, child.redrivable_by_map_run(limits, self.shared.setup.clock.now())) {
            (Status::Running | Status::Succeeded, _) => Standing::Unheard(child.arn),
            (status, Ok(())) => Standing::Ended(status),
            (status, Err(_)) => Standing::Final(Some(status)),
        }
    }

    fn value(&self, json: Option<&str>) -> Result<Option<Value>, Failure> {
        let Some(json) = json else { return Ok(None) };
        let json = self.shared.setup.tokens.reveal(json.to_owned());
        let corrupt = |error: serde_json::Error| {
            StoreError::Corrupt(format!("a result of a child is no JSON: {error}"))
        };
        crate::json::read(&json).map(Some).map_err(|error| damaged(&corrupt(error)))
    }

    fn stopped(&self, record: &ChildRecord) -> Result<Option<Child>, Failure> {
        let Some(child) = record.child.as_deref() else { return Ok(None) };
        let child = child_of(&self.shared.setup.tokens, child).map_err(|error| damaged(&error))?;
        let outcome = Outcome::Aborted { error: None, cause: None };
        Ok(Some(Child { outcome, ..child }))
    }
}

fn damaged(error: &StoreError) -> Failure {
    Failure::runtime(error.to_string())
}
