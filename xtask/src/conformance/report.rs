//! What the cases came to.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use super::cases::{Case, Cases, Form};
use super::generate::{Module, Modules};
use super::shards::Verdicts;
use super::validation::{Judgement, judge};

/// The fate of every case.
pub(super) struct Report<'a> {
    fates: Vec<(&'a Case, Fate)>,
}

/// What came of a case.
enum Fate {
    Passed(Levels),
    /// The differences: in the result, and in the history.
    Failed(String, Levels),
    /// It can't be run.
    Skipped(String),
}

/// What is equal of a case, by level; `None`: there is nothing to compare.
#[derive(Debug, Clone, Copy, Default)]
struct Levels {
    /// Status, output, error, cause (level a).
    result: Option<bool>,
    /// Chains of causes (level b).
    chains: Option<bool>,
    /// Event by event, where nothing ran side by side (level c).
    exact: Option<bool>,
    /// The same where it did: there the order may differ.
    exact_concurrent: Option<bool>,
    /// The steps of a state's data flow.
    data_flow: Option<bool>,
    /// Whether a definition is taken.
    verdict: Option<bool>,
    /// What is said of it.
    diagnostics: Option<bool>,
}

impl Levels {
    fn of(verdict: &Value) -> Self {
        let history = &verdict["history"];
        let equal = |name: &str| history.is_object().then(|| history[name].is_null());
        let is_concurrent = history["concurrent"] == true;
        Self {
            result: Some(verdict["result"].is_null()),
            chains: equal("chains"),
            exact: equal("exact").filter(|_| !is_concurrent),
            exact_concurrent: equal("exact").filter(|_| is_concurrent),
            data_flow: verdict["dataFlow"].get("difference").map(Value::is_null),
            ..Self::default()
        }
    }
}

/// How many of the cases of a tag.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Whether a case is equal at a level; `None`: it has nothing to compare there.
type Level = fn(&Levels) -> Option<bool>;

/// The levels of comparison, by their names.
const LEVELS: [(&str, Level); 7] = [
    ("a: status, output, error, cause", |levels| levels.result),
    ("b: events and chains of causes", |levels| levels.chains),
    ("c: event by event, nothing concurrent", |levels| levels.exact),
    ("c: event by event, concurrent (may differ)", |levels| levels.exact_concurrent),
    ("TestState: steps of the data flow", |levels| levels.data_flow),
    ("validation: verdict", |levels| levels.verdict),
    ("validation: code, location and message", |levels| levels.diagnostics),
];

impl<'a> Report<'a> {
    pub(super) fn new(cases: &'a Cases, modules: &Modules, verdicts: &Verdicts) -> Self {
        let fates = cases.cases.iter().map(|case| (case, fate(case, cases, modules, verdicts))).collect();
        Self { fates }
    }

    /// How many cases failed.
    pub(super) fn failed(&self) -> usize {
        self.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Failed(..))).count()
    }

    /// The one line at the end.
    pub(super) fn closing(&self) -> String {
        let counts = self.count(|_| true);
        format!("{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped)
    }

    fn count(&self, select: impl Fn(&Case) -> bool) -> Counts {
        let mut counts = Counts::default();
        for (_, fate) in self.fates.iter().filter(|(case, _)| select(case)) {
            *match fate {
                Fate::Passed(_) => &mut counts.passed,
                Fate::Failed(..) => &mut counts.failed,
                Fate::Skipped(_) => &mut counts.skipped,
            } += 1;
        }
        counts
    }

    /// How many cases are equal at a level, and how many have it.
    fn level(&self, level: Level) -> (usize, usize) {
        let levels = self.fates.iter().filter_map(|(_, fate)| match fate {
            Fate::Passed(levels) | Fate::Failed(_, levels) => level(levels),
            Fate::Skipped(_) => None,
        });
        levels.fold((0, 0), |(equal, of), is_equal| (equal + usize::from(is_equal), of + 1))
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
                let (word, why, levels) = match fate {
                    Fate::Passed(levels) => ("passed", None, *levels),
                    Fate::Failed(why, levels) => ("failed", Some(why.as_str()), *levels),
                    Fate::Skipped(why) => ("skipped", Some(why.as_str()), Levels::default()),
                };
                json!({
                    "case": case.name,
                    "fate": word,
                    "why": why,
                    "result": levels.result,
                    "chains": levels.chains,
                    "exact": levels.exact.or(levels.exact_concurrent),
                    "concurrent": levels.exact_concurrent.is_some(),
                    "dataFlow": levels.data_flow,
                    "tags": case.tags,
                })
            })
            .collect();
        json!({ "closing": self.closing(), "cases": cases })
    }
}

