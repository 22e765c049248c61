//! What PostgreSQL's types mean to each other: which change rewrites, narrows or converts, and by which expression.
//! Leaves out printing whole statements.

use driftline_schema::Column;

use super::ENGINE;
use super::print;

/// A type taken apart: `character varying(9)[]` is base `character varying`, argument 9, array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Type {
    /// The canonical name without arguments.
    pub(super) base: String,
    /// Length, or precision and scale.
    pub(super) arguments: Vec<u32>,
    /// Whether it is an array.
    pub(super) array: bool,
    /// Whether it is user-made (an enumerated type, a domain, an extension's type).
    pub(super) user_made: bool,
}

/// Types whose values become each other without an explicit cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Number,
    Text,
    Moment,
    Network,
    Other,
}

impl Type {
    /// The type of a column.
    pub(super) fn of(column: &Column) -> Self {
        let mut parsed = Self::parse(&column.data_type);
        if let Some(kind) = &column.user_type {
            parsed.user_made = true;
            parsed.base = print::name(kind);
        }
        parsed
    }

    fn parse(text: &str) -> Self {
        let text = text.trim();
        let (text, array) = match text.find('[') {
            Some(open) => (text[..open].trim(), true),
            None => (text, false),
        };
        let (mut base, mut arguments) = (text.to_owned(), Vec::new());
        if let (Some(open), Some(close)) = (text.find('('), text.rfind(')'))
            && open < close
        {
            arguments = text[open + 1..close].split(',').filter_map(|part| part.trim().parse().ok()).collect();
            base = format!("{}{}", text[..open].trim_end(), &text[close + 1..]);
        }
        Self { base: canonical(&base).to_owned(), arguments, array, user_made: false }
    }

    /// The family of the type, of its elements for an array.
    fn family(&self) -> Family {
        if self.user_made {
            return Family::Other;
        }
        match self.base.as_str() {
            "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => Family::Number,
            "character varying" | "character" | "text" | "citext" | "name" => Family::Text,
            "timestamp without time zone" | "timestamp with time zone" | "date" => Family::Moment,
            "inet" | "cidr" => Family::Network,
            _ => Family::Other,
        }
    }

    /// Bytes of a whole number's type.
    pub(super) fn whole_number_size(&self) -> Option<u8> {
        match self.base.as_str() {
            "smallint" => Some(2),
            "integer" => Some(4),
            "bigint" => Some(8),
            _ => None,
        }
    }

    /// Whether the type is none of the server's own that values are converted to one by one; an enumerated type is known.
    fn is_made(&self) -> bool {
        const OTHERS: [&str; 32] = [
            "boolean",
            "bytea",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "money",
            "interval",
            "time without time zone",
            "time with time zone",
            "bit",
            "bit varying",
            "macaddr",
            "macaddr8",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "tsvector",
            "tsquery",
            "oid",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "hstore",
            "ltree",
        ];
        !self.user_made && self.family() == Family::Other && !OTHERS.contains(&self.base.as_str())
    }

    /// Whether texts are kept.
    fn is_text(&self) -> bool {
        self.family() == Family::Text
    }
}

/// Full names of the types that people and sea-query abbreviate (manual 8, "Data Types").
fn canonical(base: &str) -> &str {
    match base {
        "varchar" => "character varying",
        "char" | "bpchar" => "character",
        "int" | "int4" => "integer",
        "int2" => "smallint",
        "int8" => "bigint",
        "decimal" => "numeric",
        "bool" => "boolean",
        "float4" => "real",
        "float8" => "double precision",
        "timestamp" => "timestamp without time zone",
        "timestamptz" => "timestamp with time zone",
        "time" => "time without time zone",
        "timetz" => "time with time zone",
        other => other,
    }
}

/// Whether values need an explicit conversion, so that what leans on the column must be made anew.
pub(super) fn is_conversion(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    if old.array != new.array {
        return true;
    }
    old.base != new.base && (old.family() == Family::Other || old.family() != new.family())
}

