//! Tokens of durable executions: what finds them, and what proves that one may answer.
//!
//! A token is `asl1-LOCATOR-PROOF`. The locator is random and finds the row; the proof is a MAC of it under the
//! secret of the store. Stored texts hold `asl1-LOCATOR-hidden`, so whoever reads the file, or a copy of it without
//! the secret, can answer nothing.

use std::sync::Arc;

use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use memchr::memmem::Finder;
use sha2::Sha256;

use crate::engine::TokenSource;
use crate::store::Locator;

const PREFIX: &str = "asl1-";
/// Digits of the locator, and of the proof.
const DIGITS: usize = 32;
const HIDDEN: &str = "hidden";

/// Makes tokens, and knows its own again.
#[derive(Clone)]
pub(crate) struct SealedTokens {
    secret: [u8; 32],
    /// Finds tokens in texts: all that is stored is looked through.
    prefix: Finder<'static>,
}

impl SealedTokens {
    pub(crate) fn new(secret: [u8; 32]) -> Self {
        Self { secret, prefix: Finder::new(PREFIX) }
    }

    /// The locator of a token, if the token is one of this store's.
    pub(crate) fn locator(&self, token: &str) -> Option<Locator> {
        let (digits, proof) = token.strip_prefix(PREFIX)?.split_once('-')?;
        let locator = locator(digits)?;
        // The MAC is compared in constant time.
        let proof = bytes::<{ DIGITS / 2 }>(proof)?;
        self.mac(locator).verify_truncated_left(&proof).ok()?;
        Some(locator)
    }

    /// Whether a text has the form of a token, whoever made it.
    pub(crate) fn has_form(token: &str) -> bool {
        token.strip_prefix(PREFIX).and_then(|rest| rest.split_once('-')).is_some_and(|(digits, proof)| {
            locator(digits).is_some() && bytes::<{ DIGITS / 2 }>(proof).is_some()
        })
    }

    pub(crate) fn token_of(&self, locator: Locator) -> String {
        let proof = self.mac(locator).finalize().into_bytes();
        format!("{PREFIX}{}-{}", hex(&locator.0), hex(&proof[..DIGITS / 2]))
    }

    fn mac(&self, locator: Locator) -> Hmac<Sha256> {
        let mut key = Key::<Hmac<Sha256>>::default();
        // A key is filled up with zeros to the length of a block (RFC 2104).
        for (byte, secret) in key.iter_mut().zip(self.secret) {
            *byte = secret;
        }
        let mut mac = Hmac::<Sha256>::new(&key);
        mac.update(&locator.0);
        mac
    }

    /// A text as it is stored: without the proofs of the tokens in it.
    pub(crate) fn hide(&self, text: String) -> String {
        self.rewritten(text, |rest| {
            if let Some(after) = rest.strip_prefix(HIDDEN) {
                // Somebody wrote this himself: one dash more tells it from a hidden token.
                let dashes = after.len() - after.trim_start_matches('-').len();
                return Some((HIDDEN.len() + dashes, format!("{HIDDEN}-{}", "-".repeat(dashes))));
            }
            None
        })
    }

    /// Where the first token in a text may begin.
    fn find(&self, text: &str) -> Option<usize> {
        self.prefix.find(text.as_bytes())
    }

    /// The text that was stored so.
    pub(crate) fn reveal(&self, text: String) -> String {
        let mut shown = String::new();
        let mut rest = text.as_str();
        while let Some(at) = self.find(rest) {
            let start = at + PREFIX.len();
            let digits = rest.get(start..start + DIGITS).and_then(locator);
            let after =
                rest.get(start + DIGITS + 1..).filter(|_| rest.as_bytes().get(start + DIGITS) == Some(&b'-'));
            let hidden = after.and_then(|after| after.strip_prefix(HIDDEN));
            match (digits, hidden) {
                (Some(_), Some(after)) if after.starts_with('-') => {
                    shown.push_str(&rest[..start + DIGITS + 1]);
                    shown.push_str(HIDDEN);
                    rest = &after[1..];
                }
                (Some(locator), Some(after)) => {
                    shown.push_str(&rest[..at]);
                    shown.push_str(&self.token_of(locator));
                    rest = after;
                }
                _ => {
                    shown.push_str(&rest[..start]);
                    rest = &rest[start..];
                }
            }
        }
        if shown.is_empty() {
            return text;
        }
        shown.push_str(rest);
        shown
    }

