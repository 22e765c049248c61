//! Columns: `COLUMNS`, with defaults, generation expressions, collations and comments.

use driftline_schema::{AutoIncrement, Column, Generated, Sql};
use sea_orm::DbErr;

use super::doubt::Doubt;
use super::draft::{ColumnDraft, Draft};
use super::flavour::{Dialect, Flavour, first_word};
use super::row::Fields;
use super::text::{UNSURE, hides_character, holds_unsure};

pub(super) fn query(database: &str, dialect: Dialect) -> String {
    format!(
        "SELECT TABLE_NAME, ORDINAL_POSITION, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, \
            GENERATION_EXPRESSION, COLLATION_NAME, COLUMN_COMMENT, {} \
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {database}",
        dialect.reference_system()
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.text()?;
    let Some(owner) = draft.tables.get_mut(table) else { return Ok(()) };
    let place = fields.number()?;
    let name = fields.own_text()?;
    let (data_type, is_compressed) = data_type(fields.text()?);
    let nullable = fields.flag()?;
    let default = fields.text_if_any()?;
    let extra = fields.text()?;
    let expression = fields.text_if_any()?;
    let collation = fields.text_if_any()?;
    let comment = fields.own_text_if_any()?;
    let reference_system = fields.number_if_any()?;
    let lower = extra.to_ascii_lowercase();
    let says = |words: &str| lower.contains(words);
    let mut column = Column { nullable, comment, ..Column::new(name, data_type) };
    column.collation = collation.filter(|collation| *collation != owner.collation).map(str::to_owned);
    column.auto_increment = says("auto_increment").then_some(AutoIncrement::Keyword);
    let is_stored = says("stored generated") || says("persistent generated");
    if is_stored || says("virtual generated") {
        let expression = draft.texts.expression(expression.unwrap_or_default());
        column.generated = Some(Generated { expression, stored: is_stored });
    } else {
        let dialect = draft.texts.dialect;
        let default = dialect.default(default, &column.data_type, extra);
        column.default = default.map(|text| draft.texts.sql(&text));
        column.on_update = dialect.on_update(extra).map(|text| draft.texts.sql(&text));
    }
    let is_left_out = says("without system versioning");
    let attributes =
        [(is_compressed, "compressed"), (says("invisible"), "invisible"), (is_left_out, "without system versioning")];
    column.attributes = attributes.into_iter().filter(|(has, _)| *has).map(|(_, word)| word.to_owned()).collect();
    column.attributes.extend(reference_system.map(|number| format!("srid={number}")));
    let charset = Charset::of(&column, collation);
    let doubt = charset
        .doubts_default(&column, draft.texts.dialect.flavour)
        .map(|default| Doubt::about(table, place, &column.name, charset == Charset::Bytes, default).ok_or("default"));
    let unsure = match doubt {
        Some(Ok(doubt)) => {
            draft.doubts.push(doubt);
            None
        }
        Some(Err(part)) => Some(part),
        None => None,
    };
    let unsure = unsure
        .into_iter()
        .chain(charset.unsure(&column))
        .map(|part| format!("{part} of column {} of table {table}", column.name))
        .collect::<Vec<_>>();
    owner.columns.insert(place, ColumnDraft { column, collation: collation.map(str::to_owned) });
    for shown in unsure {
        draft.not_compared(shown, UNSURE);
    }
    Ok(())
}

/// Character sets with characters that the catalogs' own has not.
const WIDE: [&str; 4] = ["utf8mb4", "utf16", "utf32", "gb18030"];

/// What a column's values are made of, as far as the catalogs can print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    /// Bytes, of which only some are characters.
    Bytes,
    /// Characters, some of which the catalogs cannot print.
    Wide,
    /// What the catalogs print as it is.
    Plain,
}

impl Charset {
    fn of(column: &Column, collation: Option<&str>) -> Self {
        let is_wide = collation.is_some_and(|name| WIDE.iter().any(|charset| name.starts_with(charset)));
        match first_word(&column.data_type) {
            "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => Charset::Bytes,
            _ if is_wide => Charset::Wide,
            _ => Charset::Plain,
        }
    }

