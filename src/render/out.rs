//! Standard output: one buffered writer, flushed a page at a time.

use std::io::{self, BufWriter, Stdout, Write};

use crate::system::was_stdout_closed;

use super::error::RenderError;

/// Standard output, held by one part of the tool at a time.
pub struct Out {
    writer: BufWriter<Stdout>,
}

impl Out {
    pub fn new() -> Out {
        Out {
            writer: BufWriter::with_capacity(64 * 1024, io::stdout()),
        }
    }

    pub fn line(&mut self, text: &str) -> Result<(), RenderError> {
        self.bytes(text.as_bytes())?;
        self.bytes(b"\n")
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), RenderError> {
        Ok(self.write_all(bytes)?)
    }

    /// Hands everything to the system. Without it an error at the end would go unseen.
    pub fn flush(&mut self) -> Result<(), RenderError> {
        Ok(self.writer.flush()?)
    }
}

/// Prints a result of one line.
pub fn print_line(text: &str) -> Result<(), RenderError> {
    let mut out = Out::new();
    out.line(text)?;
    out.flush()
}

impl Default for Out {
    fn default() -> Out {
        Out::new()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() && was_stdout_closed() {
            // Whatever is open in its place would swallow the output silently.
            return Err(io::Error::other("it is closed"));
        }
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
