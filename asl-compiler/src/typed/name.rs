//! Numbers of names.

/// The number that the runtime's `shape::Name` has for a name: FNV-1a. Computed here, rustc need not compute it in every
/// check.
pub(crate) fn number(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |number, letter| {
        (number ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    })
}
