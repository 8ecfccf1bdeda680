//! Programs that take turns: each is started once, warms up, and measures a turn whenever it is asked to, so that what
//! else the machine does falls on all of them.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

use super::programs::{Figures, number};

/// A program that has warmed up and waits for its turns.
pub(super) struct Player {
    name: String,
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    /// What one execution gives.
    pub(super) output: Value,
    /// Nanoseconds of an execution, in each turn so far.
    pub(super) samples: Vec<f64>,
}

impl Player {
    /// Starts a program and waits until it has warmed up.
    pub(super) fn start(mut command: Command) -> Result<Self, String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("`{name}` can't be started: {error}"))?;
        let (Some(requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(format!("`{name}` can't be talked to"));
        };
        let answers = BufReader::new(answers).lines();
        let mut player = Self { name, child, requests, answers, output: Value::Null, samples: Vec::new() };
        player.output = player.answer()?.remove("output").unwrap_or_default();
        Ok(player)
    }

    /// One turn.
    pub(super) fn play(&mut self) -> Result<(), String> {
        self.requests.write_all(b"\n").map_err(|error| format!("`{}` has ended: {error}", self.name))?;
        let answer = self.answer()?;
        let nanoseconds = number(&answer, "ns");
        self.samples.push(nanoseconds.ok_or_else(|| format!("`{}` has measured nothing", self.name))?);
        Ok(())
    }

    fn answer(&mut self) -> Result<Figures, String> {
        let answer = match self.answers.next() {
            Some(Ok(line)) => serde_json::from_str(&line).map_err(|error| format!("{error} in {line}")),
            Some(Err(error)) => Err(error.to_string()),
            None => Err("nothing more".to_owned()),
        };
        answer.map_err(|error| format!("`{}` says {error}", self.name))
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        // It is of no use to anybody; if it has ended by itself, so much the better.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The value below which that share of the samples lies.
pub(super) fn quantile(samples: &[f64], share: f64) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = (sorted.len().checked_sub(1)? as f64 * share).round() as usize;
    sorted.get(index).copied()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_answers_in_its_turn() {
        let script = r#"echo '{"output":[1]}'; while read -r line; do echo '{"ns":2.5}'; done"#;
        let mut player = Player::start(shell(script)).expect("it starts");
        assert_eq!(player.output, json!([1]));
        player.play().expect("it answers");
        player.play().expect("it answers");
        assert_eq!(player.samples, [2.5, 2.5]);
    }

    #[test]
    fn what_a_program_can_not_say_is_told() {
        let failed = |script: &str| Player::start(shell(script)).err();
        assert_eq!(failed("exit 1"), Some("`sh` says nothing more".into()));
        assert_eq!(failed("echo x"), Some("`sh` says expected value at line 1 column 1 in x".into()));
        let mut player = Player::start(shell("echo {}; read -r line; echo {}")).expect("it starts");
        assert_eq!(player.play(), Err("`sh` has measured nothing".into()));
    }

    #[test]
    fn quantiles() {
        let samples = [5.0, 1.0, 4.0, 2.0, 3.0];
        for (share, expected) in [(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (1.0, 5.0)] {
            assert_eq!(quantile(&samples, share), Some(expected), "{share}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }
}
