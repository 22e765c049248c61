//! The report: what differs, what is dangerous, what was left alone and what could not be compared, as a tree for a
//! person. Leaves out where it is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use driftline_diff::{Change, Unmanaged};
use driftline_plan::{Hazard, Plan, Statement, Step};
use driftline_schema::NotCompared;
use serde_json::{Value, json};

use crate::module::Target;

/// Whether the report carries terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape sequences.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// What a report speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The differences.
    pub changes: &'a [Change],
    /// The plan, if one was made.
    pub plan: Option<&'a Plan>,
    /// Live objects nobody manages.
    pub unmanaged: &'a [Unmanaged],
    /// What could not be compared.
    pub not_compared: &'a [NotCompared],
    /// Dangers that belong to no step of the plan.
    pub hazards: &'a [Hazard],
    /// What the migration does on other engines: said as far as it is something else.
    pub others: &'a [Target<'a>],
}

impl Report<'_> {
    /// The tree of changes, table by table, then hazards, unmanaged objects and what was not compared.
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        let mut text = String::new();
        for (group, changes) in self.groups() {
            if let Some(table) = &group {
                let _ = writeln!(text, "{}", paint(style, "1", table));
            }
            for change in changes {
                let line = change.describe();
                let line = group.as_ref().and_then(|table| line.strip_prefix(&format!("{table}  "))).unwrap_or(&line);
                let indent = if group.is_some() { "  " } else { "" };
                let _ = writeln!(text, "{indent}{}", paint(style, colour(change.mark()), line));
            }
        }
        let known: BTreeSet<String> = self.changes.iter().map(Change::object).collect();
        for other in self.others {
            let news = other.changes.iter().filter(|change| !known.contains(&change.object()));
            section(&mut text, &format!("on {} only", other.plan.engine), news.map(Change::describe));
        }
        let steps = self.plan.iter().flat_map(|plan| &plan.steps);
        let hazards: Vec<&Hazard> = self.hazards.iter().chain(steps.flat_map(|step| &step.hazards)).collect();
        section(&mut text, "hazards", hazards.iter().map(|hazard| paint(style, "33", &hazard.to_string())));
        let said: BTreeSet<String> = hazards.iter().map(|hazard| hazard.to_string()).collect();
        for other in self.others {
            let steps = other.plan.steps.iter().flat_map(|step| &step.hazards);
            let lines = other.hazards.iter().chain(steps).map(ToString::to_string);
            let news = lines.filter(|line| !said.contains(line)).map(|line| paint(style, "33", &line));
            section(&mut text, &format!("hazards on {}", other.plan.engine), news);
        }
        section(
            &mut text,
            "unmanaged, left alone",
            self.unmanaged.iter().map(|object| format!("{} {}", object.kind, object.name)),
        );
        section(
            &mut text,
            "not compared",
            self.not_compared.iter().map(|object| format!("{}: {}", object.object, object.reason)),
        );
        text
    }

    /// Changes grouped by table where there are several things to say of one; order is the changes' own.
    fn groups(&self) -> Vec<(Option<String>, Vec<&Change>)> {
        let mut groups: Vec<(Option<String>, Vec<&Change>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for change in self.changes {
            let whole = matches!(change, Change::CreateTable(_) | Change::DropTable(_) | Change::RenameTable { .. });
            match change.table().filter(|_| !whole) {
                Some(table) => {
                    let table = table.to_string();
                    let place = *places.entry(table.clone()).or_insert_with(|| {
                        groups.push((Some(table), Vec::new()));
                        groups.len() - 1
                    });
                    groups[place].1.push(change);
                }
                None => groups.push((None, vec![change])),
            }
        }
        groups
    }
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let gap = if text.is_empty() { "" } else { "\n" };
    let _ = writeln!(text, "{gap}{title}:");
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

fn colour(mark: char) -> &'static str {
    match mark {
        '+' => "32",
        '-' => "31",
        _ => "36",
    }
}

fn paint(style: Style, code: &str, text: &str) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
    }
}

/// The report as one JSON document, for programs: `changes`, `steps` with their SQL and hazards, `unmanaged` and
/// `not_compared`.
#[must_use]
pub fn json(report: &Report<'_>) -> String {
    let changes: Vec<Value> = report
        .changes
        .iter()
        .map(|change| {
            json!({
                "mark": change.mark().to_string(),
                "table": change.table().map(ToString::to_string),
                "text": change.describe(),
            })
        })
        .collect();
    let steps: Vec<Value> = report.plan.iter().flat_map(|plan| &plan.steps).map(step).collect();
    let unmanaged: Vec<Value> =
        report.unmanaged.iter().map(|object| json!({"kind": object.kind, "name": object.name})).collect();
    let not_compared: Vec<Value> =
        report.not_compared.iter().map(|object| json!({"object": object.object, "reason": object.reason})).collect();
    let document = json!({
        "changes": changes,
        "steps": steps,
        "unmanaged": unmanaged,
        "not_compared": not_compared,
    });
    format!("{document:#}\n")
}

fn step(step: &Step) -> Value {
    let statements = |statements: &[Statement]| statements.iter().map(|one| one.sql.clone()).collect::<Vec<_>>();
    let hazards: Vec<Value> = step
        .hazards
        .iter()
        .map(|hazard| json!({"kind": hazard.kind.name(), "object": hazard.object, "detail": hazard.detail}))
        .collect();
    json!({
        "summary": step.summary,
        "up": statements(&step.up),
        "down": statements(&step.down),
        "rebuilds": step.rebuilds.as_ref().map(ToString::to_string),
        "loses": step.loses,
        "hazards": hazards,
    })
}
