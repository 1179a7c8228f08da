//! Writing to a file in its own thread, while the next bytes are made.

use std::fs::File;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

/// How many pieces may wait to be written.
const WAITING: usize = 2;

/// Writes pieces to a file, one after the other.
pub(super) struct BackgroundWriter {
    pieces: SyncSender<Vec<u8>>,
    /// Memory of pieces that have been written.
    written: Receiver<Vec<u8>>,
    thread: JoinHandle<io::Result<File>>,
}

impl BackgroundWriter {
    pub fn begin(mut file: File) -> io::Result<BackgroundWriter> {
        let (pieces, to_write) = sync_channel::<Vec<u8>>(WAITING);
        // Room for all pieces there can be, so that returning one never waits.
        let (give_back, written) = sync_channel(WAITING + 2);
        let thread = Builder::new()
            .name("temporary file".to_owned())
            .spawn(move || {
                for mut piece in to_write {
                    file.write_all(&piece)?;
                    piece.clear();
                    // After the last piece the receiver is gone.
                    let _ = give_back.try_send(piece);
                }
                Ok(file)
            })?;
        Ok(BackgroundWriter {
            pieces,
            written,
            thread,
        })
    }

    /// Takes a piece, and gives back memory for the next one. None if the file can no longer be
    /// written: [`BackgroundWriter::finish`] says why.
    pub fn write(&self, piece: Vec<u8>) -> Option<Vec<u8>> {
        self.pieces.send(piece).ok()?;
        Some(self.written.try_recv().unwrap_or_default())
    }

    /// Waits until everything is written.
    pub fn finish(self) -> io::Result<File> {
        drop(self.pieces);
        match self.thread.join() {
            Ok(file) => file,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}
