//! Names that the definition gives (NAME-2, NAME-4, VAR-2).

use super::ExpressionError;
use super::cursor::shown;

/// What no name of NAME-2 may hold beside whitespace and control characters.
const FORBIDDEN: &str = "<>{}[]?*\"#%\\^|~`$&,;:/";

/// Checks the name of a state machine, an execution or an activity (NAME-2).
pub fn check_execution_name(name: &str) -> Result<(), ExpressionError> {
    check(name, 80)
}

/// Checks the `Label` of a Map (NAME-4).
pub fn check_label(label: &str) -> Result<(), ExpressionError> {
    check(label, 40)
}

/// Checks a name against NAME-2 with a greatest number of characters.
pub(super) fn check(name: &str, longest: usize) -> Result<(), ExpressionError> {
    let whole = 0..name.len();
    if name.is_empty() {
        return Err(ExpressionError::new(whole, "the name is empty"));
    }
    let forbidden = |next: &char| next.is_whitespace() || next.is_control() || FORBIDDEN.contains(*next);
    if let Some((at, next)) = name.char_indices().find(|(_, next)| forbidden(next)) {
        let range = at..at + next.len_utf8();
        let message = if next.is_whitespace() {
            "this name can't hold a blank".to_owned()
        } else {
            format!("this name can't hold `{}`", shown(next))
        };
        return Err(
            ExpressionError::new(range, message).help("letters, digits, `-` and `_` can always stand in it")
        );
    }
    longer(name, longest)
}

/// Checks the name of a variable, without `.$` (VAR-2).
pub fn check_variable(name: &str) -> Result<(), ExpressionError> {
    let whole = 0..name.len();
    let Some(first) = name.chars().next() else {
        return Err(ExpressionError::new(whole, "the variable's name is empty"));
    };
    if name == "states" {
        return Err(ExpressionError::new(whole, "the name `states` is reserved"));
    }
    if !unicode_ident::is_xid_start(first) {
        let error = ExpressionError::new(
            0..first.len_utf8(),
            format!("a variable's name can't begin with `{}`", shown(first)),
        );
        return Err(if first == '$' {
            error.help("a variable is assigned without `$`, and read with it")
        } else {
            error.help("it begins with a letter")
        });
    }
    if let Some((at, next)) = name.char_indices().find(|(_, next)| !unicode_ident::is_xid_continue(*next)) {
        let error = ExpressionError::new(
            at..at + next.len_utf8(),
            format!("a variable's name can't hold `{}`", shown(next)),
        );
        return Err(match next {
            '.' | '[' => error.help("only whole variables are assigned"),
            _ => error.help("it holds letters, digits and `_`"),
        });
    }
    longer(name, 80)
}

fn longer(name: &str, longest: usize) -> Result<(), ExpressionError> {
    let length = name.chars().count();
    if length <= longest {
        return Ok(());
    }
    let start = name.char_indices().nth(longest).map_or(0, |(at, _)| at);
    Err(ExpressionError::new(
        start..name.len(),
        format!("this name has {length} characters; {longest} is the most"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, what is pointed at, a part of the message.
    type Refused<'a> = (&'a str, &'a str, &'a str);

    fn refuses(check: fn(&str) -> Result<(), ExpressionError>, refused: &[Refused<'_>]) {
        for (name, pointed, message) in refused {
            let error = check(name).expect_err(name);
            assert_eq!(name.get(error.range.clone()), Some(*pointed), "{name}: {error:?}");
            assert!(error.message.contains(message), "{name}: {error:?}");
        }
    }

    #[test]
    fn names_of_executions_follow_name_2() {
        for name in ["a", "Order-1_b.c", "größe", "1", &"é".repeat(80), "a'b(c)=@!+"] {
            assert_eq!(check_execution_name(name), Ok(()), "{name}");
        }
        refuses(
            check_execution_name,
            &[
                ("", "", "empty"),
                ("a b", " ", "blank"),
                ("a\u{85}b", "\u{85}", "blank"),
                ("a\u{7f}b", "\u{7f}", "can't hold"),
                ("é:b", ":", "`:`"),
                ("a/b", "/", "`/`"),
                ("a{b}", "{", "`{`"),
                (&"é".repeat(81), "é", "81 characters"),
            ],
        );
        for next in FORBIDDEN.chars() {
            assert!(check_execution_name(&format!("a{next}")).is_err(), "{next}");
        }
    }

    #[test]
    fn labels_follow_name_4() {
        assert_eq!(check_label(&"a".repeat(40)), Ok(()));
        refuses(
            check_label,
            &[("", "", "empty"), (&"a".repeat(41), "a", "40 is the most"), ("a*", "*", "`*`")],
        );
    }

    #[test]
    fn names_of_variables_follow_var_2() {
        for name in ["a", "größe", "a_1", "検査", &"a".repeat(80), "States"] {
            assert_eq!(check_variable(name), Ok(()), "{name}");
        }
        refuses(
            check_variable,
            &[
                ("", "", "empty"),
                ("states", "states", "reserved"),
                ("1a", "1", "begin with `1`"),
                ("_a", "_", "begin with `_`"),
                ("$a", "$", "begin with `$`"),
                ("a.b", ".", "can't hold `.`"),
                ("a-b", "-", "can't hold `-`"),
                ("a b", " ", "can't hold ` `"),
                (&"a".repeat(81), "a", "81 characters"),
            ],
        );
    }
}
