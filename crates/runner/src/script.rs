//! The script an operator runs: complete, as it is, in sqlite3, psql or mariadb. Leaves out which migrations are in it.

use crate::apply::Direction;
use crate::error::{Left, RunError};
use crate::history::Project;
use crate::printer::described;
use crate::record::{Line, Recording, record};
use crate::rules::{self, Rules};
use driftline_schema::Engine;

/// The script for the chosen migrations in running order; empty when there are none.
///
/// Each migration is one transaction with its history row. The row comes first, so that a script that no longer fits the
/// database fails before it changes anything. Outside a transaction the row comes last, and a guard takes its place.
///
/// # Errors
/// [`RunError::Asks`] for a migration that cannot be written down, [`RunError::Migration`] for one that fails by itself.
pub(crate) async fn script(
    project: &Project,
    engine: Engine,
    chosen: &[usize],
    direction: Direction,
) -> Result<String, RunError> {
    if chosen.is_empty() {
        return Ok(String::new());
    }
    let rules = rules::of(engine);
    let mut lines = vec![
        format!("-- {} {}, for {}. Run it with {}.", count(chosen.len()), word(direction), engine, rules.shell()),
        rules.script_head(),
        String::new(),
        rules.script_statement(&project.create_table_sql(rules.backend())),
    ];
    for migration in chosen.iter().filter_map(|index| project.migrations().get(*index)) {
        let name = migration.name();
        let recording = record(migration.as_ref(), direction, engine).await.map_err(|source| RunError::Migration {
            name: name.to_owned(),
            way: direction.way(),
            source,
            left: Left::Nothing,
        })?;
        if let Some(asked) = recording.asked {
            let command = format!("{} {name}", if direction == Direction::Up { "up" } else { "down" });
            return Err(RunError::Asks { name: name.to_owned(), asked, command });
        }
        // PostgreSQL refuses what such a step runs in a transaction; the others know no such statements.
        let outside = engine == Engine::Postgres && recording.outside;
        let wrapped = (rules::in_transaction(rules, migration.as_ref()) && !outside) || steps_alone(engine, &recording);
        let history = History::of(project, rules, engine, direction, name);
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
    fn write(&self, lines: &mut Vec<String>, name: &str, recording: &Recording, history: &History) {
        let Frame { rules, direction, wrapped } = *self;
        lines.push(format!("\n-- {}", one_line(name)));
        if wrapped {
            lines.push(rules.script_begin(recording.rebuilds).to_owned());
        }
        // A row that is written first and is there already fails by itself.
        if !wrapped || direction == Direction::Down {
            lines.extend([history.guard_note.clone(), history.guard.clone()]);
        }
        if wrapped {
            lines.push(history.row.clone());
        }
        for line in &recording.lines {
            match line {
                Line::Step { summary, .. } => {
                    lines.push(format!("-- step: {}", one_line(&described(direction, summary))))
                }
                Line::Sql(sql) => lines.push(rules.script_statement(sql)),
            }
        }
        if wrapped {
            lines.push(rules.script_end(recording.rebuilds).to_owned());
        } else {
            lines.push(history.row.clone());
        }
    }
}

/// What a migration's part of the script does with the history.
struct History {
    guard_note: String,
    /// Fails, on every engine and in every mode, where the script no longer fits: it adds a row twice, and the key refuses
    /// with the reason in its message.
    guard: String,
    row: String,
}

impl History {
    fn of(project: &Project, rules: &dyn Rules, engine: Engine, direction: Direction, revision: &str) -> History {
        let table = engine.quote(&project.table().to_string());
        let (version, applied_at) = (engine.quote("version"), engine.quote("applied_at"));
        let name = engine.literal(revision);
        let (unless, misfit, there, row) = match direction {
            Direction::Up => (
                "fails if this revision is recorded already",
                format!("{revision} is recorded already"),
                "EXISTS",
                format!("INSERT INTO {table} ({version}, {applied_at}) VALUES ({name}, {});", rules.script_now()),
            ),
            Direction::Down => (
                "fails unless this revision is recorded",
                format!("{revision} is not recorded"),
                "NOT EXISTS",
                format!("DELETE FROM {table} WHERE {version} = {name};"),
            ),
        };
        let guard = format!(
            "INSERT INTO {table} ({version}, {applied_at}) SELECT {}, 0 FROM (SELECT 1 UNION ALL SELECT 2) twice \
             WHERE {there} (SELECT 1 FROM {table} WHERE {version} = {name});",
            engine.literal(&misfit)
        );
        History { guard_note: format!("-- {unless}"), guard, row }
    }
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
