//! Joins the plans of several engines into one list of steps. Leaves out their source text (`module`).
//!
//! Each engine's own order is kept. Steps that all engines have under one summary are one step; between two of those, what
//! the engines do for one table is one step too (a rebuild beside two statements of `ALTER TABLE`), and the rest stays by
//! itself, with nothing to do on the others.

use std::collections::BTreeSet;

use driftline_plan::{Plan, Step};
use driftline_schema::sql::tokens;
use driftline_schema::{Engine, ObjectName};

/// One step of the module: what each engine does, in the order of the plans; an engine may do nothing.
#[derive(Clone, Debug)]
pub(crate) struct Joined<'a> {
    /// One line in plain words.
    pub(crate) summary: String,
    /// The steps of each engine that are done here, in running order.
    pub(crate) parts: Vec<(Engine, Vec<&'a Step>)>,
}

/// Joins the plans; `tables` are those of the difference, by which steps are recognised as one table's.
pub(crate) fn join<'a>(plans: &[&'a Plan], tables: &BTreeSet<&ObjectName>) -> Vec<Joined<'a>> {
    let mut joined = Vec::new();
    let mut starts = vec![0; plans.len()];
    for anchor in anchors(plans) {
        between(plans, &starts, &anchor, tables, &mut joined);
        let steps: Vec<(Engine, Vec<&Step>)> =
            plans.iter().zip(&anchor).map(|(plan, at)| (plan.engine, vec![&plan.steps[*at]])).collect();
        let summary =
            steps.first().and_then(|(_, steps)| steps.first()).map_or_else(String::new, |step| step.summary.clone());
        joined.push(Joined { summary, parts: steps });
        starts = anchor.iter().map(|at| at + 1).collect();
    }
    let ends: Vec<usize> = plans.iter().map(|plan| plan.steps.len()).collect();
    between(plans, &starts, &ends, tables, &mut joined);
    joined
}

/// Places of the steps that every plan has under the same summary, in an order that all plans share.
fn anchors(plans: &[&Plan]) -> Vec<Vec<usize>> {
    let Some((first, others)) = plans.split_first() else { return Vec::new() };
    let mut anchors: Vec<Vec<usize>> = (0..first.steps.len()).map(|at| vec![at]).collect();
    for plan in others {
        let summaries: Vec<String> = anchors.iter().map(|places| known_as(&first.steps[places[0]])).collect();
        let own: Vec<String> = plan.steps.iter().map(known_as).collect();
        anchors = common(&summaries, &own)
            .into_iter()
            .map(|(known, at)| {
                let mut places = anchors[known].clone();
                places.push(at);
                places
            })
            .collect();
    }
    anchors
}

/// The summary in words that every engine uses: a unique constraint is a unique index on MariaDB and MySQL.
fn known_as(step: &Step) -> String {
    step.summary.replace("unique constraint ", "unique index ")
}

