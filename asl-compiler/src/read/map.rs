//! Map, inline and distributed (MAP, DMAP).

use super::fields::Fields;
use super::jsonata::Evaluated;
use super::reader::{Executions, Reader};
use super::state::harmless;
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::path::Root;
use crate::model::{
    ExecutionType, Expression, Map, MapItems, ProcessorMode, Scope, Spanned, StateKind, Template,
    WorkflowKind,
};
use crate::suggest::nearest;
use crate::syntax::{Kind, Member};

/// The fields that only a distributed Map has (MAP-15).
const DISTRIBUTED: [&str; 8] = [
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "Label",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
];

/// What `ProcessorConfig` says of the mode.
enum Declared {
    /// There is none.
    Nothing,
    Mode(ProcessorMode),
}

impl<'a> Reader<'a> {
    /// A Map; without a processor that can be read it is a Pass.
    pub(super) fn map(&mut self, fields: &mut Fields<'a>) -> StateKind {
        let body = self.map_body(fields);
        let declared = body.map(|member| self.declared_mode(fields, member));
        let mode = self.mode(fields, declared);
        let processor = body.and_then(|member| self.processor(fields, member, mode));
        let flow = self.map_flow(fields);
        let items = self.items(fields);
        let item_selector = self.item_selector(fields);
        let item_batcher = self.item_batcher(fields);
        let result_writer = self.result_writer(fields);
        let label = self.label(fields);
        let concurrency = ("MaxConcurrency", "MaxConcurrencyPath");
        let max_concurrency = fields.quantity(self, concurrency, 0..=u32::MAX);
        let tolerance = self.tolerance(fields);
        let assign = self.assign(fields);
        let retry = self.retry(fields);
        let catch = self.catch(fields);
        let next = fields.next_or_end(self);
        let Some(processor) = processor else { return harmless(next) };
        StateKind::Map(Box::new(Map {
            flow,
            items,
            item_selector,
            item_batcher,
            result_writer,
            processor,
            mode,
            label,
            max_concurrency,
            tolerance,
            assign,
            retry,
            catch,
            next,
        }))
    }

