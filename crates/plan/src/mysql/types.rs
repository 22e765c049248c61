//! MariaDB's and MySQL's types taken apart: what a change of one does to values and to the table. Leaves out what counts
//! rows (`probe`).

use driftline_schema::{Column, Table};

use super::{key, print};
use crate::family::{Family, family, integer_range, labels};

/// A type taken apart: `decimal(10,2) unsigned` is base `decimal`, arguments 10 and 2, unsigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Type {
    /// The first word.
    pub(super) base: String,
    /// Length, or precision and scale.
    pub(super) arguments: Vec<u32>,
    /// Whether it holds no negative numbers.
    pub(super) unsigned: bool,
}

impl Type {
    /// The type of a column.
    pub(super) fn of(column: &Column) -> Self {
        let text = column.data_type.trim().to_lowercase();
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
        let (base, rest) = text.split_at(end);
        let inner = rest.trim_start().strip_prefix('(').and_then(|inner| inner.split(')').next());
        let arguments = inner.map(|inner| inner.split(',').filter_map(|part| part.trim().parse().ok()).collect());
        let unsigned = !has_labels(base) && rest.split_whitespace().any(|word| matches!(word, "unsigned" | "zerofill"));
        Self { base: base.to_owned(), arguments: arguments.unwrap_or_default(), unsigned }
    }

    /// Whether values are of unlimited length, or nearly so, so that MySQL takes no bare literal as a default.
    pub(super) fn is_lob(&self) -> bool {
        self.base.ends_with("text") || self.base.ends_with("blob") || self.base == "json" || self.is_geometry()
    }

    fn is_geometry(&self) -> bool {
        const KINDS: [&str; 8] = [
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
        ];
        KINDS.contains(&self.base.as_str())
    }

    /// Whether values are made of characters, which have a collation.
    pub(super) fn has_characters(&self) -> bool {
        has_labels(&self.base) || matches!(self.base.as_str(), "char" | "varchar") || self.base.ends_with("text")
    }

    /// The most bytes that a text, or bytes, of the type may have, where the type itself sets the limit.
    fn byte_limit(&self) -> Option<u64> {
        Some(match self.base.as_str() {
            "tinytext" | "tinyblob" => u64::from(u8::MAX),
            "text" | "blob" => u64::from(u16::MAX),
            "mediumtext" | "mediumblob" => (1 << 24) - 1,
            "longtext" | "longblob" | "json" => u64::from(u32::MAX),
            _ => return None,
        })
    }

    fn first(&self) -> Option<u32> {
        self.arguments.first().copied()
    }

    /// Digits before and behind the point; a `decimal` alone has ten and none.
    fn digits(&self) -> (u32, u32) {
        let scale = self.arguments.get(1).copied().unwrap_or(0);
        (self.first().unwrap_or(10).saturating_sub(scale), scale)
    }
}

fn has_labels(base: &str) -> bool {
    matches!(base, "enum" | "set")
}

fn is_decimal(base: &str) -> bool {
    matches!(base, "decimal" | "numeric" | "dec" | "fixed")
}

/// Whether values change their kind on the way.
pub(super) fn is_conversion(from: &Column, to: &Column) -> bool {
    let kind = |column: &Column| {
        let base = Type::of(column).base;
        if has_labels(&base) {
            (Family::Other, base)
        } else {
            (family(super::ENGINE, &column.data_type), String::new())
        }
    };
    let is_number = |kind: &(Family, String)| matches!(kind.0, Family::Integer | Family::Number | Family::Boolean);
    let is_moment = |kind: &(Family, String)| matches!(kind.0, Family::Date | Family::Timestamp);
    let (old, new) = (kind(from), kind(to));
    old != new && !(is_number(&old) && is_number(&new)) && !(is_moment(&old) && is_moment(&new))
        || old.0 == Family::Other && old == new && Type::of(from).base != Type::of(to).base
}

