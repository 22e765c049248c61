//! What stands behind the question marks of a default. The catalogs' character set is utf8mb3: a character that needs four
//! bytes, or a byte that is no character, is printed as `?` by them, and so is a question mark. Leaves out expressions,
//! labels, views and triggers, whose texts nothing else shows.
//!
//! `DEFAULT(column)` is the value itself (manual, "DEFAULT()"), but a table without rows has no row to select it from, and
//! in a row of NULLs a NOT NULL column's is NULL. As a condition it is looked at before there are rows: one query asks
//! whether the catalog is right, and another asks for each character bit by bit. Where a server sees that otherwise, no
//! condition holds, and the default stays in doubt.

use std::collections::BTreeSet;

use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{Engine, Sql};

use super::flavour::unescaped;

/// How many conditions one query asks: each opens a table.
const MOST: usize = 500;
/// The bits of a character (Unicode ends at 0x10FFFF), and of a byte.
const CHARACTER: u32 = 21;
const BYTE: u32 = 8;

/// A default that is a literal with question marks in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) table: String,
    /// The column's place in its table.
    pub(super) place: i64,
    pub(super) column: String,
    /// Whether the values are bytes.
    pub(super) is_binary: bool,
    /// The value as the catalog prints it.
    printed: String,
}

impl Doubt {
    /// A doubt about a default, if it is a literal.
    pub(super) fn about(table: &str, place: i64, column: &str, is_binary: bool, default: &Sql) -> Option<Self> {
        let found = tokens(Engine::MySql, default.text());
        let [literal] = found.as_slice() else { return None };
        if literal.kind != TokenKind::Text || !literal.text.starts_with('\'') {
            return None;
        }
        let printed = unescaped(&literal.name()?).into_owned();
        Some(Self { table: table.to_owned(), place, column: column.to_owned(), is_binary, printed })
    }

    fn value(&self) -> String {
        let value = format!("DEFAULT(t.{})", Engine::MySql.quote(&self.column));
        if self.is_binary { value } else { format!("CONVERT({value} USING utf8mb4)") }
    }

    /// Places of the question marks, from 1.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.printed.chars().zip(1..).filter(|(character, _)| *character == '?').map(|(_, place)| place)
    }

    fn bits(&self) -> u32 {
        if self.is_binary { BYTE } else { CHARACTER }
    }

    /// That the catalog prints the value itself.
    fn is_printed(&self) -> String {
        let literal = Engine::MySql.literal(&self.printed);
        format!("CAST({} AS BINARY) = CAST({literal} AS BINARY)", self.value())
    }

    /// One condition for each bit of each character that the catalog may not print.
    fn conditions(&self) -> Vec<String> {
        let number = |place: usize| {
            let one = format!("SUBSTR({}, {place}, 1)", self.value());
            let bytes = if self.is_binary { one } else { format!("CONVERT({one} USING utf32)") };
            format!("CONV(HEX({bytes}), 16, 10)")
        };
        self.places()
            .flat_map(|place| (0..self.bits()).map(move |bit| (place, bit)))
            .map(|(place, bit)| format!("{} >> {bit} & 1", number(place)))
            .collect()
    }

    /// The default, given which of the conditions hold; `None` where they make no value.
    fn solved(&self, holds: &[bool]) -> Option<Sql> {
        let mut numbers = holds
            .chunks(usize::try_from(self.bits()).ok()?)
            .map(|bits| bits.iter().rev().fold(0_u32, |number, bit| number << 1 | u32::from(*bit)));
        let mut value = Vec::with_capacity(self.printed.len());
        for character in self.printed.chars() {
            value.push(if character == '?' { numbers.next().filter(|number| *number > 0)? } else { character.into() });
        }
        let text = if self.is_binary {
            let bytes: Option<String> =
                value.into_iter().map(|byte| u8::try_from(byte).ok().map(|byte| format!("{byte:02x}"))).collect();
            format!("x'{}'", bytes?)
        } else {
            let text: Option<String> = value.into_iter().map(char::from_u32).collect();
            Engine::MySql.literal(&text?)
        };
        Some(Sql::new(Engine::MySql, text))
    }
}

/// Conditions on tables, to be asked in one query.
#[derive(Debug, Default)]
pub(super) struct Questions {
    asked: Vec<String>,
}

impl Questions {
    /// Whether the catalog prints each of the values itself.
    pub(super) fn about_all(doubts: &[Doubt]) -> Self {
        let mut questions = Self::default();
        for doubt in doubts.iter().take(MOST) {
            questions.ask(doubt, &doubt.is_printed());
        }
        questions
    }

