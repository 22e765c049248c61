//! Finding MariaDB's programs, and installing Debian's packages when they are absent and this is root.
//! Leaves out starting a server.

use std::path::{Path, PathBuf};

use crate::debian::{self, apt_get};

/// What to do when there is no MariaDB.
const HOW_TO_GET: &str = "install MariaDB's server programs (Debian and Ubuntu: `apt-get install mariadb-server-core \
    mariadb-client`, macOS: `brew install mariadb`), or set DRIFTLINE_TEST_MYSQL=mysql://USER@HOST/ to use a server \
    of yours, or leave MariaDB out with `cargo xtask test --engine sqlite`";

/// MariaDB's programs.
pub(crate) struct Binaries {
    /// `mariadb-install-db`, which makes a server's files.
    pub(crate) maker: PathBuf,
    /// `mariadbd`, the server.
    pub(crate) server: PathBuf,
    /// The folder of `mariadb`, the client, and `mariadb-dump`, by which a copy of a database is verified.
    pub(crate) client: PathBuf,
}

/// The programs, installing them if that is possible.
pub(crate) fn find_or_install() -> Result<Binaries, String> {
    if let Some(binaries) = find() {
        return Ok(binaries);
    }
    if !debian::can_install() {
        return Err(format!("no MariaDB here: {HOW_TO_GET}"));
    }
    install()?;
    find().ok_or_else(|| format!("MariaDB was installed, but its `mariadb-install-db` is not found: {HOW_TO_GET}"))
}

fn find() -> Option<Binaries> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    candidates(on_path).iter().find_map(|folder| installation(folder))
}

/// The programs of the installation whose `bin` this is: the server stands there too, or beside it in `sbin` (Debian) or
/// `libexec`.
fn installation(bin: &Path) -> Option<Binaries> {
    let there = |path: PathBuf| path.exists().then_some(path);
    // A link on the path (Homebrew, by hand) leads to the folder that holds the other programs too.
    let maker = bin.join("mariadb-install-db").canonicalize().ok()?;
    let client = maker.parent()?.to_owned();
    there(client.join("mariadb"))?;
    there(client.join("mariadb-dump"))?;
    let beside = client.parent()?;
    let folders = [client.clone(), beside.join("sbin"), beside.join("libexec")];
    let server = folders.iter().find_map(|folder| there(folder.join("mariadbd")))?;
    Some(Binaries { maker, server, client })
}

/// Where Debian and Homebrew put the programs, behind what is on the path.
fn candidates(on_path: Vec<PathBuf>) -> Vec<PathBuf> {
    let usual = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/opt/mariadb/bin"].map(PathBuf::from);
    on_path.into_iter().chain(usual).collect()
}

/// Installs the programs alone. The package `mariadb-server` would set up and start a server of the machine's; these two
/// hold no service, so that nothing runs but what this project starts.
fn install() -> Result<(), String> {
    eprintln!("no MariaDB here; installing Debian's packages");
    apt_get(&["update"], HOW_TO_GET)?;
    let packages = ["install", "--yes", "--no-install-recommends", "mariadb-server-core", "mariadb-client"];
    apt_get(&packages, HOW_TO_GET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_may_stand_beside_the_other_programs() {
        let folder = std::env::temp_dir().join(format!("driftline-mariadb-{}", std::process::id()));
        let made = ["bin/mariadb-install-db", "bin/mariadb", "bin/mariadb-dump", "sbin/mariadbd"]
            .map(|name| folder.join(name));
        for path in &made {
            assert!(installation(&folder.join("bin")).is_none(), "{} is not there yet", path.display());
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let found = installation(&folder.join("bin"));
        std::fs::remove_dir_all(&folder).unwrap();
        let found = found.expect("all four are there");
        assert!(found.server.ends_with("sbin/mariadbd") && found.client.ends_with("bin"));
    }
}