    /// The default, if a `?` in it may stand for something else. In an expression, as which it keeps the default of a long
    /// text, MariaDB prints one for each byte.
    fn doubts_default(self, column: &Column, flavour: Flavour) -> Option<&Sql> {
        let default = column.default.as_ref().filter(|_| self != Charset::Plain)?;
        let kind = first_word(&column.data_type);
        let is_literal = default.text().starts_with('\'') && !kind.ends_with("text") && !kind.ends_with("blob");
        let is_unsure = if is_literal || flavour == Flavour::MySql { holds_unsure } else { hides_character };
        is_unsure(default.text()).then_some(default)
    }

    /// The part of a column beside its default that holds a `?` which may stand for something else: see [`UNSURE`].
    fn unsure(self, column: &Column) -> Option<&'static str> {
        let is_labelled = matches!(first_word(&column.data_type), "enum" | "set");
        if column.generated.as_ref().is_some_and(|generated| hides_character(generated.expression.text())) {
            Some("expression")
        } else if self == Charset::Wide && is_labelled && holds_unsure(&column.data_type) {
            Some("labels")
        } else {
            None
        }
    }
}

/// The type without what an integer's display width says when nobody has written one, and whether its values are
/// compressed (MariaDB prints that in a comment for itself).
///
/// The widths are those of the type's longest number with its sign (MariaDB "Numeric Data Type Overview"). MySQL prints
/// none from 8.0.19 on, except `tinyint(1)`; where numbers are filled with zeros, the width has a meaning.
pub(super) fn data_type(text: &str) -> (String, bool) {
    let (text, rest) = text.split_once(" /*M!").unwrap_or((text, ""));
    let is_compressed = rest.contains("COMPRESSED");
    let kind = first_word(text);
    let is_unsigned = text.ends_with(" unsigned");
    let width = match (kind, is_unsigned) {
        ("tinyint", false) => "(4)",
        ("tinyint", true) => "(3)",
        ("smallint", false) => "(6)",
        ("smallint", true) => "(5)",
        ("mediumint", false) => "(9)",
        ("mediumint", true) => "(8)",
        ("int", false) => "(11)",
        ("int", true) => "(10)",
        ("bigint", _) => "(20)",
        ("year", _) => "(4)",
        _ => return (text.to_owned(), is_compressed),
    };
    let rest = text.get(kind.len()..).unwrap_or_default();
    let has_default_width = rest.starts_with(width) && !text.contains("zerofill");
    let shortened = if has_default_width { format!("{kind}{}", &rest[width.len()..]) } else { text.to_owned() };
    (shortened, is_compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_default_widths_are_left_out() {
        for (printed, kept) in [
            ("int(11)", "int"),
            ("int(10) unsigned", "int unsigned"),
            ("int(10)", "int(10)"),
            ("int(5)", "int(5)"),
            ("int(10) unsigned zerofill", "int(10) unsigned zerofill"),
            ("tinyint(4)", "tinyint"),
            ("tinyint(1)", "tinyint(1)"),
            ("tinyint(1) unsigned", "tinyint(1) unsigned"),
            ("tinyint(3) unsigned", "tinyint unsigned"),
            ("smallint(6)", "smallint"),
            ("smallint(5) unsigned", "smallint unsigned"),
            ("mediumint(9)", "mediumint"),
            ("mediumint(8) unsigned", "mediumint unsigned"),
            ("bigint(20)", "bigint"),
            ("bigint(20) unsigned", "bigint unsigned"),
            ("year(4)", "year"),
            ("year", "year"),
            ("int unsigned", "int unsigned"),
            ("varchar(11)", "varchar(11)"),
            ("decimal(10,2) unsigned", "decimal(10,2) unsigned"),
            ("enum('int(11)','it''s')", "enum('int(11)','it''s')"),
        ] {
            assert_eq!(data_type(printed), (kept.to_owned(), false), "{printed}");
        }
        assert_eq!(data_type("varchar(9) /*M!100301 COMPRESSED*/"), ("varchar(9)".to_owned(), true));
    }
}