/// How values of the type are kept unless the column says otherwise (`typstorage` of those that can be kept elsewhere).
pub(super) fn usual_storage(column: &Column) -> &'static str {
    let kind = Type::of(column);
    match kind.base.as_str() {
        "numeric" | "inet" | "cidr" if !kind.array => "main",
        _ => "extended",
    }
}

/// Whether the type or the collation differs.
pub(super) fn is_type_change(from: &Column, to: &Column) -> bool {
    from.data_type != to.data_type || from.user_type != to.user_type || from.collation != to.collation
}

/// How values are converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Conversion {
    /// Texts that are too long are cut instead of refused.
    pub(super) cut: bool,
    /// The conversion takes another one back.
    pub(super) back: bool,
}

/// The expression after `USING`, if one is needed.
///
/// An explicit cast to `varchar(n)` cuts in silence while the assignment refuses (manual 8.3), so such a type is left to
/// the assignment. A value becomes an array of one element and back; an array becomes its text and back.
pub(super) fn using(from: &Column, to: &Column, how: Conversion) -> Option<String> {
    let (old, new) = (Type::of(from), Type::of(to));
    let column = print::quote(&to.name);
    let target = print::data_type(to);
    if !is_conversion(from, to) {
        return (how.cut && new.is_text()).then(|| format!("{column}::{target}"));
    }
    // A domain may stand over an array without saying so.
    if old.array != new.array && old.base != new.base && [&old, &new].iter().any(|kind| !kind.array && kind.is_made()) {
        return Some(format!("{column}::{target}"));
    }
    Some(match (old.array, new.array) {
        (false, true) if how.back && old.is_text() => format!("{column}::{target}"),
        (false, true) => {
            format!(
                "CASE WHEN {column} IS NULL THEN NULL ELSE {} END",
                chain(&format!("ARRAY[{column}]"), "text[]", &target)
            )
        }
        (true, false) if !how.back && new.is_text() => format!("{column}::text"),
        (true, false) => chain(&format!("({column})[1]"), "text", &target),
        (true, true) if new.is_text() => format!("{column}::text[]"),
        (true, true) => chain(&column, "text[]", &target),
        (false, false) => convert(&old, &new, &column, &target, how.cut),
    })
}

/// A cast by way of another type.
fn chain(value: &str, first: &str, target: &str) -> String {
    if first == target { format!("{value}::{target}") } else { format!("{value}::{first}::{target}") }
}

fn convert(old: &Type, new: &Type, column: &str, target: &str, cut: bool) -> String {
    let moment = |kind: &Type| kind.family() == Family::Moment;
    let number = |kind: &Type| kind.family() == Family::Number;
    if new.is_text() && !cut {
        if old.base == "bytea" {
            return format!("convert_from({column}, 'UTF8')");
        }
        return format!("{column}::text");
    }
    match (old.base.as_str(), new.base.as_str()) {
        ("bytea", _) if new.is_text() => format!("convert_from({column}, 'UTF8')::{target}"),
        (_, "bytea") if old.is_text() => format!("convert_to({column}, 'UTF8')"),
        // The text of an amount has a sign and separators of its own.
        ("money", _) if number(new) => format!("{column}::numeric::{target}"),
        (_, "money") if number(old) => format!("{column}::numeric::{target}"),
        ("boolean", _) if number(new) => format!("{column}::integer::{target}"),
        (_, "boolean") if number(old) => format!("{column} <> 0"),
        ("date", _) if number(new) => format!("extract(epoch FROM {column})::{target}"),
        (_, "timestamp without time zone") if number(old) => {
            format!("to_timestamp({column}::double precision) AT TIME ZONE 'UTC'")
        }
        ("timestamp without time zone" | "timestamp with time zone", _) if number(new) => {
            format!("extract(epoch FROM {column})::{target}")
        }
        (_, "timestamp with time zone") if number(old) => format!("to_timestamp({column}::double precision)"),
        (_, "date") if number(old) => format!("(to_timestamp({column}::double precision) AT TIME ZONE 'UTC')::date"),
        (
            "time without time zone" | "time with time zone" | "interval",
            "time without time zone" | "time with time zone" | "interval",
        )
        | ("macaddr", "macaddr8")
        | ("macaddr8", "macaddr")
        | ("json", "jsonb")
        | ("jsonb", "json") => format!("{column}::{target}"),
        ("jsonb", "boolean") => format!("{column}::{target}"),
        ("jsonb", _) if number(new) => format!("{column}::{target}"),
        (_, "json") if !old.is_text() => format!("to_json({column})"),
        (_, "jsonb") if !old.is_text() => format!("to_jsonb({column})"),
        ("timestamp without time zone" | "timestamp with time zone", "time without time zone") => {
            format!("{column}::{target}")
        }
        _ if old.is_text() => format!("{column}::{target}"),
        _ if moment(old) && moment(new) => format!("{column}::{target}"),
        _ => format!("{column}::text::{target}"),
    }
}

