//! The rules of comparison, as the README beside the cases states them.

mod difference;
mod event;
mod history;
mod mask;
mod value;

pub use difference::Difference;
pub use event::Event;
pub use history::{Order, chains, exact, is_concurrent};
pub use value::{Numbers, compare, equal};
