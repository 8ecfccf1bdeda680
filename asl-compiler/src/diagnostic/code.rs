//! The catalogue of findings: every code with its kind, its default level and the rule it comes from.

/// What kind of finding a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// AWS refuses the definition; so do we, always.
    Error,
    /// AWS accepts the definition, and then it fails or does what nobody meant; the level can be changed.
    Lint(Level),
}

/// What a lint does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Allow,
    /// A compiler warning.
    Warn,
    /// A compiler error.
    Deny,
}

impl Level {
    /// As the macro's arguments and the command line write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

macro_rules! codes {
    ($( $variant:ident $name:literal $kind:expr, $rule:literal, $about:literal; )*) => {
        /// The code of a finding. Codes are stable: they are never renamed or used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $( #[doc = $about] $variant, )*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// The name that users write and see: `unknown-field`.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// Error or lint.
            pub fn kind(self) -> Kind {
                match self { $( Self::$variant => $kind, )* }
            }

            /// The rule of the reference it comes from.
            pub fn rule(self) -> &'static str {
                match self { $( Self::$variant => $rule, )* }
            }

            /// One sentence for the list of codes.
            pub fn about(self) -> &'static str {
                match self { $( Self::$variant => $about, )* }
            }
        }
    };
}

codes! {
    Syntax "syntax" Kind::Error, "DOC-6", "The text is not JSON, or not YAML.";
    MissingFile "missing-file" Kind::Error, "-", "The file could not be read.";
    DuplicateKey "duplicate-key" Kind::Error, "DOC-5", "A key stands twice in an object.";
    UnknownField "unknown-field" Kind::Error, "DOC-2", "A field that the object does not have.";
    MissingField "missing-field" Kind::Error, "DIAG-4", "A required field is missing.";
    WrongType "wrong-type" Kind::Error, "DIAG-4", "A field's value is of the wrong JSON type.";
    MissingSubstitution "missing-substitution" Kind::Error, "SUB-3", "A value that is needed to compile is a `${Name}` without a value.";
    InvalidSubstitution "invalid-substitution" Kind::Error, "SUB-2", "A `${Name}` outside of a string whose value is not JSON.";
    UnusedSubstitution "unused-substitution" Kind::Lint(Level::Warn), "SUB-1", "A value is given for a `${Name}` that does not occur.";
    NotYetSupported "not-yet-supported" Kind::Error, "-", "Legal ASL that this version does not compile yet.";
}

impl Code {
    /// The code of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
