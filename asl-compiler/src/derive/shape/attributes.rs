//! What the attributes of serde, and `#[asl(…)]`, say.
//!
//! An attribute that is not known here is an error: a shape that left it out would be wrong.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Token, Type};

use super::case::Case;

/// Something for each of the two directions.
#[derive(Debug, Clone, Default)]
pub(super) struct Sides<T> {
    pub(super) written: T,
    pub(super) read: T,
}

/// What a field gets that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum WhenMissing {
    /// Nothing is said.
    #[default]
    Nothing,
    /// `default`: what its type has.
    DefaultOfType,
    /// `default = "path"`
    Given,
}

/// `skip_serializing_if`
pub(super) struct SkipsIf {
    /// The attribute's name, to show a mistake there.
    pub(super) attribute: Path,
    /// The function.
    pub(super) condition: Path,
}

/// Attributes of a type.
#[derive(Default)]
pub(super) struct OfType {
    pub(super) names: Sides<Option<String>>,
    pub(super) fields: Sides<Option<Case>>,
    /// `rename_all_fields`: of the fields of all variants.
    pub(super) variant_fields: Sides<Option<Case>>,
    pub(super) denies_unknown: bool,
    pub(super) has_default: bool,
    pub(super) is_transparent: bool,
    pub(super) is_untagged: bool,
    pub(super) tag: Option<LitStr>,
    pub(super) content: Option<LitStr>,
    pub(super) from: Option<Type>,
    pub(super) into: Option<Type>,
    pub(super) runtime: Option<Path>,
}

/// Attributes of a field or of a variant.
#[derive(Default)]
pub(super) struct OfPart {
    pub(super) names: Sides<Option<String>>,
    pub(super) aliases: Vec<String>,
    /// `rename_all` of a variant.
    pub(super) fields: Sides<Option<Case>>,
    pub(super) skips: Sides<bool>,
    pub(super) skips_if: Option<SkipsIf>,
    pub(super) when_missing: WhenMissing,
    pub(super) is_flattened: bool,
    pub(super) is_other: bool,
    pub(super) is_untagged: bool,
    /// What writes or reads it is a function of the user's.
    pub(super) by_function: Sides<bool>,
    /// `#[asl(opaque)]`
    pub(super) is_opaque: bool,
    /// `#[asl(shape = Type)]`
    pub(super) shape: Option<Type>,
}

impl OfType {
    pub(super) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = Self::default();
        for attribute in of_serde(attributes) {
            attribute.parse_nested_meta(|meta| found.serde(&meta))?;
        }
        for attribute in of_asl(attributes) {
            attribute.parse_nested_meta(|meta| match name(&meta)?.as_str() {
                "crate" => {
                    found.runtime = Some(meta.value()?.parse()?);
                    Ok(())
                }
                // What `AslError` takes.
                "rename" => skip(&meta),
                _ => Err(meta.error("what `Shape` takes on a type is `crate = path`")),
            })?;
        }
        if let (Some(content), None) = (&found.content, &found.tag) {
            return Err(syn::Error::new_spanned(content, "`content` needs a `tag` beside it"));
        }
        Ok(found)
    }

    fn serde(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        match name(meta)?.as_str() {
            "rename" => self.names = sides(meta, &|text| Ok(text.value()))?,
            "rename_all" => self.fields = sides(meta, &case)?,
            "rename_all_fields" => self.variant_fields = sides(meta, &case)?,
            "deny_unknown_fields" => self.denies_unknown = true,
            "default" => {
                self.has_default = true;
                skip(meta)?;
            }
            "transparent" => self.is_transparent = true,
            "untagged" => self.is_untagged = true,
            "tag" => self.tag = Some(meta.value()?.parse()?),
            "content" => self.content = Some(meta.value()?.parse()?),
            "from" | "try_from" => self.from = Some(meta.value()?.parse::<LitStr>()?.parse()?),
            "into" => self.into = Some(meta.value()?.parse::<LitStr>()?.parse()?),
            "bound" | "crate" | "expecting" => skip(meta)?,
            "remote" => {
                return Err(meta.error(
                    "`remote` describes a type of another crate, which can't get a `Shape` here; mark the fields of that type `#[asl(opaque)]`",
                ));
            }
            "field_identifier" | "variant_identifier" => {
                return Err(meta.error("a `Shape` can't be derived for an identifier; use `String`"));
            }
            other => return Err(meta.error(unknown(other, "type"))),
        }
        Ok(())
    }
}

