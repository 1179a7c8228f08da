//! What jaq is told about our values, and what every evaluation shares.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jaq_core::data::HasLut;
use jaq_core::{DataT, Exn, Lut};

use super::arithmetic::Error;
use super::pattern::KeptPattern;
use super::value::Value;

/// The status that an evaluation halts with when it was cancelled.
pub const CANCELLED: i32 = -2;

/// Ends an evaluation from outside, whatever it is doing.
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

/// All names of an object in one text, and each by itself.
type KeptNames = (Rc<str>, Vec<Rc<str>>);

/// What an evaluation keeps: whether it may go on, and what was made of its texts before.
pub struct EvaluationState {
    cancel: Cancel,
    /// Where the thread's stack began, and how much of it may be used.
    stack_begin: usize,
    stack_allowed: usize,
    pub patterns: RefCell<Vec<KeptPattern>>,
    /// The names of fields that objects are made with, apart, beside all of them in one text.
    pub names: RefCell<Vec<KeptNames>>,
}

impl EvaluationState {
    /// For the thread that calls this.
    pub fn new(cancel: Cancel, stack_allowed: usize) -> EvaluationState {
        EvaluationState {
            cancel,
            stack_begin: stack_position(),
            stack_allowed,
            patterns: RefCell::default(),
            names: RefCell::default(),
        }
    }

    /// Every function that calls itself, and every loop, asks this at each turn.
    pub fn check<'a>(&self) -> Result<(), Exn<'a, Value>> {
        if self.cancel.is_cancelled() {
            // Not an error, which the expression could catch.
            return Err(Exn::halt(CANCELLED));
        }
        if self.stack_begin.abs_diff(stack_position()) > self.stack_allowed {
            return Err(Error::str("the expression calls itself too deeply").into());
        }
        Ok(())
    }
}

/// About where the stack is now.
fn stack_position() -> usize {
    let here = 0u8;
    std::hint::black_box(&raw const here) as usize
}