fn fate(case: &Case, cases: &Cases, modules: &Modules, verdicts: &Verdicts) -> Fate {
    match &case.form {
        Form::NotRun(why) => Fate::Skipped(why.clone()),
        Form::Validation(expected) => validation(judge(&cases.definitions[case.definition], expected)),
        Form::Execution | Form::TestState(_) => execution(case, modules, verdicts),
    }
}

fn validation(judgement: Judgement) -> Fate {
    let levels = |verdict, diagnostics| Levels {
        verdict: Some(verdict),
        diagnostics: Some(diagnostics),
        ..Levels::default()
    };
    match judgement {
        Judgement::Equal => Fate::Passed(levels(true, true)),
        Judgement::Different { verdict, diagnostics } => {
            let is_verdict = verdict.is_none();
            let why = verdict.map_or(diagnostics.clone(), |verdict| format!("{verdict}\n{diagnostics}"));
            Fate::Failed(why, levels(is_verdict, diagnostics.is_empty()))
        }
    }
}

fn execution(case: &Case, modules: &Modules, verdicts: &Verdicts) -> Fate {
    let failed = |why: String| Fate::Failed(why, Levels { result: Some(false), ..Levels::default() });
    if let Module::Refused(why) = modules.get(case.definition) {
        return failed(format!("the definition is refused:\n{why}"));
    }
    let Some(verdict) = verdicts.get(&case.path) else { return failed("it was not run".into()) };
    let history = &verdict["history"];
    // Where branches or iterations run side by side, their order may differ from run to run.
    let exact = if history["concurrent"] == true { &Value::Null } else { &history["exact"] };
    let differences: Vec<String> = [
        ("", &verdict["result"]),
        ("chains: ", &history["chains"]),
        ("history: ", exact),
        ("", &verdict["dataFlow"]["difference"]),
    ]
    .iter()
    .filter_map(|(what, difference)| Some(format!("{what}{}", difference.as_str()?)))
    .collect();
    let levels = Levels::of(verdict);
    if differences.is_empty() { Fate::Passed(levels) } else { Fate::Failed(differences.join("\n"), levels) }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (case, fate) in &self.fates {
            if let Fate::Failed(why, _) = fate {
                writeln!(out, "{}\n    {}", case.name, why.trim_end().replace('\n', "\n    "))?;
            }
        }
        writeln!(out, "\n{:<45} {:>6} {:>6} {:>7}", "by tag", "passed", "failed", "skipped")?;
        for (tag, Counts { passed, failed, skipped }) in self.by_tag() {
            writeln!(out, "{tag:<45} {passed:>6} {failed:>6} {skipped:>7}")?;
        }
        let mut reasons = BTreeMap::new();
        for (_, fate) in &self.fates {
            if let Fate::Skipped(why) = fate {
                *reasons.entry(why).or_insert(0) += 1;
            }
        }
        for (why, count) in reasons {
            writeln!(out, "{count} skipped: {why}")?;
        }
        writeln!(out, "\n{:<45} {:>6} {:>6}", "by level", "equal", "of")?;
        for (name, level) in LEVELS {
            let (equal, of) = self.level(level);
            if of == 0 {
                continue;
            }
            writeln!(out, "{name:<45} {equal:>6} {of:>6}")?;
        }
        writeln!(out)
    }
}
