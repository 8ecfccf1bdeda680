//! Spans of executions, states and attempts, exported by OpenTelemetry: here they are printed, a program would have
//! `opentelemetry-otlp` in that place.

mod workflow;

use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tracing_subscriber::layer::SubscriberExt;
use workflow::{Carrier, Parcel, parcel};

/// Prints a line for every span that has ended.
#[derive(Debug)]
struct Printer;

impl SpanExporter for Printer {
    async fn export(&self, spans: Vec<SpanData>) -> OTelSdkResult {
        for span in spans {
            let milliseconds = span.end_time.duration_since(span.start_time).unwrap_or_default().as_millis();
            println!("{milliseconds:>5} ms  {}  {:?}", span.name, span.status);
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let provider = SdkTracerProvider::builder().with_simple_exporter(Printer).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("parcels"));
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(layer))?;

    let workflow = parcel::workflow(Carrier);
    let (label, invoice) = workflow.run(Parcel { kilograms: 3 }).await?;
    println!("{}: {} euros", label.label, invoice.euros);
    let refused = workflow.run(Parcel { kilograms: 40 }).await;
    println!("{:?}", refused.err().and_then(|error| error.error().map(str::to_owned)));
    provider.shutdown()?;
    Ok(())
}