/// Whether no value of one type becomes one of the other (error 4078, "Cannot cast"): shapes become nothing else, and UUIDs
/// and addresses only text and bytes.
pub(super) fn is_impossible(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    let is_special = |kind: &Type| matches!(kind.base.as_str(), "uuid" | "inet4" | "inet6");
    let is_open = |column: &Column| matches!(family(super::ENGINE, &column.data_type), Family::Text | Family::Bytes);
    if old.is_geometry() || new.is_geometry() {
        return old.is_geometry() != new.is_geometry();
    }
    // Neither the number nor the bytes of a bit field are the text of a label.
    let counts_bits = |one: &Type, other: &Type| one.base == "bit" && has_labels(&other.base);
    if counts_bits(&old, &new) || counts_bits(&new, &old) {
        return true;
    }
    old.base != new.base
        && !maps_addresses(from, to)
        && (is_special(&old) && !is_open(to) || is_special(&new) && !is_open(from))
}

/// Whether a text becomes a value that prints in one way only: `007` comes back as `7`. Bytes and labels keep the text.
pub(super) fn spells_anew(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    let keeps_text =
        new.has_characters() || matches!(family(super::ENGINE, &to.data_type), Family::Bytes | Family::Json);
    old.has_characters() && !has_labels(&old.base) && !keeps_text
}

/// The length of the text by way of which a label becomes a number or the other way round: the engine itself would take
/// the number for the label's place (MariaDB, "ENUM", numeric index).
pub(super) fn goes_by_text(from: &Column, to: &Column) -> Option<u32> {
    let is_number = |column: &Column| {
        matches!(family(super::ENGINE, &column.data_type), Family::Integer | Family::Number | Family::Boolean)
    };
    let labelled = match (labels(&from.data_type), labels(&to.data_type)) {
        (Some(_), None) if is_number(to) => from,
        (None, Some(_)) if is_number(from) => to,
        _ => return None,
    };
    // Sign, point and 65 digits, or what a double prints (MariaDB, "DECIMAL").
    const NUMBER: u32 = 67;
    Some(longest(&labels(&labelled.data_type)?, Type::of(labelled).base == "set")?.max(NUMBER))
}

/// The condition under which a value becomes a label, or a label a number, as what it says: the engine takes digits for a
/// label's place (MariaDB, "ENUM", numeric index), and what goes by way of its text must not be refused halfway.
pub(super) fn keeps_its_text(from: &Column, to: &Column) -> Option<String> {
    let kind = |column: &Column| family(super::ENGINE, &column.data_type);
    let is_number = |column: &Column| matches!(kind(column), Family::Integer | Family::Number | Family::Boolean);
    let is_text = |column: &Column| matches!(kind(column), Family::Text | Family::Bytes | Family::Json);
    let column = super::ENGINE.quote(&from.name);
    let value = if is_text(from) { column } else { format!("CAST({column} AS CHAR)") };
    match (labels(&from.data_type), labels(&to.data_type)) {
        (Some(_), None) if is_number(to) => {
            Some(format!("({value} REGEXP '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$')"))
        }
        (None, Some(labels)) if is_number(from) || is_text(from) => {
            let labels: Vec<String> = labels.iter().map(|label| super::ENGINE.literal(label)).collect();
            Some(format!("({value} NOT REGEXP '^[[:space:]]*[-+]?[0-9]+$' OR {value} IN ({}))", labels.join(", ")))
        }
        _ => None,
    }
}

/// Whether addresses of the older kind become those of the newer one. MariaDB casts them from 11.3 on ("INET4"); before,
/// they go by way of their text.
pub(super) fn maps_addresses(from: &Column, to: &Column) -> bool {
    Type::of(from).base == "inet4" && Type::of(to).base == "inet6"
}

/// How many bytes a `binary` has before and after, where it becomes longer: the engine puts zeros behind its values.
pub(super) fn pads(from: &Column, to: &Column) -> Option<(u32, u32)> {
    let (old, new) = (Type::of(from), Type::of(to));
    let lengths = (old.first().unwrap_or(1), new.first().unwrap_or(1));
    (old.base == "binary" && new.base == "binary" && lengths.0 < lengths.1).then_some(lengths)
}

/// Whether the type or the real collation differs.
pub(super) fn is_type_change(before: (&Table, &Column), after: (&Table, &Column)) -> bool {
    before.1.data_type != after.1.data_type || key::collation(before.0, before.1) != key::collation(after.0, after.1)
}

