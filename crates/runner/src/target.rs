//! TARGET: how a person names a place in the history, and which migrations run to get there. Pure.

use crate::error::RunError;
use crate::history::History;

/// A place in the history as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Behind the last migration.
    Head,
    /// Before the first migration.
    Base,
    /// So many migrations further up.
    Up(usize),
    /// So many migrations further down.
    Down(usize),
    /// A revision's name or a part of it.
    Name(String),
}

/// How far `up` or `down` goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// To the place named.
    To(Target),
    /// At most so many migrations.
    AtMost(usize),
}

impl Target {
    /// Reads `head`, `base`, `+N`, `-N`, or a name.
    #[must_use]
    pub fn parse(text: &str) -> Target {
        let count = |digits: &str| digits.parse::<usize>().ok();
        match text {
            "head" => Target::Head,
            "base" => Target::Base,
            _ => match (text.strip_prefix('+').and_then(count), text.strip_prefix('-').and_then(count)) {
                (Some(steps), _) => Target::Up(steps),
                (_, Some(steps)) => Target::Down(steps),
                _ => Target::Name(text.to_owned()),
            },
        }
    }
}

/// Indexes of the migrations that `up` runs, in running order.
///
/// # Errors
/// When the target is unknown, ambiguous, further than there are migrations, or not upward.
pub fn upward(history: &History, extent: &Extent) -> Result<Vec<usize>, RunError> {
    let pending = history.pending();
    match extent {
        Extent::AtMost(count) => Ok(pending.into_iter().take(*count).collect()),
        Extent::To(Target::Head) => Ok(pending),
        Extent::To(Target::Up(count)) if *count > pending.len() => Err(RunError::TooFar {
            asked: format!("+{count}"),
            there: format!("{} pending", migrations(pending.len())),
        }),
        Extent::To(Target::Up(count)) => Ok(pending.into_iter().take(*count).collect()),
        Extent::To(Target::Base) => {
            Err(RunError::WrongWay { target: "base".to_owned(), instead: "down base".to_owned() })
        }
        Extent::To(Target::Down(count)) => {
            Err(RunError::WrongWay { target: format!("-{count}"), instead: format!("down -{count}") })
        }
        Extent::To(Target::Name(part)) => {
            let index = find(history, part)?;
            Ok(pending.into_iter().filter(|candidate| *candidate <= index).collect())
        }
    }
}

/// Indexes of the migrations that `down` takes back, in running order (the last one first). A named target stays
/// applied.
///
/// # Errors
/// When the target is unknown, ambiguous, further than there are applied migrations, or not downward.
pub fn downward(history: &History, extent: &Extent) -> Result<Vec<usize>, RunError> {
    let mut applied = history.applied();
    applied.reverse();
    match extent {
        Extent::AtMost(count) => Ok(applied.into_iter().take(*count).collect()),
        Extent::To(Target::Base) => Ok(applied),
        Extent::To(Target::Down(count)) if *count > applied.len() => Err(RunError::TooFar {
            asked: format!("-{count}"),
            there: format!("{} applied", migrations(applied.len())),
        }),
        Extent::To(Target::Down(count)) => Ok(applied.into_iter().take(*count).collect()),
        Extent::To(Target::Head) => Err(RunError::WrongWay { target: "head".to_owned(), instead: "up".to_owned() }),
        Extent::To(Target::Up(count)) => {
            Err(RunError::WrongWay { target: format!("+{count}"), instead: format!("up +{count}") })
        }
        Extent::To(Target::Name(part)) => {
            let index = find(history, part)?;
            let entry = &history.entries[index];
            if entry.applied_at.is_none() {
                return Err(RunError::WrongWay { target: entry.name.clone(), instead: format!("up {}", entry.name) });
            }
            Ok(applied.into_iter().filter(|candidate| *candidate > index).collect())
        }
    }
}

/// How many of the code's migrations make the place named: 0 for `base`. `+N` and `-N` count from the last applied one.
///
/// # Errors
/// When the target is unknown, ambiguous or outside the history.
pub fn place(history: &History, target: &Target) -> Result<usize, RunError> {
    let current = history.applied().last().map_or(0, |index| index + 1);
    let outside = |asked: String| RunError::TooFar {
        asked,
        there: format!("{} behind the current one and {} before it", current, history.entries.len() - current),
    };
    match target {
        Target::Head => Ok(history.entries.len()),
        Target::Base => Ok(0),
        Target::Up(count) if current + count <= history.entries.len() => Ok(current + count),
        Target::Up(count) => Err(outside(format!("+{count}"))),
        Target::Down(count) => current.checked_sub(*count).ok_or_else(|| outside(format!("-{count}"))),
        Target::Name(part) => Ok(find(history, part)? + 1),
    }
}

