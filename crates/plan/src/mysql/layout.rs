//! How a table's rows are laid out beside its columns: partitions, and MariaDB's history of rows. What is in the way of other
//! changes is taken apart before them, and put together after them. Leaves out the words (`print`, `alter`).
//!
//! Rows stay: no partition is ever dropped, its rows move into the others. Where no partition takes a row the engine refuses
//! (error 1526). Only the history itself is lost with `DROP SYSTEM VERSIONING`, which is a hazard with its count.

use driftline_schema::{Column, ObjectName, Sql, Table, sql};

use super::ENGINE;
use super::moves::Planner;
use super::print::name;
use crate::hazard::rows_are;
use crate::probe::count;
use crate::{Hazard, HazardKind, Probe, Statement, Step};

/// The option of a table that keeps the history of its rows.
pub(super) const VERSIONED: &str = "system_versioning";

/// Whether the table keeps the history of its rows.
pub(super) fn is_versioned(table: &Table) -> bool {
    table.options.storage.iter().any(|option| option == VERSIONED)
}

/// `ROW START` or `ROW END`, where the column holds the bound of the time in which a row was there.
pub(super) fn row_bound(column: &Column) -> Option<&str> {
    let text = column.generated.as_ref()?.expression.text();
    ["ROW START", "ROW END"].into_iter().find(|bound| text.eq_ignore_ascii_case(bound))
}

/// The columns that hold the bounds, the first one first.
pub(super) fn period(table: &Table) -> Option<(&Column, &Column)> {
    let of = |bound: &str| table.columns.iter().find(|column| row_bound(column) == Some(bound));
    Some((of("ROW START")?, of("ROW END")?))
}

/// A clause taken apart: what stands before the partitions, and each of them by name.
struct Clause<'a> {
    head: &'a str,
    partitions: Vec<(String, &'a str)>,
}

fn taken_apart(clause: &Sql) -> Clause<'_> {
    let text = clause.text();
    let found = sql::tokens(ENGINE, text);
    let list = (0..found.len().saturating_sub(1))
        .find(|at| found[*at].is_mark("(") && found[at + 1].is_word("partition"))
        .and_then(|open| Some((open, sql::closing(&found, open)?)));
    let Some((open, close)) = list else { return Clause { head: text, partitions: Vec::new() } };
    let mut partitions = Vec::new();
    let (mut at, mut start) = (open + 1, open + 1);
    while at <= close {
        if found[at].is_mark("(") {
            at = sql::closing(&found, at).unwrap_or(close);
        } else if at == close || found[at].is_mark(",") {
            let given = found.get(start + 1).and_then(|token| token.name()).unwrap_or_default();
            partitions.push((given, &text[found[start].start..found[at - 1].end]));
            start = at + 1;
        }
        at += 1;
    }
    Clause { head: text[..found[open].start].trim_end(), partitions }
}

/// The number behind `PARTITIONS` and what stands before it; one partition is not said.
fn number(clause: &Sql) -> (&str, u32) {
    let text = clause.text();
    let parts = text.rsplit_once(" PARTITIONS ").and_then(|(head, count)| Some((head, count.parse().ok()?)));
    parts.unwrap_or((text, 1))
}

/// What stands behind `ALTER TABLE` to lead from one layout to another, if they differ: only the partitions that change are
/// written anew where the engine can tell which.
pub(super) fn repartitioned(from: Option<&Sql>, to: Option<&Sql>) -> Option<String> {
    if from == to {
        return None;
    }
    let Some(to) = to else { return Some("REMOVE PARTITIONING".to_owned()) };
    let Some(from) = from else { return Some(to.text().to_owned()) };
    let (old, new) = (taken_apart(from), taken_apart(to));
    Some(by_number(from, to, &old, &new).or_else(|| by_list(&old, &new)).unwrap_or_else(|| to.text().to_owned()))
}

fn by_number(from: &Sql, to: &Sql, old: &Clause<'_>, new: &Clause<'_>) -> Option<String> {
    let ((head, before), (other, after)) = (number(from), number(to));
    let is_spread = old.partitions.is_empty() && new.partitions.is_empty();
    if !is_spread || Sql::new(ENGINE, head) != Sql::new(ENGINE, other) {
        return None;
    }
    Some(if after > before {
        format!("ADD PARTITION PARTITIONS {}", after - before)
    } else {
        format!("COALESCE PARTITION {}", before - after)
    })
}

