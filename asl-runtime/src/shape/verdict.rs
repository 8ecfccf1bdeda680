//! Checks of a workflow against its types. Each fails by a panic while compiling, whose text says what is wrong; names
//! that could be meant are looked for only then.

use super::given::Pieces;
use super::misfit::{Misfit, Search};
use super::near::{nearest, nearest_in_variants, nearest_variant};
use super::part::part;
use super::payload::misfit;
use super::quick::{follow, kind, surely_fits};
use super::read::bare_written;
use super::text::{Text, same};
use super::walk::walk;
use super::{EnumShape, Given, JsonShape, Kinds, ShapeRef, Step, Tagging};

/// A path that must find something.
///
/// # Panics
///
/// It may find nothing, or is always `null` since it looks beyond the end of an array; the text begins with `text`.
#[track_caller]
pub const fn read<const N: usize>(shape: ShapeRef, steps: [Step; N], text: &str) {
    if follow(shape, &steps, 0, N).is_some() {
        return;
    }
    let found = walk(shape, &steps);
    if found.has(Kinds::MISSING) {
        fail(&blame(shape, &steps, text));
    }
    if found.is(Kinds::NULL)
        && let [to @ .., Step::OrNull] = steps.as_slice()
        && walk(shape, to).is(Kinds::MISSING)
    {
        fail(&blame(shape, to, text).and(", and so it is always null"));
    }
}

/// A path that must be able to find something.
///
/// # Panics
///
/// It never does.
#[track_caller]
pub const fn selected<const N: usize>(shape: ShapeRef, steps: [Step; N], text: &str) {
    if follow(shape, &steps, 0, N).is_none() && walk(shape, &steps).is(Kinds::MISSING) {
        fail(&blame(shape, &steps, text));
    }
}

/// A path into what is one of several things: one of them must be able to have something there. The steps of all stand in one
/// list, each from the first of its places to the other.
///
/// # Panics
///
/// None of them does.
#[track_caller]
pub const fn selected_of<const N: usize, const S: usize>(
    all: [(ShapeRef, usize, usize); N],
    steps: [Step; S],
    text: &str,
) {
    let pieces = Pieces { all: &[], steps: &steps };
    let (mut at, mut best, mut least) = (0, None, usize::MAX);
    while at < N {
        let (shape, from, to) = all[at];
        let steps = pieces.steps(from, to);
        let found = walk(shape, steps);
        if !found.without(Kinds::MISSING).is_empty() {
            return;
        }
        // The one where the fewest steps find nothing is meant.
        if found.is(Kinds::MISSING) && left(shape, steps) < least {
            (best, least) = (Some(at), left(shape, steps));
        }
        at += 1;
    }
    if let Some(at) = best {
        let (shape, from, to) = all[at];
        fail(&blame(shape, pieces.steps(from, to), text));
    }
}

/// How many steps are left where they lead to nothing.
const fn left(shape: ShapeRef, steps: &[Step]) -> usize {
    let mut length = steps.len();
    while length > 0 && walk(shape, steps.split_at(length).0).is(Kinds::MISSING) {
        length -= 1;
    }
    steps.len() - length
}

/// A value that must be of one of these kinds.
///
/// # Panics
///
/// It may be of another.
#[track_caller]
pub const fn of_kind<const N: usize>(shape: ShapeRef, steps: [Step; N], wanted: Kinds, text: &str) {
    if let Some(shape) = follow(shape, &steps, 0, N)
        && kind(shape).0 & wanted.0 != 0
    {
        return;
    }
    let found = walk(shape, &steps).without(Kinds::MISSING);
    let wrong = found.without(wanted);
    if found.has(Kinds::UNKNOWN) || wrong.is_empty() {
        return;
    }
    let verb = if wrong.is(found) { "; it is " } else { "; it may be " };
    fail(&Text::of(text).and(verb).and(wrong.words()));
}

/// A value that is compared with one of these kinds.
///
/// # Panics
///
/// It is never of one of them.
#[track_caller]
pub const fn compared<const N: usize>(shape: ShapeRef, steps: [Step; N], with: Kinds, text: &str) {
    if let Some(shape) = follow(shape, &steps, 0, N)
        && kind(shape).0 & with.0 != 0
    {
        return;
    }
    let found = walk(shape, &steps).without(Kinds::MISSING);
    if found.has(Kinds::UNKNOWN) || found.is_empty() || !found.and(with).is_empty() {
        return;
    }
    fail(&Text::of(text).and("; it is ").and(found.words()));
}

/// A value that is compared with a string; the last step says which, and those before it lead to the value.
///
/// # Panics
///
/// It is always another.
#[track_caller]
pub const fn equals<const N: usize>(shape: ShapeRef, steps: [Step; N], text: &str) {
    let Some((Step::Equal(literal), to)) = steps.as_slice().split_last() else { return };
    if walk(shape, &steps).without(Kinds::MISSING).is_empty() && walk(shape, to).has(Kinds::TEXT) {
        let text = Text::of(text).and("; ");
        match enum_of(shape, to, literal) {
            Some(of) => {
                let text = text.and("no variant of ").and(of.name).and(" is \"").and(literal).and("\"");
                match nearest_variant(of, literal) {
                    Some(near) => fail(&text.and(" (did you mean ").and(near).and("?)")),
                    None => fail(&text),
                }
            }
            None => fail(&text.and("it is never \"").and(literal).and("\"")),
        }
    }
}

