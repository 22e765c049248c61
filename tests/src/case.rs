//! A case: a schema before and a schema after, with rows, as a plain SQL file. Leaves out what is done with it (`law`).
//!
//! ```text
//! -- One line that says what is special about the case.
//! -- engines: sqlite postgres mysql       where it applies; all three by default
//! -- rename: contacts.mail=email          a decided rename of a column; of a table: `-- rename: people=contacts`
//! -- rename label: t.mood.glad=happy      a decided rename of an enumerated type's label
//! -- apart: contacts.fax                  a column that went, decided to be no rename; or a table
//! -- fill: contacts.nick=?                the value for a column that becomes NOT NULL
//! -- unfit: leave out                     rows that a new constraint refuses are left out
//! -- leaves out: contacts 2               so many rows of a table are left out on the way up
//! -- gains: contacts                      a table shows rows of another one after up: it became its partition or child
//! -- rewrites: contacts.age               values of a column that are not compared after up
//! -- loses: contacts.fax                  what does not come back on the way down: a column, or a table's rows
//! -- half done: mysql                     an engine without transactional DDL on which steps before the refused one stay
//! --! before                              the database at the start; `--! before postgres` replaces it on one engine
//! CREATE TABLE …; INSERT …;
//! --! after                               the schema that is wanted
//! CREATE TABLE …;
//! --! changes                             what must be found, one change a line; `--! changes sqlite` for one engine
//! --! hazards                             what must be said, one hazard a line, `…` for any text
//! --! fails                               what the engine says while it refuses the rows; all stays as it was then (but
//!                                         for `half done`)
//! --! unknown                             what must be said not to be comparable, one object a line, `…` for any text
//! --! needs                               what planning must ask for, with the flags; nothing is run then
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use driftline_diff::LabelRename;
use driftline_diff::rename::{KeptApart, Renames};
use driftline_plan::{PlanOptions, Unfit};
use driftline_schema::{Engine, ObjectName};

/// A case on one engine.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// `kind/name`.
    pub name: String,
    /// The script that makes the start, rows included.
    pub before: String,
    /// The script that makes the schema wanted.
    pub after: String,
    /// Decided renames.
    pub renames: Renames,
    /// What the planner may decide.
    pub options: PlanOptions,
    /// Rows left out on the way up, by table (old name).
    pub leaves_out: BTreeMap<ObjectName, usize>,
    /// Tables (new names) that show more rows after up.
    pub gains: Vec<ObjectName>,
    /// Columns (new names) whose values may differ after up.
    pub rewrites: Vec<(ObjectName, String)>,
    /// What does not come back: tables' rows, or columns (old names).
    pub loses: Vec<Loss>,
    /// What may not come back; whether it does is not looked at.
    pub may_lose: Vec<Loss>,
    /// The changes that must be found; `None` does not look.
    pub changes: Option<Vec<String>>,
    /// Hazards that must be said.
    pub hazards: Vec<String>,
    /// Flags that planning must ask for.
    pub needs: Vec<String>,
    /// What the engine must say while it refuses the rows.
    pub fails: Vec<String>,
    /// What must be said not to be comparable.
    pub unknown: Vec<String>,
    /// Whether the steps before the one that is refused stay.
    pub half_done: bool,
}

/// What does not come back on the way down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The rows of a table.
    Rows(ObjectName),
    /// The values of a column.
    Column(ObjectName, String),
}

/// The folder of the case files.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// Reads `kind/name` for one engine.
///
/// # Errors
/// When there is no such file, or a line of it means nothing.
pub fn read(name: &str, engine: Engine) -> Result<Case, String> {
    let path = folder().join(format!("{name}.sql"));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    parse(name, &text, engine).map_err(|reason| format!("{}: {reason}", path.display()))
}

/// Reads the text of a case file for one engine.
///
/// # Errors
/// A line that means nothing, or a missing section.
pub fn parse(name: &str, text: &str, engine: Engine) -> Result<Case, String> {
    let mut case = Case { name: name.to_owned(), ..Case::default() };
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    let mut section: Option<String> = None;
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("--!") {
            let title = title.trim().to_owned();
            if sections.insert(title.clone(), String::new()).is_some() {
                return Err(format!("two sections `{title}`"));
            }
            section = Some(title);
        } else if let Some(text) = section.as_ref().and_then(|title| sections.get_mut(title)) {
            text.push_str(line);
            text.push('\n');
        } else if let Some(header) = line.strip_prefix("--") {
            case.header(header.trim(), engine)?;
        } else if !line.trim().is_empty() {
            return Err(format!("a statement before the first section: {line}"));
        }
    }
    for title in sections.keys() {
        let (kind, engine) = title.split_once(' ').unwrap_or((title, "sqlite"));
        if !["before", "after", "changes", "hazards", "needs", "unknown", "fails"].contains(&kind)
            || Engine::named(engine).is_none_or(|named| named.word() != engine)
        {
            return Err(format!("no section is called `{title}`"));
        }
    }
    let mut take =
        |title: &str| sections.remove(&format!("{title} {}", engine.word())).or_else(|| sections.remove(title));
    let lines = |text: String| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    case.before = take("before").ok_or("no section `before`")?;
    case.after = take("after").ok_or("no section `after`")?;
    case.changes = take("changes").map(lines);
    case.hazards = take("hazards").map(lines).unwrap_or_default();
    case.needs = take("needs").map(lines).unwrap_or_default();
    case.fails = take("fails").map(lines).unwrap_or_default();
    case.unknown = take("unknown").map(lines).unwrap_or_default();
    Ok(case)
}

