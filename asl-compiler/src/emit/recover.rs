//! Retry and Catch, as matches on the error's name.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::data::{self, Output};
use super::literal::{float, integer};
use super::states::{Leaving, Transition};
use super::{assign, parameter, path};
use crate::markdown::code;
use crate::model::{Catcher, ErrorName, Flow, JitterStrategy, Retrier, Spanned, StateKind};
use crate::plan::{Machine, PlannedState};

/// `recover` of a state that has Retry or Catch, with its name.
pub(super) fn function(machine: &Machine<'_>, state: &PlannedState<'_>) -> Option<(TokenStream, Ident)> {
    let (retry, catch) = match &state.state.kind {
        StateKind::Task(task) => (&task.retry, &task.catch),
        StateKind::Parallel(parallel) => (&parallel.retry, &parallel.catch),
        StateKind::Map(map) => (&map.retry, &map.catch),
        _ => return None,
    };
    if retry.is_empty() && catch.is_empty() {
        return None;
    }
    let recover = format_ident!("recover_{}", state.stem.trim_start_matches('_'));
    let doc = format!(" {}: what Retry and Catch say of a failure.", code(&state.state.name.value));
    let (retry, catch) = (retries(retry), catches(machine, catch));
    let body = quote!(#retry #catch);
    let (step, failure) = (parameter("step", &body), parameter("failure", &body));
    let item = quote! {
        #[doc = #doc]
        fn #recover(#step: &mut rt::Step<'_>, #failure: &rt::Failure) -> rt::Recovered {
            #body
        }
    };
    Some((item, recover))
}

/// Grants a retry, or falls through (RETRY-2).
fn retries(retry: &[Retrier]) -> TokenStream {
    if retry.is_empty() {
        return quote!();
    }
    let policies = retry.iter().map(|retrier| {
        let (interval_seconds, max_attempts, backoff_rate) =
            (integer(retrier.interval_seconds), integer(retrier.max_attempts), float(retrier.backoff_rate));
        let max_delay_seconds = path::option(&retrier.max_delay_seconds.map(integer));
        let jitter = match retrier.jitter_strategy {
            JitterStrategy::None => quote!(rt::Jitter::None),
            JitterStrategy::Full => quote!(rt::Jitter::Full),
        };
        quote! {
            rt::Retrier {
                interval_seconds: #interval_seconds,
                max_attempts: #max_attempts,
                backoff_rate: #backoff_rate,
                max_delay_seconds: #max_delay_seconds,
                jitter: #jitter,
            }
        }
    });
    let lists = retry.iter().enumerate().map(|(index, retrier)| {
        let index = integer(index as u16);
        (&retrier.error_equals, quote!(Some(#index)))
    });
    let retrier = by_name(lists, quote!(None));
    quote! {
        static RETRY: &[rt::Retrier] = &[#(#policies),*];
        let retrier = #retrier;
        if let Some(retry) = step.retry(retrier, RETRY) {
            return Ok(rt::Recovery::Retry(retry));
        }
    }
}

fn catches(machine: &Machine<'_>, catch: &[Catcher]) -> TokenStream {
    if catch.is_empty() {
        return quote!(Ok(rt::Recovery::Uncaught));
    }
    let lists = catch.iter().enumerate().map(|(index, catcher)| {
        let Caught { statements, transition } = caught(machine, index, catcher);
        let caught = quote!(Ok(rt::Recovery::Caught(#transition)));
        let body = if statements.is_empty() { caught } else { quote!({ #statements #caught }) };
        (&catcher.error_equals, body)
    });
    by_name(lists, quote!(Ok(rt::Recovery::Uncaught)))
}

/// How a state is left by a catcher: statements, and over them an expression of type `Transition`.
struct Caught {
    statements: TokenStream,
    transition: TokenStream,
}

fn caught(machine: &Machine<'_>, index: usize, catcher: &Catcher) -> Caught {
    let next = Transition { machine }.to(catcher.next);
    match &catcher.flow {
        Flow::JsonPath(result_path) => {
            let error_output = quote!(rt::flow::error_output(failure));
            // `$` in Assign is the Error Output (VAR-7), which the output uses up.
            let assigned = assign::json_path(&catcher.assign, &quote!(&result));
            let (binding, error_output) = if assign::reads(&catcher.assign, "result") {
                (quote!(let result = #error_output; #assigned), quote!(result))
            } else {
                (assigned, error_output)
            };
            let Output { statements, value } = data::placed(result_path, error_output);
            let transition = assign::carried(&catcher.assign, next(value));
            Caught { statements: quote!(#binding #statements), transition }
        }
        Flow::Jsonata(output) => {
            let with = quote!(.with_error_output(&error_output));
            let before = format!("Catch[{index}]/");
            let default = quote!(error_output);
            let Leaving { statements, transition } =
                Leaving::jsonata(output, &catcher.assign, &before, with, default, next);
            if !super::mentions(&quote!(#statements #transition), "error_output") {
                return Caught { statements, transition };
            }
            let binding = quote!(let error_output = rt::flow::error_output(failure););
            Caught { statements: quote!(#binding #statements), transition }
        }
    }
}

/// The match on the error's name, or what holds for every name. Names that an earlier list has taken are left out of later ones: the
/// first match decides (RETRY-2, CATCH-2).
fn by_name<'m>(
    lists: impl Iterator<Item = (&'m Vec<Spanned<ErrorName>>, TokenStream)>,
    otherwise: TokenStream,
) -> TokenStream {
    let mut taken: Vec<&ErrorName> = Vec::new();
    let mut arms = TokenStream::new();
    for (names, body) in lists {
        let names: Vec<&ErrorName> =
            names.iter().map(|name| &name.value).filter(|name| !taken.contains(name)).collect();
        if names.contains(&&ErrorName::All) {
            if arms.is_empty() {
                return body;
            }
            return quote!(match failure.name() { #arms _ => #body });
        }
        arms.extend(arm(&names, &body));
        taken.extend(names);
    }
    if arms.is_empty() { otherwise } else { quote!(match failure.name() { #arms _ => #otherwise }) }
}

/// The arm of one retrier or catcher: the exact names, and what the wildcards match.
fn arm(names: &[&ErrorName], body: &TokenStream) -> TokenStream {
    let mut patterns: Vec<&str> = Vec::new();
    let mut guards = Vec::new();
    for name in names {
        match name {
            ErrorName::Named(name) if !patterns.contains(&name.as_str()) => patterns.push(name),
            ErrorName::TaskFailed => guards.push(quote!(failure.is_task_failed())),
            ErrorName::HeartbeatTimeout => guards.push(quote!(failure.is_heartbeat_timeout())),
            ErrorName::Named(_) | ErrorName::All => {}
        }
    }
    match (patterns.is_empty(), guards.is_empty()) {
        (true, true) => quote!(),
        (false, true) => quote!(#(#patterns)|* => #body,),
        (true, false) => quote!(_ if #(#guards)||* => #body,),
        (false, false) => quote!(name if rt::matches!(name, #(#patterns)|*) || #(#guards)||* => #body,),
    }
}
