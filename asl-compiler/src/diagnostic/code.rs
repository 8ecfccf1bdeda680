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
    QueryLanguage "query-language" Kind::Error, "LANG-2", "A `QueryLanguage` that may not stand there.";
    QueryLanguageField "query-language-field" Kind::Error, "LANG-6", "A field of the other query language.";
    UnknownType "unknown-type" Kind::Error, "ST-1", "A `Type` that is none of the eight.";
    UnknownValue "unknown-value" Kind::Error, "DIAG-4", "A value that is none of those a field takes.";
    OutOfRange "out-of-range" Kind::Error, "ST-10", "A number or text beyond the bounds of its field.";
    EmptyValue "empty-value" Kind::Error, "ST-13", "An object or array that may not be empty.";
    ExclusiveFields "exclusive-fields" Kind::Error, "ST-7", "Fields that exclude each other.";
    MissingTransition "missing-transition" Kind::Error, "ST-2", "A state without `Next` and `End`.";
    UnknownTarget "unknown-target" Kind::Error, "DOC-10", "A transition to a state that is not in its scope.";
    UnreachableState "unreachable-state" Kind::Error, "DOC-11", "A state that no transition leads to.";
    NoTerminalState "no-terminal-state" Kind::Error, "DOC-12", "A definition that can never end.";
    DuplicateState "duplicate-state" Kind::Error, "NAME-1", "A state name that stands twice in the definition.";
    StateName "state-name" Kind::Error, "NAME-1", "A state name that is empty or too long.";
    Label "label" Kind::Error, "NAME-4", "A Map label that is illegal or stands twice.";
    Path "path" Kind::Error, "PATH-3", "A text that is no path.";
    ReferencePath "reference-path" Kind::Error, "PATH-15", "A text that is no reference path.";
    TemplateValue "template-value" Kind::Error, "TPL-5", "The value of a `.$` member that is neither path nor intrinsic function.";
    DuplicateMember "duplicate-member" Kind::Error, "TPL-6", "Two members of a template that become the same.";
    TextExpression "text-expression" Kind::Error, "END-2", "An expression that does not give a string.";
    JsonataSyntax "jsonata-syntax" Kind::Error, "JNA-6", "An expression that is no JSONata.";
    JsonataDelimiters "jsonata-delimiters" Kind::Error, "JNA-1", "A string with `{%` and without `%}`, or the reverse.";
    VariableName "variable-name" Kind::Error, "VAR-2", "A name that no variable can have.";
    Resource "resource" Kind::Error, "RES-7", "A `Resource` that is none.";
    Timestamp "timestamp" Kind::Error, "CHO-14", "A text that is no timestamp.";
    ChoiceRule "choice-rule" Kind::Error, "CHO-4", "A choice rule without an operator, or with several.";
    NestedNext "nested-next" Kind::Error, "CHO-2", "`Next` in a rule inside of another.";
    StatesAll "states-all" Kind::Error, "RETRY-6", "`States.ALL` that stands not alone, or not last.";
    InlineMap "inline-map" Kind::Error, "MAP-15", "A field of the distributed Map in an inline one.";
    ReaderConfig "reader-config" Kind::Error, "DMAP-9b", "Fields of a `ReaderConfig` that do not go together.";
    Express "express" Kind::Error, "TASK-17", "What an express workflow may not use.";
    StatesField "states-field" Kind::Error, "JNA-14", "A field that `$states` does not have there.";
    StatesBinding "states-binding" Kind::Error, "JNA-15", "`$states` as the name of a local variable.";
    TopLevelReference "top-level-reference" Kind::Error, "JNA-16", "A name without `$`, `$` or `$$`, where there is no context.";
    OuterVariable "outer-variable" Kind::Error, "VAR-11", "A variable of an outer scope, assigned in an inner one.";
    UnknownResource "unknown-resource" Kind::Lint(Level::Deny), "RES-8", "A resource that the service is not known to have.";
    UnreachableNestedState "unreachable-nested-state" Kind::Lint(Level::Deny), "STRICT-18", "A state of a branch or item processor that no transition leads to.";
    NoTerminalNestedState "no-terminal-nested-state" Kind::Lint(Level::Deny), "STRICT-18", "A branch or item processor that can never end.";
    UndeclaredDistributedMap "undeclared-distributed-map" Kind::Lint(Level::Deny), "MAP-15", "Fields of the distributed Map without a `ProcessorConfig`.";
    CredentialsWithoutRole "credentials-without-role" Kind::Lint(Level::Deny), "CRED-1", "`Credentials` that name no role.";
    NameCollision "name-collision" Kind::Error, "NAME-1", "Two states of a scope have the same name in Rust.";
    HandlerCollision "handler-collision" Kind::Error, "RES-1", "Two resources give the same handler.";
    UnreachableRetrier "unreachable-retrier" Kind::Lint(Level::Deny), "STRICT-5", "A retrier that no error reaches.";
    UnreachableCatcher "unreachable-catcher" Kind::Lint(Level::Deny), "STRICT-5", "A catcher that no error reaches.";
    UnmatchedErrorName "unmatched-error-name" Kind::Lint(Level::Warn), "STRICT-6", "A reserved error name that never matches.";
    RepeatedErrorName "repeated-error-name" Kind::Lint(Level::Warn), "STRICT-5", "An error name that stands twice in a `Retry` or `Catch`.";
    MisspeltErrorName "misspelt-error-name" Kind::Lint(Level::Deny), "STRICT-7", "An error name that is nearly a reserved one.";
    ReservedErrorName "reserved-error-name" Kind::Lint(Level::Warn), "ERR-2", "An error name that begins with `States.` and is none of the service's.";
    UnknownLambdaError "unknown-lambda-error" Kind::Lint(Level::Warn), "ERR-24", "An error name that is nearly one that calling a function gives.";
    UncaughtTimeout "uncaught-timeout" Kind::Lint(Level::Warn), "STRICT-8", "A `Catch` of `States.TaskFailed` that lets timeouts through.";
    UncaughtError "uncaught-error" Kind::Lint(Level::Allow), "CATCH-2", "In a typed workflow, an error of a handler that nothing catches.";
    UnraisedTimeout "unraised-timeout" Kind::Lint(Level::Warn), "TIME-1", "A retrier or catcher of timeouts, of a task that never times out.";
    MaxDelay "max-delay" Kind::Lint(Level::Deny), "ST-12", "`MaxDelaySeconds` that is not greater than `IntervalSeconds`.";
    Heartbeat "heartbeat" Kind::Lint(Level::Deny), "ST-11", "`HeartbeatSeconds` that is not smaller than `TimeoutSeconds`.";
    RetrierWithoutEffect "retrier-without-effect" Kind::Lint(Level::Warn), "RETRY-4", "A retrier that allows no retry, where none would come anyway.";
    RetryNumberWithoutEffect "retry-number-without-effect" Kind::Lint(Level::Allow), "STRICT-14", "A number of a retrier that never comes into play.";
    IntrinsicCall "intrinsic-call" Kind::Lint(Level::Deny), "INT-5", "A call of an intrinsic function that fails whenever it is reached.";
    IntrinsicArgument "intrinsic-argument" Kind::Lint(Level::Warn), "INT-8", "An argument of an intrinsic function that hardly means what it says.";
    UnevaluatedText "unevaluated-text" Kind::Lint(Level::Warn), "TPL-5", "Text that looks like a path, a variable or a call, where nothing evaluates it.";
    LiteralResult "literal-result" Kind::Lint(Level::Warn), "FLOW-12", "`Result` of a Pass that looks as if it were evaluated.";
    ForeignSyntax "foreign-syntax" Kind::Lint(Level::Warn), "STRICT-16", "Text in the syntax of another language, which its state does not evaluate.";
    ContextField "context-field" Kind::Lint(Level::Deny), "CTX-2", "A field that the context object does not have there.";
    WaitBeyondLimit "wait-beyond-limit" Kind::Lint(Level::Deny), "STRICT-22", "A Wait that the execution does not live to see the end of.";
    BeyondTimeLimit "beyond-time-limit" Kind::Lint(Level::Warn), "STRICT-22", "A time that is longer than the execution lasts.";
    UnreachableRule "unreachable-rule" Kind::Lint(Level::Deny), "STRICT-12", "A choice rule that is never taken.";
    RepeatedRule "repeated-rule" Kind::Lint(Level::Warn), "STRICT-12", "A choice rule whose cases an earlier one takes to the same state.";
    ChoiceWithoutDefault "choice-without-default" Kind::Lint(Level::Warn), "STRICT-9", "A Choice without `Default` whose rules leave cases out.";
    PointlessChoice "pointless-choice" Kind::Lint(Level::Warn), "CHO-1", "A Choice that leads to one state, whatever its rules say.";
    PatternEscape "pattern-escape" Kind::Lint(Level::Deny), "CHO-13", "A pattern that fails when it is reached.";
    PatternWithoutWildcard "pattern-without-wildcard" Kind::Lint(Level::Allow), "CHO-13", "A pattern that matches nothing but itself.";
    ForeignPattern "foreign-pattern" Kind::Lint(Level::Warn), "CHO-13", "A pattern with signs of another language, which stand for themselves.";
    IndefiniteVariable "indefinite-variable" Kind::Lint(Level::Warn), "CHO-6", "A `Variable` that gives an array, which equals nothing.";
    EndlessLoop "endless-loop" Kind::Lint(Level::Deny), "STRICT-18", "States that lead to each other, and never out.";
    UnboundedLoop "unbounded-loop" Kind::Lint(Level::Warn), "STRICT-18", "A loop that goes round at once, without a Wait and without a bound.";
    TokenNotPassed "token-not-passed" Kind::Lint(Level::Deny), "CTX-9", "A task that waits for a token which it hands to nobody.";
    TokenWithoutTimeout "token-without-timeout" Kind::Lint(Level::Warn), "STRICT-13", "A task that waits for a token, for a year if need be.";
    FieldWithoutEffect "field-without-effect" Kind::Lint(Level::Warn), "STRICT-21", "A field that has no effect beside another.";
    LiteralTooLarge "literal-too-large" Kind::Lint(Level::Deny), "STRICT-20", "Literal data beyond the limit of a state's data.";
    MapHistory "map-history" Kind::Lint(Level::Warn), "STRICT-19", "An inline Map over more items than the history of an execution holds.";
    FunctionParameters "function-parameters" Kind::Lint(Level::Warn), "TASK-2", "Parameters of `lambda:invoke` that go to the function itself.";
    ServiceParameters "service-parameters" Kind::Lint(Level::Deny), "TASK-15", "A misspelt parameter of a service, or none that says what is called.";
    SingleDollar "single-dollar" Kind::Lint(Level::Warn), "CTX-1", "A path into the input that looks like one into the context object.";
    MissingData "missing-data" Kind::Lint(Level::Deny), "STRICT-11", "A path into data that is known, which finds nothing.";
    PossiblyMissingData "possibly-missing-data" Kind::Lint(Level::Warn), "STRICT-11", "A path that finds nothing when its state is reached one of the ways that lead there.";
    EmptySelection "empty-selection" Kind::Lint(Level::Warn), "PATH-9", "A path that always selects nothing, and gives an empty array.";
    WrongDataType "wrong-data-type" Kind::Lint(Level::Deny), "STRICT-11", "A value of a type that its field or function cannot take.";
    ComparisonNeverTrue "comparison-never-true" Kind::Lint(Level::Deny), "STRICT-12", "A comparison of data that is known, which is never true.";
    LatePresenceTest "late-presence-test" Kind::Lint(Level::Warn), "STRICT-10", "`IsPresent` after a comparison that fails where the value is missing.";
    UnknownFunction "unknown-function" Kind::Lint(Level::Deny), "JNA-20", "A call of a function that JSONata does not have.";
    NotAFunction "not-a-function" Kind::Lint(Level::Deny), "JNA-32", "A call of what is no function.";
    FunctionArguments "function-arguments" Kind::Lint(Level::Deny), "JNA-32", "Arguments that a function of JSONata never takes.";
    OperandType "operand-type" Kind::Lint(Level::Deny), "JNA-32", "An operand of a type that its operator never takes.";
    WrongResultType "wrong-result-type" Kind::Lint(Level::Deny), "JNA-31", "An expression of JSONata whose value its field never takes.";
    UndefinedResult "undefined-result" Kind::Lint(Level::Deny), "JNA-30", "An expression of JSONata that never has a value.";
    PossiblyUndefinedResult "possibly-undefined-result" Kind::Lint(Level::Warn), "JNA-30", "A condition without an alternative, as a whole value.";
    SingleItem "single-item" Kind::Lint(Level::Warn), "JNA-39", "`Items` that are no array where one of them is selected.";
    LiteralExpression "literal-expression" Kind::Lint(Level::Warn), "JNA-1", "`{% %}` with something around it, which is text.";
    UnassignedVariable "unassigned-variable" Kind::Lint(Level::Deny), "VAR-8", "A variable that nothing assigns before it is read.";
    PossiblyUnassignedVariable "possibly-unassigned-variable" Kind::Lint(Level::Warn), "VAR-8", "A variable that is not assigned on one of the ways that lead to where it is read.";
    DistributedMapVariable "distributed-map-variable" Kind::Lint(Level::Deny), "VAR-14", "A variable of an outer scope, read in a distributed Map.";
    UnusedVariable "unused-variable" Kind::Lint(Level::Warn), "STRICT-15", "A variable that is assigned and never read.";
    ShadowedVariable "shadowed-variable" Kind::Lint(Level::Warn), "STRICT-15", "A name that an expression binds itself, and that a variable of the workflow has.";
}

impl Code {
    /// The code of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
