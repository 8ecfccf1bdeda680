//! Base64 and digests.

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use md5::Md5;
use serde_json::Value;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::Call;
use crate::program::{Failure, Step};

/// Reads what is left of a text after its illegal characters are gone.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// `States.Base64Encode(string)` (INT-20).
///
/// # Errors
///
/// An argument that is no string, or one that is too long.
pub fn base64_encode(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "Base64Encode");
    let [text] = call.arguments(arguments)?;
    Ok(Value::String(STANDARD.encode(call.short_string(text)?)))
}

/// `States.Base64Decode(string)` (INT-21): what is no Base64 is skipped, and what is no UTF-8 replaced.
///
/// # Errors
///
/// An argument that is no string, or one that is too long.
pub fn base64_decode(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "Base64Decode");
    let [text] = call.arguments(arguments)?;
    let text = call.short_string(text)?;
    let legal = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut digits: Vec<u8> = text.bytes().take_while(|byte| *byte != b'=').filter(legal).collect();
    if digits.len() % 4 == 1 {
        // Six bits that complete no byte.
        digits.pop();
    }
    let bytes = LENIENT.decode(digits).map_err(|_| call.invalid())?;
    Ok(Value::String(String::from_utf8_lossy(&bytes).into_owned()))
}

/// `States.Hash(value, algorithm)`: in lower-case hex; what is no string is hashed as its JSON (INT-22).
///
/// # Errors
///
/// A string that is too long, or an algorithm that is not one of the five.
pub fn hash(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "Hash");
    let [value, algorithm] = call.arguments(arguments)?;
    let text = match value {
        Value::String(_) => call.short_string(value)?.to_owned(),
        other => other.to_string(),
    };
    digest(&text, call.string(algorithm)?).map(Value::String).ok_or_else(|| call.invalid())
}

/// A text's digest in lower-case hex, if there is an algorithm of that name.
pub(crate) fn digest(text: &str, algorithm: &str) -> Option<String> {
    Some(match algorithm {
        "MD5" => hex(&Md5::digest(text)),
        "SHA-1" => hex(&Sha1::digest(text)),
        "SHA-256" => hex(&Sha256::digest(text)),
        "SHA-384" => hex(&Sha384::digest(text)),
        "SHA-512" => hex(&Sha512::digest(text)),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{gives, refuses};

    #[test]
    fn encodes() {
        let cases =
            [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("✓", "4pyT"), ("???>", "Pz8/Pg==")];
        for (text, encoded) in cases {
            gives(base64_encode, json!([text]), json!(encoded));
            gives(base64_decode, json!([encoded]), json!(text));
        }
        gives(base64_encode, json!(["✓".repeat(10_000)]), json!("4pyT".repeat(10_000)));
        for arguments in
            [json!([1]), json!([null]), json!([]), json!(["a", "b"]), json!(["a".repeat(10_001)])]
        {
            refuses(base64_encode, "Base64Encode", arguments);
        }
    }

    #[test]
    fn decodes_what_can_be_decoded() {
        let cases = [
            ("YWJj\nYWJj", "abcabc"),
            (" Y W J j ", "abc"),
            ("YWJjZA==", "abcd"),
            ("YWJjZA=", "abcd"),
            ("YWJjZA", "abcd"),
            ("YWJjZ", "abc"),
            ("Y*W-J_j", "abc"),
            ("YWJjAGRlZg==", "abc\0def"),
            ("YWK=", "ab"),
            ("=", ""),
            ("A", ""),
            ("/w==", "\u{FFFD}"),
        ];
        for (encoded, text) in cases {
            gives(base64_decode, json!([encoded]), json!(text));
        }
        for arguments in [json!([1]), json!([{}]), json!([]), json!(["a", "b"]), json!(["A".repeat(10_001)])]
        {
            refuses(base64_decode, "Base64Decode", arguments);
        }
    }

    #[test]
    fn digests() {
        let cases = [
            (json!("abc"), "MD5", "900150983cd24fb0d6963f7d28e17f72"),
            (json!("abc"), "SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (json!(""), "SHA-256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (
                json!("abc"),
                "SHA-384",
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
            ),
            (
                json!("abc"),
                "SHA-512",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                 2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
            // The digest of `1`, as of the text.
            (json!(1), "MD5", "c4ca4238a0b923820dcc509a6f75849b"),
        ];
        for (value, algorithm, digest) in cases {
            gives(hash, json!([value, algorithm]), json!(digest));
        }
        for algorithm in
            [json!("md5"), json!("SHA256"), json!("MD-5"), json!("sha-1"), json!(""), json!(1), json!(null)]
        {
            refuses(hash, "Hash", json!(["abc", algorithm]));
        }
        for arguments in
            [json!([]), json!(["abc"]), json!(["abc", "MD5", 1]), json!(["a".repeat(10_001), "MD5"])]
        {
            refuses(hash, "Hash", arguments);
        }
    }
}
