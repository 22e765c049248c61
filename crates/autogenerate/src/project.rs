//! The project's files: where migrations live, which are listed, and writing a new one. Leaves out databases.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use similar::TextDiff;

use crate::registry::{Registry, RegistryError, is_revision, timestamp};

/// Why the project's files cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// A file cannot be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The list of migrations cannot be read or extended.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// Two modules carry one time.
    #[error(
        "{first} and {second} carry the same time, so their order is not certain; rename one, or wait a second and run again"
    )]
    SameTime {
        /// One module.
        first: String,
        /// The other.
        second: String,
    },
    /// The module's file is there already.
    #[error("{} exists; remove it or choose another message", .0.display())]
    Exists(PathBuf),
    /// A module file that the list lacks.
    #[error("{} is not listed in {registry}; list it, or remove the file", file.display())]
    Unlisted {
        /// The module's file.
        file: PathBuf,
        /// The file with the list.
        registry: String,
    },
}

/// The project's migrations on disk.
#[derive(Debug)]
pub struct Project {
    source: PathBuf,
    /// The list in `lib.rs`.
    pub registry: Registry,
}

/// A migration about to be written.
#[derive(Debug)]
pub struct Draft {
    /// The module's file.
    pub path: PathBuf,
    /// Its text, formatted.
    pub source: String,
    registry_path: PathBuf,
    registry_old: String,
    registry_new: String,
    /// Other files that belong to the migration, with their text.
    others: Vec<(PathBuf, String)>,
}

impl Project {
    /// Reads the migration package in `folder`.
    ///
    /// # Errors
    /// [`ProjectError`] where `src/lib.rs` cannot be read, its list is not in SeaORM's form, two modules carry one time or
    /// a module is not listed.
    pub fn read(folder: &Path) -> Result<Self, ProjectError> {
        let source = folder.join("src");
        let path = source.join("lib.rs");
        let text = fs::read_to_string(&path).map_err(|source| ProjectError::File {
            action: "read",
            path: path.clone(),
            source,
        })?;
        let registry = Registry::parse(Path::new(&shown(&path)), &text)?;
        let project = Self { source, registry };
        project.check_times()?;
        project.check_listed()?;
        Ok(project)
    }

    fn check_times(&self) -> Result<(), ProjectError> {
        let mut times: Vec<(&str, &str)> = self
            .registry
            .revisions
            .iter()
            .filter_map(|name| timestamp(name).map(|time| (time, name.as_str())))
            .collect();
        times.sort_unstable();
        match times.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(ProjectError::SameTime { first: pair[0].1.to_owned(), second: pair[1].1.to_owned() }),
            None => Ok(()),
        }
    }

    fn check_listed(&self) -> Result<(), ProjectError> {
        let failed = |source| ProjectError::File { action: "read", path: self.source.clone(), source };
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.source).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == "rs")
                && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
                && is_revision(stem)
            {
                names.push(stem.to_owned());
            }
        }
        names.sort_unstable();
        match names.iter().find(|name| !self.registry.revisions.contains(name)) {
            Some(name) => Err(ProjectError::Unlisted {
                file: self.source.join(format!("{name}.rs")),
                registry: self.registry.file().to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// The newest revision.
    #[must_use]
    pub fn head(&self) -> Option<&str> {
        self.registry.revisions.last().map(String::as_str)
    }

    /// Prepares a new migration of that name and source.
    ///
    /// # Errors
    /// [`ProjectError::SameTime`] and [`ProjectError::Exists`].
    pub fn draft(&self, name: &str, source: &str) -> Result<Draft, ProjectError> {
        if let Some(other) = self.registry.revisions.iter().find(|other| timestamp(other) == timestamp(name)) {
            return Err(ProjectError::SameTime { first: other.clone(), second: name.to_owned() });
        }
        let path = self.source.join(format!("{name}.rs"));
        if path.exists() {
            return Err(ProjectError::Exists(path));
        }
        Ok(Draft {
            path,
            source: formatted(source, &self.source),
            registry_path: self.source.join("lib.rs"),
            registry_old: self.registry.text().to_owned(),
            registry_new: self.registry.with(name),
            others: Vec::new(),
        })
    }
}

impl Draft {
    /// What happens to `lib.rs`, as a unified diff.
    #[must_use]
    pub fn registry_diff(&self) -> String {
        let name = shown(&self.registry_path);
        TextDiff::from_lines(&self.registry_old, &self.registry_new)
            .unified_diff()
            .context_radius(3)
            .header(&name, &name)
            .to_string()
    }

    /// Adds a file that is written along with the module, over an earlier version of it.
    pub fn add_file(&mut self, path: PathBuf, text: String) {
        self.others.push((path, text));
    }

    /// The files that are written along with the module and the list, with their text.
    #[must_use]
    pub fn files(&self) -> &[(PathBuf, String)] {
        &self.others
    }

    /// Writes the module, the list and the files beside them, all or none.
    ///
    /// # Errors
    /// [`ProjectError::File`]; nothing has changed then, unless the system fails between two renames: the list is the last to
    /// be renamed, so that a module is never listed without being there.
    pub fn write(&self) -> Result<(), ProjectError> {
        let mut files: Vec<(&Path, &str)> = vec![(&self.path, &self.source)];
        files.extend(self.others.iter().map(|(path, text)| (path.as_path(), text.as_str())));
        files.push((&self.registry_path, &self.registry_new));
        let mut waiting: Vec<(PathBuf, &Path)> = Vec::new();
        let forget = |waiting: &[(PathBuf, &Path)]| {
            // A left-over temporary file is no module.
            for (temporary, _) in waiting {
                let _ = fs::remove_file(temporary);
            }
        };
        for (path, text) in files {
            match beside(path, text) {
                Ok(temporary) => waiting.push((temporary, path)),
                Err(error) => {
                    forget(&waiting);
                    return Err(error);
                }
            }
        }
        for (at, (temporary, path)) in waiting.iter().enumerate() {
            if let Err(error) = rename(temporary, path) {
                let _ = fs::remove_file(&self.path);
                forget(&waiting[at..]);
                return Err(error);
            }
        }
        Ok(())
    }
}

/// The path as it is written from the current folder.
#[must_use]
pub fn shown(path: &Path) -> String {
    let base = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&base).unwrap_or(path).display().to_string()
}

fn beside(path: &Path, text: &str) -> Result<PathBuf, ProjectError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = path.with_file_name(name);
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(&temporary, text))
        .map_err(|source| {
            let _ = fs::remove_file(&temporary);
            ProjectError::File { action: "write", path: path.to_owned(), source }
        })
        .map(|()| temporary)
}

fn rename(from: &Path, to: &Path) -> Result<(), ProjectError> {
    fs::rename(from, to).map_err(|source| ProjectError::File { action: "write", path: to.to_owned(), source })
}

/// The text as rustfmt prints it, or as it was where there is no rustfmt.
fn formatted(source: &str, folder: &Path) -> String {
    rustfmt(source, folder).unwrap_or_else(|| source.to_owned())
}

/// From the folder the module will stand in, so that the project's own rustfmt.toml holds.
fn rustfmt(source: &str, folder: &Path) -> Option<String> {
    use std::io::Write as _;
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(source.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.is_empty()).then_some(text)
}
