//! Answers given on the command line: renames, drops, fills. Leaves out asking for those that are missing.

use std::collections::BTreeMap;

use driftline_diff::{KeptApart, Renames};
use driftline_schema::{ObjectName, Schema};

use crate::Error;

/// The flags that answer questions, as given.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Answers {
    /// A rename: TABLE.OLD=NEW for a column, OLD=NEW for a table. Names with other characters than letters, digits and _
    /// go in double quotes.
    #[arg(long = "rename", value_name = "OLD=NEW")]
    pub renames: Vec<String>,
    /// A column (TABLE.COLUMN, TABLE.*) or table that really goes, though something like it appeared.
    #[arg(long = "drop", value_name = "NAME")]
    pub drops: Vec<String>,
    /// A label of an enumerated type that gets another name: TABLE.COLUMN.OLD=NEW, for any column that may hold it
    #[arg(long = "rename-label", value_name = "TABLE.COLUMN.OLD=NEW")]
    pub label_renames: Vec<String>,
    /// A label (TABLE.COLUMN.LABEL) that really goes, though another appeared
    #[arg(long = "drop-label", value_name = "TABLE.COLUMN.LABEL")]
    pub label_drops: Vec<String>,
    /// The value for rows that have none in a column that becomes NOT NULL.
    #[arg(long = "fill", value_name = "TABLE.COLUMN=VALUE")]
    pub fills: Vec<String>,
    /// A table whose rows may be left out where they do not fit a new constraint.
    #[arg(long = "leave-out", value_name = "TABLE")]
    pub leave_out: Vec<String>,
}

impl Answers {
    /// The renames among the answers.
    ///
    /// # Errors
    /// [`Error::Flag`] for a flag that does not read or names nothing.
    pub fn renames(&self, current: &Schema, desired: &Schema, declared: Renames) -> Result<Renames, Error> {
        let mut renames = declared;
        renames
            .parse_flags(&self.renames, &self.drops, current, desired)
            .and_then(|()| renames.parse_label_flags(&self.label_renames, &self.label_drops, current, desired))
            .map_err(|error| Error::Flag(error.to_string()))?;
        // What stands in for a label that goes is an answer too.
        renames
            .kept_apart
            .extend(self.fills(desired)?.into_keys().map(|(table, column)| KeptApart::Labels(table, column)));
        Ok(renames)
    }

    /// The fills, by table and column of `desired`.
    ///
    /// # Errors
    /// [`Error::Flag`] for a flag that does not read or names no column.
    pub fn fills(&self, desired: &Schema) -> Result<BTreeMap<(ObjectName, String), String>, Error> {
        let mut fills = BTreeMap::new();
        for flag in &self.fills {
            let failed =
                |reason: &str| Error::Flag(format!("--fill {flag}: {reason}; write --fill TABLE.COLUMN=VALUE"));
            let (name, value) = split_value(flag).ok_or_else(|| failed("there is no `=`"))?;
            let path = split_name(name).ok_or_else(|| failed("the name does not read"))?;
            let (table, column) = column(desired, &path).ok_or_else(|| failed("there is no such column"))?;
            fills.insert((table, column), value.to_owned());
        }
        Ok(fills)
    }

    /// The tables that may lose rows.
    ///
    /// # Errors
    /// [`Error::Flag`] for a table that is not declared.
    pub fn leave_out(&self, desired: &Schema) -> Result<Vec<ObjectName>, Error> {
        self.leave_out
            .iter()
            .map(|flag| {
                let path = split_name(flag);
                path.and_then(|path| table(desired, &path))
                    .ok_or_else(|| Error::Flag(format!("--leave-out {flag}: there is no such table")))
            })
            .collect()
    }
}

/// Splits at the first `=` outside double quotes.
fn split_value(flag: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, c) in flag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '=' if !quoted => return Some((&flag[..at], &flag[at + 1..])),
            _ => {}
        }
    }
    None
}

/// Splits a dotted name whose parts may stand in double quotes.
fn split_name(text: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut characters = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                parts.last_mut()?.push('"');
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(String::new()),
            _ => parts.last_mut()?.push(c),
        }
    }
    (!quoted && parts.iter().all(|part| !part.is_empty())).then_some(parts)
}

fn table(schema: &Schema, path: &[String]) -> Option<ObjectName> {
    let name = match path {
        [name] => ObjectName::new(name),
        [namespace, name] => ObjectName::within(Some(namespace), name),
        _ => return None,
    };
    schema.tables.contains_key(&name).then_some(name)
}

fn column(schema: &Schema, path: &[String]) -> Option<(ObjectName, String)> {
    let (column, of) = path.split_last()?;
    let table = table(schema, of)?;
    schema.tables.get(&table)?.column(column)?;
    Some((table, column.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_stand_in_quotes() {
        assert_eq!(split_value("\"a=b\".c=d=e"), Some(("\"a=b\".c", "d=e")));
        assert_eq!(split_name("\"a.\"\"b\".c"), Some(vec!["a.\"b".to_owned(), "c".to_owned()]));
        assert_eq!(split_name("a..b"), None);
        assert_eq!(split_name("\"a"), None);
    }
}