/// Whether InnoDB copies the whole table for the change of a column.
///
/// What it does in place, or at once: a longer `varchar` whose length takes as many bytes as before, labels appended to
/// an enumeration, NULL allowed, defaults, comments, visibility (MariaDB, "InnoDB Online DDL Operations with the INPLACE
/// Alter Algorithm" and "… INSTANT …"; MySQL manual 17.12.1).
pub(super) fn copies(before: (&Table, &Column), after: (&Table, &Column)) -> bool {
    let (from, to) = (before.1, after.1);
    let stored = |column: &Column| column.generated.as_ref().is_some_and(|generated| generated.stored);
    if from.generated != to.generated {
        return stored(from) || stored(to);
    }
    let compressed = |column: &Column| column.attributes.iter().any(|attribute| attribute == "compressed");
    from.nullable && !to.nullable
        || from.auto_increment != to.auto_increment && to.auto_increment.is_some()
        || compressed(from) != compressed(to)
        || key::collation(before.0, from) != key::collation(after.0, to)
        || from.data_type != to.data_type && retyping_copies(from, to, key::collation(after.0, to))
}

fn retyping_copies(from: &Column, to: &Column, collation: Option<&str>) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    if old.base != new.base {
        return true;
    }
    match (labels(&from.data_type), labels(&to.data_type)) {
        (Some(before), Some(after)) => {
            let bytes = |labels: &[String]| match old.base.as_str() {
                "enum" => usize::from(labels.len() > 255),
                _ => labels.len().div_ceil(8),
            };
            return !after.starts_with(&before) || bytes(&before) != bytes(&after);
        }
        (None, None) => {}
        _ => return true,
    }
    if old.base == "varchar" || old.base == "varbinary" {
        let widths: &[u32] = match collation.map(print::character_set) {
            _ if old.base == "varbinary" => &[1],
            Some("utf8mb4") => &[4],
            Some("utf8" | "utf8mb3") => &[3],
            Some("latin1" | "ascii" | "binary") => &[1],
            // Unknown from here: every width a database may have as its default.
            _ => &[1, 3, 4],
        };
        let (before, after) = (old.first().unwrap_or(0), new.first().unwrap_or(0));
        let crosses = |width: &u32| (before * width > 255) != (after * width > 255);
        return after < before || widths.iter().any(crosses);
    }
    true
}

/// Why the new type may cut or refuse values, if it may.
pub(super) fn narrows(from: &Column, to: &Column) -> Option<String> {
    let (old, new) = (Type::of(from), Type::of(to));
    let described = || format!("{} is narrower than {}", to.data_type, from.data_type);
    let bytes = |kind: &Type| matches!(kind.base.as_str(), "binary" | "varbinary");
    let (is_old_text, is_new_text) = (old.has_characters() || bytes(&old), new.has_characters() || bytes(&new));
    if has_labels(&new.base) {
        let (before, after) = (labels(&from.data_type), labels(&to.data_type).unwrap_or_default());
        let keeps_all = before.is_some_and(|before| before.iter().all(|label| after.contains(label)));
        return (!keeps_all).then(described);
    }
    if let Some(limit) = new.byte_limit() {
        let had = old.byte_limit().or(old.first().filter(|_| is_old_text).map(|length| u64::from(length) * 4));
        return had.is_some_and(|had| had > limit && !has_labels(&old.base)).then(described);
    }
    if is_new_text {
        let limit = new.first().unwrap_or(1);
        let had = match labels(&from.data_type) {
            Some(labels) => longest(&labels, old.base == "set"),
            None if is_old_text => old.first(),
            None => None,
        };
        let is_number = !is_old_text && old.byte_limit().is_none();
        return (!is_number && had.is_none_or(|had| had > limit)).then(described);
    }
    match (whole_range(from), whole_range(to)) {
        (Some(before), Some(after)) => return (after.0 > before.0 || after.1 < before.1).then(described),
        (None, Some(_)) if family(super::ENGINE, &from.data_type) == Family::Number => return Some(described()),
        _ => {}
    }
    match (old.base.as_str(), new.base.as_str()) {
        (a, b) if is_decimal(a) && is_decimal(b) => {
            let (before, after) = (old.digits(), new.digits());
            (after.0 < before.0 || after.1 < before.1 || new.unsigned && !old.unsigned).then(described)
        }
        ("double", "float") => Some(described()),
        ("double" | "float", b) if is_decimal(b) => Some(described()),
        (a, "float" | "double") if is_decimal(a) => {
            let kept = if new.base == "float" { 6 } else { 15 };
            (old.first().unwrap_or(10) > kept).then(described)
        }
        ("datetime" | "timestamp", "date") | ("datetime", "timestamp") => Some(described()),
        ("datetime" | "timestamp", "datetime" | "timestamp") | ("time", "time") => {
            (new.first().unwrap_or(0) < old.first().unwrap_or(0)).then(described)
        }
        _ => None,
    }
}