/// The longest common subsequence as pairs of places. Plans are short; its cost is the product of their lengths.
fn common(one: &[String], other: &[String]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    let mut lengths = vec![0_usize; (one.len() + 1) * width];
    for (a, left) in one.iter().enumerate().rev() {
        for (b, right) in other.iter().enumerate().rev() {
            lengths[a * width + b] = if left == right {
                lengths[(a + 1) * width + b + 1] + 1
            } else {
                lengths[(a + 1) * width + b].max(lengths[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < one.len() && b < other.len() {
        if one[a] == other[b] {
            pairs.push((a, b));
            a += 1;
            b += 1;
        } else if lengths[(a + 1) * width + b] >= lengths[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// What stands between two steps that all have.
fn between<'a>(
    plans: &[&'a Plan],
    starts: &[usize],
    ends: &[usize],
    tables: &BTreeSet<&ObjectName>,
    joined: &mut Vec<Joined<'a>>,
) {
    let runs: Vec<(Engine, &'a [Step])> = plans
        .iter()
        .zip(starts.iter().zip(ends))
        .map(|(plan, (start, end))| (plan.engine, plan.steps.get(*start..*end).unwrap_or_default()))
        .collect();
    let blocks: Vec<(Engine, Vec<Block<'a>>)> =
        runs.iter().map(|(engine, steps)| (*engine, blocks(*engine, steps, tables))).collect();
    let is_shared = runs.iter().filter(|(_, steps)| !steps.is_empty()).count() > 1;
    // One block of each table on every engine, in one order: then they are the table's steps.
    let order =
        blocks.iter().map(|(_, blocks)| blocks.as_slice()).max_by_key(|blocks| blocks.len()).unwrap_or_default();
    let in_order = |own: &[Block<'a>]| {
        let mut rest = order.iter();
        let names: BTreeSet<Option<&str>> = own.iter().map(|block| block.table).collect();
        let is_once = names.len() == own.len() && !names.contains(&None);
        is_once && own.iter().all(|block| rest.any(|other| other.table == block.table))
    };
    if is_shared && blocks.iter().all(|(_, own)| in_order(own)) {
        for wanted in order {
            let parts: Vec<(Engine, Vec<&Step>)> = blocks
                .iter()
                .map(|(engine, own)| {
                    let found = own.iter().find(|block| block.table == wanted.table);
                    (*engine, found.map(|block| block.steps.iter().collect()).unwrap_or_default())
                })
                .collect();
            joined.push(Joined { summary: summary(wanted.table, &parts), parts });
        }
        return;
    }
    for (engine, steps) in &runs {
        for step in *steps {
            let parts =
                plans.iter().map(|plan| (plan.engine, if plan.engine == *engine { vec![step] } else { Vec::new() }));
            joined.push(Joined { summary: step.summary.clone(), parts: parts.collect() });
        }
    }
}

/// Neighbouring steps that are about one table.
struct Block<'a> {
    table: Option<&'a str>,
    steps: &'a [Step],
}

fn blocks<'a>(engine: Engine, steps: &'a [Step], tables: &BTreeSet<&ObjectName>) -> Vec<Block<'a>> {
    let about: Vec<Option<&str>> = steps.iter().map(|step| about(engine, step, tables)).collect();
    let mut found = Vec::new();
    let mut start = 0;
    while start < steps.len() {
        let same = about[start..].iter().take_while(|table| **table == about[start]).count();
        found.push(Block { table: about[start], steps: &steps[start..start + same] });
        start += same;
    }
    found
}

/// The one table of the difference that a step's statements are about, from the words behind which a table stands.
fn about<'a>(engine: Engine, step: &'a Step, tables: &BTreeSet<&ObjectName>) -> Option<&'a str> {
    const BEFORE: [&str; 5] = ["table", "on", "into", "update", "from"];
    let mut found: BTreeSet<&'a str> = BTreeSet::new();
    for statement in step.up.iter().chain(&step.down) {
        let words = tokens(engine, &statement.sql);
        for pair in words.windows(2) {
            let Some(name) = pair[1].name().filter(|_| BEFORE.iter().any(|word| pair[0].is_word(word))) else {
                continue;
            };
            if tables.iter().any(|table| table.name == name) {
                found.insert(statement.sql.get(pair[1].start..pair[1].end).unwrap_or_default());
            }
        }
    }
    let mut names = found.into_iter();
    let (name, rest) = (names.next()?, names.next());
    let inner = name.strip_prefix(['"', '`']).and_then(|name| name.strip_suffix(['"', '`'])).unwrap_or(name);
    rest.is_none().then_some(inner)
}

/// What several engines do in different ways, in the words of the one that says it shortest.
fn summary(table: Option<&str>, parts: &[(Engine, Vec<&Step>)]) -> String {
    let busy: Vec<&Vec<&Step>> = parts.iter().map(|(_, steps)| steps).filter(|steps| !steps.is_empty()).collect();
    let lone = busy.iter().filter(|steps| steps.len() == 1).filter_map(|steps| steps.first());
    let mut named: Vec<&&Step> = lone.collect();
    // A rebuild is SQLite's way; the others' words say what it is for.
    named.sort_by_key(|step| step.rebuilds.is_some());
    let table = table.unwrap_or_default();
    match named.first() {
        Some(step) if step.rebuilds.is_none() || busy.len() == 1 => step.summary.clone(),
        Some(step) => {
            let what = step.summary.strip_prefix(&format!("rebuild table {table}: ")).unwrap_or_default();
            format!("change table {table}: {}", shortened(what))
        }
        None => {
            let first = busy.first().map(|steps| steps.iter().map(|step| step.summary.as_str()).collect::<Vec<_>>());
            first.unwrap_or_default().join(", ")
        }
    }
}

/// A long list of changes by its beginning: the branches below it show them all.
fn shortened(list: &str) -> String {
    const ROOM: usize = 80;
    if list.len() <= ROOM {
        return list.to_owned();
    }
    let ends: Vec<usize> = list.match_indices(", ").map(|(at, _)| at).collect();
    match ends.iter().rposition(|at| *at <= ROOM) {
        Some(last) => format!("{} and more", &list[..ends[last]]),
        None => list.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use driftline_plan::Statement;

    use super::*;

    fn plan(engine: Engine, steps: &[(&str, &str)]) -> Plan {
        let step = |(summary, sql): &(&str, &str)| Step {
            summary: (*summary).to_owned(),
            up: vec![Statement::raw(*sql)],
            down: Vec::new(),
            rebuilds: summary.strip_prefix("rebuild table ").map(|rest| rest.split(':').next().unwrap_or(rest).into()),
            hazards: Vec::new(),
            loses: None,
        };
        Plan { engine, steps: steps.iter().map(step).collect() }
    }

    fn check(sqlite: &[(&str, &str)], postgres: &[(&str, &str)], expected: &[&str]) {
        let plans = [plan(Engine::Sqlite, sqlite), plan(Engine::Postgres, postgres)];
        let tables: Vec<ObjectName> = ["a", "b"].into_iter().map(ObjectName::from).collect();
        let joined = join(&plans.iter().collect::<Vec<_>>(), &tables.iter().collect());
        let shown: Vec<String> = joined
            .iter()
            .map(|step| {
                let counts: Vec<String> = step.parts.iter().map(|(_, steps)| steps.len().to_string()).collect();
                format!("{} [{}]", step.summary, counts.join(" "))
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_all_call_alike_is_one_step() {
        let step = ("create table a", "CREATE TABLE \"a\" ()");
        check(&[step], &[step], &["create table a [1 1]"]);
    }

    #[test]
    fn a_rebuild_stands_beside_the_statements_it_replaces() {
        check(
            &[("rebuild table a: x, y", "INSERT INTO \"__driftline_a\" SELECT x FROM \"a\"")],
            &[
                ("change column a.x: not null", "ALTER TABLE \"a\" ALTER x"),
                ("change column a.y: null", "ALTER TABLE a DROP y"),
            ],
            &["change table a: x, y [1 2]"],
        );
        check(
            &[("rebuild table a: x", "INSERT INTO \"__driftline_a\" SELECT x FROM \"a\"")],
            &[("change column a.x: not null", "ALTER TABLE \"a\" ALTER x")],
            &["change column a.x: not null [1 1]"],
        );
    }

    #[test]
    fn each_engine_keeps_its_own_order() {
        let (a, b) = (("do a", "ALTER TABLE a"), ("do b", "ALTER TABLE b"));
        check(&[a, b], &[b, a], &["do a [1 0]", "do b [1 1]", "do a [0 1]"]);
        check(
            &[("rebuild table a: x", "DROP TABLE a"), ("rebuild table b: x", "DROP TABLE b")],
            &[("alter a", "ALTER TABLE a"), ("alter b", "ALTER TABLE b"), ("index a", "CREATE INDEX i ON a (x)")],
            &[
                "rebuild table a: x [1 0]",
                "rebuild table b: x [1 0]",
                "alter a [0 1]",
                "alter b [0 1]",
                "index a [0 1]",
            ],
        );
    }

    #[test]
    fn what_only_one_engine_has_is_its_own_step() {
        check(&[], &[("comment on a", "COMMENT ON TABLE a IS 'x'")], &["comment on a [0 1]"]);
    }
}
