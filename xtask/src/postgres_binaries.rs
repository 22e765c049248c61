//! Finding PostgreSQL's programs, and installing Debian's package when they are absent and this is root.
//! Leaves out starting a server.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::debian::{self, apt_get};

/// What to do when there is no PostgreSQL.
const HOW_TO_GET: &str = "install PostgreSQL's server programs (Debian and Ubuntu: `apt-get install postgresql`, \
    macOS: `brew install postgresql`), or set DRIFTLINE_TEST_POSTGRES=postgres://USER@HOST/DATABASE to use a server of \
    yours, or leave PostgreSQL out with `cargo xtask test --engine sqlite`";

/// The folder that holds `initdb` and `postgres`, installing them if that is possible.
pub(crate) fn find_or_install() -> Result<PathBuf, String> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    if !debian::can_install() {
        return Err(format!("no PostgreSQL here: {HOW_TO_GET}"));
    }
    install()?;
    find().ok_or_else(|| format!("PostgreSQL was installed, but its `initdb` is not found: {HOW_TO_GET}"))
}

fn find() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    candidates(on_path).into_iter().find_map(|folder| {
        // A link on the path (Homebrew, by hand) leads to the folder that holds the other programs too.
        let initdb = folder.join("initdb").canonicalize().ok()?;
        let folder = initdb.parent()?.to_owned();
        folder.join("postgres").exists().then_some(folder)
    })
}

/// Where Debian, Homebrew and Postgres.app put the programs; the newest version first.
fn candidates(on_path: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut folders = on_path;
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|(_, folder)| folder));
    folders.extend(["/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql/bin"].map(PathBuf::from));
    folders
}

/// Installs Debian's package without a cluster of its own: this project starts its own server and no other.
fn install() -> Result<(), String> {
    eprintln!("no PostgreSQL here; installing Debian's package");
    // postgresql-common reads this file before it would create and start a cluster; an existing one is the owner's.
    let settings = Path::new("/etc/postgresql-common/createcluster.conf");
    if !settings.exists() {
        std::fs::create_dir_all("/etc/postgresql-common")
            .and_then(|()| std::fs::write(settings, "create_main_cluster = false\n"))
            .map_err(|error| format!("cannot write {}: {error}", settings.display()))?;
    }
    apt_get(&["update"], HOW_TO_GET)?;
    apt_get(&["install", "--yes", "--no-install-recommends", "postgresql"], HOW_TO_GET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_the_path_comes_first() {
        let folders = candidates(vec![PathBuf::from("/mine")]);
        assert_eq!(folders.first(), Some(&PathBuf::from("/mine")));
    }
}
