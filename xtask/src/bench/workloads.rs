//! All variants of all workloads: time, allocations, instructions.

use serde_json::json;

use super::part::Part;
use super::programs::{Figures, Programs, join, number, text};
use super::{callgrind, table, targets};

/// So long are executions watched: callgrind is some fifty times slower than the machine.
const WATCHED_NANOSECONDS: f64 = 2_000_000.0;

/// Measures them.
pub(super) fn measure(programs: &Programs) -> Result<Part, String> {
    let mut cases = programs.times()?;
    join(&mut cases, programs.allocations()?, &["workload", "variant"]);
    if callgrind::is_there() {
        for case in &mut cases {
            let instructions = programs.instructions(&name(case), times(case))?;
            case.insert("instructions".into(), instructions.into());
        }
    } else {
        eprintln!("without valgrind there are no counts of instructions");
    }
    let mut text = table::all(&cases);
    text.push('\n');
    text.push_str(&targets::table(&cases));
    Ok(Part { figures: json!(cases), text, faults: Vec::new() })
}

/// `order/generated`.
pub(super) fn name(case: &Figures) -> String {
    format!("{}/{}", text(case, "workload"), text(case, "variant"))
}

fn times(case: &Figures) -> u64 {
    let nanoseconds = number(case, "ns").unwrap_or(WATCHED_NANOSECONDS);
    (WATCHED_NANOSECONDS / nanoseconds.max(1.0)).clamp(1.0, 20.0) as u64
}
