//! Paths as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal::{float, integer};
use crate::expression::path::{Comparison, Filter, Function, FunctionName, Operand, Path, Root, Step};

/// `&rt::Path::document("$.a", &[…])`
pub(super) fn path(path: &Path) -> TokenStream {
    let text = &path.text;
    let steps = steps(&path.steps);
    match &path.root {
        Root::Document => quote!(&rt::Path::document(#text, #steps)),
        Root::Context => quote!(&rt::Path::context(#text, #steps)),
        Root::Variable(name) => {
            quote!(&rt::Path { text: #text, root: rt::Root::Variable(#name), steps: #steps })
        }
    }
}

/// `&[rt::PathStep::Name("a"), …]`
fn steps(steps: &[Step]) -> TokenStream {
    let steps = steps.iter().map(step);
    quote!(&[#(#steps),*])
}

fn step(step: &Step) -> TokenStream {
    match step {
        Step::Name(name) => quote!(rt::PathStep::Name(#name)),
        Step::Names(names) => quote!(rt::PathStep::Names(&[#(#names),*])),
        Step::Index(index) => {
            let index = integer(*index);
            quote!(rt::PathStep::Index(#index))
        }
        Step::Indices(indices) => {
            let indices = indices.iter().map(|index| integer(*index));
            quote!(rt::PathStep::Indices(&[#(#indices),*]))
        }
        Step::Slice { start, end } => {
            let (start, end) = (option(&start.map(integer)), option(&end.map(integer)));
            quote!(rt::PathStep::Slice(#start, #end))
        }
        Step::Wildcard => quote!(rt::PathStep::Wildcard),
        Step::Descendants => quote!(rt::PathStep::Descendants),
        Step::Filter(condition) => {
            let condition = filter(condition);
            quote!(rt::PathStep::Filter(|candidate, document| #condition))
        }
        Step::Function(function) => {
            let function = self::function(function);
            quote!(rt::PathStep::Function(#function))
        }
    }
}

/// `Some(x)` or `None`.
pub(super) fn option<T: quote::ToTokens>(value: &Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

fn function(function: &Function) -> TokenStream {
    let arguments = function.arguments.iter().map(argument);
    match function.name {
        FunctionName::Min => quote!(rt::PathFunction::Min),
        FunctionName::Max => quote!(rt::PathFunction::Max),
        FunctionName::Avg => quote!(rt::PathFunction::Avg),
        FunctionName::Stddev => quote!(rt::PathFunction::Stddev),
        FunctionName::Sum => quote!(rt::PathFunction::Sum),
        FunctionName::Length => quote!(rt::PathFunction::Length),
        FunctionName::Keys => quote!(rt::PathFunction::Keys),
        FunctionName::First => quote!(rt::PathFunction::First),
        FunctionName::Last => quote!(rt::PathFunction::Last),
        FunctionName::Index => {
            let index = match function.arguments.first() {
                Some(Operand::Literal(value)) => value.as_i64().unwrap_or(0),
                _ => 0,
            };
            let index = integer(index);
            quote!(rt::PathFunction::Index(#index))
        }
        FunctionName::Concat => quote!(rt::PathFunction::Concat(&[#(#arguments),*])),
        FunctionName::Append => quote!(rt::PathFunction::Append(&[#(#arguments),*])),
    }
}

fn argument(argument: &Operand) -> TokenStream {
    match argument {
        Operand::Candidate(path) | Operand::Document(path) => {
            let steps = steps(path);
            quote!(rt::PathArgument::Path(#steps))
        }
        Operand::Literal(serde_json::Value::Number(number)) => {
            let number = float(number.as_f64().unwrap_or_default());
            quote!(rt::PathArgument::Number(#number))
        }
        Operand::Literal(literal) => {
            let text = literal.as_str().map_or_else(|| literal.to_string(), str::to_owned);
            quote!(rt::PathArgument::String(#text))
        }
        Operand::Regex { pattern, .. } => quote!(rt::PathArgument::String(#pattern)),
    }
}

/// A condition over `candidate` and `document`.
fn filter(condition: &Filter) -> TokenStream {
    match condition {
        Filter::And(conditions) => {
            let conditions = conditions.iter().map(operand_of);
            quote!(#(#conditions)&&*)
        }
        Filter::Or(conditions) => {
            let conditions = conditions.iter().map(operand_of);
            quote!(#(#conditions)||*)
        }
        // Of the negations only this one is not the opposite of what it negates (PATH-5).
        Filter::Not(condition) => match &**condition {
            Filter::Exists(operand) => existence(operand, &quote!(absent)),
            condition => {
                let condition = operand_of(condition);
                quote!(!#condition)
            }
        },
        Filter::Exists(operand) => existence(operand, &quote!(exists)),
        Filter::Compare(left, Comparison::Matches, Operand::Regex { pattern, ignore_case }) => {
            let left = operand(left);
            let case = if *ignore_case { quote!(Ignored) } else { quote!(Exact) };
            quote!({
                static PATTERN: rt::filter::Pattern = rt::filter::Pattern::new(#pattern, rt::filter::Case::#case);
                rt::filter::matches(#left, &PATTERN)
            })
        }
        Filter::Compare(left, comparison, right) => {
            let (left, right) = (operand(left), operand(right));
            let comparison = match comparison {
                // The parser lets only a regular expression stand on the right of `=~`.
                Comparison::Equal | Comparison::Matches => quote!(equal),
                Comparison::NotEqual => quote!(not_equal),
                Comparison::Less => quote!(less),
                Comparison::LessOrEqual => quote!(less_or_equal),
                Comparison::Greater => quote!(greater),
                Comparison::GreaterOrEqual => quote!(greater_or_equal),
                Comparison::In => quote!(is_in),
                Comparison::NotIn => quote!(not_in),
                Comparison::SubsetOf => quote!(subset_of),
                Comparison::AnyOf => quote!(any_of),
                Comparison::NoneOf => quote!(none_of),
                Comparison::Size => quote!(size),
                Comparison::Empty => quote!(empty),
            };
            quote!(rt::filter::#comparison(#left, #right))
        }
    }
}

/// A condition that stands in another one, in parentheses where it needs them.
fn operand_of(condition: &Filter) -> TokenStream {
    let tokens = filter(condition);
    match condition {
        Filter::And(conditions) | Filter::Or(conditions) if conditions.len() > 1 => quote!((#tokens)),
        _ => tokens,
    }
}

/// `@.a` as a condition of its own.
fn existence(operand: &Operand, function: &TokenStream) -> TokenStream {
    let (from, path) = match operand {
        Operand::Candidate(path) => (quote!(candidate), path),
        Operand::Document(path) => (quote!(document), path),
        // A literal is there.
        Operand::Literal(_) | Operand::Regex { .. } => return quote!(true),
    };
    let steps = steps(path);
    quote!(rt::filter::#function(#from, #steps, document))
}

fn operand(operand: &Operand) -> TokenStream {
    match operand {
        Operand::Candidate(path) => {
            let steps = steps(path);
            quote!(rt::filter::select(candidate, #steps, document))
        }
        Operand::Document(path) => {
            let steps = steps(path);
            quote!(rt::filter::select(document, #steps, document))
        }
        Operand::Literal(value) => {
            let literal = super::literal::literal(value);
            quote!(rt::filter::literal(&#literal))
        }
        Operand::Regex { pattern, .. } => quote!(rt::filter::literal(&rt::Literal::String(#pattern))),
    }
}
