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
}

impl<'a> Options<'a> {
    pub(super) fn parse(arguments: &[&'a str]) -> Result<Self, String> {
        let (mut cases, mut filter, mut json, mut host) = (None, None, None, None);
        let mut arguments = arguments.iter();
        while let Some(&name) = arguments.next() {
            let place = match name {
                "--cases" => &mut cases,
                "--filter" => &mut filter,
                "--json" => &mut json,
                "--host" => &mut host,
                _ => return Err(format!("`{name}` is no argument of `conformance`")),
            };
            *place = Some(*arguments.next().ok_or_else(|| format!("`{name}` needs a value"))?);
        }
        let cases = cases.ok_or("`--cases` is missing")?;
        Ok(Self { cases, filter, json, host })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_arguments() {
        let parsed = Options::parse(&["--filter", "Map", "--cases", "x"]);
        assert_eq!(parsed, Ok(Options { cases: "x", filter: Some("Map"), json: None, host: None }));
        for wrong in [&["--cases"][..], &[], &["--case", "x"]] {
            assert!(Options::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
