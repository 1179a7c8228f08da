//! Checks URL and key while a long input is still arriving.

use crate::api::{Collection, Walk};
use crate::context::Context;
use crate::error::{Failure, Result};

/// Why an input was not read to its end.
pub enum Unread<E> {
    Refused(E),
    /// URL or key is wrong.
    Unproved(Failure),
}

impl<E> From<E> for Unread<E> {
    fn from(error: E) -> Unread<E> {
        Unread::Refused(error)
    }
}

/// One cheap read: a mistake in URL or key should come up before the end of the input. It has a
/// connection of its own, since a connection does not outlive the runtime that it was used in.
pub fn prove(context: &Context, listed: Collection) -> Result<()> {
    let connection = context.connect()?;
    let mut walk = Walk::new(connection.client.clone(), listed, 1).at_most(Some(1));
    context.block_on(async {
        walk.next().await?;
        Ok(())
    })
}
