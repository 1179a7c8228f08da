//! Checks URL and key while a long input is still arriving.

use crate::api::{Collection, Walk};
use crate::context::Context;
use crate::error::Result;

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
