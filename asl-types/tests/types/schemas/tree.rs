// Written by `asl-types` from a JSON Schema: change that, and not this file.
// The types need the crates `asl-runtime`, `serde`.

///`Catalogue`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct Catalogue {
    pub nested: Nested,
    pub root: Category,
}
///`Category`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct Category {
    pub children: ::std::vec::Vec<Category>,
    pub name: ::std::string::String,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub parent: ::std::option::Option<::std::boxed::Box<Category>>,
}
///`Nested`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
#[serde(transparent)]
pub struct Nested(pub ::std::vec::Vec<Nested>);
impl ::std::ops::Deref for Nested {
    type Target = ::std::vec::Vec<Nested>;
    fn deref(&self) -> &::std::vec::Vec<Nested> {
        &self.0
    }
}
impl ::std::convert::From<Nested> for ::std::vec::Vec<Nested> {
    fn from(value: Nested) -> Self {
        value.0
    }
}
impl ::std::convert::From<::std::vec::Vec<Nested>> for Nested {
    fn from(value: ::std::vec::Vec<Nested>) -> Self {
        Self(value)
    }
}
