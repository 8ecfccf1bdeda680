//! What the service says of a text that is not JSONata: the texts of the reference implementation (JNA-6).

use super::error::ParseError;

impl ParseError {
    /// What the service says of `text`, in which this error was found; `None` where that is not known.
    ///
    /// ```
    /// let text = "a[1,2)";
    /// let error = asl_compiler::expression::jsonata::parse(text).expect_err("`,` is not closed");
    /// assert_eq!(error.service_message(text).as_deref(), Some(r#"Expected "]", got ",""#));
    /// ```
    pub fn service_message(&self, text: &str) -> Option<String> {
        let written = text.get(self.error.range.clone()).unwrap_or_default();
        let token = written.trim_matches(['"', '\'']);
        let symbol = self.symbol.unwrap_or_default();
        Some(match self.code? {
            "S0101" => "String literal must be terminated by a matching quote".into(),
            "S0102" => format!(r#"Number out of range: "{token}""#),
            "S0104" => r"The escape sequence \u must be followed by 4 hex digits".into(),
            "S0105" => "Quoted property name must be terminated with a backquote (`)".into(),
            "S0106" => "Comment has no closing tag".into(),
            "S0201" => format!(r#"Syntax error: "{token}""#),
            "S0202" => format!(r#"Expected "{symbol}", got "{token}""#),
            "S0203" => format!(r#"Expected "{symbol}" before end of expression"#),
            "S0204" => format!(r#"Unknown operator: "{token}""#),
            "S0207" => "Unexpected end of expression".into(),
            "S0208" => {
                format!(
                    r#"Parameter "{token}" of function definition must be a variable name (start with $)"#
                )
            }
            "S0209" => "A predicate cannot follow a grouping expression in a step".into(),
            "S0210" => "Each step can only have one grouping expression".into(),
            "S0211" => {
                // `??` and `?:` are two tokens, and the second has nothing to stand before.
                let token = token.strip_prefix('?').filter(|rest| !rest.is_empty()).unwrap_or(token);
                format!(r#"The symbol "{token}" cannot be used as a unary operator"#)
            }
            "S0212" => "The left side of := must be a variable name (start with $)".into(),
            "S0213" => {
                format!(r#"The literal value "{token}" cannot be used as a step within a path expression"#)
            }
            "S0214" => format!(r#"The right side of "{symbol}" must be a variable name (start with $)"#),
            "S0215" => "A context variable binding must precede any predicates on a step".into(),
            "S0216" => "A context variable binding must precede the 'order-by' clause on a step".into(),
            "S0217" => "The object representing the 'parent' cannot be derived from this expression".into(),
            "S0301" => "Empty regular expressions are not allowed".into(),
            "S0302" => "No terminating / in regular expression".into(),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::expression::jsonata::parse;

    #[test]
    fn speaks_as_the_service_does() {
        for (text, said) in [
            ("a[1,2)", r#"Expected "]", got ",""#),
            ("\"unterminated", "String literal must be terminated by a matching quote"),
            ("1 +", "Unexpected end of expression"),
            ("{\"a\":}", r#"The symbol "}" cannot be used as a unary operator"#),
            ("$x :=", "Unexpected end of expression"),
            ("$match(\"a\", /abc", "No terminating / in regular expression"),
            ("phone %.other", r#"The symbol "." cannot be used as a unary operator"#),
            ("", "Unexpected end of expression"),
            ("1 2", r#"Syntax error: "2""#),
            ("1 'a b'", r#"Syntax error: "a b""#),
            ("$f(1", r#"Expected ")" before end of expression"#),
            ("$a ?? 1", r#"The symbol "?" cannot be used as a unary operator"#),
            ("$a ?: 1", r#"The symbol ":" cannot be used as a unary operator"#),
            ("a@b", r#"The right side of "@" must be a variable name (start with $)"#),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!(error.service_message(text).as_deref(), Some(said), "{text}: {error:?}");
        }
    }
}
