//! Retry with backoff, and Catch to a fallback.

use std::sync::atomic::{AtomicU32, Ordering};

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "retry/retry.asl.json",
    name: rates,
    typed,
    input: Request,
    output: Answer,
    handlers: { "get-rate" => get_rate: fn(Request) -> Result<Rate, RateError> },
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Request {
    pub currency: String,
}

/// What the workflow ends with, whoever knew the rate.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Answer {
    pub currency: String,
    pub rate: Rate,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    pub value: f64,
    pub is_estimate: bool,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum RateError {
    #[error("the service is down")]
    ServiceDown,
    #[error("there is no currency `{0}`")]
    UnknownCurrency(String),
}

/// A service that fails so many times before it answers.
#[derive(Debug)]
pub struct Exchange {
    pub failures: AtomicU32,
}

impl Exchange {
    pub fn failing(times: u32) -> Self {
        Self { failures: times.into() }
    }
}

impl rates::Handlers for Exchange {
    async fn get_rate(&self, request: Request, task: &TaskContext) -> Result<Rate, RateError> {
        println!("attempt {}", task.attempt());
        if request.currency != "USD" {
            return Err(RateError::UnknownCurrency(request.currency));
        }
        let left =
            self.failures.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        match left {
            Ok(_) => Err(RateError::ServiceDown),
            Err(_) => Ok(Rate { value: 1.17, is_estimate: false }),
        }
    }
}
