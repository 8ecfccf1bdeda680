//! What the cases came to.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use super::cases::{Case, Cases};
use super::generate::{Module, Modules};
use super::shards::Verdicts;

/// The fate of every case.
pub(super) struct Report<'a> {
    fates: Vec<(&'a Case, Fate)>,
}

/// What came of a case.
enum Fate {
    Passed,
    /// The first difference.
    Failed(String),
    /// It can't be run.
    Skipped(String),
    /// It needs what is not compiled yet.
    NotYet,
}

/// How many of the cases of a tag.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
    not_yet: usize,
}

impl<'a> Report<'a> {
    pub(super) fn new(cases: &'a Cases, modules: &Modules, verdicts: &Verdicts) -> Self {
        let fates = cases.cases.iter().map(|case| (case, fate(case, modules, verdicts))).collect();
        Self { fates }
    }

    pub(super) fn has_failures(&self) -> bool {
        self.fates.iter().any(|(_, fate)| matches!(fate, Fate::Failed(_)))
    }

    /// The one line at the end.
    pub(super) fn closing(&self) -> String {
        let counts = self.count(|_| true);
        let not_yet = match counts.not_yet {
            0 => String::new(),
            count => format!(" ({count} of them not yet: JSONata, variables)"),
        };
        format!(
            "{} passed, {} failed, {} skipped{not_yet}",
            counts.passed,
            counts.failed,
            counts.skipped + counts.not_yet
        )
    }

    fn count(&self, select: impl Fn(&Case) -> bool) -> Counts {
        let mut counts = Counts::default();
        for (_, fate) in self.fates.iter().filter(|(case, _)| select(case)) {
            *match fate {
                Fate::Passed => &mut counts.passed,
                Fate::Failed(_) => &mut counts.failed,
                Fate::Skipped(_) => &mut counts.skipped,
                Fate::NotYet => &mut counts.not_yet,
            } += 1;
        }
        counts
    }

    fn by_tag(&self) -> BTreeMap<&str, Counts> {
        let tags = self.fates.iter().flat_map(|(case, _)| case.tags.iter().map(String::as_str));
        let mut counted = BTreeMap::new();
        for tag in tags {
            counted.entry(tag).or_insert_with(|| self.count(|case| case.tags.iter().any(|own| own == tag)));
        }
        counted
    }

    pub(super) fn to_json(&self) -> Value {
        let cases: Vec<Value> = self
            .fates
            .iter()
            .map(|(case, fate)| {
                let (word, why) = match fate {
                    Fate::Passed => ("passed", None),
                    Fate::Failed(why) => ("failed", Some(why.as_str())),
                    Fate::Skipped(why) => ("skipped", Some(why.as_str())),
                    Fate::NotYet => ("not yet", None),
                };
                json!({ "case": case.name, "fate": word, "why": why, "tags": case.tags })
            })
            .collect();
        json!({ "closing": self.closing(), "cases": cases })
    }
}

fn fate(case: &Case, modules: &Modules, verdicts: &Verdicts) -> Fate {
    if let Some(why) = &case.why_not {
        return Fate::Skipped(why.clone());
    }
    match modules.get(case.definition) {
        Module::NotYet => return Fate::NotYet,
        Module::Refused(why) => return Fate::Failed(format!("the definition is refused:\n{why}")),
        Module::Rust(_) | Module::Unused => {}
    }
    let Some(verdict) = verdicts.get(&case.path) else { return Fate::Failed("it was not run".into()) };
    match verdict["result"].as_str() {
        None => Fate::Passed,
        Some(difference) => Fate::Failed(difference.to_owned()),
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (case, fate) in &self.fates {
            if let Fate::Failed(why) = fate {
                writeln!(out, "{}\n    {}", case.name, why.trim_end().replace('\n', "\n    "))?;
            }
        }
        writeln!(
            out,
            "\n{:<45} {:>6} {:>6} {:>7} {:>7}",
            "by tag", "passed", "failed", "skipped", "not yet"
        )?;
        for (tag, Counts { passed, failed, skipped, not_yet }) in self.by_tag() {
            writeln!(out, "{tag:<45} {passed:>6} {failed:>6} {skipped:>7} {not_yet:>7}")?;
        }
        Ok(())
    }
}
