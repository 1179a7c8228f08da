//! What a client is made with.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Certificate, Url};
use secrecy::SecretString;

use crate::config::{Concurrency, Proxy};
use crate::system::Interrupt;

use super::masked_records::MaskedRecords;
use super::retry::Limits;
use super::trace::{HttpArchive, ShownMessage};

/// Watches requests, for `--verbose`.
pub trait Trace: Send + Sync {
    /// Whether a line about every request is wanted. Masking the key in it costs more than sending a
    /// small request.
    fn wants_lines(&self) -> bool;
    fn sent(&self, line: &str);
    /// Whether whole messages are wanted.
    fn wants_messages(&self) -> bool;
    /// A request before it is sent, or an answer.
    fn message(&self, message: &ShownMessage);
    /// Why there are more requests than one would expect.
    fn explained(&self, why: &str);
    /// A request that `--dry-run` keeps back, as a `curl` command.
    fn kept_back(&self, command: &str) -> std::io::Result<()>;
}

pub struct ClientSettings {
    /// The API URL, without a slash at its end.
    pub api_url: Url,
    pub is_loopback: bool,
    pub api_key: SecretString,
    /// How long one try may stand still.
    pub timeout: Duration,
    pub limits: Limits,
    /// Requests in flight.
    pub concurrency: Concurrency,
    /// Records a page, where the person said so.
    pub page_size: Option<u64>,
    /// Requests a second at most.
    pub rate: Option<f64>,
    /// When the whole run has to be over.
    pub deadline: Option<Instant>,
    /// Once it is raised, nothing is tried again.
    pub interrupt: Interrupt,
    pub dry_run: bool,
    /// Why nothing that changes anything may be sent, if that is so.
    pub read_only: Option<String>,
    /// Where records are counted that held the key.
    pub masked: MaskedRecords,
    pub proxy: Option<Proxy>,
    /// PEM bundles of further root certificates.
    pub root_certificates: Vec<Certificate>,
    pub trace: Arc<dyn Trace>,
    /// Where every exchange is kept.
    pub archive: Option<Arc<HttpArchive>>,
}
