//! A sequence's statement taken apart, and the statements that turn one into another: its counter stays. Leaves out numbering of
//! columns (`column`).
//!
//! The statement is the reader's: `CREATE SEQUENCE s AS integer INCREMENT BY 2 … CYCLE OWNED BY t.c`.

use driftline_schema::sql::tokens;
use driftline_schema::{Object, Sql};

use super::super::ENGINE;
use super::super::print::{name, regclass};

/// A sequence in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sequence {
    unlogged: bool,
    data_type: Option<String>,
    increment: Option<i64>,
    min: Option<i64>,
    max: Option<i64>,
    start: Option<i64>,
    cache: Option<i64>,
    cycle: bool,
    /// `t.c`, quoted where needed.
    pub(super) owner: Option<String>,
}

impl Sequence {
    pub(super) fn read(definition: &str) -> Self {
        let found = tokens(ENGINE, definition);
        let mut read = Self::default();
        let number = |at: usize| -> Option<i64> {
            let minus = found.get(at).is_some_and(|token| token.is_mark("-"));
            let digits = found.get(if minus { at + 1 } else { at })?.text;
            format!("{}{digits}", if minus { "-" } else { "" }).parse().ok()
        };
        for (at, token) in found.iter().enumerate() {
            let next = |word: &str| found.get(at + 1).is_some_and(|next| next.is_word(word));
            if token.is_word("unlogged") {
                read.unlogged = true;
            } else if token.is_word("as") {
                read.data_type = found.get(at + 1).map(|kind| kind.text.to_owned());
            } else if token.is_word("increment") && next("by") {
                read.increment = number(at + 2);
            } else if token.is_word("minvalue") {
                read.min = number(at + 1);
            } else if token.is_word("maxvalue") {
                read.max = number(at + 1);
            } else if token.is_word("start") && next("with") {
                read.start = number(at + 2);
            } else if token.is_word("cache") {
                read.cache = number(at + 1);
            } else if token.is_word("cycle") {
                read.cycle = true;
            } else if token.is_word("owned") && next("by") {
                read.owner = found.get(at + 2).map(|first| definition[first.start..].trim_end().to_owned());
                break;
            }
        }
        read
    }

    fn ascending(&self) -> bool {
        self.increment.unwrap_or(1) > 0
    }

    fn highest(&self) -> i64 {
        match self.data_type.as_deref() {
            Some("smallint") => i64::from(i16::MAX),
            Some("integer") => i64::from(i32::MAX),
            _ => i64::MAX,
        }
    }

    fn least(&self) -> i64 {
        self.min.unwrap_or(if self.ascending() { 1 } else { -self.highest() - 1 })
    }

    fn greatest(&self) -> i64 {
        self.max.unwrap_or(if self.ascending() { self.highest() } else { -1 })
    }

    /// Where it begins (manual, CREATE SEQUENCE).
    fn first(&self) -> i64 {
        self.start.unwrap_or(if self.ascending() { self.least() } else { self.greatest() })
    }

    /// The statements that turn one into the other. A counter outside the new bounds goes to the nearest of them; every other stays.
    pub(super) fn alter(&self, to: &Self, object: &Object) -> Vec<String> {
        let sequence = name(&object.id.name);
        let mut statements = Vec::new();
        let mut words = Vec::new();
        if self.data_type != to.data_type {
            words.push(format!("AS {}", to.data_type.as_deref().unwrap_or("bigint")));
        }
        if self.increment != to.increment {
            words.push(format!("INCREMENT BY {}", to.increment.unwrap_or(1)));
        }
        let bounds_differ = self.least() != to.least() || self.greatest() != to.greatest();
        if bounds_differ || self.min != to.min || self.max != to.max {
            words.push(to.min.map_or("NO MINVALUE".to_owned(), |value| format!("MINVALUE {value}")));
            words.push(to.max.map_or("NO MAXVALUE".to_owned(), |value| format!("MAXVALUE {value}")));
        }
        if self.first() != to.first() {
            words.push(format!("START WITH {}", to.first()));
        }
        if self.cache != to.cache {
            words.push(format!("CACHE {}", to.cache.unwrap_or(1)));
        }
        if self.cycle != to.cycle {
            words.push(format!("{}CYCLE", if to.cycle { "" } else { "NO " }));
        }
        if !words.is_empty() {
            // `ALTER SEQUENCE` refuses bounds that leave the counter outside, so a value inside both is taken where there is one.
            let (least, greatest) = (self.least().max(to.least()), self.greatest().min(to.greatest()));
            if bounds_differ && least <= greatest && (to.least() > self.least() || to.greatest() < self.greatest()) {
                let kept = to.first().clamp(least, greatest);
                statements.push(format!(
                    "SELECT setval({}, {kept}, false) FROM {sequence} WHERE last_value < {} OR last_value > {}",
                    regclass(&object.id.name),
                    to.least(),
                    to.greatest()
                ));
            } else if least > greatest {
                words.push(format!("RESTART WITH {}", to.first()));
            }
            statements.push(format!("ALTER SEQUENCE {sequence} {}", words.join(" ")));
        }
        if self.unlogged != to.unlogged {
            let word = if to.unlogged { "UNLOGGED" } else { "LOGGED" };
            statements.push(format!("ALTER SEQUENCE {sequence} SET {word}"));
        }
        if self.owner != to.owner {
            statements.push(own(object, to.owner.as_deref()));
        }
        statements
    }
}

/// The statement that gives a sequence to a column, or to none.
pub(super) fn own(object: &Object, owner: Option<&str>) -> String {
    format!("ALTER SEQUENCE {} OWNED BY {}", name(&object.id.name), owner.unwrap_or("NONE"))
}

/// The sequence without the column it belongs to.
pub(super) fn unowned(object: &Object) -> Object {
    let text = object.definition.text();
    let found = tokens(ENGINE, text);
    let at = (1..found.len())
        .find(|at| found[*at].is_word("owned") && found.get(at + 1).is_some_and(|next| next.is_word("by")));
    let kept = at.map_or(text, |at| &text[..found[at - 1].end]);
    Object { definition: Sql::new(ENGINE, kept), ..object.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_schema::{ObjectId, ObjectKind};

    #[track_caller]
    fn check(from: &str, to: &str, expected: &[&str]) {
        let object = Object::new(ObjectId::new(ObjectKind::Sequence, "s".into()), Sql::new(ENGINE, ""));
        assert_eq!(Sequence::read(from).alter(&Sequence::read(to), &object), expected, "{from} -> {to}");
    }

    #[test]
    fn only_what_differs_is_altered() {
        check(
            "CREATE SEQUENCE s",
            "CREATE SEQUENCE s INCREMENT BY -2 CYCLE OWNED BY t.\"a b\"",
            &[
                "ALTER SEQUENCE \"s\" INCREMENT BY -2 NO MINVALUE NO MAXVALUE START WITH -1 CYCLE RESTART WITH -1",
                "ALTER SEQUENCE \"s\" OWNED BY t.\"a b\"",
            ]
            .map(|text| text),
        );
        check("CREATE SEQUENCE s START WITH 7", "CREATE SEQUENCE s", &["ALTER SEQUENCE \"s\" START WITH 1"]);
        check(
            "CREATE SEQUENCE s",
            "CREATE SEQUENCE s MINVALUE 5",
            &[
                "SELECT setval('\"s\"'::regclass, 5, false) FROM \"s\" WHERE last_value < 5 OR last_value > 9223372036854775807",
                "ALTER SEQUENCE \"s\" MINVALUE 5 NO MAXVALUE START WITH 5",
            ],
        );
    }
}
