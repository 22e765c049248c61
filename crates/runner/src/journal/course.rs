//! What is left to do of a half-applied migration, from its steps and what is written down. Pure.

use super::kind::{Harm, Kind, harm};
use super::state::{Catalog, parsed};
use super::{Entry, JournalError, State};
use crate::apply::Direction;

/// A step's statements of both ways, each with its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Both {
    /// The step's place in its list.
    pub(crate) step: usize,
    /// Its description.
    pub(crate) summary: String,
    /// Whether it says that its way down does not bring everything back.
    pub(crate) loses: bool,
    /// The way up.
    pub(crate) up: Vec<Text>,
    /// The way down.
    pub(crate) down: Vec<Text>,
}

/// A statement of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The statement.
    pub(crate) sql: String,
    /// What it is to the journal.
    pub(crate) kind: Kind,
}

/// Something to do with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    /// The step's place among those given.
    pub(crate) at: usize,
    /// Which of its ways.
    pub(crate) direction: Direction,
    /// The first statement that is run; of those before it only what sets the session is repeated.
    pub(crate) first: usize,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// As before the migration.
    Below,
    /// As behind it.
    Above,
    /// So many of this way's statements are done.
    Mid { direction: Direction, next: usize },
}

impl Both {
    /// The statements of one way.
    pub(crate) fn way(&self, direction: Direction) -> &[Text] {
        match direction {
            Direction::Up => &self.up,
            Direction::Down => &self.down,
        }
    }
}

/// What to do, in order, to end up where `wanted` goes. `began` is the way the migration went at first; `entries` are those of
/// this list of steps that are done.
///
/// A step that is done in part and is to go the other way is taken back statement by statement where its two ways have as many;
/// otherwise it is finished first, unless that is the way up and what is left of it may lose data.
pub(crate) fn course(
    steps: &[Both],
    entries: &[Entry],
    began: Direction,
    wanted: Direction,
) -> Result<Vec<Act>, JournalError> {
    let mut stands: Vec<Stand> = steps.iter().map(|_| end_of(began.reverse())).collect();
    for entry in entries {
        let at = known(steps, entry)?;
        let way = steps[at].way(entry.direction);
        let done = entry.statement + 1;
        let is_complete = way[done..].iter().all(|text| !text.kind.is_written_down());
        // On the way to this step the ones that have nothing to do this way were passed.
        for passed in 0..steps.len() {
            let is_before = if entry.direction == Direction::Up { passed < at } else { passed > at };
            if is_before && steps[passed].way(entry.direction).iter().all(|text| !text.kind.is_written_down()) {
                stands[passed] = end_of(entry.direction);
            }
        }
        stands[at] =
            if is_complete { end_of(entry.direction) } else { Stand::Mid { direction: entry.direction, next: done } };
    }
    let mut acts = Vec::new();
    let mut order: Vec<usize> = (0..steps.len()).collect();
    if wanted == Direction::Down {
        order.reverse();
    }
    for at in order {
        let length = steps[at].way(wanted).len();
        let act = |direction, first| Act { at, direction, first };
        match stands[at] {
            stand if stand == end_of(wanted) => acts.push(act(wanted, length)),
            Stand::Mid { direction, next } if direction == wanted => acts.push(act(wanted, next)),
            Stand::Mid { direction, next } => acts.extend(turned(&steps[at], at, entries, direction, next)?),
            Stand::Below | Stand::Above => acts.push(act(wanted, 0)),
        }
    }
    Ok(acts)
}

fn end_of(direction: Direction) -> Stand {
    match direction {
        Direction::Up => Stand::Above,
        Direction::Down => Stand::Below,
    }
}

/// The step of an entry; its statement must stand there as it ran.
fn known(steps: &[Both], entry: &Entry) -> Result<usize, JournalError> {
    let at = steps.iter().position(|both| both.step == entry.step);
    let text = at.and_then(|at| steps[at].way(entry.direction).get(entry.statement));
    match (at, text) {
        (Some(at), Some(text)) if text.sql == entry.sql => Ok(at),
        (_, text) => Err(JournalError::Changed {
            revision: entry.revision.clone(),
            step: entry.summary.clone(),
            ran: entry.sql.clone(),
            reads: text.map_or_else(|| "nothing".to_owned(), |text| text.sql.clone()),
        }),
    }
}

