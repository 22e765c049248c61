//! The migration module: Rust source a reviewer reads and cargo compiles. Leaves out files, times and rustfmt.

use std::fmt::Write as _;

use driftline_diff::Change;
use driftline_plan::{HazardKind, Plan, Statement, Step};
use driftline_schema::Engine;

use crate::typed::{string, typed};

/// Everything a generated module says.
#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    /// The author's message.
    pub message: &'a str,
    /// The revision before this one; `None` for the first.
    pub parent: Option<&'a str>,
    /// The differences the plan carries out, for the header.
    pub changes: &'a [Change],
    /// What the module does.
    pub plan: &'a Plan,
}

/// An empty module for hand-written work.
#[derive(Clone, Copy, Debug)]
pub struct Revision<'a> {
    /// The author's message.
    pub message: &'a str,
    /// The revision before this one; `None` for the first.
    pub parent: Option<&'a str>,
}

const FRAME: &str = r"use driftline_runner::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        steps().up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        steps().down(manager).await
    }
}
";

impl Module<'_> {
    /// The module's source. Equal input gives equal bytes.
    #[must_use]
    pub fn source(&self) -> String {
        let mut source = header(self.message, self.parent);
        source.push_str("//!\n//! Changes:\n");
        for change in self.changes {
            doc_line(&mut source, &format!("- `{}`", change.describe()));
        }
        source.push_str("//!\n");
        let hazards: Vec<_> = self.plan.steps.iter().flat_map(|step| &step.hazards).collect();
        if hazards.is_empty() {
            source.push_str("//! Hazards: none.\n");
        } else {
            source.push_str("//! Hazards:\n");
            for hazard in &hazards {
                doc_line(&mut source, &format!("- {}: `{}`: {}", hazard.kind.name(), hazard.object, hazard.detail));
            }
        }
        let lost: Vec<_> = self.plan.steps.iter().filter_map(|step| step.loses.as_deref()).collect();
        if !lost.is_empty() {
            source.push_str("//!\n//! Going down does not bring back:\n");
            for lost in lost {
                doc_line(&mut source, &format!("- {lost}"));
            }
        }
        let _ = writeln!(source, "//!\n//! Made for {}.\n", self.plan.engine.title());
        source.push_str(FRAME);
        source.push_str("\nfn steps() -> Steps {\n    Steps::new()\n");
        for step in &self.plan.steps {
            write_step(&mut source, self.plan.engine, step);
        }
        source.push_str("}\n");
        source
    }
}

impl Revision<'_> {
    /// The module's source.
    #[must_use]
    pub fn source(&self) -> String {
        let mut source = header(self.message, self.parent);
        source.push_str(
            "//!\n//! Written by hand. Every step says in one line what it does, how, and how it is taken back; `down` runs the\n//! steps from last to first.\n\n",
        );
        source.push_str(FRAME);
        source.push_str(
            r#"
fn steps() -> Steps {
    Steps::new()
    // One step per thing done. A statement is one of sea-query's or SQL text:
    //
    // .step(
    //     Step::new("add column contacts.nick")
    //         .up(Table::alter().table("contacts").add_column(ColumnDef::new("nick").string()).to_owned())
    //         .down(Table::alter().table("contacts").drop_column("nick").to_owned()),
    // )
    //
    // What cannot be taken back is said in words:
    //
    // .step(
    //     Step::new("delete tags nobody uses")
    //         .up("DELETE FROM tags WHERE id NOT IN (SELECT tag_id FROM relationship_tags)")
    //         .loses("the tags that nobody used"),
    // )
    //
    // Where engines differ, a step has a branch for each:
    //
    // .step(
    //     Step::new("collect statistics")
    //         .on(DbBackend::Sqlite, |branch| branch.up("ANALYZE contacts"))
    //         .on(DbBackend::Postgres, |branch| branch.up("ANALYZE contacts")),
    // )
}
"#,
        );
        source
    }
}

