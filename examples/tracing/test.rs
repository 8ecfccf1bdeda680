//! What an exporter of OpenTelemetry gets: the tree of spans, their names, attributes and status.

mod workflow;

use std::collections::BTreeMap;

use opentelemetry::Value;
use opentelemetry::trace::{SpanId, SpanKind, Status, TracerProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tracing_subscriber::layer::SubscriberExt;
use workflow::{Carrier, Parcel, parcel};

/// Sends a parcel, and gives the spans in the order in which they began.
async fn spans(kilograms: u32) -> Vec<SpanData> {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    let _ = parcel::workflow(Carrier).run(Parcel { kilograms }).await;
    let mut spans = exporter.get_finished_spans().expect("the exporter works");
    spans.sort_by_key(|span| span.start_time);
    spans
}

/// A line for each span below another one, indented: name, attempt, outcome, status.
fn tree(spans: &[SpanData], parent: SpanId, depth: usize, lines: &mut Vec<String>) {
    for span in spans.iter().filter(|span| span.parent_span_id == parent) {
        let attributes = attributes(span);
        let mut line = format!(
            "{}{}",
            "  ".repeat(depth),
            span.name.replace("arn:aws:lambda:eu-west-1:123456789012:", "")
        );
        for name in ["attempt", "index", "outcome"] {
            if let Some(value) = attributes.get(name) {
                line = format!("{line} {value}");
            }
        }
        if let Status::Error { description } = &span.status {
            line = format!("{line} ({description})");
        }
        lines.push(line);
        tree(spans, span.span_context.span_id(), depth + 1, lines);
    }
}

fn attributes(span: &SpanData) -> BTreeMap<&str, String> {
    let value = |value: &Value| value.as_str().into_owned();
    span.attributes.iter().map(|attribute| (attribute.key.as_str(), value(&attribute.value))).collect()
}

fn lines(spans: &[SpanData]) -> Vec<String> {
    let mut lines = Vec::new();
    tree(spans, SpanId::INVALID, 0, &mut lines);
    lines
}

#[tokio::test(start_paused = true)]
async fn an_execution_is_one_trace() {
    let spans = spans(3).await;
    assert_eq!(
        lines(&spans),
        [
            "parcel succeeded",
            "  Quote succeeded",
            "    function:quote 1 failed (CarrierBusy)",
            "      http request",
            "    function:quote 2 succeeded",
            "      http request",
            "  Prepare succeeded",
            "    Label 0 succeeded",
            "      function:label 1 succeeded",
            "    Invoice 1 succeeded",
            "      function:invoice 1 succeeded",
        ]
    );
    let trace = spans[0].span_context.trace_id();
    assert!(spans.iter().all(|span| span.span_context.trace_id() == trace));
    let request = spans.iter().find(|span| span.name == "http request").expect("it was sent");
    assert_eq!((&request.span_kind, request.events.len()), (&SpanKind::Client, 1));
}

#[tokio::test(start_paused = true)]
async fn names_and_ids_are_attributes() {
    let spans = spans(3).await;
    let named = |name: &str| {
        let span = spans.iter().find(|span| span.name == name).expect("there is one");
        attributes(span)
    };
    let execution = named("parcel");
    let name = &execution["execution.name"];
    assert_eq!(
        execution["execution.id"],
        format!("arn:aws:states:us-east-1:123456789012:execution:parcel:{name}")
    );
    assert_eq!(execution["workflow"], "parcel");
    let state = named("Prepare");
    assert_eq!((&*state["state.name"], &*state["state.type"]), ("Prepare", "Parallel"));
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:label";
    let attempt = named(arn);
    assert_eq!((&*attempt["resource"], &*attempt["attempt"], &*attempt["state.name"]), (arn, "1", "Label"));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_the_status_of_all_that_failed() {
    let spans = spans(40).await;
    assert_eq!(
        lines(&spans),
        [
            "parcel failed (TooHeavy)",
            "  Quote failed (TooHeavy)",
            "    function:quote 1 failed (TooHeavy)",
            "      http request",
        ]
    );
    for span in &spans[..3] {
        assert_eq!(attributes(span)["error"], "TooHeavy", "{}", span.name);
    }
}