fn by_list(old: &Clause<'_>, new: &Clause<'_>) -> Option<String> {
    let is_range = Sql::new(ENGINE, old.head).key().starts_with("partition by range");
    let same = |one: &str, other: &str| Sql::new(ENGINE, one) == Sql::new(ENGINE, other);
    let is_list = !old.partitions.is_empty() && !new.partitions.is_empty();
    // Parts of partitions would lose their names.
    if !is_list || !is_range || !same(old.head, new.head) || old.head.to_lowercase().contains("subpartition by") {
        return None;
    }
    let alike = |pair: &(&(String, &str), &(String, &str))| same(pair.0.1, pair.1.1);
    let first = old.partitions.iter().zip(&new.partitions).take_while(alike).count();
    let (old, new) = (&old.partitions[first..], &new.partitions[first..]);
    let last = old.iter().rev().zip(new.iter().rev()).take_while(alike).count();
    let words = |partitions: &[(String, &str)]| partitions.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(", ");
    if old.is_empty() {
        return Some(format!("ADD PARTITION ({})", words(new)));
    }
    if last == 0 {
        // Whether the last bound moves up or down is not for a text to say.
        return None;
    }
    // What changes does so together with the partition behind it, whose bound stays (error 1520).
    let (old, new) = (&old[..=old.len() - last], &new[..=new.len() - last]);
    let names: Vec<String> = old.iter().map(|(given, _)| ENGINE.quote(given)).collect();
    Some(format!("REORGANIZE PARTITION {} INTO ({})", names.join(", "), words(new)))
}

impl Planner<'_> {
    /// Tables whose layout goes, or is in the way of what changes.
    pub(super) fn take_layouts_apart(&mut self) {
        for (live, wanted) in self.tables() {
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            if now.options.partition_by.is_some() && self.is_partitioning_in_the_way(&live, &now, &wanted) {
                let mut next = now.clone();
                next.options.partition_by = None;
                self.push_layout(&now, next, format!("remove the partitions of {}", wanted.name));
            }
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            if is_versioned(&now) && (!is_versioned(&wanted) || !has_same_period(&now, &wanted)) {
                let mut next = now.clone();
                next.options.storage.retain(|option| option != VERSIONED);
                next.columns.retain(|column| row_bound(column).is_none());
                self.push_layout(&now, next, format!("stop keeping the history of {}", wanted.name));
            }
        }
    }

    /// Tables whose layout comes or is another one now.
    pub(super) fn put_layouts_together(&mut self) {
        for (_, wanted) in self.tables() {
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            if is_versioned(&wanted) && !is_versioned(&now) {
                let mut next = now.clone();
                next.options.storage.clone_from(&wanted.options.storage);
                next.columns.extend(wanted.columns.iter().filter(|column| row_bound(column).is_some()).cloned());
                self.push_layout(&now, next, format!("keep the history of {}", wanted.name));
            }
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            if now.options.partition_by != wanted.options.partition_by {
                let mut next = now.clone();
                next.options.partition_by.clone_from(&wanted.options.partition_by);
                self.push_layout(&now, next, format!("partition {} otherwise", wanted.name));
            }
        }
    }

    fn push_layout(&mut self, now: &Table, next: Table, summary: String) {
        let rows = self.rows(&next.name);
        let history = self.survey.names.table(&next.name).clone();
        let mut hazards = Vec::new();
        let (old, new) = (now.options.partition_by.as_ref(), next.options.partition_by.as_ref());
        let is_limited = |clause: &Sql| {
            let key = clause.key();
            let takes_all = key.contains("maxvalue") || key.contains(" default") || key.contains("less than maxvalue");
            (key.contains("less than") || key.contains("values in")) && !takes_all
        };
        if old != new {
            hazards.extend(self.rewrites(&next.name, &next.name));
            if rows > 0 && new.is_some_and(is_limited) {
                let detail = format!("{} looked at: one that no partition takes refuses the statement", rows_are(rows));
                hazards.push(Hazard::new(HazardKind::FailsOnData, &next.name, detail));
            }
        }
        let loses_history = is_versioned(now) && !is_versioned(&next);
        if loses_history {
            let lost = count(self.context().facts, &Probe::History(history));
            let detail = format!("{} lost that tell what the table held before", rows_are(lost));
            hazards.push(Hazard::new(HazardKind::LosesRows, &next.name, detail));
        }
        let name = next.name.clone();
        let Some(mut made) = self.move_on(now, next, summary) else { return };
        made.hazards = hazards;
        made.loses = loses_history.then(|| format!("the history of {name}"));
        self.steps.push(made);
    }

    /// Whether the partitions must go before other changes: for good, or while what they rest on changes.
    fn is_partitioning_in_the_way(&self, live: &ObjectName, now: &Table, wanted: &Table) -> bool {
        let Some(clause) = &now.options.partition_by else { return false };
        if wanted.options.partition_by.is_none() {
            return true;
        }
        let says = |column: &Column| sql::mentions(ENGINE, clause.text(), &column.name);
        let is_touched = |column: &Column| {
            let after = wanted.column(&self.survey.new_column(live, &column.name));
            self.survey.is_gone(live, &column.name)
                || after.is_none_or(|after| after.name != column.name || after.data_type != column.data_type)
        };
        let uniques = |table: &Table| {
            let found: Vec<_> = table.indexes.iter().filter(|index| index.unique).cloned().collect();
            (table.primary_key.clone(), found)
        };
        let is_other = wanted.options.partition_by != now.options.partition_by;
        now.columns.iter().any(|column| says(column) && is_touched(column))
            || is_other && (uniques(now) != uniques(wanted) || now.options.engine != wanted.options.engine)
    }

    /// Says around each step that changes a table with history that its history is kept as it is (error 4119).
    pub(super) fn keep_histories(&self, steps: &mut [Step]) {
        let (current, desired) = (&self.context().current.tables, &self.context().desired.tables);
        let versioned: Vec<String> = current
            .iter()
            .filter(|(_, table)| is_versioned(table))
            .flat_map(|(live, _)| [name(live), name(self.survey.new_table(live))])
            .chain(desired.values().filter(|table| is_versioned(table)).map(|table| name(&table.name)))
            .collect();
        if versioned.is_empty() {
            return;
        }
        let is_one = |statement: &Statement| {
            let text = &statement.sql;
            versioned.iter().any(|table| {
                text.starts_with(&format!("ALTER TABLE {table} "))
                    || (text.starts_with("CREATE ") || text.starts_with("DROP INDEX"))
                        && text.contains("INDEX ")
                        && text.contains(&format!(" ON {table}"))
            })
        };
        for statements in steps.iter_mut().flat_map(|step| [&mut step.up, &mut step.down]) {
            if statements.iter().any(is_one) {
                statements.insert(0, Statement::raw("SET system_versioning_alter_history = KEEP"));
                statements.push(Statement::raw("SET system_versioning_alter_history = ERROR"));
            }
        }
    }
}

