//! The forms of objects that templates have made, so that their names are hashed once and not for each object.

use std::cell::RefCell;

use serde_json::{Map, Value};

/// So many forms a thread remembers.
const FORMS: usize = 64;

/// A larger object is made each time: it would hold on to too much memory.
const MOST_MEMBERS: usize = 32;

thread_local! {
    static REMEMBERED: RefCell<Vec<Option<Form>>> = const { RefCell::new(Vec::new()) };
}

/// An object that was made, without its values.
struct Form {
    names: Box<[&'static str]>,
    object: Map<String, Value>,
}

impl Form {
    #[cold]
    fn of(members: &[(&'static str, Value)]) -> Self {
        Self {
            names: members.iter().map(|(name, _)| *name).collect(),
            object: members.iter().map(|(name, _)| ((*name).to_owned(), Value::Null)).collect(),
        }
    }

    /// Whether these are its names. They mostly come from the same place of the program, and need not be read.
    fn fits(&self, members: &[(&'static str, Value)]) -> bool {
        self.names.len() == members.len()
            && self
                .names
                .iter()
                .zip(members)
                .all(|(known, (name, _))| std::ptr::eq(*known, *name) || known == name)
    }
}

/// An object of a template: `members` with their values moved out.
pub(super) fn object(members: &mut [(&'static str, Value)]) -> Map<String, Value> {
    let Some(mut object) = remembered(members) else {
        return members.iter_mut().map(|(name, value)| ((*name).to_owned(), value.take())).collect();
    };
    // What stands there is `null`, and is left in the place of what is moved.
    for (place, (_, value)) in object.values_mut().zip(members) {
        std::mem::swap(place, value);
    }
    object
}

/// An object with these names, all of them `null`. `None` where that is not worth it.
fn remembered(members: &[(&'static str, Value)]) -> Option<Map<String, Value>> {
    if !(2..=MOST_MEMBERS).contains(&members.len()) {
        return None;
    }
    // A thread that is about to end may have forgotten all already.
    REMEMBERED.try_with(|forms| form(&mut *forms.try_borrow_mut().ok()?, members)).ok()?
}

fn form(forms: &mut Vec<Option<Form>>, members: &[(&'static str, Value)]) -> Option<Map<String, Value>> {
    if forms.is_empty() {
        forms.resize_with(FORMS, || None);
    }
    let (name, _) = members.first()?;
    // Each template has its first name at a place of its own, more or less.
    let place = (name.as_ptr() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let place = forms.get_mut(place as usize % FORMS)?;
    if !place.as_ref().is_some_and(|form| form.fits(members)) {
        *place = Some(Form::of(members));
    }
    // A name that stands there twice makes an object with fewer members.
    place.as_ref().map(|form| &form.object).filter(|object| object.len() == members.len()).cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_have_their_own_names_and_values() {
        let made =
            |members: &[(&'static str, Value)]| Value::Object(object(&mut members.to_vec())).to_string();
        for round in 0..3 {
            assert_eq!(made(&[]), "{}");
            assert_eq!(made(&[("a", json!(round))]), format!(r#"{{"a":{round}}}"#));
            assert_eq!(
                made(&[("a", json!(round)), ("b", json!([round]))]),
                format!(r#"{{"a":{round},"b":[{round}]}}"#)
            );
            assert_eq!(made(&[("a", json!(1)), ("c", json!("x"))]), r#"{"a":1,"c":"x"}"#);
            assert_eq!(made(&[("a", json!(1)), ("a", json!(2))]), r#"{"a":2}"#);
        }
        let many: Vec<(&'static str, Value)> =
            ('a'..='z').chain('A'..='Z').map(|name| (&*name.to_string().leak(), json!(null))).collect();
        assert_eq!(object(&mut many.clone()).len(), many.len());
        assert!(remembered(&many).is_none());
    }
}
