//! The plan: ordered steps for one engine. Leaves out each engine's statements, which are in the engine's own file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use driftline_diff::Difference;
use driftline_schema::{Engine, ObjectName, Schema};

use crate::{Facts, Step, label, mysql, postgres, sqlite};

/// Ordered steps that turn one schema into another on one engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The engine the statements are for.
    pub engine: Engine,
    /// The steps in running order; going down runs each step's `down` from the last step to the first.
    pub steps: Vec<Step>,
}

/// What the planner may decide without asking.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Values for columns that become NOT NULL, as plain text, by table (new name) and column.
    pub fills: BTreeMap<(ObjectName, String), String>,
    /// What happens to rows that the new definition refuses.
    pub unfit: Unfit,
    /// Tables (new names) that may lose the rows a new key or check refuses: `--leave-out contacts`.
    pub leave_out: BTreeSet<ObjectName>,
}

/// What happens to rows that a new constraint or NOT NULL refuses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unfit {
    /// Planning stops and names what is needed.
    #[default]
    Ask,
    /// They are filled with the type's neutral value, or left out where a key forbids that; each is a hazard with its
    /// count.
    LeaveOut,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// Answers are missing; each names the flag that gives it.
    Needs(Vec<Need>),
    /// The engine or the reader cannot do it; the text says what and what to do instead.
    Unsupported(Vec<String>),
}

/// One missing answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The object: `contacts.nick`.
    pub object: String,
    /// Why an answer is needed, with counts.
    pub reason: String,
    /// The flag that gives it: `--fill contacts.nick=VALUE`.
    pub flag: String,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Needs(needs) => {
                for (index, need) in needs.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "\n" };
                    write!(f, "{separator}{}: {}; answer with {}", need.object, need.reason, need.flag)?;
                }
                Ok(())
            }
            PlanError::Unsupported(reasons) => f.write_str(&reasons.join("\n")),
        }
    }
}

impl std::error::Error for PlanError {}

/// Everything an engine's file needs to find its steps.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The live schema.
    pub current: &'a Schema,
    /// The schema wanted.
    pub desired: &'a Schema,
    /// What differs between them.
    pub difference: &'a Difference,
    /// Counts over live rows.
    pub facts: &'a Facts,
    /// What may be decided without asking.
    pub options: &'a PlanOptions,
}

/// Plans the steps that carry out `difference` between `current` and `desired`.
///
/// # Errors
/// [`PlanError::Needs`] where rows exist that need a decision, [`PlanError::Unsupported`] where the engine has no way.
pub fn plan(
    current: &Schema,
    desired: &Schema,
    difference: &Difference,
    facts: &Facts,
    options: &PlanOptions,
) -> Result<Plan, PlanError> {
    // Labels get their new names first: every later step, and each one's way back, speaks of the new ones.
    let (live, mut steps) = label::renamed(current, difference);
    let context = Context { current: &live, desired, difference, facts, options };
    steps.extend(match desired.engine {
        Engine::Sqlite => sqlite::steps(&context)?,
        Engine::Postgres => postgres::steps(&context)?,
        Engine::MySql => mysql::steps(&context)?,
    });
    Ok(Plan { engine: desired.engine, steps })
}
