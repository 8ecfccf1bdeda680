//! Batch: 10,000 rows of a file in a folder, a hundred at a time, into files of the same folder.

mod workflow;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use asl_runtime::objects::ObjectStores;
use object_store::local::LocalFileSystem;
use workflow::{Biller, Job, billing, readings};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Each bucket of the definition is a folder in this one. For S3, give it an `AmazonS3` of the crate
    // `object_store` instead.
    let folder = std::env::temp_dir().join("asl-billing");
    std::fs::create_dir_all(folder.join("meters"))?;
    std::fs::write(folder.join("meters/2025-01.csv"), readings(10_000))?;
    let stores = ObjectStores::new().other_buckets(Arc::new(LocalFileSystem::new_with_prefix(&folder)?));

    let biller = Biller::default();
    let batches = biller.batches.clone();
    let execution = billing::workflow(biller)
        .objects(stores)
        .start(Job { file: "2025-01.csv".into(), cents_per_kwh: 30 })?;
    let handle = execution.handle();
    let billed = execution.wait().await?;
    println!("{} batches", batches.load(Ordering::Relaxed));
    for map_run in handle.map_runs().await {
        println!("{}: {}, {:?}", map_run.map_run_arn, map_run.status, map_run.item_counts);
    }
    println!("the bills are listed in {}", folder.join(billed.bucket).join(billed.manifest).display());
    Ok(())
}
