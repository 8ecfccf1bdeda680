//! The stored form of a frame, with the names that its states have in another version of the definition.

use super::form::{FrameForm, PhaseForm};

/// The phase of a frame, with other names of states.
///
/// # Errors
///
/// It can't be read, or a state has no other name.
pub(crate) fn with_successor<'a>(
    phase: &str,
    successor: impl Fn(&str) -> Option<&'a str>,
) -> Result<String, String> {
    let mut form: FrameForm = serde_json::from_str(phase)
        .map_err(|error| format!("the phase of a frame can't be read: {error}"))?;
    let PhaseForm::Joining { map: Some(map), .. } = &mut form.phase else { return Ok(phase.to_owned()) };
    let name = successor(&map.processor).ok_or_else(|| format!("no state is `{}`", map.processor))?;
    map.processor = name.to_owned();
    serde_json::to_string(&form).map_err(|error| error.to_string())
}
