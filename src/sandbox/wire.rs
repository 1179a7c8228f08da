//! Connections that a request can break, which HTTP itself has no way to express, and that are cut
//! where nobody at the other end does anything with them.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use bytes::Bytes;
use http_body::Frame;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep_until};

/// Takes connections that come with a [`Wire`].
pub(crate) struct Wires {
    pub listener: TcpListener,
    /// How long a client may take: for the head of a request, before the next one, and to take a
    /// part of an answer.
    pub patience: Duration,
}

/// A request's hold on the connection it came by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wire(Arc<WireState>);

#[derive(Debug, Default)]
struct WireState {
    is_cut: AtomicBool,
    /// Requests that are being carried out.
    busy: AtomicUsize,
}

/// While it lives, the connection is not idle, however long the answer takes.
pub(crate) struct Busy(Wire);

impl Wire {
    /// Makes the next write reset the connection instead of sending anything.
    pub fn cut(&self) {
        self.0.is_cut.store(true, Ordering::Relaxed);
    }

    pub fn busy(&self) -> Busy {
        self.0.busy.fetch_add(1, Ordering::Relaxed);
        Busy(self.clone())
    }

    fn is_busy(&self) -> bool {
        self.0.busy.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Listener for Wires {
    type Io = Wired;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wired, SocketAddr) {
        // The trait's own, which waits errors out.
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Where this fails, requests only take longer.
        let _ = stream.set_nodelay(true);
        let wired = Wired {
            stream,
            wire: Wire::default(),
            patience: self.patience,
            free_until: Box::pin(sleep_until(Instant::now() + self.patience)),
        };
        (wired, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
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
    patience: Duration,
    /// When it is given up, unless it is busy then. Bytes that come in do not move this: a head that
    /// comes in drips is as slow as one that does not come.
    free_until: Pin<Box<Sleep>>,
}

impl Wired {
    /// Begins to wait anew: a part of an answer has gone out, or a request is being carried out.
    fn renew(&mut self) {
        let until = Instant::now() + self.patience;
        self.free_until.as_mut().reset(until);
    }

    /// Ready where it has waited too long for the other side.
    fn poll_given_up(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        loop {
            ready!(self.free_until.as_mut().poll(context));
            if !self.wire.is_busy() {
                return Poll::Ready(ErrorKind::TimedOut.into());
            }
            self.renew();
        }
    }

    /// The stream, unless it was cut. The server closes a connection that fails, and with nothing
    /// to linger for, closing one resets it.
    fn whole(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if self.wire.0.is_cut.load(Ordering::Relaxed) {
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
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, buffer) {
            return Poll::Ready(read);
        }
        self.poll_given_up(context).map(Err)
    }
}

impl AsyncWrite for Wired {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.whole()?.poll_write(context, bytes) {
            Poll::Ready(written) => {
                self.renew();
                Poll::Ready(written)
            }
            Poll::Pending => self.poll_given_up(context).map(Err),
        }
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
        match self.whole()?.poll_write_vectored(context, slices) {
            Poll::Ready(written) => {
                self.renew();
                Poll::Ready(written)
            }
            Poll::Pending => self.poll_given_up(context).map(Err),
        }
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
