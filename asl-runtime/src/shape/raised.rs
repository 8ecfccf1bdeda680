//! Names of errors.

use super::names::{distance, is_near};
use super::text::{Text, same};

/// A name in Retry or Catch; `raised` are the names that can be raised there, one list for each handler. An empty list is
/// that of errors that are not known.
///
/// # Panics
///
/// None of them is that name; the text begins with `text`.
#[track_caller]
pub const fn raised(raised: &[&[&'static str]], name: &str, text: &str) {
    let (mut best, mut least) = (None, usize::MAX);
    let mut list = 0;
    while list < raised.len() {
        if raised[list].is_empty() {
            return;
        }
        let mut at = 0;
        while at < raised[list].len() {
            if same(raised[list][at], name) {
                return;
            }
            at += 1;
        }
        list += 1;
    }
    let mut list = 0;
    while list < raised.len() {
        let mut at = 0;
        while at < raised[list].len() {
            let distance = distance(name, raised[list][at]);
            if distance < least && is_near(name, distance) {
                (best, least) = (Some(raised[list][at]), distance);
            }
            at += 1;
        }
        list += 1;
    }
    let text = Text::of(text).and("; nothing there raises it");
    let text = match best {
        Some(near) => text.and(" (did you mean ").and(near).and("?)"),
        None => text,
    };
    panic!("{}", text.as_str())
}

/// Errors that nothing catches but by the names `caught`; `raised` are the names of a handler's, an empty list those that are
/// not known.
///
/// # Panics
///
/// One of them has another name; the text begins with `text`.
#[track_caller]
pub const fn caught(raised: &[&[&'static str]], caught: &[&str], text: &str) {
    let mut list = 0;
    while list < raised.len() {
        let mut at = 0;
        while at < raised[list].len() {
            let name = raised[list][at];
            if !is_one_of(name, caught) {
                let text = Text::of(text).and("; nothing catches ").and(name);
                panic!("{}", text.as_str())
            }
            at += 1;
        }
        list += 1;
    }
}

const fn is_one_of(name: &str, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same(names[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{caught, raised};

    #[test]
    fn knows_what_is_caught() {
        let fault = |names: &'static [&'static str], by: &'static [&'static str]| {
            let panic = std::panic::catch_unwind(|| caught(&[names], by, "x")).err()?;
            panic.downcast_ref::<String>().cloned()
        };
        assert_eq!(fault(&["Declined", "Down"], &["Down", "Declined"]), None);
        assert_eq!(fault(&[], &[]), None);
        let second = fault(&["Declined", "Down"], &["Declined"]);
        assert_eq!(second.as_deref(), Some("x; nothing catches Down"));
    }

    fn fault(lists: &[&[&'static str]], name: &str) -> Option<String> {
        let lists: Vec<Vec<&'static str>> = lists.iter().map(|list| list.to_vec()).collect();
        let name = name.to_owned();
        let check = move || {
            let lists: Vec<&[&'static str]> = lists.iter().map(Vec::as_slice).collect();
            raised(&lists, &name, "x");
        };
        let panic = std::panic::catch_unwind(check).err()?;
        panic.downcast_ref::<String>().cloned()
    }

    #[test]
    fn knows_what_is_raised() {
        assert_eq!(fault(&[&["Declined"], &["Down"]], "Down"), None);
        assert_eq!(fault(&[&["Declined"], &[]], "Busy"), None);
        let near = "x; nothing there raises it (did you mean Declined?)";
        assert_eq!(fault(&[&["Declined", "Down"]], "Declind").as_deref(), Some(near));
        assert_eq!(fault(&[&["Declined"]], "Busy").as_deref(), Some("x; nothing there raises it"));
        assert_eq!(fault(&[], "Busy").as_deref(), Some("x; nothing there raises it"));
    }
}
