//! Every reading is billed, in batches, and what failed is in a file of its own.

mod workflow;

use std::sync::atomic::Ordering;

use asl_runtime::objects::MemoryObjects;
use serde_json::Value;
use workflow::{Bill, Biller, Job, billing, readings};

fn job() -> Job {
    Job { file: "2025-01.csv".into(), cents_per_kwh: 30 }
}

/// The lines of the files of a kind that a manifest lists.
fn lines(objects: &MemoryObjects, manifest: &str, kind: &str) -> Vec<String> {
    let text = |key: &str| String::from_utf8(objects.content("bills", key).expect("it was written"));
    let manifest: Value = serde_json::from_str(&text(manifest).expect("it is text")).expect("it is JSON");
    let files = manifest["ResultFiles"][kind].as_array().expect("it has a list for each kind");
    let files = files.iter().map(|file| text(file["Key"].as_str().unwrap_or_default()).expect("it is text"));
    files.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn every_reading_is_billed() {
    let objects = MemoryObjects::new().with("meters", "2025-01.csv", readings(1234));
    let biller = Biller::default();
    let batches = biller.batches.clone();
    let billed = billing::workflow(biller).objects(objects.clone()).run(job()).await.expect("it succeeds");
    assert_eq!(batches.load(Ordering::Relaxed), 13);
    let bills = lines(&objects, &billed.manifest, "SUCCEEDED");
    let bill: Bill = serde_json::from_str(&bills[7]).expect("it is a bill");
    assert_eq!((bills.len(), bill), (1234, Bill { meter: "meter-7".into(), cents: 107 * 30 }));
    assert!(lines(&objects, &billed.manifest, "FAILED").is_empty());
}

#[tokio::test]
async fn a_broken_meter_spoils_its_batch_alone() {
    let broken = readings(1999) + "meter-x,99999999999\n";
    let objects = MemoryObjects::new().with("meters", "2025-01.csv", broken);
    let billed = billing::workflow(Biller::default()).objects(objects.clone()).run(job()).await;
    let billed = billed.expect("5 % are less than the 10 % that are borne");
    assert_eq!(lines(&objects, &billed.manifest, "SUCCEEDED").len(), 1900);
    let failed: Value =
        serde_json::from_str(&lines(&objects, &billed.manifest, "FAILED")[0]).expect("it is JSON");
    assert_eq!((&failed["Status"], &failed["Error"]), (&"FAILED".into(), &"ImplausibleReading".into()));
}
