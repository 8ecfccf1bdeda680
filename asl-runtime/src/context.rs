//! What a handler learns of the task that it works on.

/// Who calls a handler, and how to report from it.
#[derive(Debug)]
pub struct TaskContext {
    pub(crate) state_name: &'static str,
}

impl TaskContext {
    /// The name of the state.
    pub fn state_name(&self) -> &str {
        self.state_name
    }
}
