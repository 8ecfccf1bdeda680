//! From the JSON of a mock file to test cases.

use super::attempts::{self, Attempts};
use super::error::MockFileError;
use super::node::{Node, Problems};
use super::{Machine, MockFile, TestCase};
use crate::testing::answer::{Answer, MockedResponse};
use crate::testing::near::advice;

/// Reads a mock file.
pub(super) fn file(name: &str, text: &str) -> Result<MockFile, MockFileError> {
    // Some editors write a mark of the encoding at the beginning.
    let whole = Node::whole(name, text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut problems = Problems::new();
    let machines = machines(&whole, &mut problems);
    if problems.is_empty() {
        return Ok(MockFile { machines, place: whole.place() });
    }
    problems.sort_by_key(|problem| problem.place.line);
    Err(MockFileError::Wrong { problems })
}

fn machines(whole: &Node<'_>, problems: &mut Problems) -> Vec<Machine> {
    let Some(fields) = whole.fields("a mock file", ["StateMachines", "MockedResponses"], problems) else {
        return Vec::new();
    };
    let [machines, responses] = fields;
    for (field, name) in [(&machines, "StateMachines"), (&responses, "MockedResponses")] {
        if field.is_none() {
            problems.push(whole.problem(format!("the field `{name}` is missing; add it, if only as `{{}}`")));
        }
    }
    let responses: Vec<(String, MockedResponse)> = responses
        .and_then(|node| node.members("`MockedResponses`", problems))
        .into_iter()
        .flatten()
        .map(|(name, node)| {
            let response = response(&name, &node, problems);
            (name, response)
        })
        .collect();
    let machines = machines.and_then(|node| node.members("`StateMachines`", problems));
    let machines = machines.into_iter().flatten();
    machines.filter_map(|(name, node)| machine(name, &node, &responses, problems)).collect()
}

fn machine(
    name: String,
    node: &Node<'_>,
    responses: &[(String, MockedResponse)],
    problems: &mut Problems,
) -> Option<Machine> {
    let [cases] = node.fields(&format!("the state machine `{name}`"), ["TestCases"], problems)?;
    let Some(cases) = cases else {
        problems.push(node.problem("the field `TestCases` is missing; add it, if only as `{}`"));
        return None;
    };
    let place = cases.place();
    let cases = cases.members("`TestCases`", problems)?.into_iter();
    let cases = cases.map(|(name, node)| test_case(name, &node, responses, problems)).collect();
    Some(Machine { name, cases, place })
}

fn test_case(
    name: String,
    node: &Node<'_>,
    responses: &[(String, MockedResponse)],
    problems: &mut Problems,
) -> TestCase {
    let mut states = Vec::new();
    let members = node.members(&format!("the test case `{name}`"), problems);
    for (state, node) in members.into_iter().flatten() {
        let Some(wanted) = node.text("a state's response", problems) else { continue };
        match responses.iter().find(|(name, _)| *name == wanted) {
            Some((_, response)) => states.push((state, response.clone(), node.place())),
            None => {
                let advice = advice(&wanted, responses.iter().map(|(name, _)| name.as_str()));
                problems.push(node.problem(format!("`MockedResponses` has no response `{wanted}`{advice}")));
            }
        }
    }
    TestCase { name, states }
}

fn response(name: &str, node: &Node<'_>, problems: &mut Problems) -> MockedResponse {
    let mut answers = Vec::new();
    let found = problems.len();
    let members = node.members(&format!("the response `{name}`"), problems);
    for (key, node) in members.into_iter().flatten() {
        match Attempts::parse(&key) {
            Ok(attempts) => answers.push((attempts, key, node)),
            Err(message) => problems.push(node.problem(message)),
        }
    }
    if answers.is_empty() && problems.len() == found {
        problems.push(node.problem(format!("the response `{name}` has no answers; add \"0\"")));
    }
    answers.sort_by_key(|(attempts, ..)| attempts.first);
    // A wrong key leaves a gap of its own.
    if problems.len() == found {
        problems.extend(attempts::check(&answers));
    }
    let answers: Vec<Answer> = answers
        .iter()
        .filter_map(|(attempts, _, node)| Some(answer(node, problems)?.to(attempts.count())))
        .collect();
    MockedResponse::from(answers)
}

fn answer(node: &Node<'_>, problems: &mut Problems) -> Option<Answer> {
    match node.fields("an answer", ["Return", "Throw"], problems)? {
        [Some(result), None] => Some(Answer::returns(result.value(problems))),
        [None, Some(error)] => throw(&error, problems),
        [Some(_), Some(_)] => {
            problems.push(node.problem("an answer has either `Return` or `Throw`; remove one of them"));
            None
        }
        [None, None] => {
            problems.push(node.problem("an answer needs `Return` or `Throw`"));
            None
        }
    }
}

fn throw(node: &Node<'_>, problems: &mut Problems) -> Option<Answer> {
    let [error, cause] = node.fields("`Throw`", ["Error", "Cause"], problems)?;
    let mut part = |field: Option<Node<'_>>, name: &str| match field {
        Some(field) => field.text(&format!("`{name}`"), problems),
        None => {
            problems.push(node.problem(format!("`Throw` needs `{name}`; it may be empty")));
            None
        }
    };
    let (error, cause) = (part(error, "Error"), part(cause, "Cause"));
    Some(Answer::throws(error?, cause?))
}
