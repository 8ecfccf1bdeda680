//! The workloads as a competent user of `serde_json` would write them: the JSON work that the definitions ask for,
//! without a workflow.

mod chain;
mod counter;
mod items;
mod order;
mod registry;
mod variables;

pub(crate) use chain::chain;
pub(crate) use counter::counter;
pub(crate) use items::items;
pub(crate) use order::order;
pub(crate) use registry::Registry;
pub(crate) use variables::variables;
