//! Payload templates, intrinsic functions, filters of input and output.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{literal, path};
use crate::expression::intrinsic::{Argument, ArgumentValue, Call, Intrinsic};
use crate::expression::path::Path;
use crate::model::{Expression, Filter, ResultPath, Template, TemplateMember};

/// How the functions of a state name the document that `$` stands for, once they have it.
pub(super) struct Document {
    /// A statement that binds `input`; empty where the document is at hand.
    pub binding: TokenStream,
    /// An expression of type `&Value`.
    pub reference: TokenStream,
}

/// The effective input (FLOW-1).
pub(super) fn effective_input(filter: &Filter) -> Document {
    match filter {
        Filter::Whole => Document { binding: quote!(), reference: quote!(step.input()) },
        Filter::Nothing => {
            Document { binding: quote!(let input = rt::flow::empty();), reference: quote!(&input) }
        }
        Filter::Path(selected) => {
            let path = path::path(&selected.value);
            Document {
                binding: quote!(let input = rt::flow::input_path(step, #path)?;),
                reference: quote!(&*input),
            }
        }
    }
}

/// Takes the effective input out of the step, for a state that is left with it.
pub(super) fn owned_input(filter: &Filter) -> TokenStream {
    match filter {
        Filter::Whole => raw_input(),
        Filter::Nothing => quote!(rt::flow::empty()),
        Filter::Path(selected) => {
            let path = path::path(&selected.value);
            quote!(rt::flow::input_path(step, #path)?.into_owned())
        }
    }
}

/// What a state is left with: statements, and an expression of type `Value` over them.
pub(super) struct Output {
    /// Statements, one for each step of the data flow that is not the default.
    pub statements: TokenStream,
    /// What goes on.
    pub value: TokenStream,
}

/// `value`, an expression of type `Value`, by OutputPath (FLOW-11).
pub(super) fn output(filter: &Filter, value: TokenStream) -> Output {
    Output { statements: quote!(), value }.filtered(filter)
}

/// `result`, an expression of type `Value`, placed in the raw input (FLOW-6, FLOW-7), by OutputPath.
pub(super) fn placed_output(result_path: &ResultPath, result: TokenStream, filter: &Filter) -> Output {
    placed(result_path, result).filtered(filter)
}

/// `result`, an expression of type `Value`, placed in the raw input.
pub(super) fn placed(result_path: &ResultPath, result: TokenStream) -> Output {
    match result_path {
        ResultPath::Replace => Output { statements: quote!(), value: result },
        // What may fail is evaluated all the same.
        ResultPath::Discard => Output {
            statements: if super::may_fail(&result) { quote!(let _ = #result;) } else { quote!() },
            value: raw_input(),
        },
        ResultPath::Insert(place) => {
            let path = path::path(&place.value.0);
            let binding = bind("result", result);
            Output {
                statements: quote! {
                    #binding
                    rt::flow::result_path(step, #path, result)?;
                },
                value: raw_input(),
            }
        }
    }
}

/// `literal`, placed in the raw input, by OutputPath.
pub(super) fn literal_output(path: &Path, literal: &serde_json::Value, filter: &Filter) -> Output {
    let (path, literal) = (path::path(path), literal::literal(literal));
    let statements = quote!(rt::flow::literal_at(step, #path, &#literal)?;);
    Output { statements, value: raw_input() }.filtered(filter)
}

/// An object of these members in place of the raw input, by OutputPath.
pub(super) fn remade_output(members: &[TemplateMember], filter: &Filter) -> Output {
    let members = self::members(members, &quote!(step.input()));
    Output { statements: quote!(step.remake(#members);), value: raw_input() }.filtered(filter)
}

/// The raw input, taken out of the step.
pub(super) fn raw_input() -> TokenStream {
    quote!(step.take_input())
}

/// What a state is left with: the raw input stays where it is.
pub(super) fn left_with(value: TokenStream) -> TokenStream {
    if value.to_string() == raw_input().to_string() { quote!(step.keep_input()) } else { value }
}

impl Output {
    fn filtered(self, filter: &Filter) -> Self {
        let Self { statements, value } = self;
        match filter {
            Filter::Whole => Self { statements, value },
            Filter::Nothing => {
                let evaluated = super::may_fail(&value).then(|| quote!(let _ = #value;));
                Self { statements: quote!(#statements #evaluated), value: quote!(rt::flow::empty()) }
            }
            Filter::Path(selected) => {
                let path = path::path(&selected.value);
                let binding = bind("output", value);
                Self {
                    statements: quote! {
                        #statements
                        #binding
                        let output = rt::flow::output_path(step, #path, output)?;
                    },
                    value: quote!(output),
                }
            }
        }
    }
}

/// `let name = value;`, unless that is the value.
fn bind(name: &str, value: TokenStream) -> TokenStream {
    if value.to_string() == name {
        return quote!();
    }
    let name = format_ident!("{name}");
    quote!(let #name = #value;)
}

/// An expression of type `Value`; `document` is what `$` stands for (TPL-8).
pub(super) fn template(template: &Template, document: &TokenStream) -> TokenStream {
    match template {
        Template::Literal(literal) => literal::value(&literal.value),
        // A template that is nothing but an expression has no key to name in causes.
        Template::Expression(expression) => self::expression(&expression.value, "", document),
        Template::Array(elements) => {
            let elements = elements.iter().map(|element| self::template(element, document));
            quote!(rt::template::array([#(#elements),*]))
        }
        Template::Object(members) => {
            let members = self::members(members, document);
            quote!(rt::template::object(#members))
        }
    }
}

/// The members of a template: an array of names and values.
pub(super) fn members(members: &[TemplateMember], document: &TokenStream) -> TokenStream {
    let members = in_order(members).into_iter().map(|member| {
        let key = &member.key.value;
        let value = match &member.value {
            Template::Expression(expression) => {
                self::expression(&expression.value, &format!("{key}.$"), document)
            }
            value => self::template(value, document),
        };
        quote!((#key, #value))
    });
    quote!([#(#members),*])
}

/// A member's expression; `field` names it in causes.
pub(super) fn expression(expression: &Expression, field: &str, document: &TokenStream) -> TokenStream {
    match expression {
        Expression::Path(selected) => {
            let path = path::path(selected);
            quote!(rt::template::field(step, #document, #field, #path)?)
        }
        Expression::Intrinsic(call) => intrinsic(call, document),
        Expression::Jsonata(_) => quote!(rt::Value::Null),
    }
}

fn intrinsic(call: &Call, document: &TokenStream) -> TokenStream {
    let text = &call.text;
    let (template, arguments) = match (call.function, &*call.arguments) {
        (Intrinsic::Format, [Argument { value: ArgumentValue::Text(template), .. }, arguments @ ..]) => {
            (Some(template), arguments)
        }
        (_, arguments) => (None, arguments),
    };
    let arguments = arguments.iter().map(|argument| match &argument.value {
        // The parser has resolved the escapes, but for those that Format reads in its template itself.
        ArgumentValue::Text(text) => literal::value(&text.as_str().into()),
        ArgumentValue::Literal(value) => literal::value(value),
        ArgumentValue::Path(selected) => {
            let path = path::path(selected);
            quote!(rt::intrinsic::argument(step, #document, #text, #path)?)
        }
        ArgumentValue::Call(nested) => intrinsic(nested, document),
    });
    if let Some(template) = template {
        let template = literal::borrowed_text(template);
        return quote!(rt::intrinsic::format_text(step, #text, #template, &[#(#arguments),*])?);
    }
    let function = match call.function {
        Intrinsic::Format => quote!(format),
        Intrinsic::StringToJson => quote!(string_to_json),
        Intrinsic::JsonToString => quote!(json_to_string),
        Intrinsic::Array => quote!(array),
        Intrinsic::ArrayPartition => quote!(array_partition),
        Intrinsic::ArrayContains => quote!(array_contains),
        Intrinsic::ArrayRange => quote!(array_range),
        Intrinsic::ArrayGetItem => quote!(array_get_item),
        Intrinsic::ArrayLength => quote!(array_length),
        Intrinsic::ArrayUnique => quote!(array_unique),
        Intrinsic::Base64Encode => quote!(base64_encode),
        Intrinsic::Base64Decode => quote!(base64_decode),
        Intrinsic::Hash => quote!(hash),
        Intrinsic::JsonMerge => quote!(json_merge),
        Intrinsic::MathRandom => quote!(math_random),
        Intrinsic::MathAdd => quote!(math_add),
        Intrinsic::StringSplit => quote!(string_split),
        Intrinsic::Uuid => quote!(uuid),
    };
    quote!(rt::intrinsic::#function(step, #text, &[#(#arguments),*])?)
}

/// The members in the order that the service gives them (TPL-9): literal ones as written, then evaluated
/// ones as a Java `HashMap` iterates over their keys.
fn in_order(members: &[TemplateMember]) -> Vec<&TemplateMember> {
    let (mut evaluated, mut ordered): (Vec<_>, Vec<_>) =
        members.iter().partition(|member| matches!(member.value, Template::Expression(_)));
    // The table doubles whenever it is three quarters full.
    let mut buckets = 16;
    while evaluated.len() > buckets / 4 * 3 {
        buckets *= 2;
    }
    evaluated.sort_by_key(|member| java_hash(&member.key.value) as usize & (buckets - 1));
    ordered.extend(evaluated);
    ordered
}

/// `HashMap.hash` of a Java string.
fn java_hash(text: &str) -> u32 {
    let hash =
        text.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Literal, Spanned};
    use crate::syntax::parse_json;

    #[test]
    fn orders_members_as_the_service_does() {
        let place = parse_json("1").expect("it is JSON").root.place();
        let path = crate::expression::path::Path::parse("$.x").expect("it is a path");
        let evaluated = |key: &str| TemplateMember {
            key: Spanned::new(key.into(), place),
            value: Template::Expression(Spanned::new(Expression::Path(path.clone()), place)),
        };
        let literal = |key: &str| TemplateMember {
            key: Spanned::new(key.into(), place),
            value: Template::Literal(Literal { value: 1.into(), place }),
        };
        let members = [evaluated("b"), evaluated("id"), evaluated("firstSku"), literal("a")];
        let keys: Vec<_> = in_order(&members).iter().map(|member| member.key.value.clone()).collect();
        assert_eq!(keys, ["a", "b", "firstSku", "id"]);
    }
}
