//! The JSON that serde makes of Rust types, as constants: what typed workflows are checked against while they are
//! compiled.
//!
//! [`Shape`] is derived; what stands here is what the derive writes, and what reads it. Nothing
//! of it runs in a workflow.

mod admit;
#[doc(hidden)]
pub mod checks;
#[cfg(any(feature = "chrono", feature = "rust_decimal", feature = "time", feature = "uuid"))]
mod crates;
mod description;
mod given;
mod kinds;
mod misfit;
mod name;
mod names;
mod near;
mod part;
mod payload;
mod prints;
mod quick;
mod raised;
mod read;
mod reference;
mod round_trip;
mod standard;
mod step;
mod text;
mod verdict;
mod walk;

pub use admit::Side;
pub use description::{
    Content, EnumShape, Field, JsonShape, Member, Needed, StructShape, Tagging, Unknown, Variant, Written,
};
pub use given::Given;
pub use kinds::Kinds;
pub use name::Name;
pub use prints::Prints;
pub use raised::{caught, raised};
pub use reference::ShapeRef;
pub use round_trip::RoundTrip;
pub(crate) use round_trip::is_exact;
pub use step::Step;
#[cfg(feature = "durable")]
pub(crate) use text::Text;
#[cfg(feature = "durable")]
pub(crate) use verdict::fail;
pub use verdict::{compared, equals, fits, of_kind, read, selected, selected_of};

/// A type whose JSON is known while compiling.
///
/// `#[derive(Shape)]` writes it for structs and enums, and takes serde's attributes into account. It is
/// implemented for the standard types that serde knows, for [`serde_json::Value`] (anything), and behind
/// features for types of chrono, time, uuid and rust_decimal.
///
/// What it describes is what the derives of serde make of the type. A type with a `Serialize` or `Deserialize` that was
/// written by hand gets a `Shape` that is written by hand too, or is opaque.
///
/// ```
/// use asl_runtime::Shape;
/// use serde_json::json;
///
/// #[derive(Shape, serde::Serialize, serde::Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Item {
///     sku: String,
///     unit_price: u64,
/// }
///
/// let shape = Item::SHAPE.get();
/// assert!(shape.written(&json!({ "sku": "tea", "unitPrice": 450 })));
/// assert!(!shape.read(&json!({ "sku": "tea" })));
/// ```
#[diagnostic::on_unimplemented(
    message = "the JSON of `{Self}` is not known",
    label = "this type has no `Shape`",
    note = "derive it with `#[derive(asl_runtime::Shape)]`; for a field whose type has none write `#[asl(opaque)]` on it, for a type that is given to `include_workflow!` name it in `opaque: [{Self}]`"
)]
pub trait Shape {
    /// What serde makes of a value, and what it reads one from.
    const SHAPE: ShapeRef;

    /// Whether what serde reads of a value's JSON is that value. The derive says so where its attributes leave no doubt;
    /// nothing is known of a `Shape` that was written by hand.
    #[doc(hidden)]
    const ROUND_TRIP: RoundTrip = RoundTrip::Unknown;
}
