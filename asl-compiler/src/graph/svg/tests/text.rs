use super::super::text::{cut, escaped, width, wrap};

#[test]
fn names_are_parted_between_words() {
    let cases: &[(&str, &[&str])] = &[
        ("Charge", &["Charge"]),
        ("", &[""]),
        ("Charge the card again", &["Charge the", "card again"]),
        ("Charge-the-card-again", &["Charge-the-", "card-again"]),
        ("ChargeTheCardAgain", &["ChargeThe", "CardAgain"]),
        ("abcdefghijklmnopqrst", &["abcdefghijkl", "mnopqrst"]),
        ("a abcdefghijklmnopqr", &["a abcdefghij", "klmnopqr"]),
        ("one two three four five six seven", &["one two", "three four…"]),
        ("日本語の状態の名前です", &["日本語の状態", "の名前です"]),
        ("two\n\nlines", &["two lines"]),
    ];
    for (text, lines) in cases {
        assert_eq!(wrap(text, 84.0, 13.0), *lines, "{text}");
    }
}

#[test]
fn no_line_is_wider_than_asked_for() {
    let texts = [
        "WWWWWWWWWWWWWWWWWWWWWWWW",
        "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
        "a b c d e f g h i j k l m n o p q",
    ];
    for text in texts {
        for widest in [20.0, 50.0, 100.0] {
            let lines = wrap(text, widest, 13.0);
            assert!(lines.iter().all(|line| width(line, 13.0) <= widest), "{lines:?}");
            assert!(lines.len() <= 2, "{lines:?}");
        }
    }
}

#[test]
fn cut_text_says_so() {
    assert_eq!(cut("short", 100.0, 10.0), "short");
    assert_eq!(cut("rather long text", 50.0, 10.0), "rather l…");
    assert_eq!(cut("text", 0.0, 10.0), "…");
}

#[test]
fn text_is_escaped() {
    let cases = [
        ("a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;"),
        ("a\n\nb\tc", "a b c"),
        ("\u{0}\u{ffff}\u{202e}", "\u{fffd}\u{fffd}\u{fffd}"),
        ("é 日本 🚀", "é 日本 🚀"),
    ];
    for (text, expected) in cases {
        assert_eq!(escaped(text), expected);
    }
}