/// The enum whose variant a string would name if there were such a variant: the value itself, or what holds it as its tag.
const fn enum_of(shape: ShapeRef, to: &[Step], text: &str) -> Option<&'static EnumShape> {
    let Some(of) = tagged_enum(shape, to) else { return None };
    let mut at = 0;
    while at < of.variants.len() {
        // There is, but it does not get here.
        if same(of.variants[at].name, text) {
            return None;
        }
        at += 1;
    }
    Some(of)
}

const fn tagged_enum(shape: ShapeRef, to: &[Step]) -> Option<&'static EnumShape> {
    match (part(shape, to), without_knowledge(to)) {
        (Some(JsonShape::Enum(of)), _) => Some(of),
        (None, [holder @ .., Step::Field(name, _) | Step::Sure(name, _) | Step::Mapped(name, _)]) => {
            match part(shape, without_knowledge(holder)) {
                Some(JsonShape::Enum(of)) => match of.tagging {
                    Tagging::Internal(tag) | Tagging::Adjacent(tag, _) if same(tag, name) => Some(of),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}

/// Steps without what is known of where they lead.
const fn without_knowledge(mut steps: &[Step]) -> &[Step] {
    while let [rest @ .., last] = steps
        && last.is_knowledge()
    {
        steps = rest;
    }
    steps
}

/// What is given to a type to be read as it.
///
/// # Panics
///
/// It may be refused.
#[track_caller]
pub const fn fits<const N: usize, const S: usize>(
    given: [Given; N],
    steps: [Step; S],
    into: ShapeRef,
    text: &str,
) {
    let pieces = Pieces { all: &given, steps: &steps };
    if surely_fits(&pieces, into) {
        return;
    }
    let (mut text, mut told) = (Text::of(text), 0);
    while told < MOST_FAULTS
        && let Some(found) = misfit(&pieces, 0, into, &mut Search::behind(told))
    {
        let found: Misfit = found;
        text = found.after(text);
        told += 1;
    }
    if told > 0 {
        fail(&text);
    }
}

/// So much of what is wrong with a payload is told at once.
const MOST_FAULTS: usize = 6;

// Called from a check, it is the check that failed: rustc leaves out callers that are tracked.
#[track_caller]
pub(crate) const fn fail(text: &Text) -> ! {
    panic!("{}", text.as_str())
}

/// Why a path finds nothing, behind a text.
const fn blame(shape: ShapeRef, steps: &[Step], text: &str) -> Text {
    let mut length = 1;
    while length < steps.len() && !walk(shape, steps.split_at(length).0).has(Kinds::MISSING) {
        length += 1;
    }
    let (before, rest) = steps.split_at(length - 1);
    let text = Text::of(text).and("; ");
    let found = walk(shape, steps.split_at(length).0);
    let never = found.is(Kinds::MISSING);
    let to = without_knowledge(before);
    let mut holder = part(shape, to);
    // JSONata looks into the elements of an array.
    while let (Some(JsonShape::List(element)), Step::Mapped(..)) = (holder, &rest[0]) {
        holder = Some(bare_written(*element));
    }
    let what = match holder {
        Some(shape) => shape.name(),
        None => walk(shape, before).words(),
    };
    let name = match &rest[0] {
        Step::Field(name, _) | Step::Sure(name, _) | Step::Mapped(name, _) => name,
        Step::Index(position) | Step::At(position) => {
            let text = match holder {
                Some(JsonShape::Tuple(elements)) => {
                    text.and("an array of ").and_number(elements.len()).and(" has no element ")
                }
                _ => text.and(what).and(" has no element "),
            };
            return if *position < 0 {
                text.and("-").and_number(position.unsigned_abs() as usize)
            } else {
                text.and_number(*position as usize)
            };
        }
        _ => return text.and(what).and(" has no elements"),
    };
    if let [all @ .., Step::Iteration] = to
        && !walk(shape, all).has(Kinds::ARRAY)
    {
        return text.and("an iteration over an object gets Key and Value, and no field ").and(name);
    }
    if !never && walk(shape, before).has(Kinds::NULL) {
        return text.and(what).and(" may be null, and has no field ").and(name).and(" then");
    }
    match (holder, never) {
        (Some(JsonShape::Struct(of)), true) => {
            suggest(text.and(of.name).and(" has no field ").and(name), nearest(of.members, name))
        }
        (Some(JsonShape::Enum(of)), true) if before.len() > to.len() => {
            text.and("the variants of ").and(of.name).and(" that get here have no field ").and(name)
        }
        (Some(JsonShape::Enum(of)), true) => suggest(
            text.and("no variant of ").and(of.name).and(" has a field ").and(name),
            match of.tagging {
                Tagging::External => nearest_variant(of, name),
                _ => nearest_in_variants(of.variants, name),
            },
        ),
        (Some(JsonShape::Enum(of)), false) => {
            let text = text.and("not every variant of ").and(of.name).and(" has a field ").and(name);
            match of.tagging {
                Tagging::Internal(tag) | Tagging::Adjacent(tag, _) => {
                    text.and(" (a comparison of ").and(tag).and(" guards it)")
                }
                Tagging::External | Tagging::Untagged => text.and(" (a test with IsPresent guards it)"),
            }
        }
        (_, true) => text.and(what).and(" has no field ").and(name),
        (_, false) => text
            .and("field ")
            .and(name)
            .and(" of ")
            .and(what)
            .and(" may be missing (a test with IsPresent guards it)"),
    }
}

const fn suggest(text: Text, near: Option<&'static str>) -> Text {
    match near {
        Some(near) => text.and(" (did you mean ").and(near).and("?)"),
        None => text,
    }
}
