//! What help says of the tool as a whole.

pub const EXAMPLES: &str = "\
Examples:
  cyxth users create users.json --profile sandbox
  cyxth users list --all -o jsonl > users.jsonl
  cyxth profile add staging --app-url r4.cyxth.com/app_id";

/// What `--help` and the manual say of the tool as a whole: blocks of a heading and rows, which
/// the manual shows as sections.
const REFERENCE: &str = "\
Exit status:
  0    done
  1    any other error
  2    usage: wrong words, unreadable or invalid input, confirmation missing
  3    configuration: no profile, no key, a broken file, an invalid URL
  4    the key was refused (401, 403)
  5    not found (404)
  6    refused (400 and other 4xx)
  7    rate limited (429), after all retries
  8    fault of the service: 5xx after all retries, a redirect, an answer that breaks the promise
  9    network: cannot resolve, connect, secure or finish the exchange
  10   some records done, some not
  11   `diff --exit-code` found differences
  130  interrupted

Modes:
  levels  block 0, send_only 200, recv_only 400, send_recv 600, admin 700; Cyxth's clients until 2023-07
  flags   no_access 0, viewer 1, editor 2, admin 4, and sums (viewer+editor 3); guides, clients since 2024-03
  ?       which of the two an instance takes is not documented: see --mode-scale and `profile check`

Environment:
  CYXTH_PROFILE     the stored instance to use, as --profile, but without settling URL and key
  CYXTH_APP_URL     as --app-url
  CYXTH_API_URL     as --api-url
  CYXTH_API_KEY     the API key itself
  CYXTH_OUTPUT      as --output
  CYXTH_CA_CERT     as --ca-cert
  CYXTH_ALLOW_HTTP  1 is as --allow-http
  CYXTH_MODE_SCALE  as --mode-scale
  CYXTH_NO_INPUT    as --no-input, and so is CI
  CYXTH_CONFIG_DIR  the directory of profiles.toml
  CYXTH_DATA_DIR    the directory of sandbox.db and recreate-*.jsonl
  TMPDIR            the directory of what a run keeps while it lasts: input from a pipe, what it sorts
  HTTPS_PROXY       the proxy for https, http:// or socks5://; else ALL_PROXY is looked at
  NO_PROXY          hosts that are reached without it
  SSL_CERT_FILE     the certificates to trust, instead of the system's
  NO_COLOR          no colours, where it is set

Files:
  profiles.toml  the profiles; on Linux in ~/.config/cyxth, or cyxth in XDG_CONFIG_HOME
  sandbox.db     the instance of the profile `sandbox`; on Linux in ~/.local/share/cyxth, or cyxth in XDG_DATA_HOME";

pub fn after_long_help() -> String {
    format!("{EXAMPLES}\n\n{REFERENCE}")
}
