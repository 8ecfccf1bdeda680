//! How long a transaction waits for those who are about to have something to write.
//!
//! Whoever was told of the last commit often has the next step a moment later. A transaction that is closed before they
//! come makes all of them wait for the disk twice: for the commit that they missed, and for their own. So it waits for as
//! many as there were, but never for long, measured by what a commit takes here.

use std::time::{Duration, Instant};

/// It waits for half the time of a commit, in so many looks, and no longer than this.
const LOOKS: u32 = 4;
const LONGEST: Duration = Duration::from_millis(4);

/// What the last transactions were like.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// How many are about: those who were written together, and those who came meanwhile.
    about: usize,
    /// What a commit takes.
    commit: Duration,
}

impl Pace {
    /// Commits, and notes what that takes.
    pub(super) fn time<T>(&mut self, commit: impl FnOnce() -> T) -> T {
        let since = Instant::now();
        let value = commit();
        // Disks have moods: one slow commit is not what they all take.
        self.commit = (self.commit * 3 + since.elapsed()) / 4;
        value
    }

    /// So many were written together, and so many are in line now.
    pub(super) fn note(&mut self, written: usize, in_line: usize) {
        self.about = written + in_line;
    }

    /// How to wait while so many have come: for how long, and how often to look.
    pub(super) fn wait(&self, have_come: usize) -> Option<Wait> {
        let longest = LONGEST.min(self.commit / 2);
        (have_come < self.about && !longest.is_zero()).then(|| Wait {
            until: Instant::now() + longest,
            look: longest / LOOKS,
            most: self.about,
        })
    }
}

/// A transaction waits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wait {
    until: Instant,
    look: Duration,
    most: usize,
}

impl Wait {
    /// Lets a moment go by, if there is reason to. The thread sleeps: to be woken by each that comes would take longer
    /// than what they have to write.
    pub(super) fn look(&self, have_come: usize) -> Look {
        if have_come >= self.most || Instant::now() >= self.until {
            return Look::Over;
        }
        std::thread::sleep(self.look);
        Look::Again
    }
}

/// Whether to look again who has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// They may have.
    Again,
    /// No more is waited for.
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pace after a commit of some milliseconds.
    fn pace(milliseconds: u64, written: usize, in_line: usize) -> Pace {
        let mut pace = Pace { about: 0, commit: Duration::from_millis(milliseconds) };
        pace.note(written, in_line);
        pace
    }

    #[test]
    fn who_is_alone_never_waits() {
        assert!(Pace::default().wait(1).is_none());
        assert!(pace(10, 1, 0).wait(1).is_none());
        assert!(pace(0, 9, 9).wait(1).is_none(), "nobody knows what a commit takes");
    }

    #[test]
    fn those_who_take_turns_come_together() {
        let wait = pace(10, 1, 1).wait(1).expect("the other one may come");
        assert_eq!(wait.look(1), Look::Again);
        assert_eq!(wait.look(2), Look::Over, "it has");
    }

    #[test]
    fn nobody_is_waited_for_long() {
        let since = Instant::now();
        let wait = pace(10_000, 200, 0).wait(3).expect("many may come");
        while wait.look(3) == Look::Again {}
        assert!(since.elapsed() >= LONGEST);
        assert!(since.elapsed() < LONGEST * 20, "the machine may be busy");
    }

    #[test]
    fn one_slow_commit_is_not_what_they_all_take() {
        let mut pace = Pace { about: 0, commit: Duration::from_micros(100) };
        pace.time(|| std::thread::sleep(Duration::from_millis(4)));
        assert!(pace.commit >= Duration::from_millis(1), "{:?}", pace.commit);
        for _ in 0..20 {
            pace.time(|| ());
        }
        assert!(pace.commit < Duration::from_millis(1), "{:?}", pace.commit);
    }
}
