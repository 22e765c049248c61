//! Flags that decide renames, read against two schemas whose names are the lines of the text.

use driftline_diff::{Candidate, Renames};
use driftline_schema::notation::print_name;
use driftline_schema::{Column, Engine, ObjectName, Schema, Table};

/// A flag that Driftline suggests decides what it was suggested for; any other is followed or refused.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).take(4).collect();
    let [table, old, new, rest @ ..] = lines.as_slice() else { return };
    let schema = |column: &str| {
        let mut made = Table::new(ObjectName::new(*table));
        made.columns = ["zz id", column].into_iter().map(|name| Column::new(name, "integer")).collect();
        let mut schema = Schema::empty(Engine::Postgres);
        schema.insert_table(made);
        schema
    };
    let (current, desired) = (schema(old), schema(new));
    // Nothing panics.
    for flag in [table, old, new].into_iter().chain(rest) {
        let flags = [(*flag).to_owned()];
        let _ = Renames::default().parse_flags(&flags, &[], &current, &desired);
        let _ = Renames::default().parse_flags(&[], &flags, &current, &desired);
        let _ = Renames::default().parse_label_flags(&flags, &flags, &current, &desired);
    }
    if old == new || [old, new].iter().any(|name| **name == "zz id") {
        return;
    }
    let of_column = Candidate::Column {
        table: ObjectName::new(*table),
        vanished: (*old).to_owned(),
        appeared: vec![(*new).to_owned()],
    };
    decides(&of_column, &current, &desired, |renames| {
        let (found, from, to) = renames.columns.first()?;
        Some((found.name.clone(), from.clone(), to.clone()))
    });
    let spelt = format!("{}.{}={}", print_name(table), print_name(old), print_name(new));
    let mut renames = Renames::default();
    // The notation's names hold backslashes of their own.
    if !spelt.contains('\\') {
        assert_eq!(renames.parse_flag(&spelt, &current, &desired), Ok(()), "{spelt}");
        assert_eq!(renames.columns, [(ObjectName::new(*table), (*old).to_owned(), (*new).to_owned())], "{spelt}");
    }
}

fn decides(
    candidate: &Candidate,
    current: &Schema,
    desired: &Schema,
    read: impl Fn(&Renames) -> Option<(String, String, String)>,
) {
    for flag in candidate.rename_values() {
        let mut renames = Renames::default();
        assert_eq!(renames.parse_flag(&flag, current, desired), Ok(()), "--rename {flag}");
        let Candidate::Column { table, vanished, appeared } = candidate else { return };
        let wanted = (table.name.clone(), vanished.clone(), appeared[0].clone());
        assert_eq!(read(&renames), Some(wanted), "--rename {flag}");
    }
    let flag = candidate.drop_value();
    assert_eq!(Renames::default().parse_drop(&flag, current, desired), Ok(()), "--drop {flag}");
}