/// Whether every row is written anew.
///
/// Those that are not: manual, ALTER TABLE, "Notes"; varchar that grows or becomes text, numeric of more digits at the
/// same scale, moments of more digits, cidr to inet.
pub(super) fn rewrites(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    if old.array || new.array {
        return true;
    }
    let grows = |old: Option<&u32>, new: Option<&u32>| match (old, new) {
        (_, None) => true,
        (Some(old), Some(new)) => new >= old,
        (None, Some(_)) => false,
    };
    match (old.base.as_str(), new.base.as_str()) {
        ("character varying" | "text", "character varying" | "text") => {
            new.base != "text" && !grows(old.arguments.first(), new.arguments.first())
        }
        ("numeric", "numeric") => {
            let scale = |kind: &Type| kind.arguments.get(1).copied().unwrap_or(0);
            let unbounded = new.arguments.is_empty();
            !(unbounded
                || !old.arguments.is_empty()
                    && scale(&old) == scale(&new)
                    && grows(old.arguments.first(), new.arguments.first()))
        }
        ("cidr", "inet") => false,
        (a, b) if a == b && (a.starts_with("time") || a == "interval" || a == "bit varying") => {
            !grows(old.arguments.first(), new.arguments.first())
        }
        (a, b) => a != b || old.arguments != new.arguments,
    }
}

/// Whether a text becomes a value that prints in one way only: `007` comes back as `7`, JSON without its white space. An
/// enumerated type keeps its labels as they are.
pub(super) fn spells_anew(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    let is_written = !old.array && (old.is_text() || old.base == "json");
    let keeps_text = new.is_text() || new.user_made || new.base == "json";
    is_written && !keeps_text
}

/// Why the new type may cut or refuse values, if it may.
pub(super) fn narrows(from: &Column, to: &Column) -> Option<String> {
    let (old, new) = (Type::of(from), Type::of(to));
    let described = || format!("{} is narrower than {}", print::data_type(to), print::data_type(from));
    if old.array && !new.array {
        return (!new.is_text()).then(|| format!("of {} only the first element stays", print::data_type(from)));
    }
    if old.user_made || new.user_made || old.array != new.array {
        return None;
    }
    if new.is_text() && (!new.arguments.is_empty() || new.base == "character") {
        let limit = new.arguments.first().copied().unwrap_or(1);
        let had = if old.is_text() { old.arguments.first().copied() } else { None };
        return (had.is_none_or(|had| had > limit)).then(described);
    }
    match (old.whole_number_size(), new.whole_number_size()) {
        (Some(before), Some(after)) => return (after < before).then(described),
        (None, Some(_)) if old.family() == Family::Number => return Some(described()),
        _ => {}
    }
    match (old.base.as_str(), new.base.as_str()) {
        ("numeric", "numeric") => {
            let whole = |kind: &Type| {
                kind.arguments.first().map(|precision| {
                    let scale = kind.arguments.get(1).copied().unwrap_or(0);
                    (precision.saturating_sub(scale), scale)
                })
            };
            match (whole(&old), whole(&new)) {
                (_, None) => None,
                (None, Some(_)) => Some(described()),
                (Some(before), Some(after)) => (after.0 < before.0 || after.1 < before.1).then(described),
            }
        }
        ("double precision", "real") | ("double precision" | "real", "numeric")
            if !(new.base == "numeric" && new.arguments.is_empty()) =>
        {
            Some(described())
        }
        // Decimal digits that come back exactly (manual 8.1.3).
        ("numeric", "real" | "double precision") => {
            let kept = if new.base == "real" { 6 } else { 15 };
            (old.arguments.first().is_none_or(|precision| *precision > kept)).then(described)
        }
        ("timestamp without time zone" | "timestamp with time zone", "date") => Some(described()),
        (a, b) if a == b && (a.starts_with("time") || a == "interval") => {
            let digits = |kind: &Type| kind.arguments.first().copied().unwrap_or(6);
            (digits(&new) < digits(&old)).then(described)
        }
        _ => None,
    }
}