/// The migration with this name, or the only one whose name holds this part.
fn find(history: &History, part: &str) -> Result<usize, RunError> {
    if let Some(index) = history.entries.iter().position(|entry| entry.name == part) {
        return Ok(index);
    }
    let fitting: Vec<usize> = (0..history.entries.len())
        .filter(|index| !part.is_empty() && history.entries[*index].name.contains(part))
        .collect();
    let named = |indexes: &[usize]| indexes.iter().map(|index| history.entries[*index].name.clone()).collect();
    match fitting.as_slice() {
        [only] => Ok(*only),
        [] => {
            let all: Vec<usize> = (0..history.entries.len()).collect();
            Err(RunError::NoSuchRevision { part: part.to_owned(), candidates: named(&all) })
        }
        several => Err(RunError::Ambiguous { part: part.to_owned(), candidates: named(several) }),
    }
}

/// `1 migration`, `3 migrations`.
#[must_use]
pub(crate) fn migrations(count: usize) -> String {
    if count == 1 { "1 migration".to_owned() } else { format!("{count} migrations") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four migrations, the first two applied.
    fn history() -> History {
        let names = ["m1_create", "m2_add_birthday", "m3_add_nick", "m4_drop_fax"].map(str::to_owned);
        History::of(&names, vec![("m1_create".to_owned(), 1), ("m2_add_birthday".to_owned(), 2)])
    }

    fn to(text: &str) -> Extent {
        Extent::To(Target::parse(text))
    }

    #[test]
    fn up_runs_what_is_pending_as_far_as_the_target() {
        assert_eq!(upward(&history(), &to("head")).unwrap(), [2, 3]);
        assert_eq!(upward(&history(), &to("+1")).unwrap(), [2]);
        assert_eq!(upward(&history(), &to("nick")).unwrap(), [2]);
        assert_eq!(upward(&history(), &to("m1_create")).unwrap(), [] as [usize; 0]);
        assert_eq!(upward(&history(), &Extent::AtMost(9)).unwrap(), [2, 3]);
        assert!(upward(&history(), &to("+3")).is_err());
        assert!(upward(&history(), &to("-1")).unwrap_err().to_string().contains("down -1"));
    }

    #[test]
    fn down_takes_back_what_is_applied_behind_the_target() {
        assert_eq!(downward(&history(), &to("base")).unwrap(), [1, 0]);
        assert_eq!(downward(&history(), &Extent::AtMost(1)).unwrap(), [1]);
        assert_eq!(downward(&history(), &to("create")).unwrap(), [1]);
        assert_eq!(downward(&history(), &to("-2")).unwrap(), [1, 0]);
        assert!(downward(&history(), &to("-3")).is_err());
        assert!(downward(&history(), &to("fax")).unwrap_err().to_string().contains("up m4_drop_fax"));
    }

    #[test]
    fn a_part_must_be_unique_and_known() {
        let ambiguous = upward(&history(), &to("add")).unwrap_err().to_string();
        assert!(ambiguous.contains("m2_add_birthday") && ambiguous.contains("m3_add_nick"), "{ambiguous}");
        let unknown = upward(&history(), &to("phone")).unwrap_err().to_string();
        assert!(unknown.contains("phone") && unknown.contains("m4_drop_fax"), "{unknown}");
        assert!(upward(&history(), &to("")).is_err(), "an empty part is part of every name");
    }

    #[test]
    fn a_place_counts_from_the_last_applied_migration() {
        let at = |text: &str| place(&history(), &Target::parse(text));
        assert_eq!(at("head").unwrap(), 4);
        assert_eq!(at("base").unwrap(), 0);
        assert_eq!(at("+1").unwrap(), 3);
        assert_eq!(at("-2").unwrap(), 0);
        assert!(at("-3").is_err());
        assert_eq!(at("nick").unwrap(), 3);
    }
}
