// Written by `asl-types` from a JSON Schema: change that, and not this file.
// The types need the crates `asl-runtime`, `serde`.

///`ChargeInput`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct ChargeInput {
    pub cents: u64,
    pub order: ::std::string::String,
}
///`ChargeOutput`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct ChargeOutput {
    pub id: ::std::string::String,
    pub paid: bool,
}
///`Named`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
pub struct Named {
    pub id: ::std::string::String,
}
