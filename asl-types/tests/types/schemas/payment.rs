// Written by `asl-types` from a JSON Schema: change that, and not this file.
// The types need the crates `asl-runtime`, `serde`.

///`Payment`
#[derive(::asl_runtime::Shape, ::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
#[serde(tag = "method")]
pub enum Payment {
    #[serde(rename = "card")]
    Card { number: ::std::string::String },
    #[serde(rename = "invoice")]
    Invoice { days: u8 },
    #[serde(rename = "cash")]
    Cash,
}
