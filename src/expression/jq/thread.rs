//! The thread that an expression is evaluated on.

use std::sync::{Arc, Mutex, PoisonError};

use super::engine::{Cancel, EvaluationState};

/// The stack of the thread. It is only reserved, and used as deeply as an expression calls itself.
const STACK: usize = 512 * 1024 * 1024;
const SMALL_STACK: usize = 32 * 1024 * 1024;

/// Calls `run` on a thread of its own, with a stack for expressions that call themselves.
pub fn spawn(
    cancel: Cancel,
    run: impl FnOnce(&EvaluationState) + Send + 'static,
) -> std::io::Result<()> {
    // The thread takes `run` out, so a start that fails leaves it for the next one.
    let run = Arc::new(Mutex::new(Some(run)));
    let start = |stack: usize| {
        let (run, cancel) = (Arc::clone(&run), cancel.clone());
        let builder = std::thread::Builder::new()
            .name("jq".to_owned())
            .stack_size(stack);
        builder.spawn(move || {
            let run = run.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(run) = run {
                run(&EvaluationState::new(cancel, stack / 8));
            }
        })
    };
    // Where the system does not give so much address space, a smaller stack has to do.
    start(STACK).or_else(|_| start(SMALL_STACK)).map(|_| ())
}
