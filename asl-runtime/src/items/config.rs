//! `ReaderConfig` and the reader's parameters (DMAP-6).

use serde_json::Value;

use super::failed;
use crate::program::Failure;

/// How objects are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Input {
    /// `CSV`
    Csv(Csv),
    /// `JSON`, with its `ItemsPointer`.
    Json(Option<String>),
    /// `JSONL`
    JsonLines,
    /// `PARQUET`
    Parquet,
}

/// Where the items are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Dataset {
    /// In the object itself.
    Object(Input),
    /// `S3_INVENTORY`: they are what it lists.
    Inventory,
    /// `ATHENA_DATA`: they are in the files that it lists.
    Athena(Input),
}

/// The fields that go with CSV (DMAP-7).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Csv {
    /// `CSVHeaders`, if `CSVHeaderLocation` is `GIVEN`.
    pub(super) headers: Option<Vec<String>>,
    /// `CSVDelimiter`.
    pub(super) delimiter: u8,
}

/// A text of the parameters.
pub(super) fn text<'v>(value: &'v Value, field: &str) -> Result<Option<&'v str>, Failure> {
    match value.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(failed(format!("The field '{field}' must be a string but was: {other}"))),
    }
}

/// A text that must be there.
pub(super) fn required<'v>(value: &'v Value, field: &str) -> Result<&'v str, Failure> {
    text(value, field)?.ok_or_else(|| failed(format!("The field '{field}' is required")))
}

/// What is in an object.
pub(super) fn dataset(config: &Value) -> Result<Dataset, Failure> {
    match (text(config, "ManifestType")?, text(config, "InputType")?) {
        // Once all manifests were inventories.
        (Some("S3_INVENTORY"), _) | (None, Some("MANIFEST")) => Ok(Dataset::Inventory),
        (Some("ATHENA_DATA"), input_type) => match input_type {
            None => Err(failed("The field 'InputType' is required")),
            Some("JSON" | "MANIFEST") => Err(failed("Field 'ManifestType' is not supported")),
            Some(_) => input(config).map(Dataset::Athena),
        },
        (Some(other), _) => Err(failed(format!("The field 'ManifestType' has no value {other}"))),
        (None, _) => input(config).map(Dataset::Object),
    }
}

/// How objects are read; `JSON` where the config does not say.
pub(super) fn input(config: &Value) -> Result<Input, Failure> {
    match text(config, "InputType")? {
        None | Some("JSON") => Ok(Input::Json(text(config, "ItemsPointer")?.map(str::to_owned))),
        Some("JSONL") => Ok(Input::JsonLines),
        Some("CSV") => csv(config).map(Input::Csv),
        Some("PARQUET") => Ok(Input::Parquet),
        Some(other) => Err(failed(format!("The field 'InputType' has no value {other}"))),
    }
}

fn csv(config: &Value) -> Result<Csv, Failure> {
    let headers = match required(config, "CSVHeaderLocation")? {
        "FIRST_ROW" => None,
        "GIVEN" => Some(given(config)?),
        other => return Err(failed(format!("The field 'CSVHeaderLocation' has no value {other}"))),
    };
    let delimiter = match text(config, "CSVDelimiter")? {
        None | Some("COMMA") => b',',
        Some("PIPE") => b'|',
        Some("SEMICOLON") => b';',
        Some("SPACE") => b' ',
        Some("TAB") => b'\t',
        Some(other) => return Err(failed(format!("The field 'CSVDelimiter' has no value {other}"))),
    };
    Ok(Csv { headers, delimiter })
}

fn given(config: &Value) -> Result<Vec<String>, Failure> {
    let headers = config.get("CSVHeaders").and_then(Value::as_array);
    let headers = headers.ok_or_else(|| failed("These fields are required: [CSVHeaders]"))?;
    headers
        .iter()
        .map(|header| header.as_str().map(str::to_owned))
        .collect::<Option<_>>()
        .ok_or_else(|| failed("The field 'CSVHeaders' must be an array of strings"))
}