impl Case {
    fn header(&mut self, line: &str, engine: Engine) -> Result<(), String> {
        let Some((key, value)) = line.split_once(':') else { return Ok(()) };
        let value = value.trim();
        let wrong = || format!("cannot read `-- {line}`");
        match key {
            "rename" => {
                let (old, new) = value.split_once('=').ok_or_else(wrong)?;
                match column(old) {
                    Some((table, old)) => self.renames.columns.push((table, old, unquoted(new))),
                    None => self.renames.tables.push((table(old), table(new))),
                }
            }
            "rename label" => {
                let (old, to) = value.rsplit_once('=').ok_or_else(wrong)?;
                let (at, from) = old.rsplit_once('.').ok_or_else(wrong)?;
                let (table, column) = column(at).ok_or_else(wrong)?;
                let (from, to) = (unquoted(from), unquoted(to));
                self.renames.labels.push(LabelRename { table, column, from, to });
            }
            "apart" => self.renames.kept_apart.push(match column(value) {
                Some((table, column)) => KeptApart::Column(table, column),
                None => KeptApart::Table(table(value)),
            }),
            "fill" => {
                let (column_name, text) = value.split_once('=').ok_or_else(wrong)?;
                self.options.fills.insert(column(column_name).ok_or_else(wrong)?, text.to_owned());
            }
            "unfit" if value == "leave out" => self.options.unfit = Unfit::LeaveOut,
            "leaves out" => {
                let (name, count) = value.rsplit_once(' ').ok_or_else(wrong)?;
                self.leaves_out.insert(table(name), count.parse().map_err(|_| wrong())?);
            }
            "gains" => self.gains.push(table(value)),
            "rewrites" => self.rewrites.push(column(value).ok_or_else(wrong)?),
            "loses" => self.loses.push(match column(value) {
                Some((table, column)) => Loss::Column(table, column),
                None => Loss::Rows(table(value)),
            }),
            "half done" => self.half_done = value.split_whitespace().any(|name| name == engine.word()),
            // `engines` is read when the tests are made; any other line is prose.
            _ => {}
        }
        Ok(())
    }
}

/// `contacts.fax`, `"my table".fax` or `notes/contacts.fax` with a namespace before the slash.
fn column(text: &str) -> Option<(ObjectName, String)> {
    let mut quoted = false;
    let at = text.char_indices().rev().find_map(|(at, c)| {
        if c == '"' {
            quoted = !quoted;
        }
        (c == '.' && !quoted).then_some(at)
    })?;
    Some((table(&text[..at]), unquoted(&text[at + 1..])))
}

fn table(text: &str) -> ObjectName {
    match text.split_once('/') {
        Some((namespace, name)) => ObjectName::within(Some(&unquoted(namespace)), unquoted(name)),
        None => ObjectName::new(unquoted(text)),
    }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "-- About it.\n-- rename: people=contacts\n-- rename: \"a.b\".c=\"d e\"\n-- loses: contacts\n\
                        --! before\nx\n--! before postgres\ny\n--! after\nz\n";

    #[test]
    fn a_section_of_one_engine_replaces_the_common_one() {
        assert_eq!(parse("k/n", TEXT, Engine::Sqlite).unwrap().before, "x\n");
        assert_eq!(parse("k/n", TEXT, Engine::Postgres).unwrap().before, "y\n");
        assert_eq!(parse("k/n", TEXT, Engine::MySql).unwrap().before, "x\n");
    }

    #[test]
    fn headers_name_tables_and_columns() {
        let case = parse("k/n", TEXT, Engine::Sqlite).unwrap();
        assert_eq!(case.renames.tables, [("people".into(), "contacts".into())]);
        assert_eq!(case.renames.columns, [("a.b".into(), "c".to_owned(), "d e".to_owned())]);
        assert_eq!(case.loses, [Loss::Rows("contacts".into())]);
    }

    #[test]
    fn what_means_nothing_is_refused() {
        assert!(parse("k/n", "--! befor\nx", Engine::Sqlite).is_err());
        assert!(parse("k/n", "CREATE TABLE t (a int);", Engine::Sqlite).is_err());
    }
}
