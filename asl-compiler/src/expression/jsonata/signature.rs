//! Signatures of functions: `<s-n?:b>`.

/// The signature of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// As it was written, with its angle brackets.
    pub text: String,
}
