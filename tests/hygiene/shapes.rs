//! The derive of shapes, among names that are like those that it uses.

use ::asl_runtime::Shape as Derived;
use ::serde::{Deserialize, Serialize};
use ::std::boxed::Box;
use ::std::marker::PhantomData;
use ::std::string::String;
use ::std::vec::Vec;

/// Not the trait.
#[derive(Debug, Serialize, Deserialize, Derived)]
pub struct Shape {
    /// A keyword.
    pub r#type: u8,
    /// Itself.
    pub inner: Vec<Self>,
}

/// Not the enum.
#[derive(Debug, Serialize, Deserialize, Derived)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Member {
    /// Without fields.
    Nothing,
    /// One that another contains.
    Inside(Shape),
    /// Fields.
    Fields {
        /// Renamed.
        some_name: u8,
        /// Contains itself.
        more: ::std::option::Option<Box<Member>>,
    },
}

/// With parameters of every kind.
#[derive(Debug, Serialize, Derived)]
pub struct Page<'a, T: Serialize, const N: usize>
where
    T: ::std::marker::Copy,
{
    /// A borrowed text.
    pub text: &'a str,
    /// Of the parameter.
    pub items: Vec<T>,
    /// Itself.
    pub next: ::std::option::Option<&'a Page<'a, T, N>>,
    /// Nothing.
    pub nothing: PhantomData<[u8; N]>,
}

/// With a lifetime alone.
#[derive(Debug, Serialize, Derived)]
#[asl(crate = ::asl_runtime)]
pub struct Borrowed<'a> {
    /// A borrowed text.
    pub text: &'a str,
    /// Itself.
    pub more: Vec<Borrowed<'a>>,
}

/// A new name for a text.
#[derive(Debug, Serialize, Deserialize, Derived)]
pub struct Id(pub String);

/// In a function's body.
#[must_use]
pub fn in_a_function() -> &'static str {
    #[derive(Debug, Serialize, Derived)]
    struct Inner {
        id: Id,
    }
    let inner = Inner { id: Id(String::new()) };
    if inner.id.0.is_empty() { <Inner as Derived>::SHAPE.get().name() } else { "" }
}
