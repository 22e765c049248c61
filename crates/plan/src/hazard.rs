//! Hazards: what a step does to data and to running applications, by name. Leaves out the counting (`probe`).

use std::fmt;

use driftline_diff::Change;
use driftline_schema::{Column, Engine, EnumType, ObjectName};

use crate::family::text_limit;
use crate::plan::Context;
use crate::probe::{self, count};
use crate::{LiveNames, Probe, unfit};

/// What kind of danger a step carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HazardKind {
    /// A table and its rows go.
    DropsTable,
    /// A column and its values go.
    DropsColumn,
    /// Rows that do not fit the new definition are left out.
    LosesRows,
    /// Existing NULLs are replaced by a chosen value.
    FillsNulls,
    /// The statement fails on the rows that exist.
    FailsOnData,
    /// Values may be cut or refused by the new type.
    NarrowsType,
    /// Values are converted to another type.
    ConvertsType,
    /// Existing rows are checked or rewritten under a lock.
    RewritesTable,
    /// An enumerated type loses a label.
    RemovesEnumLabel,
    /// Applications that use the old name fail until they are changed.
    BreaksOldCode,
    /// Going down does not bring the data back.
    Irreversible,
    /// The engine has no such thing, and the migration leaves it out there.
    NotHeld,
}

impl HazardKind {
    /// The name used in reports and flags.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            HazardKind::DropsTable => "drops-table",
            HazardKind::DropsColumn => "drops-column",
            HazardKind::LosesRows => "loses-rows",
            HazardKind::FillsNulls => "fills-nulls",
            HazardKind::FailsOnData => "fails-on-data",
            HazardKind::NarrowsType => "narrows-type",
            HazardKind::ConvertsType => "converts-type",
            HazardKind::RewritesTable => "rewrites-table",
            HazardKind::RemovesEnumLabel => "removes-enum-label",
            HazardKind::BreaksOldCode => "breaks-old-code",
            HazardKind::Irreversible => "irreversible",
            HazardKind::NotHeld => "not-held",
        }
    }
}

/// One danger of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// The kind.
    pub kind: HazardKind,
    /// The object in danger: `contacts.email`.
    pub object: String,
    /// One sentence with the counts: `5000 rows, 4812 of them not NULL, lose this column`.
    pub detail: String,
}

impl Hazard {
    /// A danger to an object.
    #[must_use]
    pub fn new(kind: HazardKind, object: impl ToString, detail: impl Into<String>) -> Self {
        Self { kind, object: object.to_string(), detail: detail.into() }
    }
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind.name(), self.object, self.detail)
    }
}

/// What a change does to data and running applications, on any engine. Says nothing where no row is touched; a drop is
/// always named, with zero too.
#[must_use]
pub fn of_change(context: &Context<'_>, names: &LiveNames, change: &Change) -> Vec<Hazard> {
    match change {
        Change::DropTable(table) => {
            let rows = count(context.facts, &Probe::Rows(table.name.clone()));
            vec![Hazard::new(HazardKind::DropsTable, &table.name, format!("{} lost", rows_are(rows)))]
        }
        Change::DropColumn { table, column } => {
            let live = names.table(table);
            let rows = count(context.facts, &Probe::Rows(live.clone()));
            let values = count(context.facts, &Probe::NotNull(live.clone(), column.name.clone()));
            let lose = if rows == 1 { "loses" } else { "lose" };
            let detail = format!("{}, {values} of them not NULL, {lose} this column", rows_word(rows));
            vec![Hazard::new(HazardKind::DropsColumn, format!("{table}.{}", column.name), detail)]
        }
        Change::AlterColumn { table, from, to } => conversions(context, names, table, from, to),
        Change::RenameTable { from, to } => {
            let detail = format!("applications that still say {from} fail");
            vec![Hazard::new(HazardKind::BreaksOldCode, to, detail)]
        }
        Change::RenameColumn { table, from, to } => {
            let detail = format!("applications that still say {from} fail");
            vec![Hazard::new(HazardKind::BreaksOldCode, format!("{table}.{to}"), detail)]
        }
        Change::AlterEnum { from, to } => removed_labels(context, from, to),
        _ => Vec::new(),
    }
}

