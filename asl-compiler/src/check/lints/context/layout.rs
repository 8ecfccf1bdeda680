//! What the context object holds (CTX-2).

/// A member of the context object.
#[derive(Clone, Copy)]
pub(super) enum Member {
    /// An object with its members.
    Object(&'static [(&'static str, Member)]),
    /// A string or number.
    Text,
    /// Anything.
    Any,
}

/// The members of the whole object.
pub(super) fn members() -> &'static [(&'static str, Member)] {
    &[
        ("Execution", Member::Object(EXECUTION)),
        ("StateMachine", Member::Object(&[("Id", Member::Text), ("Name", Member::Text)])),
        ("State", Member::Object(STATE)),
        ("Task", Member::Object(&[("Token", Member::Text)])),
        ("Map", Member::Object(&[("Item", Member::Object(ITEM))])),
    ]
}

const EXECUTION: &[(&str, Member)] = &[
    ("Id", Member::Text),
    ("Input", Member::Any),
    ("StartTime", Member::Text),
    ("Name", Member::Text),
    ("RoleArn", Member::Text),
    ("RedriveCount", Member::Text),
    ("RedriveTime", Member::Text),
];

const STATE: &[(&str, Member)] =
    &[("Name", Member::Text), ("EnteredTime", Member::Text), ("RetryCount", Member::Text)];

const ITEM: &[(&str, Member)] =
    &[("Index", Member::Text), ("Value", Member::Any), ("Key", Member::Text), ("Source", Member::Text)];
