//! The arguments of the command.

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Options<'a> {
    /// Where the cases are.
    pub(super) cases: &'a str,
    /// Only those whose path holds it, or that have it as a tag.
    pub(super) filter: Option<&'a str>,
    /// Where to write the verdicts as JSON.
    pub(super) json: Option<&'a str>,
    /// `durable`, or nothing for this process.
    pub(super) host: Option<&'a str>,
    /// So many cases may fail: recordings that others contradict. They are told and counted as failed all the same.
    pub(super) at_most_failed: usize,
}

impl<'a> Options<'a> {
    pub(super) fn parse(arguments: &[&'a str]) -> Result<Self, String> {
        let (mut cases, mut filter, mut json) = (None, None, None);
        let (mut host, mut at_most_failed) = (None, None);
        let mut arguments = arguments.iter();
        while let Some(&name) = arguments.next() {
            let place = match name {
                "--cases" => &mut cases,
                "--filter" => &mut filter,
                "--json" => &mut json,
                "--host" => &mut host,
                "--at-most-failed" => &mut at_most_failed,
                _ => return Err(format!("`{name}` is no argument of `conformance`")),
            };
            *place = Some(*arguments.next().ok_or_else(|| format!("`{name}` needs a value"))?);
        }
        let cases = cases.ok_or("`--cases` is missing")?;
        let at_most_failed = at_most_failed.unwrap_or("0").parse();
        let at_most_failed = at_most_failed.map_err(|_| "`--at-most-failed` needs a number")?;
        Ok(Self { cases, filter, json, host, at_most_failed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_arguments() {
        let parsed = Options::parse(&["--filter", "Map", "--cases", "x"]);
        let expected = Options { cases: "x", filter: Some("Map"), json: None, host: None, at_most_failed: 0 };
        assert_eq!(parsed, Ok(expected));
        let parsed = Options::parse(&["--cases", "x", "--at-most-failed", "2"]);
        assert_eq!(parsed, Ok(Options { filter: None, at_most_failed: 2, ..expected }));
        for wrong in [&["--cases"][..], &[], &["--case", "x"], &["--cases", "x", "--at-most-failed", "many"]]
        {
            assert!(Options::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