/// Data that taking the change back does not restore, in words.
#[must_use]
pub fn lost_for_good(change: &Change) -> Option<String> {
    match change {
        Change::DropTable(table) => Some(format!("the rows of {}", table.name)),
        Change::DropColumn { column, .. } if column.generated.is_some() => None,
        Change::DropColumn { table, column } => Some(format!("the values of {table}.{}", column.name)),
        Change::AlterColumn { table, from, to } if from.generated.is_none() && to.generated.is_some() => {
            Some(format!("the values of {table}.{}", to.name))
        }
        _ => None,
    }
}

fn conversions(
    context: &Context<'_>,
    names: &LiveNames,
    table: &ObjectName,
    from: &Column,
    to: &Column,
) -> Vec<Hazard> {
    let engine = context.desired.engine;
    let object = format!("{table}.{}", to.name);
    let mut found = Vec::new();
    let long = probe::too_long(engine, names, table, from, to).map_or(0, |probe| count(context.facts, &probe));
    if long > 0 {
        let limit = text_limit(engine, &to.data_type).unwrap_or_default();
        let fate = match engine {
            Engine::Sqlite => "SQLite keeps them whole",
            Engine::Postgres => "the rest of them is cut off",
            Engine::MySql => "the statement fails on them",
        };
        let are = if long == 1 { "value is" } else { "values are" };
        let detail = format!("{long} {are} longer than {limit} characters; {fate}");
        let kind = if engine == Engine::MySql { HazardKind::FailsOnData } else { HazardKind::NarrowsType };
        found.push(Hazard::new(kind, &object, detail));
    }
    let odd = probe::conversion(engine, names, table, from, to).map_or(0, |probe| count(context.facts, &probe));
    if odd > 0 {
        let does = if odd == 1 { "value does" } else { "values do" };
        let fate = match engine {
            Engine::Sqlite => "SQLite keeps a text that is no number and rewrites one that is",
            Engine::Postgres | Engine::MySql => "the statement fails on them",
        };
        let detail = format!("{odd} {does} not survive from {} to {} unchanged; {fate}", from.data_type, to.data_type);
        let kind = if engine == Engine::MySql { HazardKind::FailsOnData } else { HazardKind::ConvertsType };
        found.push(Hazard::new(kind, &object, detail));
    }
    let live = (names.table(table), names.column(table, &from.name));
    let live_table = context.current.tables.get(live.0);
    for label in probe::removed_labels(engine, live_table, from, to) {
        if let Some(renamed) = unfit::renamed_label(context, table, &to.name, &label) {
            let detail = format!("code that says {label} fails until it says {}", renamed.to);
            found.push(Hazard::new(HazardKind::BreaksOldCode, &object, detail));
            continue;
        }
        let used = count(context.facts, &Probe::UsesLabel(live.0.clone(), live.1.clone(), label.clone()));
        let detail = format!("the label {label} goes; {} it", holding(used));
        found.push(Hazard::new(HazardKind::RemovesEnumLabel, &object, detail));
    }
    found
}

fn removed_labels(context: &Context<'_>, from: &EnumType, to: &EnumType) -> Vec<Hazard> {
    let gone = from.labels.iter().filter(|label| !to.labels.contains(label));
    gone.map(|label| {
        let used: u64 = (context.facts.iter())
            .filter(|(probe, _)| match probe {
                Probe::UsesLabel(table, column, held) => {
                    held == label
                        && (context.current.tables.get(table))
                            .and_then(|table| table.column(column))
                            .is_some_and(|column| column.user_type.as_ref() == Some(&from.name))
                }
                _ => false,
            })
            .map(|(_, count)| *count)
            .sum();
        let detail = format!("the label {label} goes; {} it", holding(used));
        Hazard::new(HazardKind::RemovesEnumLabel, &to.name, detail)
    })
    .collect()
}

/// A number of rows in words: `1 row`, `12 rows`.
#[must_use]
pub fn rows_word(rows: u64) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

/// A number of rows and the verb: `1 row is`, `12 rows are`.
#[must_use]
pub fn rows_are(rows: u64) -> String {
    format!("{} {}", rows_word(rows), if rows == 1 { "is" } else { "are" })
}

/// A number of rows that are converted: `12 rows are converted`.
#[must_use]
pub fn converted(rows: u64) -> String {
    format!("{} converted", rows_are(rows))
}

/// A number of rows that hold something: `1 row holds`, `12 rows hold`.
#[must_use]
pub fn holding(rows: u64) -> String {
    if rows == 1 { "1 row holds".to_owned() } else { format!("{rows} rows hold") }
}
