//! `ItemReader` and its `ReaderConfig` (DMAP-5 to DMAP-9b).

use super::fields::Fields;
use super::reader::Reader;
use super::template::literal;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::resource::ResourceUse;
use crate::model::{ItemReader, Quantity, Spanned};
use crate::syntax::Member;

const INPUT_TYPES: [&str; 5] = ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"];
const DELIMITERS: [&str; 5] = ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"];

impl<'a> Reader<'a> {
    pub(super) fn item_reader(&mut self, owner: &Fields<'a>, member: &'a Member) -> Option<ItemReader> {
        let mut fields = Fields::open_member(self, member, format!("`ItemReader` of {}", owner.words))?;
        let resource = fields.required(self, "Resource");
        let resource = resource.and_then(|member| self.resource(&fields, member, ResourceUse::ItemReader));
        let parameters = self.service_parameters(&mut fields);
        let config = fields.take("ReaderConfig");
        let max_items = config.and_then(|member| self.reader_config(&fields, member));
        fields.finish(self);
        let resource: Spanned<_> = resource?;
        Some(ItemReader {
            resource,
            parameters,
            config: config.map(|member| literal(&member.value)),
            max_items,
        })
    }

    /// Checks a `ReaderConfig` and gives the limit in it.
    fn reader_config(&mut self, owner: &Fields<'a>, member: &'a Member) -> Option<Quantity<u32>> {
        let words = format!("`ReaderConfig` of {}", owner.words);
        let mut fields = Fields::open_member(self, member, words)?;
        let input = fields.one_of(self, "InputType", &INPUT_TYPES);
        let transformation = fields.one_of(self, "Transformation", &["NONE", "LOAD_AND_FLATTEN"]);
        let manifest = fields.take("ManifestType");
        if let Some(manifest) = manifest {
            fields.one_of_member(self, manifest, &["S3_INVENTORY", "ATHENA_DATA"]);
        }
        if transformation == Some("LOAD_AND_FLATTEN") && !fields.has("InputType") {
            fields.report_missing(self, &["InputType"], "The field 'InputType' is required".to_owned());
        }
        if let Some(manifest) = manifest
            && manifest.value.as_str() == Some("ATHENA_DATA")
            && input == Some("JSON")
        {
            let words = format!("`ManifestType` of {} does not go with JSON", fields.words);
            let finding = Diagnostic::new(Code::ReaderConfig, manifest.key_place(), words)
                .help("the data of an Athena manifest are CSV or Parquet");
            self.report_unsupported(finding, manifest);
        }
        self.csv(&mut fields, input);
        if let Some(pointer) = fields.take("ItemsPointer") {
            self.items_pointer(&fields, pointer);
        }
        let max_items = self.max_items(&mut fields);
        fields.finish(self);
        max_items
    }

    /// The fields that go with CSV, and with nothing else.
    fn csv(&mut self, fields: &mut Fields<'a>, input: Option<&'static str>) {
        let location = fields.take("CSVHeaderLocation");
        let headers = fields.take("CSVHeaders");
        fields.one_of(self, "CSVDelimiter", &DELIMITERS);
        let given = location.and_then(|member| fields.one_of_member(self, member, &["FIRST_ROW", "GIVEN"]));
        if matches!(input, Some("JSON" | "JSONL")) {
            for member in [location, headers].into_iter().flatten() {
                let words = format!("`{}` of {} goes with CSV alone", member.key, fields.words);
                let finding = Diagnostic::new(Code::ReaderConfig, member.key_place(), words);
                self.report_unsupported(finding, member);
            }
            return;
        }
        if input == Some("CSV") && location.is_none() {
            let words = "The field 'CSVHeaderLocation' is required".to_owned();
            fields.report_missing(self, &["CSVHeaderLocation"], words);
        }
        if given == Some("GIVEN") && headers.is_none() {
            fields.report_missing(
                self,
                &["CSVHeaders"],
                "These fields are required: [CSVHeaders]".to_owned(),
            );
        }
        if let Some(headers) = headers
            && let Some(elements) = fields.elements(self, headers)
            && let Some(other) = elements.iter().find(|element| element.as_str().is_none())
        {
            let words = format!("`CSVHeaders` of {} must be strings", fields.words);
            self.report(Diagnostic::new(Code::WrongType, other.place(), words).label("expected a string"));
        }
    }

    /// `ItemsPointer`: a JSON pointer (RFC 6901).
    fn items_pointer(&mut self, fields: &Fields<'a>, member: &'a Member) {
        let Some(text) = fields.text_of(self, member) else { return };
        if text.is_empty() || text.starts_with('/') || self.needs_substitution(&member.value, text) {
            return;
        }
        let finding = Diagnostic::new(
            Code::ReaderConfig,
            member.value.place(),
            format!("`ItemsPointer` of {} must begin with `/`", fields.words),
        )
        .help(format!("write `/{text}`"));
        let words = format!("Invalid input: JSON Pointer expression must start with '/': \"{text}\"");
        self.report_schema(finding, words, member.value.id);
    }
}
