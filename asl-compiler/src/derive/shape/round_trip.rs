//! Whether serde reads of a type's JSON what it has written, as far as the type itself decides that.

use syn::{Data, DeriveInput, Field, Fields, Type, Variant};

use super::attributes::{OfPart, OfType, WhenMissing};

/// Types that `skip_serializing_if` may leave out when they are empty, since `default` makes them empty again.
const COLLECTIONS: [&str; 10] = [
    "String",
    "Vec",
    "VecDeque",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Map",
];

/// Whether nothing that stands in the type keeps it from being read as it was written. What its parts are is not
/// looked at.
pub(super) fn is_exact(input: &DeriveInput, of_type: &OfType) -> syn::Result<bool> {
    let goes_through_another = of_type.from.is_some() || of_type.into.is_some();
    if goes_through_another || of_type.is_untagged || of_type.fields.written != of_type.fields.read {
        return Ok(false);
    }
    match &input.data {
        // What its tag says is not looked at when it is read.
        Data::Struct(_) if of_type.tag.is_some() => Ok(false),
        Data::Struct(data) => are_exact(&data.fields, of_type),
        Data::Enum(data) => {
            let exact = data.variants.iter().map(|variant| is_exact_variant(variant, of_type));
            Ok(all(exact)? && of_type.variant_fields.written == of_type.variant_fields.read)
        }
        Data::Union(_) => Ok(false),
    }
}

fn all(mut exact: impl Iterator<Item = syn::Result<bool>>) -> syn::Result<bool> {
    exact.try_fold(true, |all, exact| Ok(all && exact?))
}

fn is_exact_variant(variant: &Variant, of_type: &OfType) -> syn::Result<bool> {
    let attributes = OfPart::read(&variant.attrs)?;
    Ok(is_exact_part(&attributes)
        && !attributes.is_untagged
        && attributes.fields.written == attributes.fields.read
        && are_exact(&variant.fields, of_type)?)
}

fn are_exact(fields: &Fields, of_type: &OfType) -> syn::Result<bool> {
    let exact = fields.iter().map(|field| {
        let attributes = OfPart::read(&field.attrs)?;
        let comes_back = comes_back(field, &attributes, of_type);
        Ok(is_exact_part(&attributes) && !attributes.is_flattened && comes_back)
    });
    all(exact)
}

/// What fields and variants have in common.
fn is_exact_part(attributes: &OfPart) -> bool {
    let is_skipped = attributes.skips.written || attributes.skips.read;
    let by_function = attributes.by_function.written || attributes.by_function.read;
    let is_other = attributes.is_opaque || attributes.shape.is_some();
    !is_skipped && !by_function && !is_other && attributes.names.written == attributes.names.read
}

/// Whether a field that was left out is read as what it was.
fn comes_back(field: &Field, attributes: &OfPart, of_type: &OfType) -> bool {
    let Some(skips) = &attributes.skips_if else { return true };
    let mut names = skips.condition.segments.iter().rev().map(|segment| segment.ident.to_string());
    let (Some(function), Some(owner)) = (names.next(), names.next()) else { return false };
    let Type::Path(of) = &field.ty else { return false };
    let is_of_owner = of.path.segments.last().is_some_and(|last| last.ident == owner);
    let comes_back = match (owner.as_str(), function.as_str(), attributes.when_missing) {
        ("Option", "is_none", WhenMissing::Nothing) => !of_type.has_default,
        ("Option", "is_none", WhenMissing::DefaultOfType) => true,
        (owner, "is_empty", WhenMissing::DefaultOfType) => COLLECTIONS.contains(&owner),
        _ => false,
    };
    is_of_owner && comes_back
}
