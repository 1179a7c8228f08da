//! The data that jaq works on, and what the functions of an evaluation share.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jaq_core::data::HasLut;
use jaq_core::{DataT, Exn, Lut};

use super::arithmetic::Error;
use super::pattern::KeptPattern;
use super::value::Value;

/// The status that an evaluation halts with when it is cancelled.
pub const CANCELLED: i32 = -2;

/// Ends an evaluation from another thread, whatever it is doing.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The kind of data that jaq works on here.
pub struct Engine;

impl DataT for Engine {
    type V<'a> = Value;
    type Data<'a> = Shared<'a>;
}

/// What functions in Rust can reach during an evaluation.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    pub lut: &'a Lut<Engine>,
    pub state: &'a EvaluationState,
}

impl<'a> HasLut<'a, Engine> for Shared<'a> {
    fn lut(&self) -> &'a Lut<Engine> {
        self.lut
    }
}

/// The names of an object's fields: all in one text, and each by itself.
type KeptNames = (Rc<str>, Vec<Rc<str>>);

/// The state of an evaluation: whether it may go on, and what it has made before and can use again.
pub struct EvaluationState {
    cancel: Cancel,
    /// Where the stack of the thread began, and how much of it may be used.
    stack_begin: usize,
    stack_allowed: usize,
    pub patterns: RefCell<Vec<KeptPattern>>,
    pub names: RefCell<Vec<KeptNames>>,
}

impl EvaluationState {
    /// The state for an evaluation on the thread that calls this.
    pub fn new(cancel: Cancel, stack_allowed: usize) -> EvaluationState {
        EvaluationState {
            cancel,
            stack_begin: stack_position(),
            stack_allowed,
            patterns: RefCell::default(),
            names: RefCell::default(),
        }
    }

    /// Checks whether the evaluation may go on. Every loop, and every function that the expression
    /// defines, does this at each turn.
    pub fn check<'a>(&self) -> Result<(), Exn<'a, Value>> {
        if self.cancel.is_cancelled() {
            // This is not an error, because the expression could catch one.
            return Err(Exn::halt(CANCELLED));
        }
        if self.stack_begin.abs_diff(stack_position()) > self.stack_allowed {
            return Err(Error::str("the expression calls itself too deeply").into());
        }
        Ok(())
    }
}

/// Roughly where the top of the stack is now.
fn stack_position() -> usize {
    let here = 0u8;
    std::hint::black_box(&raw const here) as usize
}
