//! How much two columns, two tables or two names are alike: which rename is likelier. Leaves out deciding.

use driftline_schema::{Column, Table};

/// What kind of values a type holds, over the words of every engine.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Family {
    Any,
    Text,
    Integer,
    Decimal,
    Boolean,
    Time,
    Binary,
    Json,
    Uuid,
    Other(String),
}

/// Whether values of one column could have been kept in the other: false only where the types rule it out.
pub(crate) fn can_hold_the_same(one: &Column, other: &Column) -> bool {
    if one.generated.is_some() != other.generated.is_some() {
        return false;
    }
    if one.data_type == other.data_type && one.user_type == other.user_type {
        return true;
    }
    if one.data_type.ends_with("[]") != other.data_type.ends_with("[]") {
        return false;
    }
    let (one, other) = (family(one), family(other));
    let pair = |a: Family, b: Family| (one == a && other == b) || (one == b && other == a);
    one == other
        || one == Family::Any
        || other == Family::Any
        || pair(Family::Integer, Family::Decimal)
        || pair(Family::Integer, Family::Boolean)
        || pair(Family::Text, Family::Json)
        || pair(Family::Text, Family::Uuid)
        || pair(Family::Binary, Family::Uuid)
}

/// Whether the column holds texts, so that a collation means something.
pub(crate) fn holds_text(column: &Column) -> bool {
    matches!(family(column), Family::Text | Family::Any)
}

/// SeaORM's types on SQLite carry their meaning in the word (`uuid_text`, `date_text`), so meaning comes before storage.
fn family(column: &Column) -> Family {
    if column.user_type.is_some() {
        return Family::Text;
    }
    let words = column.data_type.to_lowercase();
    let base = words.split(['(', '[']).next().unwrap_or_default().trim().to_owned();
    let has = |parts: &[&str]| parts.iter().any(|part| base.contains(part));
    let is = |names: &[&str]| names.contains(&base.as_str());
    if base.is_empty() {
        Family::Any
    } else if has(&["uuid"]) {
        Family::Uuid
    } else if has(&["json"]) {
        Family::Json
    } else if has(&["bool"]) {
        Family::Boolean
    } else if base.starts_with("date") || base.starts_with("time") {
        Family::Time
    } else if has(&["blob", "binary", "bytea"]) {
        Family::Binary
    } else if has(&["char", "text", "clob", "string"]) || is(&["name"]) || base.starts_with("enum") {
        Family::Text
    } else if is(&["point", "interval"]) {
        Family::Other(base)
    } else if has(&["int", "serial"]) || is(&["year"]) {
        Family::Integer
    } else if has(&["real", "floa", "doub", "numeric", "decimal", "money"]) {
        Family::Decimal
    } else {
        Family::Other(base)
    }
}

/// How alike a vanished and an appeared column are; higher is likelier. Only the order of the numbers means something.
pub(crate) fn of_columns(vanished: (usize, &Column), appeared: (usize, &Column)) -> u32 {
    let ((old_place, old), (new_place, new)) = (vanished, appeared);
    let mut score = of_names(&old.name, &new.name) * 4;
    if old.data_type == new.data_type && old.user_type == new.user_type {
        score += 300;
    } else if family(old) == family(new) {
        score += 150;
    }
    score += match old_place.abs_diff(new_place) {
        0 => 150,
        1 => 75,
        _ => 0,
    };
    score += if old.nullable == new.nullable { 50 } else { 0 };
    score += if old.default == new.default { 50 } else { 0 };
    score
}

/// How alike a vanished and an appeared table are, `None` where they share no column.
pub(crate) fn of_tables(vanished: &Table, appeared: &Table) -> Option<u32> {
    let shared: Vec<(&Column, &Column)> = vanished
        .columns
        .iter()
        .filter_map(|column| appeared.column(&column.name).map(|other| (column, other)))
        .collect();
    if shared.is_empty() {
        return None;
    }
    let same_type = shared.iter().filter(|(old, new)| old.data_type == new.data_type).count();
    let all = vanished.columns.len().max(appeared.columns.len());
    let share = |count: usize| u32::try_from(count * 100 / all).unwrap_or(0);
    Some(share(shared.len()) * 4 + share(same_type) * 2 + of_names(&vanished.name.name, &appeared.name.name) * 2)
}

/// How alike two names are, 0 to 100: by edit distance, and by one being part of the other.
fn of_names(one: &str, other: &str) -> u32 {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let longest = one.chars().count().max(other.chars().count());
    if longest == 0 {
        return 100;
    }
    let kept = u32::try_from((longest - edit_distance(&one, &other)) * 100 / longest).unwrap_or(0);
    let is_part = one.len().min(other.len()) > 2 && (one.contains(&other) || other.contains(&one));
    if is_part { kept.max(75) } else { kept }
}

/// Levenshtein's distance in characters.
fn edit_distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distance_counts_insertions_deletions_and_replacements() {
        for (one, other, wanted) in
            [("", "", 0), ("mail", "email", 1), ("kitten", "sitting", 3), ("é", "e", 1), ("abc", "", 3)]
        {
            assert_eq!(edit_distance(one, other), wanted, "{one} {other}");
        }
    }

    #[test]
    fn a_name_is_likelier_the_more_of_it_stays() {
        assert!(of_names("mail", "email") > of_names("mail", "phone"));
        assert!(of_names("email", "primary_email") > of_names("email", "phone"));
    }

    #[test]
    fn types_hold_the_same_values_or_not() {
        let check = |one: &str, other: &str, wanted: bool| {
            let (a, b) = (Column::new("a", one), Column::new("b", other));
            assert_eq!(can_hold_the_same(&a, &b), wanted, "{one} {other}");
            assert_eq!(can_hold_the_same(&b, &a), wanted, "{other} {one}");
        };
        for (one, other) in [
            ("text", "varchar(255)"),
            ("character varying(40)", "enum_text"),
            ("integer", "bigint"),
            ("integer", "numeric(12,4)"),
            ("boolean", "tinyint"),
            ("timestamp with time zone", "date"),
            ("timestamp_with_timezone_text", "datetime"),
            ("bytea", "uuid"),
            ("text", "jsonb_text"),
            ("", "date"),
            ("text[]", "varchar(3)[]"),
            ("point", "point"),
        ] {
            check(one, other, true);
        }
        for (one, other) in [
            ("text", "timestamp without time zone"),
            ("varchar(255)", "date_text"),
            ("integer", "text"),
            ("boolean", "varchar(5)"),
            ("bytea", "text"),
            ("point", "integer"),
            ("interval", "integer"),
            ("integer", "integer[]"),
            ("uuid_text", "integer"),
        ] {
            check(one, other, false);
        }
    }
}