impl OfPart {
    pub(super) fn read(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = Self::default();
        for attribute in of_serde(attributes) {
            attribute.parse_nested_meta(|meta| found.serde(&meta))?;
        }
        for attribute in of_asl(attributes) {
            attribute.parse_nested_meta(|meta| {
                match name(&meta)?.as_str() {
                    "opaque" => found.is_opaque = true,
                    "shape" => found.shape = Some(meta.value()?.parse()?),
                    // What `AslError` takes.
                    "rename" => skip(&meta)?,
                    _ => return Err(meta.error("what `Shape` takes here is `opaque` and `shape = Type`")),
                }
                Ok(())
            })?;
        }
        Ok(found)
    }

    fn serde(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        match name(meta)?.as_str() {
            "rename" => self.names = sides(meta, &|text| Ok(text.value()))?,
            "rename_all" => self.fields = sides(meta, &case)?,
            "alias" => self.aliases.push(meta.value()?.parse::<LitStr>()?.value()),
            "skip" => self.skips = Sides { written: true, read: true },
            "skip_serializing" => self.skips.written = true,
            "skip_deserializing" => self.skips.read = true,
            "skip_serializing_if" => {
                let attribute = meta.path.clone();
                let condition = meta.value()?.parse::<LitStr>()?.parse()?;
                self.skips_if = Some(SkipsIf { attribute, condition });
            }
            "default" => {
                self.when_missing = match meta.input.peek(Token![=]) {
                    true => WhenMissing::Given,
                    false => WhenMissing::DefaultOfType,
                };
                skip(meta)?;
            }
            "flatten" => self.is_flattened = true,
            "other" => self.is_other = true,
            "untagged" => self.is_untagged = true,
            "with" => {
                self.by_function = Sides { written: true, read: true };
                skip(meta)?;
            }
            "serialize_with" => {
                self.by_function.written = true;
                skip(meta)?;
            }
            "deserialize_with" => {
                self.by_function.read = true;
                skip(meta)?;
            }
            "bound" | "borrow" | "getter" => skip(meta)?,
            other => return Err(meta.error(unknown(other, "field or variant"))),
        }
        Ok(())
    }
}

fn unknown(name: &str, of: &str) -> String {
    format!("`Shape` does not know what serde makes of a {of} with `{name}`, and so can't be derived")
}

fn of_serde(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("serde"))
}

fn of_asl(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("asl"))
}

fn name(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    let segment = meta.path.segments.first().filter(|_| meta.path.segments.len() == 1);
    segment.map(|segment| segment.ident.to_string()).ok_or_else(|| meta.error("expected a name"))
}

fn case(text: &LitStr) -> syn::Result<Case> {
    Case::of(&text.value()).map_err(|message| syn::Error::new_spanned(text, message))
}

/// `x = "…"`, or `x(serialize = "…", deserialize = "…")`.
fn sides<T: Clone>(
    meta: &ParseNestedMeta<'_>,
    parse: &dyn Fn(&LitStr) -> syn::Result<T>,
) -> syn::Result<Sides<Option<T>>> {
    if meta.input.peek(Token![=]) {
        let value = parse(&meta.value()?.parse()?)?;
        return Ok(Sides { written: Some(value.clone()), read: Some(value) });
    }
    let mut found = Sides { written: None, read: None };
    meta.parse_nested_meta(|side| {
        let value = |side: &ParseNestedMeta<'_>| parse(&side.value()?.parse()?).map(Some);
        match name(&side)?.as_str() {
            "serialize" => found.written = value(&side)?,
            "deserialize" => found.read = value(&side)?,
            _ => return Err(side.error("expected `serialize` or `deserialize`")),
        }
        Ok(())
    })?;
    Ok(found)
}

/// Goes over a value that does not matter here.
fn skip(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(Token![=]) {
        meta.value()?.parse::<LitStr>().map(drop)
    } else if meta.input.peek(syn::token::Paren) {
        meta.parse_nested_meta(|inner| skip(&inner))
    } else {
        Ok(())
    }
}