/// Whether a narrower type takes every value of the right size by rounding it.
pub(super) fn rounds(from: &Column, to: &Column) -> bool {
    let (old, new) = (Type::of(from), Type::of(to));
    let moment = |kind: &Type| kind.base.starts_with("time") || kind.base == "interval" || kind.base == "date";
    moment(&old) && moment(&new) || new.base == "real" || new.base == "double precision" || {
        let scale = |kind: &Type| kind.arguments.get(1).copied().unwrap_or(0);
        new.base == "numeric" && old.base == "numeric" && scale(&new) < scale(&old)
    }
}

/// A value without meaning of the type, as a literal; `labels` are those of an enumerated type.
pub(super) fn neutral(column: &Column, labels: Option<&[String]>) -> Option<String> {
    let kind = Type::of(column);
    if kind.array {
        return Some("'{}'".to_owned());
    }
    if kind.user_made {
        return labels.and_then(<[String]>::first).map(|label| ENGINE.literal(label));
    }
    let text = match kind.base.as_str() {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" | "money" | "oid" => "0",
        "character varying" | "character" | "text" | "citext" | "name" | "bytea" | "xml" | "tsvector" | "hstore"
        | "ltree" | "bit varying" => "''",
        "boolean" => "false",
        "uuid" => "'00000000-0000-0000-0000-000000000000'",
        "json" | "jsonb" => "'{}'",
        "date" => "'1970-01-01'",
        "timestamp without time zone" => "'1970-01-01 00:00:00'",
        "timestamp with time zone" => "'1970-01-01 00:00:00+00'",
        "time without time zone" => "'00:00:00'",
        "time with time zone" => "'00:00:00+00'",
        "interval" => "'0'",
        "inet" | "cidr" => "'0.0.0.0'",
        "macaddr" => "'00:00:00:00:00:00'",
        "point" => "'(0,0)'",
        _ => return None,
    };
    Some(text.to_owned())
}

/// An expression that gives each row another value, from the number `number`; `None` where the type has too few.
pub(super) fn distinct(column: &Column, number: &str) -> Option<String> {
    let kind = Type::of(column);
    if kind.array || kind.user_made {
        return None;
    }
    match kind.base.as_str() {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => Some(number.to_owned()),
        "character varying" | "character" | "text" | "citext" => Some(format!("{number}::text")),
        "uuid" => Some(format!("lpad(to_hex({number}), 32, '0')::uuid")),
        "bytea" => Some(format!("convert_to({number}::text, 'UTF8')")),
        "date" => Some(format!("DATE '1970-01-01' + {number}::integer")),
        "timestamp without time zone" => Some(format!("TIMESTAMP '1970-01-01' + {number} * INTERVAL '1 second'")),
        "timestamp with time zone" => Some(format!("to_timestamp({number})")),
        _ => None,
    }
}
