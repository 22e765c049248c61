//! A copy of this workspace in which a test may edit entities and run commands as a developer would, and a bare project
//! folder for commands that need no edited entity. Leaves out databases.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The one copy that is compiled; tests take turns, so that dependencies are built once.
static TURN: Mutex<()> = Mutex::new(());

/// A whole copy of the workspace, as git sees it, whose commands compile.
#[derive(Debug)]
pub struct Copy {
    folder: PathBuf,
    target: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

/// The workspace's own folder.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// The folder cargo builds this run in.
#[must_use]
pub fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program
        .ancestors()
        .find(|folder| folder.ends_with("debug") || folder.ends_with("release"))
        .map_or_else(|| root().join("target/debug"), Path::to_owned)
}

/// The path of one of the workspace's programs (`driftline`, `migration`), built now if it is not.
///
/// # Errors
/// When cargo cannot build it.
pub fn program(name: &str) -> io::Result<PathBuf> {
    static BUILT: OnceLock<Result<(), String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let mut command = Command::new(env!("CARGO"));
        without_cargos_words(&mut command);
        let output = command
            .args(["build", "--quiet", "--package", "driftline-autogenerate", "--package", "migration", "--bins"])
            .current_dir(root())
            .env("CARGO_TARGET_DIR", target().parent().unwrap_or(Path::new("target")))
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    });
    built.clone().map_err(io::Error::other)?;
    Ok(target().join(name))
}

impl Copy {
    /// Waits for its turn and brings the copy to this workspace's state, without a database.
    ///
    /// # Errors
    /// When files cannot be copied or git does not answer.
    pub fn take() -> io::Result<Self> {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let base = target().join("copies");
        let folder = base.join("workspace");
        let copied = base.join("target");
        fs::create_dir_all(&folder)?;
        seed(&copied)?;
        let files = tracked()?;
        remove_strangers(&folder, &folder, &files)?;
        for file in &files {
            bring(&root().join(file), &folder.join(file))?;
        }
        Ok(Self { folder, target: copied, _turn: turn })
    }

    /// The copy's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command line of the README in the copy, through the shell, without any database in the environment.
    ///
    /// # Errors
    /// When the shell cannot be started.
    pub fn shell(&self, line: &str, environment: &[(&str, &str)]) -> io::Result<Output> {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_TERM_COLOR", "never");
        without_cargos_words(&mut command);
        command.env_remove("DATABASE_URL");
        command.envs(environment.iter().copied());
        command.output()
    }

    /// Replaces a piece of a file.
    ///
    /// # Errors
    /// When the file cannot be read or written, or does not hold the piece exactly once.
    pub fn edit(&self, file: &str, from: &str, to: &str) -> io::Result<()> {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path)?;
        if text.matches(from).count() != 1 {
            return Err(io::Error::other(format!("{file} does not hold once: {from}")));
        }
        fs::write(&path, text.replace(from, to))
    }
}

/// Takes away what cargo says to the program it runs: build scripts that look at it would run again.
fn without_cargos_words(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let said = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        if name.to_str().is_some_and(|name| said.iter().any(|prefix| name.starts_with(prefix))) {
            command.env_remove(&name);
        }
    }
}

/// Files of the work tree that git tracks or would track.
fn tracked() -> io::Result<Vec<PathBuf>> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|name| root().join(name).is_file())
        .collect())
}

fn remove_strangers(base: &Path, folder: &Path, files: &[PathBuf]) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(base).unwrap_or(&path).to_owned();
        if path.is_dir() {
            if files.iter().any(|file| file.starts_with(&name)) {
                remove_strangers(base, &path, files)?;
            } else {
                fs::remove_dir_all(&path)?;
            }
        } else if !files.contains(&name) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Copies a file that differs, with its time, so that cargo sees only what changed.
fn bring(from: &Path, to: &Path) -> io::Result<()> {
    let text = fs::read(from)?;
    if fs::read(to).is_ok_and(|there| there == text) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, text)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

/// Links what cargo has built for the workspace's dependencies, so that the copy need not build them again. Members are
/// told apart by their path and are built anew.
fn seed(target: &Path) -> io::Result<()> {
    let to = target.join("debug");
    if to.exists() {
        return Ok(());
    }
    fs::create_dir_all(&to)?;
    let from = crate::workspace::target();
    for part in ["deps", "build", ".fingerprint"] {
        let status = Command::new("cp").arg("-al").arg(from.join(part)).arg(&to).status()?;
        if !status.success() {
            return Err(io::Error::other(format!("cannot link {}", from.join(part).display())));
        }
    }
    Ok(())
}

/// A folder with settings and a migration package's sources and nothing else, for the built programs.
#[derive(Debug)]
pub struct Bare {
    folder: tempfile::TempDir,
}

impl Bare {
    /// A folder with this `migration/src/lib.rs`, whose modules need not exist.
    ///
    /// # Errors
    /// When files cannot be written.
    pub fn with_registry(registry: &str) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("migration/src"))?;
        fs::write(folder.path().join("driftline.toml"), "database_url = \"sqlite://data.db?mode=rwc\"\n")?;
        fs::write(folder.path().join("migration/src/lib.rs"), registry)?;
        Ok(Self { folder })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs one of the workspace's programs here, with no database in the environment.
    ///
    /// # Errors
    /// When the program cannot be built or started.
    pub fn run(&self, name: &str, arguments: &[&str]) -> io::Result<Output> {
        let mut command = Command::new(program(name)?);
        command.args(arguments).current_dir(self.folder()).env_remove("DATABASE_URL").env_remove("CARGO");
        command.output()
    }

    /// Every file below the folder with its content, to see that nothing was written.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn files(&self) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut files = Vec::new();
        collect(self.folder(), &mut files)?;
        files.sort();
        Ok(files)
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push((path.clone(), fs::read(&path)?));
        }
    }
    Ok(())
}
