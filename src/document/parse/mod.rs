//! From the text of a document to its parts, one after the other and each of them once.
//!
//! A document is one object, `{"users": […], "channels": […]}`, or `{"user": {…}}`,
//! `{"channel": {…}}` and `{"member": {…}}` in a row. Both may be mixed, and several files are read
//! as one document.
//!
//! Only the beginning and the end of a part are found here. What it says is checked elsewhere.

mod channel;
mod field;
mod part;
mod reader;
#[cfg(test)]
mod tests;
mod walk;

pub use channel::ChannelText;
pub use part::{DocumentPart, Noun};
pub use reader::DocumentReader;
