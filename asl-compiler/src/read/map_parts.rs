//! `Label`, tolerance, `ItemBatcher` and `ResultWriter` of a Map (NAME-4, DMAP).

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::name::check_label;
use crate::expression::resource::ResourceUse;
use crate::model::{
    ItemBatcher, OutputType, Quantity, ResultWriter, Spanned, Template, Tolerance, Transformation,
};
use crate::syntax::Member;

/// The longest label, in characters (NAME-4).
const LONGEST_LABEL: usize = 40;
/// The most bytes that a batch may have (ST-10).
const LARGEST_BATCH: u32 = 262_144;

impl<'a> Reader<'a> {
    pub(super) fn label(&mut self, fields: &mut Fields<'a>) -> Option<Spanned<String>> {
        let member = fields.take("Label")?;
        let text = fields.text_of(self, member)?;
        if self.needs_substitution(&member.value, text) {
            return None;
        }
        let place = member.value.place();
        if let Err(error) = check_label(text) {
            let too_long = text.chars().count() > LONGEST_LABEL;
            let words = format!("`Label` of {}", fields.words);
            let finding = self.expression_finding(Code::Label, &member.value, words, error);
            if too_long {
                let words = format!("Label cannot exceed {LONGEST_LABEL} characters");
                self.report_schema(finding, words, member.value.id);
            } else {
                self.report(finding);
            }
        }
        if let Some(first) = self.labels.insert(text, place) {
            let finding = Diagnostic::new(
                Code::Label,
                place,
                format!("the label `{text}` of {} stands twice in the definition", fields.words),
            )
            .related(first, "it stands here too");
            self.report(finding);
        }
        Some(Spanned::new(text.to_owned(), place))
    }

    pub(super) fn tolerance(&mut self, fields: &mut Fields<'a>) -> Tolerance {
        Tolerance {
            count: fields.quantity(
                self,
                ("ToleratedFailureCount", "ToleratedFailureCountPath"),
                0..=u32::MAX,
            ),
            percentage: fields.decimal_quantity(
                self,
                ("ToleratedFailurePercentage", "ToleratedFailurePercentagePath"),
                0,
                100,
            ),
        }
    }

    pub(super) fn item_batcher(&mut self, owner: &mut Fields<'a>) -> Option<ItemBatcher> {
        let member = owner.take("ItemBatcher")?;
        let mut fields = Fields::open_member(self, member, format!("`ItemBatcher` of {}", owner.words))?;
        let items = ("MaxItemsPerBatch", "MaxItemsPerBatchPath");
        let bytes = ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");
        if ![items.0, items.1, bytes.0, bytes.1].iter().any(|name| fields.has(name)) {
            let finding = Diagnostic::new(
                Code::MissingField,
                fields.place,
                format!("{} does not say how large a batch is", fields.words),
            )
            .help("add `MaxItemsPerBatch` or `MaxInputBytesPerBatch`");
            self.report(finding);
        }
        let batcher = ItemBatcher {
            max_items_per_batch: fields.quantity(self, items, 1..=u32::MAX),
            max_input_bytes_per_batch: fields.quantity(self, bytes, 1..=LARGEST_BATCH),
            batch_input: fields.take("BatchInput").map(|member| self.template_of_both(&fields, member)),
        };
        fields.finish(self);
        Some(batcher)
    }

    pub(super) fn result_writer(&mut self, owner: &mut Fields<'a>) -> Option<ResultWriter> {
        let member = owner.take("ResultWriter")?;
        let mut fields = Fields::open_member(self, member, format!("`ResultWriter` of {}", owner.words))?;
        let resource = fields
            .take("Resource")
            .and_then(|member| self.resource(&fields, member, ResourceUse::ResultWriter));
        let parameters = self.service_parameters(&mut fields);
        let config = fields.take("WriterConfig");
        if config.is_none() && !fields.has("Resource") {
            let finding = Diagnostic::new(
                Code::MissingField,
                fields.place,
                format!("{} says neither where to write nor how", fields.words),
            )
            .help("add `Resource` with `Parameters`, or `WriterConfig`");
            self.report(finding);
        }
        let (transformation, output_type) =
            config.map_or((None, None), |config| self.writer_config(&fields, config));
        fields.finish(self);
        Some(ResultWriter { resource, parameters, transformation, output_type })
    }

    /// `Parameters`, in JSONata `Arguments`, of a reader or writer.
    pub(super) fn service_parameters(&mut self, fields: &mut Fields<'a>) -> Option<Template> {
        let arguments = fields.take_jsonata(self, "Arguments");
        let arguments = arguments.map(|member| self.jsonata_template(fields, member));
        fields.template(self, "Parameters").or(arguments)
    }

    fn writer_config(
        &mut self,
        owner: &Fields<'a>,
        member: &'a Member,
    ) -> (Option<Transformation>, Option<OutputType>) {
        let words = format!("`WriterConfig` of {}", owner.words);
        let Some(mut fields) = Fields::open_member(self, member, words) else { return (None, None) };
        let transformation = match fields.one_of(self, "Transformation", &["NONE", "COMPACT", "FLATTEN"]) {
            Some("COMPACT") => Some(Transformation::Compact),
            Some("FLATTEN") => Some(Transformation::Flatten),
            Some(_) => Some(Transformation::None),
            None => None,
        };
        let output_type = fields.required(self, "OutputType").and_then(|member| {
            Some(match fields.one_of_member(self, member, &["JSON", "JSONL"])? {
                "JSONL" => OutputType::JsonLines,
                _ => OutputType::Json,
            })
        });
        fields.finish(self);
        (transformation, output_type)
    }

    /// `MaxItems` or its path; 0 stands for no limit.
    pub(super) fn max_items(&mut self, fields: &mut Fields<'a>) -> Option<Quantity<u32>> {
        let quantity = fields.quantity(self, ("MaxItems", "MaxItemsPath"), 0..=100_000_000);
        quantity.filter(|quantity| !matches!(quantity, Quantity::Literal(number) if number.value == 0))
    }
}