/// A step of which `next` statements of one way are done, and which is to go the other way.
fn turned(
    step: &Both,
    at: usize,
    entries: &[Entry],
    direction: Direction,
    next: usize,
) -> Result<Vec<Act>, JournalError> {
    let (going, back) = (step.way(direction), step.way(direction.reverse()));
    let done: Vec<&Entry> = current_half(entries, step.step, direction);
    let act = |direction, first| Act { at, direction, first };
    if !had_effect(&done) {
        return Ok(vec![act(direction.reverse(), back.len())]);
    }
    if going.len() == back.len() {
        return Ok(vec![act(direction.reverse(), back.len() - next)]);
    }
    // Whoever asked for the way down has asked for what the rest of the step takes away; whoever asked for the way up may want to
    // turn back because of it. What only changes, the way down brings back, unless the step says that it does not.
    let most =
        going[next..].iter().map(|text| if text.kind == Kind::Opaque { Harm::Drops } else { harm(&text.sql) }).max();
    let may_lose = most == Some(Harm::Drops) || (most == Some(Harm::Changes) && step.loses);
    if direction == Direction::Up && may_lose {
        let revision = done.first().map(|entry| entry.revision.clone()).unwrap_or_default();
        return Err(JournalError::NoWayBack { revision, step: step.summary.clone() });
    }
    Ok(vec![act(direction, next), act(direction.reverse(), 0)])
}

/// Whether the statements done have left anything: a guard that was put up and taken down has not.
fn had_effect(done: &[&Entry]) -> bool {
    if done.iter().any(|entry| Kind::of(&entry.sql) != Kind::Definition || entry.after.is_none()) {
        return !done.is_empty();
    }
    let (mut first, mut last) = (Catalog::new(), Catalog::new());
    for entry in done {
        let (before, after) = (parsed(entry.before.as_deref()), parsed(entry.after.as_deref()));
        for (key, shown) in &before {
            // What an earlier statement of the step has made was not there at first.
            if !last.contains_key(key) {
                first.entry(key.clone()).or_insert_with(|| shown.clone());
            }
        }
        last.retain(|key, _| !before.contains_key(key));
        last.extend(after);
    }
    first != last
}

