//! What the project's history makes, by asking the `migration` binary to replay it. Asked only where something live is
//! declared by no entity, so that a broken migration stops no ordinary comparison.

use std::path::{Path, PathBuf};
use std::process::Command;

use driftline_diff::Managed;
use driftline_inspect::{Database, Others, Scope, inspect};
use driftline_runner::replay::managed;

use crate::Error;

/// How to find out what the history makes.
#[derive(Clone, Copy, Debug)]
pub enum History<'a> {
    /// There is none, or it does not matter: nothing counts as managed.
    None,
    /// The history alone has made the database: everything in it is its work.
    Everything,
    /// Replay the migrations of the package in this folder.
    Replay {
        /// The package's folder.
        folder: &'a Path,
        /// A server for the scratch database, where the database's own will not do.
        scratch_url: Option<&'a str>,
    },
}

impl History<'_> {
    /// Names of the objects the history makes on the engine of `near`.
    ///
    /// # Errors
    /// [`Error::Replay`] when the binary cannot be run or fails.
    pub async fn managed(&self, near: &Database) -> Result<Managed, Error> {
        let (folder, scratch_url) = match self {
            History::None => return Ok(Managed::default()),
            History::Everything => {
                let scope = Scope { default: None, others: Others::All };
                return Ok(managed(&inspect(&near.connection, &scope).await?.schema));
            }
            History::Replay { folder, scratch_url } => (folder, scratch_url),
        };
        let mut command = migration_binary(folder)?;
        // The URL carries a password: it goes by the environment, which other users cannot read.
        command.args(["replay", "--objects"]).env("DATABASE_URL", near.url());
        if let Some(url) = scratch_url {
            command.args(["--scratch-url", url]);
        }
        let output =
            command.output().map_err(|error| Error::Replay(format!("the migration binary does not start: {error}")))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Error::Replay(format!("`migration replay` failed:\n{}", said.trim())));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        driftline_runner::replay::parse_objects(text.trim())
            .map_err(|error| Error::Replay(format!("`migration replay` printed something else: {error}")))
    }
}

/// The migration binary: built and run by cargo where this program was started by cargo, else the one beside this program.
pub(crate) fn migration_binary(folder: &Path) -> Result<Command, Error> {
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut command = Command::new(cargo);
        // Build scripts that look at these would run again, and everything above them would be compiled anew.
        for (name, _) in std::env::vars_os() {
            let said = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
            if name.to_str().is_some_and(|name| said.iter().any(|prefix| name.starts_with(prefix))) {
                command.env_remove(&name);
            }
        }
        command.args(["run", "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml")).arg("--");
        return Ok(command);
    }
    let beside = std::env::current_exe().ok().map(|path| path.with_file_name("migration"));
    match beside.filter(|path: &PathBuf| path.is_file()) {
        Some(path) => Ok(Command::new(path)),
        None => Err(Error::Replay(
            "there is no `migration` binary beside this one; `cargo build -p migration` makes it".to_owned(),
        )),
    }
}
