//! The script an operator runs: complete, as it is, in sqlite3 or psql. Leaves out which migrations are in it.

use crate::apply::Direction;
use crate::error::RunError;
use crate::history::Project;
use crate::printer::described;
use crate::record::{Line, Recording, record};
use crate::rules::Rules;
use driftline_schema::Engine;

/// The script for the chosen migrations in running order; empty when there are none.
///
/// Each migration is one transaction with its history row. The row comes first, so that a script that no longer fits the
/// database fails before it changes anything.
///
/// # Errors
/// [`RunError::Asks`] for a migration that cannot be written down, [`RunError::Migration`] for one that fails by itself.
pub(crate) async fn script(
    project: &Project,
    rules: &dyn Rules,
    engine: Engine,
    chosen: &[usize],
    direction: Direction,
) -> Result<String, RunError> {
    if chosen.is_empty() {
        return Ok(String::new());
    }
    let mut lines = vec![
        format!("-- {} {}, for {}. Run it with {}.", count(chosen.len()), word(direction), engine, rules.shell()),
        rules.script_head().to_owned(),
        String::new(),
        terminated(&project.create_table_sql(rules.backend())),
    ];
    for migration in chosen.iter().filter_map(|index| project.migrations().get(*index)) {
        let name = migration.name();
        let recording = record(migration.as_ref(), direction, rules.backend()).await.map_err(|source| {
            RunError::Migration { name: name.to_owned(), way: direction.way(), source, kept: false }
        })?;
        if let Some(asked) = recording.asked {
            let command = format!("{} {name}", if direction == Direction::Up { "up" } else { "down" });
            return Err(RunError::Asks { name: name.to_owned(), asked, command });
        }
        let wrapped = migration.use_transaction() != Some(false) || steps_alone(engine, &recording);
        let history = history_rows(project, rules, engine, direction, name);
        let frame = Frame { rules, direction, wrapped };
        frame.write(&mut lines, name, &recording, &history);
    }
    Ok(lines.join("\n") + "\n")
}

/// On SQLite steps open their own transaction where nobody else does, so the script does it for them.
fn steps_alone(engine: Engine, recording: &Recording) -> bool {
    let has_steps = recording.lines.iter().any(|line| matches!(line, Line::Step { .. }));
    engine == Engine::Sqlite && has_steps && !recording.lines.contains(&Line::Sql("BEGIN".to_owned()))
}

/// What stands around a migration in the script.
struct Frame<'a> {
    rules: &'a dyn Rules,
    direction: Direction,
    wrapped: bool,
}

impl Frame<'_> {
    fn write(&self, lines: &mut Vec<String>, name: &str, recording: &Recording, history: &[String]) {
        let Frame { rules, direction, wrapped } = *self;
        lines.push(format!("\n-- {}", one_line(name)));
        if wrapped {
            lines.push(rules.script_begin(recording.rebuilds).to_owned());
            lines.extend_from_slice(history);
        }
        for line in &recording.lines {
            match line {
                Line::Step { summary, .. } => {
                    lines.push(format!("-- step: {}", one_line(&described(direction, summary))))
                }
                Line::Sql(sql) => lines.push(terminated(sql)),
            }
        }
        if wrapped {
            lines.push(rules.script_end(recording.rebuilds).to_owned());
        } else {
            lines.extend_from_slice(history);
        }
    }
}

/// Going down, the first statement violates NOT NULL unless the revision is recorded.
fn history_rows(project: &Project, rules: &dyn Rules, engine: Engine, direction: Direction, name: &str) -> Vec<String> {
    let table = engine.quote(&project.table().to_string());
    let name = engine.literal(name);
    let now = rules.script_now();
    match direction {
        Direction::Up => {
            vec![format!("INSERT INTO {table} (\"version\", \"applied_at\") VALUES ({name}, {now});")]
        }
        Direction::Down => vec![
            "-- fails unless this revision is recorded".to_owned(),
            format!(
                "INSERT INTO {table} (\"version\", \"applied_at\") SELECT {name}, NULL \
                 WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE \"version\" = {name});"
            ),
            format!("DELETE FROM {table} WHERE \"version\" = {name};"),
        ],
    }
}

/// The statement with its semicolon; behind a trailing comment it needs a line of its own.
fn terminated(sql: &str) -> String {
    let sql = sql.trim_end();
    if sql.ends_with(';') {
        return sql.to_owned();
    }
    let comment = sql.lines().last().is_some_and(|line| line.contains("--"));
    format!("{sql}{};", if comment { "\n" } else { "" })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count(migrations: usize) -> String {
    crate::target::migrations(migrations)
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}
