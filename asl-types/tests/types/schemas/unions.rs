// Written by `asl-types` from a JSON Schema: change that, and not this file.
// The types need the crates `asl-runtime`, `serde`.

///`Address`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct Address {
    pub city: ::std::string::String,
}
///`Unions`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct Unions {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub address: ::std::option::Option<Address>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub again: ::std::option::Option<::std::boxed::Box<Unions>>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub body: ::std::option::Option<UnionsBody>,
    pub either: UnionsEither,
    pub event: UnionsEvent,
    #[serde(default = "defaults::unions_home")]
    pub home: Address,
    #[serde(default = "defaults::default_u64::<i64, 3>")]
    pub retries: i64,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tags: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub when: ::std::option::Option<::std::string::String>,
}
///`UnionsBody`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
#[serde(tag = "t", content = "c")]
pub enum UnionsBody {
    #[serde(rename = "text")]
    Text(::std::string::String),
    #[serde(rename = "count")]
    Count(i64),
}
impl ::std::convert::From<i64> for UnionsBody {
    fn from(value: i64) -> Self {
        Self::Count(value)
    }
}
///`UnionsEither`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub enum UnionsEither {
    #[serde(rename = "a")]
    A(::std::string::String),
    #[serde(rename = "b")]
    B(i64),
}
impl ::std::convert::From<i64> for UnionsEither {
    fn from(value: i64) -> Self {
        Self::B(value)
    }
}
///`UnionsEvent`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub enum UnionsEvent {
    #[serde(rename = "created")]
    Created,
    #[serde(rename = "moved")]
    Moved(::std::string::String),
}
/// Generation of default values for serde.
pub mod defaults {
    pub(super) fn default_u64<T, const V: u64>() -> T
    where
        T: ::std::convert::TryFrom<u64>,
        <T as ::std::convert::TryFrom<u64>>::Error: ::std::fmt::Debug,
    {
        T::try_from(V).unwrap()
    }
    pub(super) fn unions_home() -> super::Address {
        super::Address {
            city: "Bern".to_string(),
        }
    }
}