    /// `ItemProcessor`, or `Iterator` under its old name (MAP-1).
    fn map_body(&mut self, fields: &mut Fields<'a>) -> Option<&'a Member> {
        let processor = fields.take("ItemProcessor");
        let iterator = fields.take("Iterator");
        if processor.is_some() && iterator.is_some() {
            fields.exclusive(self, &["ItemProcessor", "Iterator"], None);
        }
        let body = processor.or(iterator);
        if body.is_none() {
            fields.report_missing(
                self,
                &["ItemProcessor"],
                "The field 'ItemProcessor' is required".to_owned(),
            );
        }
        body
    }

    fn declared_mode(&mut self, owner: &Fields<'a>, body: &'a Member) -> Declared {
        let config = body.value.as_object().and_then(|object| object.member("ProcessorConfig"));
        let Some(config) = config else { return Declared::Nothing };
        let words = format!("`ProcessorConfig` of {}", owner.words);
        let inline = Declared::Mode(ProcessorMode::Inline);
        let Some(mut fields) = Fields::open_member(self, config, words) else { return inline };
        let modes = ["INLINE", "DISTRIBUTED"];
        let mode = fields.take("Mode").and_then(|member| {
            let named = fields.one_of_member(self, member, &modes);
            named.or_else(|| nearest(member.value.as_str().unwrap_or_default(), modes))
        });
        let execution = fields.take("ExecutionType");
        let execution_type =
            execution.and_then(|member| fields.one_of_member(self, member, &["STANDARD", "EXPRESS"]));
        // A mode that is a substitution, or that nobody understands, is taken for the one that bears more.
        let distributed = mode.map_or(fields.has("Mode"), |mode| mode == "DISTRIBUTED");
        let declared = if distributed {
            if execution.is_none() && mode.is_some() {
                let words = "The field 'ExecutionType' is required".to_owned();
                fields.report_missing(self, &["ExecutionType"], words);
            }
            Declared::Mode(ProcessorMode::Distributed(match execution_type {
                Some("EXPRESS") => ExecutionType::Express,
                _ => ExecutionType::Standard,
            }))
        } else {
            if let Some(member) = execution {
                let words = format!("`ExecutionType` of {} needs a distributed Map", fields.words);
                let finding = Diagnostic::new(Code::InlineMap, member.key_place(), words)
                    .help("set `Mode` to `DISTRIBUTED`, or remove `ExecutionType`");
                self.report_unsupported(finding, member);
            }
            inline
        };
        fields.finish(self);
        declared
    }

    /// The mode; fields that need the other one are reported (MAP-15).
    fn mode(&mut self, fields: &Fields<'a>, declared: Option<Declared>) -> ProcessorMode {
        let present = fields.members().iter().filter(|member| DISTRIBUTED.contains(&member.key.as_str()));
        let mut present = present.peekable();
        match declared {
            Some(Declared::Mode(ProcessorMode::Inline)) => {
                for member in present {
                    let words = format!("`{}` of {} needs a distributed Map", member.key, fields.words);
                    let finding = Diagnostic::new(Code::InlineMap, member.key_place(), words)
                        .help("set `Mode` of its `ProcessorConfig` to `DISTRIBUTED`");
                    self.report_unsupported(finding, member);
                }
                ProcessorMode::Inline
            }
            Some(Declared::Mode(mode)) => {
                self.check_parent_kind(fields);
                mode
            }
            Some(Declared::Nothing) | None if present.peek().is_none() => ProcessorMode::Inline,
            Some(Declared::Nothing) | None => {
                let names: Vec<&str> = present.map(|member| member.key.as_str()).collect();
                let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let finding = Diagnostic::new(
                    Code::UndeclaredDistributedMap,
                    fields.place,
                    format!("{} has {list}, but does not say that it is distributed", fields.words),
                )
                .help("add `\"ProcessorConfig\": { \"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\" }`");
                if declared.is_some() {
                    self.report(finding);
                }
                // Recordings show such a Map run inline, without regard to the tolerance. What no inline Map can do
                // is not recorded.
                match names.iter().any(|name| ["ItemReader", "ItemBatcher", "ResultWriter"].contains(name)) {
                    true => ProcessorMode::Distributed(ExecutionType::Standard),
                    false => ProcessorMode::Inline,
                }
            }
        }
    }

    /// An express execution cannot hold a distributed Map (EXEC-5).
    fn check_parent_kind(&mut self, fields: &Fields<'a>) {
        if self.kind == WorkflowKind::Express {
            let finding = Diagnostic::new(
                Code::Express,
                fields.place,
                format!("{} is distributed; an express workflow cannot run it", fields.words),
            )
            .help("compile it with `kind: standard`, or make the Map `INLINE`");
            self.report(finding);
        }
    }

    /// The item workflow; that of a distributed Map runs in executions of a kind of their own (DMAP-4).
    fn processor(&mut self, owner: &Fields<'a>, body: &'a Member, mode: ProcessorMode) -> Option<Scope> {
        let words = format!("`{}` of {}", body.key, owner.words);
        let mut fields = Fields::open_member(self, body, words)?;
        fields.take("ProcessorConfig");
        let outer = (self.kind, self.executions);
        if let ProcessorMode::Distributed(execution_type) = mode {
            self.executions = Executions::OfAMap;
            self.kind = match execution_type {
                ExecutionType::Standard => WorkflowKind::Standard,
                ExecutionType::Express => WorkflowKind::Express,
            };
        }
        let scope = self.nested_scope(&mut fields);
        (self.kind, self.executions) = outer;
        fields.finish(self);
        scope
    }

    /// `ItemReader`, `ItemsPath`, or in JSONata `Items` (MAP-2, DMAP-5).
    fn items(&mut self, fields: &mut Fields<'a>) -> MapItems {
        let items = fields.take_jsonata(self, "Items").and_then(|member| self.given_items(fields, member));
        let reader = fields.take("ItemReader").and_then(|member| self.item_reader(fields, member));
        let path = fields.reference_path(self, "ItemsPath");
        if let Some(reader) = reader {
            return MapItems::Reader(Box::new(reader));
        }
        match path {
            Some(path) if path.0.root == Root::Document && path.0.is_root() => MapItems::Input,
            Some(path) => MapItems::Path(Spanned::new(path.value.0, path.place)),
            None => items.map_or(MapItems::Input, MapItems::Items),
        }
    }

    /// `Items`: an array, an object, or an expression.
    fn given_items(&mut self, fields: &Fields<'a>, member: &'a Member) -> Option<Template> {
        match &member.value.kind {
            Kind::Array(_) | Kind::Object(_) => Some(self.jsonata_template(fields, member)),
            _ => match self.evaluated(fields, member) {
                Evaluated::Expression(Spanned { value, place }) => {
                    Some(Template::Expression(Spanned::new(Expression::Jsonata(value), place)))
                }
                Evaluated::Literal => {
                    fields.wrong_type(self, member, "an array, an object or an expression `{% ... %}`", None);
                    None
                }
                Evaluated::Wrong => None,
            },
        }
    }

    /// `ItemSelector`, or `Parameters` under its old name (MAP-5).
    fn item_selector(&mut self, fields: &mut Fields<'a>) -> Option<Template> {
        let selector = fields.take("ItemSelector");
        let parameters = fields.take_jsonpath(self, "Parameters");
        if selector.is_some() && parameters.is_some() {
            fields.exclusive(self, &["ItemSelector", "Parameters"], None);
        }
        let member = selector.or(parameters)?;
        Some(self.template_of_both(fields, member))
    }
}
