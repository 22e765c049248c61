//! The migration module: Rust source a reviewer reads and cargo compiles. Leaves out files, times and rustfmt.

use std::fmt::Write as _;

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::Change;
use driftline_plan::{Hazard, HazardKind, Plan, Statement, Step};
use driftline_schema::Engine;

use crate::merge::{Joined, join};
use crate::typed::{string, typed};

/// Everything a generated module says.
#[derive(Clone, Copy, Debug)]
pub struct Module<'a> {
    /// The author's message.
    pub message: &'a str,
    /// The revision before this one; `None` for the first.
    pub parent: Option<&'a str>,
    /// What the module does on each engine it serves; the database that was compared comes first.
    pub targets: &'a [Target<'a>],
}

/// What a module does on one engine.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The differences the plan carries out, for the header.
    pub changes: &'a [Change],
    /// The steps.
    pub plan: &'a Plan,
    /// Dangers that belong to no step: what the engine cannot hold.
    pub hazards: &'a [Hazard],
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
        for (line, engines) in self.lines(|target| self.changes_of(target)) {
            doc_line(&mut source, &format!("- `{line}`{}", self.only(&engines)));
        }
        source.push_str("//!\n");
        let hazards = self.lines(|target| {
            let steps = target.plan.steps.iter().flat_map(|step| &step.hazards);
            let line = |hazard: &Hazard| format!("{}: `{}`: {}", hazard.kind.name(), hazard.object, hazard.detail);
            target.hazards.iter().chain(steps).map(line).collect()
        });
        if hazards.is_empty() {
            source.push_str("//! Hazards: none.\n");
        } else {
            source.push_str("//! Hazards:\n");
            for (line, engines) in hazards {
                doc_line(&mut source, &format!("- {line}{}", self.only(&engines)));
            }
        }
        let lost = self.lines(|target| target.plan.steps.iter().filter_map(|step| step.loses.clone()).collect());
        if !lost.is_empty() {
            source.push_str("//!\n//! Going down does not bring back:\n");
            for (line, engines) in lost {
                doc_line(&mut source, &format!("- {line}{}", self.only(&engines)));
            }
        }
        let engines: Vec<Engine> = self.targets.iter().map(|target| target.plan.engine).collect();
        let _ = writeln!(source, "//!\n//! Made for {}.\n", titles(&engines));
        source.push_str(FRAME);
        source.push_str("\nfn steps() -> Steps {\n    Steps::new()\n");
        let plans: Vec<&Plan> = self.targets.iter().map(|target| target.plan).collect();
        let tables = self.targets.iter().flat_map(|target| target.changes).filter_map(Change::table);
        for step in join(&plans, &tables.collect::<BTreeSet<_>>()) {
            write_step(&mut source, &step);
        }
        source.push_str("}\n");
        source
    }

    /// The changes of a target. The first one's words stand for an object that differs on it too: the others say only what
    /// it does not see (a longer integer, which SQLite does not tell from a short one).
    fn changes_of(&self, target: &Target<'_>) -> Vec<String> {
        let Some(first) = self.targets.first() else { return Vec::new() };
        let known: BTreeSet<String> = first.changes.iter().map(Change::object).collect();
        let is_first = first.plan.engine == target.plan.engine;
        let news = target.changes.iter().filter(|change| is_first || !known.contains(&change.object()));
        news.map(Change::describe).collect()
    }

    /// Lines of every target, each once, in the order in which they come up, with the engines that say it.
    fn lines(&self, of: impl Fn(&Target<'_>) -> Vec<String>) -> Vec<(String, Vec<Engine>)> {
        let mut lines: Vec<(String, Vec<Engine>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for target in self.targets {
            for line in of(target) {
                let place = *places.entry(line.clone()).or_insert_with(|| {
                    lines.push((line, Vec::new()));
                    lines.len() - 1
                });
                if !lines[place].1.contains(&target.plan.engine) {
                    lines[place].1.push(target.plan.engine);
                }
            }
        }
        lines
    }

    /// The engines in parentheses, where a line does not speak for the database that was compared.
    fn only(&self, engines: &[Engine]) -> String {
        let first = self.targets.first().map(|target| target.plan.engine);
        if first.is_some_and(|first| engines.contains(&first)) {
            return String::new();
        }
        format!(" ({})", titles(engines))
    }
}

/// `SQLite`, `SQLite and PostgreSQL`, `SQLite, PostgreSQL and MariaDB/MySQL`.
fn titles(engines: &[Engine]) -> String {
    let names: Vec<&str> = engines.iter().map(|engine| engine.title()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
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

/// One engine's share of a step.
struct Share<'a> {
    engine: Engine,
    rebuilds: Option<String>,
    up: Vec<&'a Statement>,
    down: Vec<&'a Statement>,
}

impl<'a> Share<'a> {
    fn of(engine: Engine, steps: &[&'a Step]) -> Self {
        Self {
            engine,
            rebuilds: steps.iter().find_map(|step| step.rebuilds.as_ref()).map(|table| table.name.clone()),
            up: steps.iter().flat_map(|step| &step.up).collect(),
            down: steps.iter().rev().flat_map(|step| &step.down).collect(),
        }
    }

    fn is_idle(&self) -> bool {
        self.up.is_empty() && self.down.is_empty()
    }
}

/// Typed statements that serve several engines.
struct Shared {
    engines: Vec<Engine>,
    up: Vec<Code>,
    down: Vec<Code>,
}

/// The typed statements that serve most of the shares; nothing where no two of several engines agree.
fn shared(shares: &[Share<'_>]) -> Option<Shared> {
    let open: Vec<&Share<'_>> = shares.iter().filter(|share| !share.is_idle() && share.rebuilds.is_none()).collect();
    let mut best: Option<Shared> = None;
    for seed in &open {
        let mut chosen = vec![*seed];
        let Some(mut found) = shared_by(&chosen) else { continue };
        for other in &open {
            if other.engine == seed.engine {
                continue;
            }
            chosen.push(other);
            match shared_by(&chosen) {
                Some(more) => found = more,
                None => {
                    chosen.pop();
                }
            }
        }
        if best.as_ref().is_none_or(|best| found.engines.len() > best.engines.len()) {
            best = Some(found);
        }
    }
    best.filter(|best| best.engines.len() > 1 || shares.len() == 1)
}

fn shared_by(shares: &[&Share<'_>]) -> Option<Shared> {
    let codes = |way: for<'s, 'a> fn(&'s Share<'a>) -> &'s [&'a Statement]| -> Option<Vec<Code>> {
        let statements: Vec<(Engine, &[&Statement])> = shares.iter().map(|share| (share.engine, way(share))).collect();
        let length = statements.first()?.1.len();
        if statements.iter().any(|(_, list)| list.len() != length) {
            return None;
        }
        let at = |place: usize| {
            let planned: Vec<_> = statements.iter().map(|(engine, list)| (*engine, list[place])).collect();
            typed(&planned).map(Code::Typed)
        };
        (0..length).map(at).collect()
    };
    Some(Shared {
        engines: shares.iter().map(|share| share.engine).collect(),
        up: codes(|share| &share.up)?,
        down: codes(|share| &share.down)?,
    })
}

fn write_step(source: &mut String, step: &Joined<'_>) {
    let _ = write!(source, "        .step(\n            Step::new({})", string(&flat(&step.summary)));
    let steps = || step.parts.iter().flat_map(|(_, steps)| steps);
    let mut said = BTreeSet::new();
    for hazard in steps().flat_map(|step| &step.hazards) {
        let is_loss = hazard.kind == HazardKind::LosesRows || hazard.kind == HazardKind::FillsNulls;
        if is_loss && said.insert(hazard.to_string()) {
            let _ = write!(source, "\n                // {}", flat(&hazard.to_string()));
        }
    }
    let mut lost: Vec<&str> = Vec::new();
    for loss in steps().filter_map(|step| step.loses.as_deref()) {
        if !lost.contains(&loss) {
            lost.push(loss);
        }
    }
    if !lost.is_empty() {
        let _ = write!(source, "\n                .loses({})", string(&flat(&lost.join("; "))));
    }
    let shares: Vec<Share<'_>> = step.parts.iter().map(|(engine, steps)| Share::of(*engine, steps)).collect();
    let shared = shared(&shares);
    if let Some(shared) = &shared {
        write_calls(source, 16, "up", &shared.up);
        write_calls(source, 16, "down", &shared.down);
    }
    for share in &shares {
        if shared.as_ref().is_some_and(|shared| shared.engines.contains(&share.engine)) {
            continue;
        }
        if share.is_idle() {
            let _ = write!(source, "\n                .nothing_on(DbBackend::{})", backend(share.engine));
            continue;
        }
        let _ = write!(
            source,
            "\n                .on(DbBackend::{}, |branch| {{\n                    branch",
            backend(share.engine)
        );
        if let Some(table) = &share.rebuilds {
            let _ = write!(source, "\n                        .rebuilds({})", string(table));
        }
        let codes = |statements: &[&Statement]| -> Vec<Code> {
            statements.iter().map(|statement| code(share.engine, statement)).collect()
        };
        write_calls(source, 24, "up", &codes(&share.up));
        write_calls(source, 24, "down", &codes(&share.down));
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
    match typed(&[(engine, statement)]) {
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