fn has_same_period(one: &Table, other: &Table) -> bool {
    let bounds = |table: &Table| -> Vec<Column> {
        table.columns.iter().filter(|column| row_bound(column).is_some()).cloned().collect()
    };
    bounds(one) == bounds(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, wanted: &str) {
        let clause = |text: &str| (!text.is_empty()).then(|| Sql::new(ENGINE, text));
        assert_eq!(repartitioned(clause(from).as_ref(), clause(to).as_ref()).unwrap_or_default(), wanted);
    }

    #[test]
    fn only_what_changes_is_written_anew() {
        let range = |parts: &str| format!("PARTITION BY RANGE (`a`) ({parts})");
        let (a, b, c) = (
            "PARTITION `a` VALUES LESS THAN (1)",
            "PARTITION `b` VALUES LESS THAN (2)",
            "PARTITION `c` VALUES LESS THAN MAXVALUE",
        );
        let all = range(&format!("{a}, {b}, {c}"));
        check(&all, &all, "");
        check(&all, "", "REMOVE PARTITIONING");
        check("", &all, &all);
        check(&range(a), &range(&format!("{a}, {b}")), &format!("ADD PARTITION ({b})"));
        check(&range(&format!("{a}, {b}")), &range(a), &range(a));
        check(&range(&format!("{a}, {c}")), &all, &format!("REORGANIZE PARTITION `c` INTO ({b}, {c})"));
        check(&all, &range(&format!("{a}, {c}")), &format!("REORGANIZE PARTITION `b`, `c` INTO ({c})"));
        check(
            "PARTITION BY HASH (`a`) PARTITIONS 2",
            "PARTITION BY HASH (`a`) PARTITIONS 5",
            "ADD PARTITION PARTITIONS 3",
        );
        check("PARTITION BY KEY (`a`) PARTITIONS 3", "PARTITION BY KEY (`a`)", "COALESCE PARTITION 2");
        check("PARTITION BY KEY (`a`)", "PARTITION BY HASH (`a`)", "PARTITION BY HASH (`a`)");
    }
}
