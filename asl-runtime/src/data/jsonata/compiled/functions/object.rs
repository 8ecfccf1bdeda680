//! Objects.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::super::arguments::bind;
use super::super::datum::{Array, Datum, Form, View};
use super::super::path::within_bounds;
use crate::data::jsonata::{Problem, Scope, signature};

/// `$keys(value)`
///
/// # Errors
///
/// Too many of them.
pub fn keys<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("keys") }, [value])?;
    let mut keys = Vec::new();
    match value.view() {
        View::Object(members) => members.for_each(|name, _| keys.push(Datum::Text(name))),
        View::Array(elements) => {
            let mut known = std::collections::HashSet::new();
            for element in elements.iter() {
                if let View::Object(members) = element.view() {
                    members.for_each(|name, _| {
                        if known.insert(name.clone()) {
                            keys.push(Datum::Text(name));
                        }
                    });
                }
            }
        }
        _ => {}
    }
    within_bounds(keys.len())?;
    Ok(Datum::sequence(keys))
}

/// `$lookup(value, key)`
///
/// # Errors
///
/// Too many values.
pub fn lookup<'a>(scope: &Scope<'_>, value: Datum<'a>, key: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value, key] = bind(scope, const { signature::known("lookup") }, [value, key])?;
    // As in the reference implementation, where an undefined key is this text.
    let key = key.into_text().unwrap_or(Cow::Borrowed("undefined"));
    Ok(match value.field(&key)? {
        Datum::Array(Array { elements, form: Form::Sequence }) if elements.len() == 1 => {
            Rc::unwrap_or_clone(elements).into_iter().next().unwrap_or(Datum::Undefined)
        }
        found => found,
    })
}

/// `$merge(objects)`: of members with one name the last counts.
pub fn merge<'a>(scope: &Scope<'_>, objects: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [objects] = bind(scope, const { signature::known("merge") }, [objects])?;
    let View::Array(elements) = objects.view() else { return Ok(Datum::Undefined) };
    let mut members: Vec<(Cow<'a, str>, Datum<'a>)> = Vec::new();
    let mut places: HashMap<Cow<'a, str>, usize> = HashMap::new();
    for element in elements.iter() {
        let View::Object(more) = element.view() else { continue };
        more.for_each(|name, member| match places.get(&name) {
            Some(place) => members[*place].1 = member,
            None => {
                places.insert(name.clone(), members.len());
                members.push((name, member));
            }
        });
    }
    Ok(Datum::object(members))
}

/// `$spread(value)`: an object for each member.
///
/// # Errors
///
/// Too many of them.
pub fn spread<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("spread") }, [value])?;
    let mut objects = Vec::new();
    match value.view() {
        View::Object(members) => {
            members.for_each(|name, member| objects.push(Datum::object(vec![(name, member)])));
            within_bounds(objects.len())?;
            Ok(Datum::sequence(objects))
        }
        View::Array(elements) if elements.len() == 0 => Ok(Datum::Undefined),
        View::Array(elements) => {
            for element in elements.iter() {
                match element.view() {
                    View::Object(members) => {
                        members.for_each(|name, member| objects.push(Datum::object(vec![(name, member)])));
                    }
                    View::Function => {}
                    _ => objects.push(element),
                }
            }
            within_bounds(objects.len())?;
            Ok(Datum::array(objects))
        }
        _ => Ok(value),
    }
}
