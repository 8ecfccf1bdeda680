//! ARNs and ids (NAME).

/// The beginning that all ARNs of a workflow share: partition, region, account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ArnPrefix(String);

impl ArnPrefix {
    pub(crate) fn new(partition: &str, region: &str, account: &str) -> Self {
        Self(["arn:", partition, ":states:", region, ":", account].concat())
    }

    /// The prefix of an ARN of a state machine.
    pub(crate) fn of(arn: &str) -> Self {
        let end = arn.match_indices(':').nth(4).map_or(arn.len(), |(end, _)| end);
        Self(arn[..end].to_owned())
    }

    pub(crate) fn state_machine(&self, name: &str) -> String {
        [&self.0, ":stateMachine:", name].concat()
    }

    pub(crate) fn standard_execution(&self, machine: &str, name: &str) -> String {
        [&self.0, ":execution:", machine, ":", name].concat()
    }

    pub(crate) fn express_execution(&self, machine: &str, name: &str, uuid: &str) -> String {
        [&self.0, ":express:", machine, ":", name, ":", uuid].concat()
    }

    pub(crate) fn map_run(&self, machine: &str, uuid: &str) -> String {
        [&self.0, ":mapRun:", machine, ":", uuid].concat()
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// A random UUID (version 4).
pub(crate) fn uuid(random: &mut fastrand::Rng) -> String {
    let bits = random.u128(..);
    let bits = bits & !(0xf000_u128 << 64) | (0x4000_u128 << 64);
    let bits = bits & !(0xc000_u128 << 48) | (0x8000_u128 << 48);
    let mut text = [b'-'; 36];
    let bytes = bits.to_be_bytes();
    let places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
    for (byte, place) in bytes.into_iter().zip(places) {
        text[place] = HEX[usize::from(byte >> 4)];
        text[place + 1] = HEX[usize::from(byte & 0xf)];
    }
    str::from_utf8(&text).unwrap_or_default().to_owned()
}

/// A UUID (version 8) that follows from a text, and from nothing else.
#[cfg(feature = "durable")]
pub(crate) fn derived_uuid(text: &str) -> String {
    use sha2::{Digest, Sha256};

    let digest = Sha256::digest(text.as_bytes());
    let mut digits: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    // The places of version and variant (RFC 9562).
    digits.replace_range(12..13, "8");
    digits.replace_range(16..17, "8");
    for place in [20, 16, 12, 8] {
        digits.insert(place, '-');
    }
    digits
}

/// Why a name of an execution is refused (NAME-2).
pub(crate) fn check_name(name: &str) -> Result<(), &'static str> {
    const FORBIDDEN: &str = "<>{}[]?*\"#%\\^|~`$&,;:/";
    match name.chars().count() {
        0 => return Err("a name has at least one character"),
        1..=80 => {}
        _ => return Err("a name has at most 80 characters"),
    }
    let is_forbidden = |character: char| {
        character.is_whitespace() || character.is_control() || FORBIDDEN.contains(character)
    };
    if name.chars().any(is_forbidden) {
        return Err("a name holds no whitespace, no control character, and none of <>{}[]?*\"#%\\^|~`$&,;:/");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_uuids() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..100 {
            let uuid = uuid(&mut random);
            let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
            assert_eq!(parts, [8, 4, 4, 4, 12], "{uuid}");
            assert_eq!(&uuid[14..15], "4", "{uuid}");
            assert!(matches!(&uuid[19..20], "8" | "9" | "a" | "b"), "{uuid}");
        }
    }

    #[test]
    fn writes_arns() {
        let prefix = ArnPrefix::new("aws", "eu-west-1", "123456789012");
        let machine = prefix.state_machine("order");
        assert_eq!(machine, "arn:aws:states:eu-west-1:123456789012:stateMachine:order");
        assert_eq!(ArnPrefix::of(&machine), prefix);
        assert_eq!(
            prefix.express_execution("order", "e", "u"),
            "arn:aws:states:eu-west-1:123456789012:express:order:e:u"
        );
    }

    #[test]
    fn checks_names() {
        for name in ["a", "Ab-1_.é", &"x".repeat(80)] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in ["", "a b", "a/b", "a:b", "a\u{7f}", "a\u{85}", "a\nb", &"x".repeat(81)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