/// The entries of the step since it last began to go this way.
fn current_half(entries: &[Entry], step: usize, direction: Direction) -> Vec<&Entry> {
    let own: Vec<&Entry> = entries.iter().filter(|entry| entry.step == step).collect();
    let since = own.iter().rposition(|entry| entry.direction != direction).map_or(0, |at| at + 1);
    own[since..].iter().copied().filter(|entry| entry.state == State::Done).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sql: &str) -> Text {
        Text { sql: sql.to_owned(), kind: Kind::of(sql) }
    }

    fn both(step: usize, up: &[&str], down: &[&str]) -> Both {
        let texts = |all: &[&str]| all.iter().map(|sql| text(sql)).collect();
        Both { step, summary: format!("step {step}"), loses: false, up: texts(up), down: texts(down) }
    }

    fn done(steps: &[Both], direction: Direction, step: usize, statement: usize) -> Entry {
        let at = steps.iter().position(|both| both.step == step).unwrap();
        Entry {
            seq: 1,
            revision: "m1".to_owned(),
            direction,
            part: 0,
            step,
            statement,
            summary: String::new(),
            sql: steps[at].way(direction)[statement].sql.clone(),
            state: State::Done,
            before: Some("{}".to_owned()),
            after: Some(format!("{{\"a\":\"{statement}\"}}")),
            noted_at: 0,
        }
    }

    /// As `step>first`, with the way.
    fn told(acts: &[Act]) -> String {
        acts.iter().map(|act| format!("{}{}>{}", act.direction.word(), act.at, act.first)).collect::<Vec<_>>().join(" ")
    }

    /// What is left to do of what began as its first entry says.
    fn left(steps: &[Both], entries: &[Entry], wanted: Direction) -> Result<Vec<Act>, JournalError> {
        course(steps, entries, entries.first().map_or(wanted, |entry| entry.direction), wanted)
    }

    fn steps() -> Vec<Both> {
        vec![
            both(0, &["CREATE TABLE a (x int)"], &["DROP TABLE a"]),
            both(
                1,
                &["SET @x = 1", "ALTER TABLE a ADD y int DEFAULT 1", "ALTER TABLE a ALTER y DROP DEFAULT"],
                &["ALTER TABLE a DROP y"],
            ),
            both(
                2,
                &["UPDATE a SET y = 2", "ALTER TABLE a ADD z int"],
                &["ALTER TABLE a DROP z", "UPDATE a SET y = 1"],
            ),
        ]
    }

    #[test]
    fn nothing_written_down_is_everything_to_do() {
        assert_eq!(told(&left(&steps(), &[], Direction::Up).unwrap()), "up0>0 up1>0 up2>0");
        assert_eq!(told(&left(&steps(), &[], Direction::Down).unwrap()), "down2>0 down1>0 down0>0");
    }

    #[test]
    fn what_was_begun_and_not_done_needs_no_taking_back() {
        let acts = course(&steps(), &[], Direction::Down, Direction::Up).unwrap();
        assert_eq!(told(&acts), "up0>1 up1>3 up2>2");
    }

    #[test]
    fn up_goes_on_where_it_stopped() {
        let steps = steps();
        let entries = [done(&steps, Direction::Up, 0, 0), done(&steps, Direction::Up, 1, 1)];
        assert_eq!(told(&left(&steps, &entries, Direction::Up).unwrap()), "up0>1 up1>2 up2>0");
    }

    #[test]
    fn down_takes_back_what_was_done_and_no_more() {
        let steps = steps();
        let entries = [done(&steps, Direction::Up, 0, 0)];
        assert_eq!(told(&left(&steps, &entries, Direction::Down).unwrap()), "down2>2 down1>1 down0>0");
        let entries = [done(&steps, Direction::Up, 0, 0), done(&steps, Direction::Up, 1, 1)];
        assert_eq!(told(&left(&steps, &entries, Direction::Down).unwrap()), "down2>2 up1>2 down1>0 down0>0");
        let entries = [
            done(&steps, Direction::Up, 0, 0),
            done(&steps, Direction::Up, 1, 1),
            done(&steps, Direction::Up, 1, 2),
            done(&steps, Direction::Up, 2, 0),
        ];
        assert_eq!(told(&left(&steps, &entries, Direction::Down).unwrap()), "down2>1 down1>0 down0>0");
    }

    #[test]
    fn a_turn_can_be_turned_again() {
        let steps = steps();
        let entries = [
            done(&steps, Direction::Up, 0, 0),
            done(&steps, Direction::Up, 1, 1),
            done(&steps, Direction::Up, 1, 2),
            done(&steps, Direction::Down, 1, 0),
        ];
        assert_eq!(told(&left(&steps, &entries, Direction::Down).unwrap()), "down2>2 down1>1 down0>0");
        assert_eq!(told(&left(&steps, &entries, Direction::Up).unwrap()), "up0>1 up1>0 up2>0");
    }

    #[test]
    fn a_step_without_a_way_back_is_passed_on_the_way_back() {
        let steps = vec![
            both(0, &["CREATE TABLE a (x int)"], &["DROP TABLE a"]),
            both(1, &["INSERT INTO a VALUES (1)"], &[]),
            both(2, &["ALTER TABLE a ADD y int"], &["ALTER TABLE a DROP y"]),
        ];
        let entries = [done(&steps, Direction::Down, 2, 0)];
        assert_eq!(told(&left(&steps, &entries, Direction::Up).unwrap()), "up0>1 up1>1 up2>0");
        let entries = [done(&steps, Direction::Down, 2, 0), done(&steps, Direction::Down, 0, 0)];
        assert_eq!(told(&left(&steps, &entries, Direction::Up).unwrap()), "up0>0 up1>0 up2>0");
    }

    #[test]
    fn what_would_lose_more_is_not_finished_first() {
        let steps = vec![both(0, &["UPDATE a SET y = x", "ALTER TABLE a DROP x"], &["ALTER TABLE a ADD x int"])];
        let entries = [done(&steps, Direction::Up, 0, 0)];
        assert!(matches!(left(&steps, &entries, Direction::Down), Err(JournalError::NoWayBack { .. })));
        let steps = vec![both(0, &["INSERT INTO a VALUES (1)"], &["DELETE FROM a", "DELETE FROM log"])];
        let entries = [done(&steps, Direction::Down, 0, 0)];
        assert_eq!(told(&left(&steps, &entries, Direction::Up).unwrap()), "down0>1 up0>0");
    }

    #[test]
    fn a_guard_that_came_and_went_needs_no_taking_back() {
        let up = [
            "ALTER TABLE a ADD CONSTRAINT g CHECK (x)",
            "ALTER TABLE a DROP CONSTRAINT g",
            "ALTER TABLE a MODIFY x int",
        ];
        let mut steps = vec![both(0, &up, &["ALTER TABLE a MODIFY x bigint"])];
        let mut one = done(&steps, Direction::Up, 0, 0);
        let mut two = done(&steps, Direction::Up, 0, 1);
        let (without, with) = (r#"{"table a":"x"}"#.to_owned(), r#"{"table a":"x, g"}"#.to_owned());
        (one.before, one.after) = (Some(without.clone()), Some(with.clone()));
        (two.before, two.after) = (Some(with), Some(without));
        let both_done = [one.clone(), two];
        assert_eq!(told(&left(&steps, &both_done, Direction::Down).unwrap()), "down0>1");
        // The rest only changes what the way down brings back.
        assert_eq!(told(&left(&steps, &[one.clone()], Direction::Down).unwrap()), "up0>1 down0>0");
        steps[0].loses = true;
        assert!(left(&steps, &[one], Direction::Down).is_err());
    }

    #[test]
    fn an_edited_module_is_told() {
        let mut steps = steps();
        let entries = [done(&steps, Direction::Up, 0, 0)];
        steps[0].up[0].sql = "CREATE TABLE b (x int)".to_owned();
        assert!(matches!(left(&steps, &entries, Direction::Up), Err(JournalError::Changed { .. })));
    }
}
