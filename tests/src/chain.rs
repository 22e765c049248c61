//! A schema of real size with its releases: a first text and ten minus one edits of it. Leaves out what is done with them.
//!
//! `schemas/NAME/ENGINE/base.sql` is the first version. `steps/02.edit` and the others change the text of the version
//! before; no later version is stored:
//!
//! ```text
//! -- What the release does. Lines of a case's header may follow (`-- rename: contacts.mail=email`, see `case`).
//! @@
//!      title text NOT NULL,               a line that stays
//! -    body text,                         a line that goes
//! +    body text NOT NULL DEFAULT '',     a line that comes
//! ```
//!
//! The lines that stay and go must stand in the old text once. A part of nothing but new lines goes to the end.

use std::path::{Path, PathBuf};
use std::{fs, io};

use driftline_schema::Engine;

/// One release: its text, and the header of the case that leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The definitions.
    pub text: String,
    /// Answers and expectations, as a case writes them; empty for the first version.
    pub header: String,
}

/// The folder of the schemas.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

/// Every version of a schema on an engine, the first one first.
///
/// # Errors
/// A file that cannot be read, or an edit that does not fit its version.
pub fn read(name: &str, engine: Engine) -> Result<Vec<Version>, String> {
    let place = folder().join(name).join(engine.word());
    let load =
        |path: &Path| fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()));
    let first = Version { text: load(&place.join("base.sql"))?, header: String::new() };
    let mut versions = vec![first];
    for path in edits(&place.join("steps")).map_err(|error| format!("{}: {error}", place.display()))? {
        let text = load(&path)?;
        let before = versions.last().map_or("", |version| version.text.as_str());
        let next = edit(before, &text).map_err(|reason| format!("{}: {reason}", path.display()))?;
        versions.push(next);
    }
    Ok(versions)
}

fn edits(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> =
        entries.into_iter().filter(|path| path.extension().is_some_and(|end| end == "edit")).collect();
    paths.sort();
    Ok(paths)
}

/// Applies an edit to a text.
///
/// # Errors
/// A line that is none of the three kinds, or lines that do not stand in the text exactly once.
pub fn edit(before: &str, edit: &str) -> Result<Version, String> {
    let mut parts = edit.split("@@\n");
    let header = parts.next().unwrap_or_default().to_owned();
    let mut lines: Vec<&str> = before.lines().collect();
    for part in parts {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for line in part.lines() {
            match (line.chars().next(), line.get(1..)) {
                (Some('-'), Some(rest)) => old.push(rest),
                (Some('+'), Some(rest)) => new.push(rest),
                (Some(' '), Some(rest)) => {
                    old.push(rest);
                    new.push(rest);
                }
                (None, _) => {}
                _ => return Err(format!("no line of an edit begins so: {line}")),
            }
        }
        if old.is_empty() {
            lines.extend(new);
            continue;
        }
        let found: Vec<usize> =
            lines.windows(old.len()).enumerate().filter(|(_, at)| *at == old).map(|it| it.0).collect();
        match found.as_slice() {
            [at] => drop(lines.splice(*at..at + old.len(), new)),
            all => return Err(format!("stands {} times in the version before:\n{}", all.len(), old.join("\n"))),
        }
    }
    Ok(Version { text: lines.join("\n") + "\n", header })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_replaces_lines_and_appends() {
        let made = edit("a\nb\nc\n", "-- About it.\n@@\n a\n-b\n+B\n@@\n+d\n").unwrap();
        assert_eq!(made, Version { text: "a\nB\nc\nd\n".to_owned(), header: "-- About it.\n".to_owned() });
    }

    #[test]
    fn lines_that_stand_twice_or_never_are_refused() {
        assert!(edit("a\na\n", "@@\n-a\n").unwrap_err().contains("2 times"));
        assert!(edit("a\n", "@@\n-b\n").unwrap_err().contains("0 times"));
        assert!(edit("a\n", "@@\n*b\n").is_err());
    }
}
