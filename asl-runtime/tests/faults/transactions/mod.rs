//! Handlers that write rows of their own in the transaction that ends their state.

mod crash;
mod faulty;
mod forbidden;
mod support;
mod together;
mod where_not;
