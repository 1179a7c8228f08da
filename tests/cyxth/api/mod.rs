//! Requests on their way: what is tried again and waited for, proxies, TLS and HTTP/2, what errors say,
//! and where the key goes.

mod certificates;
mod error_lines;
mod errors;
mod har;
mod har_files;
mod http2;
mod masking;
mod outage;
mod proxy;
mod raw;
mod raw_ends;
mod retry;
mod safety;
mod stalls;
mod tls;
mod traces;
