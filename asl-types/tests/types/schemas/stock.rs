// Written by `asl-types` from a JSON Schema: change that, and not this file.
// The types need the crates `asl-runtime`, `serde`, `serde_json`.

///`Stock`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct Stock {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub anything: ::std::option::Option<::serde_json::Value>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub grade: ::std::option::Option<StockGrade>,
    #[serde(
        default,
        skip_serializing_if = ":: std :: collections :: BTreeMap::is_empty"
    )]
    pub labels: ::std::collections::BTreeMap<
        ::std::string::String,
        ::std::string::String,
    >,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub place: ::std::option::Option<(f64, ::std::string::String)>,
    pub shelves: ::std::collections::BTreeMap<::std::string::String, i64>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub size: ::std::option::Option<StockSize>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub warehouse: ::std::option::Option<StockWarehouse>,
}
///`StockGrade`
#[derive(::asl_runtime::Shape, ::serde::Serialize, Clone, Debug)]
#[serde(transparent)]
pub struct StockGrade(i64);
impl ::std::ops::Deref for StockGrade {
    type Target = i64;
    fn deref(&self) -> &i64 {
        &self.0
    }
}
impl ::std::convert::From<StockGrade> for i64 {
    fn from(value: StockGrade) -> Self {
        value.0
    }
}
impl ::std::convert::TryFrom<i64> for StockGrade {
    type Error = self::error::ConversionError;
    fn try_from(
        value: i64,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if ![1_i64, 2_i64, 3_i64].contains(&value) {
            Err("invalid value".into())
        } else {
            Ok(Self(value))
        }
    }
}
impl<'de> ::serde::Deserialize<'de> for StockGrade {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        Self::try_from(<i64>::deserialize(deserializer)?)
            .map_err(|e| { <D::Error as ::serde::de::Error>::custom(e.to_string()) })
    }
}
///`StockSize`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
#[serde(untagged)]
pub enum StockSize {
    Integer(i64),
    String(::std::string::String),
}
impl ::std::fmt::Display for StockSize {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Integer(x) => x.fmt(f),
            Self::String(x) => x.fmt(f),
        }
    }
}
impl ::std::convert::From<i64> for StockSize {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
///`StockWarehouse`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct StockWarehouse {
    pub city: ::std::string::String,
    #[serde(flatten)]
    pub extra: ::std::collections::BTreeMap<
        ::std::string::String,
        ::std::string::String,
    >,
}
/// Error types.
pub mod error {
    /// Error from a `TryFrom` or `FromStr` implementation.
    pub struct ConversionError(::std::borrow::Cow<'static, str>);
    impl ::std::error::Error for ConversionError {}
    impl ::std::fmt::Display for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::fmt::Debug for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Debug::fmt(&self.0, f)
        }
    }
    impl From<&'static str> for ConversionError {
        fn from(value: &'static str) -> Self {
            Self(value.into())
        }
    }
    impl From<String> for ConversionError {
        fn from(value: String) -> Self {
            Self(value.into())
        }
    }
}