    /// The bits of the values, of as many as fit into one query.
    pub(super) fn about_bits(doubts: &[Doubt]) -> Self {
        let mut questions = Self::default();
        for doubt in doubts {
            let conditions = doubt.conditions();
            if questions.asked.len() + conditions.len() > MOST {
                break;
            }
            conditions.iter().for_each(|condition| questions.ask(doubt, condition));
        }
        questions
    }

    fn ask(&mut self, doubt: &Doubt, condition: &str) {
        self.asked.push(format!(
            "SELECT {} FROM (SELECT 1) AS one LEFT JOIN {} AS t ON FALSE WHERE {condition}",
            self.asked.len(),
            Engine::MySql.quote(&doubt.table)
        ));
    }

    /// The query, whose rows are the numbers of the conditions that hold; `None` where there is nothing to ask.
    pub(super) fn query(&self) -> Option<String> {
        (!self.asked.is_empty()).then(|| self.asked.join(" UNION ALL "))
    }
}

/// Takes the doubts out about which the catalog is right.
pub(super) fn without_printed(doubts: Vec<Doubt>, holds: &BTreeSet<i64>) -> Vec<Doubt> {
    doubts.into_iter().zip(0..).filter(|(_, number)| !holds.contains(number)).map(|(doubt, _)| doubt).collect()
}

/// The defaults that the bits make, each with its doubt; and the doubts that are left.
pub(super) fn solved(doubts: Vec<Doubt>, holds: &BTreeSet<i64>) -> (Vec<(Doubt, Sql)>, Vec<Doubt>) {
    let mut numbers = 0_i64..;
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for doubt in doubts {
        let bits: Vec<bool> =
            doubt.conditions().iter().zip(&mut numbers).map(|(_, number)| holds.contains(&number)).collect();
        match doubt.solved(&bits) {
            Some(default) => found.push((doubt, default)),
            None => left.push(doubt),
        }
    }
    (found, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(is_binary: bool, default: &str) -> Option<Doubt> {
        Doubt::about("t", 1, "a", is_binary, &Sql::new(Engine::MySql, default))
    }

    /// The default that the bits of these numbers make.
    fn made(is_binary: bool, default: &str, numbers: &[u32]) -> Option<String> {
        let doubt = doubt(is_binary, default).expect("a doubt");
        let bits: Vec<bool> =
            numbers.iter().flat_map(|number| (0..doubt.bits()).map(move |bit| number >> bit & 1 == 1)).collect();
        doubt.solved(&bits).map(|default| default.text().to_owned())
    }

    #[test]
    fn only_a_literal_is_in_doubt() {
        assert!(doubt(false, "'x?'").is_some());
        assert!(doubt(false, "concat('x','?')").is_none());
        assert!(doubt(true, "x'00'").is_none());
    }

    #[test]
    fn the_conditions_name_every_bit() {
        let doubt = doubt(true, "'a??'").expect("a doubt");
        let conditions = doubt.conditions();
        assert_eq!(conditions.len(), 16);
        assert_eq!(conditions[9], "CONV(HEX(SUBSTR(DEFAULT(t.`a`), 3, 1)), 16, 10) >> 1 & 1");
        assert_eq!(doubt.is_printed(), "CAST(DEFAULT(t.`a`) AS BINARY) = CAST('a??' AS BINARY)");
    }

    #[test]
    fn bits_become_characters_or_bytes() {
        assert_eq!(made(false, "'it''s ? \\\\ ?'", &[0x1F600, 0x3F]).as_deref(), Some("'it''s 😀 \\\\ ?'"));
        assert_eq!(made(true, "'\\0?a'", &[0xFF]).as_deref(), Some("x'00ff61'"));
    }

    #[test]
    fn without_an_answer_the_doubt_stays() {
        assert_eq!(made(false, "'?'", &[0]), None);
        assert_eq!(made(false, "'?'", &[0x1F_FFFF]), None, "no character");
        assert_eq!(made(false, "'??'", &[0x3F]), None);
    }

    #[test]
    fn answers_are_told_apart_by_their_number() {
        let two = vec![doubt(true, "'?'").expect("a doubt"), doubt(true, "'b?'").expect("a doubt")];
        let query = Questions::about_bits(&two).query().expect("a query");
        assert!(
            query.contains(" UNION ALL SELECT 15 FROM (SELECT 1) AS one LEFT JOIN `t` AS t ON FALSE WHERE "),
            "{query}"
        );
        let (found, left) = solved(two.clone(), &BTreeSet::from([15]));
        assert_eq!((found.len(), found[0].1.text()), (1, "x'6280'"));
        assert_eq!(left, [two[0].clone()]);
        assert_eq!(without_printed(two.clone(), &BTreeSet::from([0])), [two[1].clone()]);
        assert_eq!(Questions::about_all(&[]).query(), None);
    }
}