fn header(message: &str, parent: Option<&str>) -> String {
    let mut source = String::new();
    doc_line(&mut source, &sentence(message));
    source.push_str("//!\n");
    let _ = writeln!(source, "//! Parent: {}", parent.unwrap_or("none, this is the first revision"));
    source
}

fn sentence(message: &str) -> String {
    let mut characters = message.trim().chars();
    let mut text: String = characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    text.extend(characters);
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// One documentation line; line breaks inside names or literals must not end the comment.
fn doc_line(source: &mut String, text: &str) {
    let _ = writeln!(source, "//! {}", flat(text).trim_end());
}

fn write_step(source: &mut String, engine: Engine, step: &Step) {
    let _ = write!(source, "        .step(\n            Step::new({})", string(&flat(&step.summary)));
    for hazard in &step.hazards {
        if hazard.kind == HazardKind::LosesRows || hazard.kind == HazardKind::FillsNulls {
            let _ = write!(source, "\n                // {}", flat(&hazard.to_string()));
        }
    }
    if let Some(lost) = &step.loses {
        let _ = write!(source, "\n                .loses({})", string(&flat(lost)));
    }
    let up: Vec<_> = step.up.iter().map(|statement| code(engine, statement)).collect();
    let down: Vec<_> = step.down.iter().map(|statement| code(engine, statement)).collect();
    let typed = up.iter().chain(&down).all(|code| matches!(code, Code::Typed(_)));
    if typed && step.rebuilds.is_none() {
        write_calls(source, 16, "up", &up);
        write_calls(source, 16, "down", &down);
    } else {
        let _ = write!(
            source,
            "\n                .on(DbBackend::{}, |branch| {{\n                    branch",
            backend(engine)
        );
        if let Some(table) = &step.rebuilds {
            let _ = write!(source, "\n                        .rebuilds({})", string(&table.name));
        }
        write_calls(source, 24, "up", &up);
        write_calls(source, 24, "down", &down);
        source.push_str("\n                })");
    }
    source.push_str(",\n        )\n");
}

/// The text on one line: a line break inside a name or literal must not end a comment.
pub(crate) fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn backend(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "Sqlite",
        Engine::Postgres => "Postgres",
        Engine::MySql => "MySql",
    }
}

enum Code {
    Typed(String),
    Raw(String),
}

fn code(engine: Engine, statement: &Statement) -> Code {
    match typed(engine, statement) {
        Some(code) => Code::Typed(code),
        None => Code::Raw(string(&readable(engine, &statement.sql))),
    }
}

fn write_calls(source: &mut String, indent: usize, method: &str, statements: &[Code]) {
    for statement in statements {
        let (Code::Typed(text) | Code::Raw(text)) = statement;
        let _ = write!(source, "\n{:indent$}.{method}({text})", "");
    }
}

/// A long `CREATE TABLE` with its outermost list broken into lines, one item each. White space between tokens only, so that
/// no literal changes.
fn readable(engine: Engine, sql: &str) -> String {
    if sql.len() <= 100 || !sql.starts_with("CREATE TABLE") {
        return sql.to_owned();
    }
    let mut broken = String::with_capacity(sql.len() + 64);
    let mut depth = 0_usize;
    let mut copied = 0;
    for token in driftline_schema::sql::tokens(engine, sql) {
        if token.is_mark("(") {
            depth += 1;
            if depth == 1 {
                broken.push_str(&sql[copied..token.end]);
                broken.push_str("\n    ");
                copied = skip_blank(sql, token.end);
            }
        } else if token.is_mark(")") {
            if depth == 1 {
                broken.push_str(sql[copied..token.start].trim_end());
                broken.push('\n');
                copied = token.start;
            }
            depth = depth.saturating_sub(1);
        } else if token.is_mark(",") && depth == 1 {
            broken.push_str(&sql[copied..token.end]);
            broken.push_str("\n    ");
            copied = skip_blank(sql, token.end);
        }
    }
    broken.push_str(&sql[copied..]);
    broken
}

fn skip_blank(sql: &str, at: usize) -> usize {
    at + sql[at..].len() - sql[at..].trim_start().len()
}
