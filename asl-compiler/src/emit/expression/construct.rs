//! Arrays and objects.

use quote::quote;

use super::code::Code;
use super::scope::Scope;
use crate::emit::literal::integer;
use crate::expression::jsonata::{Node, NodeKind};

pub(super) fn array(elements: &[Node], scope: &mut Scope) -> Option<Code> {
    let elements = elements.iter().map(|element| {
        let value = super::code(element, scope)?.value();
        Some(if is_array(element) {
            quote!(rt::jsonata::Element::Whole(#value))
        } else {
            quote!(rt::jsonata::Element::Each(#value))
        })
    });
    let elements = elements.collect::<Option<Vec<_>>>()?;
    Some(Code::new(quote!(rt::jsonata::array([#(#elements),*]))))
}

/// Whether an element is an array that is written down, with positions or without: that stays whole.
fn is_array(element: &Node) -> bool {
    match &element.kind {
        NodeKind::Array(_) => true,
        NodeKind::Filter { base, .. } => matches!(base.kind, NodeKind::Array(_)),
        _ => false,
    }
}

pub(super) fn object(members: &[(Node, Node)], scope: &mut Scope) -> Option<Code> {
    let literal = |(key, _): &(Node, Node)| match &key.kind {
        NodeKind::Text(key) => Some(key.clone()),
        _ => None,
    };
    let Some(keys) = members.iter().map(literal).collect::<Option<Vec<String>>>() else {
        return computed(members, scope);
    };
    // A key that stands there twice fails, whatever the values are.
    if keys.iter().enumerate().any(|(index, key)| keys[..index].contains(key)) {
        return None;
    }
    let members = keys.iter().zip(members).map(|(key, (_, value))| {
        let value = super::code(value, scope)?.value();
        Some(quote!((#key, #value)))
    });
    let members = members.collect::<Option<Vec<_>>>()?;
    Some(Code::new(quote!(rt::jsonata::object([#(#members),*]))))
}

/// An object with keys that are computed: all of them before any value.
fn computed(members: &[(Node, Node)], scope: &mut Scope) -> Option<Code> {
    let keys = members.iter().map(|(key, _)| Some(super::code(key, scope)?.value()));
    let keys = keys.collect::<Option<Vec<_>>>()?;
    let values = members.iter().map(|(_, value)| Some(super::code(value, scope)?.value()));
    let mut values = values.collect::<Option<Vec<_>>>()?;
    let value = match values.pop() {
        Some(only) if values.is_empty() => quote!(|_| Ok(#only)),
        last => {
            let places = (0..values.len()).map(integer_of);
            quote!(|member| Ok(match member { #(#places => #values,)* _ => #last }))
        }
    };
    Some(Code::block(quote! {{
        let mut keys = rt::jsonata::Keys::new();
        #(keys.add(#keys)?;)*
        keys.object(#value)?
    }}))
}

fn integer_of(index: usize) -> proc_macro2::Literal {
    integer(i64::try_from(index).unwrap_or(i64::MAX))
}
