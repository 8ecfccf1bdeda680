//! Events as the JSON of GetExecutionHistory: the service's names, times as seconds since 1970 (HIST-7).

mod read;
mod time;
mod write;

#[cfg(test)]
mod tests;