    /// Rewrites what stands behind `asl1-LOCATOR-`: proofs that are right are hidden, the rest as `other` says.
    fn rewritten(&self, text: String, other: impl Fn(&str) -> Option<(usize, String)>) -> String {
        let mut written = String::new();
        let mut rest = text.as_str();
        while let Some(at) = self.find(rest) {
            let start = at + PREFIX.len();
            let proof = start + DIGITS + 1;
            let locator = rest.get(start..start + DIGITS).and_then(locator);
            let (Some(locator), Some(b'-'), Some(after)) =
                (locator, rest.as_bytes().get(start + DIGITS), rest.get(proof..))
            else {
                written.push_str(&rest[..start]);
                rest = &rest[start..];
                continue;
            };
            written.push_str(&rest[..proof]);
            let token = self.token_of(locator);
            let own = &token[token.len() - DIGITS..];
            rest = if let Some(after) = after.strip_prefix(own) {
                written.push_str(HIDDEN);
                after
            } else if let Some((length, text)) = other(after) {
                written.push_str(&text);
                &after[length..]
            } else {
                after
            };
        }
        if written.is_empty() {
            return text;
        }
        written.push_str(rest);
        written
    }
}

impl TokenSource for SealedTokens {
    fn token(&self) -> Arc<str> {
        let mut locator = [0_u8; DIGITS / 2];
        if getrandom::fill(&mut locator).is_err() {
            // Where the system has no random numbers, the proof still makes tokens hard to guess.
            fastrand::fill(&mut locator);
        }
        self.token_of(Locator(locator)).into()
    }

    fn to_stored(&self, token: &str) -> String {
        self.hide(token.to_owned())
    }

    fn of_stored(&self, stored: &str) -> Arc<str> {
        self.reveal(stored.to_owned()).into()
    }
}

fn locator(digits: &str) -> Option<Locator> {
    bytes(digits).map(Locator)
}

fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let is_digit = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
    if digits.len() != 2 * N || !digits.bytes().all(is_digit) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_own_tokens() {
        let tokens = SealedTokens::new([7; 32]);
        let token = tokens.token();
        assert!(tokens.locator(&token).is_some());
        assert_ne!(tokens.token(), token);
        assert_eq!(SealedTokens::new([8; 32]).locator(&token), None);
        assert!(SealedTokens::has_form(&token));
        let mut forged = token.to_string();
        forged.replace_range(forged.len() - 1.., if token.ends_with('0') { "1" } else { "0" });
        for wrong in
            [forged.as_str(), "", "asl1-", "asl1-00-00", &token[..token.len() - 1], &token.to_uppercase()]
        {
            assert_eq!(tokens.locator(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn stored_texts_prove_nothing() {
        let tokens = SealedTokens::new([7; 32]);
        let (first, second) = (tokens.token(), tokens.token());
        let locator = &first[..PREFIX.len() + DIGITS];
        let foreign = SealedTokens::new([1; 32]).token();
        for text in [
            format!("{{\"token\":\"{first}\",\"again\":\"{first}{second}\"}}"),
            format!("{locator}-hidden and {locator}-hidden- and {locator}-hidden--x"),
            format!("asl1-asl1-{first} {foreign} asl1-é asl1-0123 {locator}"),
            "nothing".to_owned(),
            String::new(),
        ] {
            let stored = tokens.hide(text.clone());
            assert!(!stored.contains(&first[first.len() - DIGITS..]), "{stored}");
            assert!(!stored.contains(&second[second.len() - DIGITS..]), "{stored}");
            assert_eq!(tokens.reveal(stored), text);
        }
    }
}
