//! Who holds the lock: host, process and since when. Leaves out where that is written.

use std::process::Command;
use std::sync::OnceLock;

use crate::commands::status::time;

/// A process that holds a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The name of its host.
    pub(crate) host: String,
    /// Its number there.
    pub(crate) process: u32,
    /// Since when, in unix seconds.
    pub(crate) since: i64,
}

impl Holder {
    /// This process, from now on.
    pub(crate) fn this() -> Holder {
        Holder { host: host().to_owned(), process: std::process::id(), since: crate::journal::now() / 1000 }
    }

    /// On one line; the host's name is cut to so many bytes.
    pub(crate) fn line(&self, longest: usize) -> String {
        let host: String = self.host.chars().filter(|c| c.is_ascii_graphic()).take(longest).collect();
        format!("{host} {} {}", self.process, self.since)
    }

    /// Reads what [`Holder::line`] wrote.
    pub(crate) fn parse(line: &str) -> Option<Holder> {
        let mut words = line.split_whitespace();
        let host = words.next()?.to_owned();
        Some(Holder { host, process: words.next()?.parse().ok()?, since: words.next()?.parse().ok()? })
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {} on host {}, since {}", self.process, self.host, time(self.since))?;
        // Its session outlives it while the server is at its last statement.
        if self.host == host() && is_gone(self.process) {
            f.write_str("; the process has ended, the server is still at its last statement")?;
        }
        Ok(())
    }
}

/// Whether the process of this host is known to have ended.
fn is_gone(process: u32) -> bool {
    let all = std::path::Path::new("/proc");
    all.join("self").exists() && !all.join(process.to_string()).exists()
}

/// This host's name.
pub(crate) fn host() -> &'static str {
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        let asked = || Command::new("hostname").output().ok().and_then(|said| String::from_utf8(said.stdout).ok());
        let name = kernel.or_else(asked).unwrap_or_default();
        let name = name.split_whitespace().next().unwrap_or_default();
        if name.is_empty() { "unknown".to_owned() } else { name.to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_read_back() {
        let this = Holder::this();
        assert_eq!(Holder::parse(&this.line(200)), Some(this.clone()));
        assert!(this.to_string().starts_with(&format!("process {} on host ", std::process::id())));
        assert!(!this.to_string().contains("has ended"));
        assert_eq!(Holder::parse("psql"), None);
    }
}