/// The most characters a value made of labels has: one of them, or of a set all with commas between.
fn longest(labels: &[String], is_set: bool) -> Option<u32> {
    let lengths = labels.iter().map(|label| label.chars().count());
    let most =
        if is_set { lengths.map(|length| length + 1).sum::<usize>().saturating_sub(1) } else { lengths.max()? };
    u32::try_from(most).ok()
}

/// The least and the greatest value of a type of whole numbers or of bits.
fn whole_range(column: &Column) -> Option<(i128, i128)> {
    let kind = Type::of(column);
    if kind.base != "bit" {
        return integer_range(&column.data_type);
    }
    // 64 bits are the most (MariaDB, "BIT").
    let bits = kind.first().unwrap_or(1).min(64);
    Some((0, (1 << bits) - 1))
}

/// Whether a narrower type takes every value of the right size by rounding it.
pub(super) fn rounds(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    let is_moment = |kind: &Type| matches!(kind.base.as_str(), "datetime" | "timestamp" | "time" | "date");
    is_moment(&old) && is_moment(&new) && new.base != "timestamp"
        || matches!(new.base.as_str(), "float" | "double")
        // Numbers of the wrong size are counted.
        || integer_range(&to.data_type).is_some() && family(super::ENGINE, &from.data_type) == Family::Number
        || is_decimal(&old.base) && is_decimal(&new.base) && new.digits().0 >= old.digits().0
}

/// The same for a column that was unique before, so that even a type of few values has one for each row.
pub(super) fn distinct_again(column: &Column, number: &str) -> Option<String> {
    let kind = Type::of(column);
    let length = kind.first().unwrap_or(1);
    distinct(column, number).or_else(|| match kind.base.as_str() {
        // A number is the place of a label, or the sum of a set's places.
        "enum" => Some(format!("1 + ({number} - 1) % {}", labels(&column.data_type)?.len())),
        "set" | "bit" => Some(format!("{number} - 1")),
        "tinyint" if kind.unsigned => Some(format!("{number} - 1")),
        "tinyint" => Some(format!("{number} - 129")),
        "year" => Some(format!("{number} + 1900")),
        "time" => Some(format!("SEC_TO_TIME({number})")),
        "char" | "varchar" => Some(format!("CONV({number} - 1, 10, 36)")),
        "binary" | "varbinary" => Some(format!("UNHEX(LPAD(HEX({number} - 1), {}, '0'))", 2 * length)),
        _ => None,
    })
}

/// An expression that gives each row another value, from the number `number`; `None` where the type has too few.
pub(super) fn distinct(column: &Column, number: &str) -> Option<String> {
    let kind = Type::of(column);
    let length = kind.first();
    match kind.base.as_str() {
        "smallint" | "mediumint" | "int" | "bigint" | "double" | "float" | "decimal" => Some(number.to_owned()),
        "varchar" | "char" if length.is_some_and(|length| length >= 10) => Some(format!("CAST({number} AS CHAR)")),
        "text" | "mediumtext" | "longtext" => Some(format!("CAST({number} AS CHAR)")),
        "binary" | "varbinary" if length.is_some_and(|length| length >= 16) => {
            Some(format!("UNHEX(LPAD(HEX({number}), 32, '0'))"))
        }
        "uuid" => Some(format!("CONCAT('00000000-0000-0000-0000-', LPAD(HEX({number}), 12, '0'))")),
        "date" => Some(format!("DATE '1970-01-01' + INTERVAL {number} DAY")),
        "datetime" | "timestamp" => Some(format!("TIMESTAMP '1970-01-02 00:00:00' + INTERVAL {number} SECOND")),
        _ => None,
    }
}
