//! For `bench/seeding.sh`: sends each file of a directory as the body of a `POST /api/users`,
//! four in flight, with the HTTP client that the tool uses. What the tool takes beyond this is
//! what reading, checking and accounting cost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;

fn main() -> anyhow::Result<()> {
    let directory = std::env::args()
        .nth(1)
        .ok_or_else(|| anyhow::anyhow!("usage: send-bodies DIRECTORY"))?;
    // Example code, outside the tool's own rules.
    #[allow(clippy::disallowed_methods)]
    let variable = |name: &str| std::env::var(name);
    let url = format!("http://{}/api/users", variable("CYXTH_APP_URL")?);
    let key = variable("CYXTH_API_KEY")?;
    let mut bodies = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        bodies.push(Bytes::from(std::fs::read(entry?.path())?));
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().tls_certs_only([]).build()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (bodies, next) = (Arc::new(bodies), Arc::new(AtomicUsize::new(0)));
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let (bodies, next) = (bodies.clone(), next.clone());
            let (client, url, key) = (client.clone(), url.clone(), key.clone());
            workers.spawn(async move {
                while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let request = client.post(&url).bearer_auth(&key).body(body.clone());
                    request.send().await?.error_for_status()?.bytes().await?;
                }
                anyhow::Ok(())
            });
        }
        while let Some(worker) = workers.join_next().await {
            worker??;
        }
        Ok(())
    })
}
