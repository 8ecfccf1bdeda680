//! What a Task's `Resource` names (RES).

mod ast;
mod check;
mod integration;
mod optimised;
mod parse;
mod parts;
#[cfg(test)]
mod tests;

pub use ast::{Integration, IntegrationKind, IntegrationPattern, Resource, Target};
pub use check::{ResourceFinding, ResourceFindingKind, ResourceUse, check, service_message};
