//! The derive of ASL errors.

use ::asl_runtime::AslError;
use ::std::fmt;
use ::std::marker::Sized;

/// Of every form.
#[derive(Debug, AslError)]
pub enum ChargeError {
    /// Without data.
    Declined,
    /// With data and another name.
    #[asl(rename = "Bank.Down")]
    Down(u32),
    /// With named data.
    Limit {
        /// The most.
        cents: u32,
    },
    /// A keyword.
    r#Self_,
}

impl fmt::Display for ChargeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not charged")
    }
}

/// With parameters.
#[derive(Debug, AslError)]
pub enum Either<'a, 'b, T: ?Sized, const N: usize>
where
    T: fmt::Display,
{
    /// A text.
    Text(&'a T, &'a str, &'b str, &'b str),
    /// Numbers.
    Numbers([u8; N]),
}

impl<T: fmt::Display + ?Sized, const N: usize> fmt::Display for Either<'_, '_, T, N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text, ..) => text.fmt(out),
            Self::Numbers(_) => out.write_str("numbers"),
        }
    }
}

/// One name for all values.
#[derive(Debug, Clone, Copy, AslError)]
#[asl(rename = "Teapot", crate = ::asl_runtime)]
pub struct TeapotError;

impl fmt::Display for TeapotError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("short and stout")
    }
}
