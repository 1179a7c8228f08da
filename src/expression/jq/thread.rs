//! The threads that expressions are compiled and evaluated on.

use std::sync::{Arc, Mutex, PoisonError};

use super::engine::{Cancel, EvaluationState};

/// The stack of the thread. It is only reserved, and used as deeply as an expression calls itself.
const STACK: usize = 512 * 1024 * 1024;
const SMALL_STACK: usize = 32 * 1024 * 1024;

/// An expression of so many bytes is compiled on the stack of the caller.
const SHORT: usize = 64;
/// What one byte of an expression may need of the stack while it is compiled, when every byte of it is
/// a bracket.
const STACK_FOR_BYTE: usize = if cfg!(debug_assertions) { 24 } else { 12 } * 1024;
const STACK_AT_LEAST: usize = 4 * 1024 * 1024;

/// Calls `compile` on a stack that is deep enough for an expression of so many bytes: the more brackets
/// and operators it has, the deeper its parser, and all that goes over its tree, call themselves.
pub fn compile_on_deep_stack<T: Send>(
    length: usize,
    compile: impl FnOnce() -> T + Send,
) -> std::io::Result<T> {
    if length <= SHORT {
        return Ok(compile());
    }
    let stack = length.saturating_mul(STACK_FOR_BYTE).max(STACK_AT_LEAST);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(stack)
            .spawn_scoped(scope, compile)?;
        match thread.join() {
            Ok(compiled) => Ok(compiled),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

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
