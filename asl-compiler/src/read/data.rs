//! What states do with data, in either query language (FLOW, JNA-50).

use super::fields::Fields;
use super::reader::Reader;
use super::template::literal;
use crate::model::{
    Arguments, CatchFlow, Filters, Flow, Made, MapFlow, MapWork, Output, PassFlow, PlainFlow, QueryLanguage,
    ResultFields, Template, Work, WorkFlow,
};

impl<'a> Reader<'a> {
    /// Of a Task or Parallel. The fields of both languages are read, so that those of the other are refused.
    pub(super) fn work_flow(&mut self, fields: &mut Fields<'a>) -> WorkFlow {
        let arguments = Arguments { arguments: self.arguments(fields), output: self.output(fields) };
        let work = Work {
            input_path: fields.filter(self, "InputPath"),
            parameters: fields.template(self, "Parameters"),
            result: self.result_fields(fields),
        };
        self.flow(work, arguments)
    }

    /// Of a Map.
    pub(super) fn map_flow(&mut self, fields: &mut Fields<'a>) -> MapFlow {
        let output = self.output(fields);
        let work =
            MapWork { input_path: fields.filter(self, "InputPath"), result: self.result_fields(fields) };
        self.flow(work, output)
    }

    /// Of a Pass.
    pub(super) fn pass_flow(&mut self, fields: &mut Fields<'a>) -> PassFlow {
        let output = self.output(fields);
        let made = Made {
            input_path: fields.filter(self, "InputPath"),
            result: fields.take_jsonpath(self, "Result").map(|member| literal(&member.value)),
            parameters: fields.template(self, "Parameters"),
            result_path: fields.result_path(self),
            output_path: fields.filter(self, "OutputPath"),
        };
        self.flow(made, output)
    }

    /// Of a Choice, Wait or Succeed.
    pub(super) fn plain_flow(&mut self, fields: &mut Fields<'a>) -> PlainFlow {
        let output = self.output(fields);
        let filters = Filters {
            input_path: fields.filter(self, "InputPath"),
            output_path: fields.filter(self, "OutputPath"),
        };
        self.flow(filters, output)
    }

    /// Of a catcher.
    pub(super) fn catch_flow(&mut self, fields: &mut Fields<'a>) -> CatchFlow {
        let output = self.output(fields);
        let result_path = fields.result_path(self);
        self.flow(result_path, output)
    }

    fn result_fields(&mut self, fields: &mut Fields<'a>) -> ResultFields {
        ResultFields {
            selector: fields.template(self, "ResultSelector"),
            path: fields.result_path(self),
            output_path: fields.filter(self, "OutputPath"),
        }
    }

    fn flow<P, J>(&self, json_path: P, jsonata: J) -> Flow<P, J> {
        match self.current.language {
            QueryLanguage::JsonPath => Flow::JsonPath(json_path),
            QueryLanguage::Jsonata => Flow::Jsonata(jsonata),
        }
    }

    fn arguments(&mut self, fields: &mut Fields<'a>) -> Option<Template> {
        let member = fields.take_jsonata(self, "Arguments")?;
        Some(self.jsonata_template(fields, member))
    }

    /// `Output`
    pub(super) fn output(&mut self, fields: &mut Fields<'a>) -> Output {
        let member = fields.take_jsonata(self, "Output")?;
        Some(self.jsonata_template(fields, member))
    }
}
