//! Connections that a request can break, which HTTP itself has no way to express.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use bytes::Bytes;
use http_body::Frame;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Takes connections that come with a [`Wire`].
pub(crate) struct Wires(pub TcpListener);

/// A request's hold on the connection it came by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wire(Arc<AtomicBool>);

impl Wire {
    /// Makes the next write reset the connection instead of sending anything.
    pub fn cut(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Listener for Wires {
    type Io = Wired;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wired, SocketAddr) {
        // The trait's own, which waits errors out.
        let (stream, address) = Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        let wire = Wire::default();
        (Wired { stream, wire }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Wires>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Wire {
        stream.io().wire.clone()
    }
}

pub(crate) struct Wired {
    stream: TcpStream,
    wire: Wire,
}

impl Wired {
    /// The stream, unless it was cut. The server closes a connection that fails, and with nothing
    /// to linger for, closing one resets it.
    fn whole(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if self.wire.0.load(Ordering::Relaxed) {
            let _ = self.stream.set_zero_linger();
            return Err(ErrorKind::ConnectionReset.into());
        }
        Ok(Pin::new(&mut self.stream))
    }
}

impl AsyncRead for Wired {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wired {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.whole()?.poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.whole()?.poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// A body that breaks off after `part`.
pub(crate) fn broken_off(part: Bytes) -> Body {
    Body::new(BrokenOff::Part(part))
}

enum BrokenOff {
    Part(Bytes),
    /// Time for the server to send what it has: an error makes it drop that.
    Sending,
    End,
}

impl HttpBody for BrokenOff {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            BrokenOff::Part(part) => {
                let part = std::mem::take(part);
                *self = BrokenOff::Sending;
                Poll::Ready(Some(Ok(Frame::data(part))))
            }
            BrokenOff::Sending => {
                *self = BrokenOff::End;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            BrokenOff::End => Poll::Ready(Some(Err(ErrorKind::BrokenPipe.into()))),
        }
    }
}
