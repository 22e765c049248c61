//! Columns: `COLUMNS`, with defaults, generation expressions, collations and comments.

use driftline_schema::{AutoIncrement, Column, Generated};
use sea_orm::DbErr;

use super::draft::{ColumnDraft, Draft};
use super::flavour::{Dialect, first_word};
use super::row::Fields;

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
    let attributes = [(is_compressed, "compressed"), (says("invisible"), "invisible")];
    column.attributes = attributes.into_iter().filter(|(has, _)| *has).map(|(_, word)| word.to_owned()).collect();
    column.attributes.extend(reference_system.map(|number| format!("srid={number}")));
    let unsure = is_unsure(&column, collation);
    let shown = format!("default of column {} of table {}", column.name, owner.table.name);
    owner.columns.insert(place, ColumnDraft { column, collation: collation.map(str::to_owned) });
    if unsure {
        draft.not_compared(
            shown,
            "the catalog prints `?` for what is outside its character set: what stands there is not known",
        );
    }
    Ok(())
}

/// Character sets with characters that the catalogs' own has not.
const WIDE: [&str; 4] = ["utf8mb4", "utf16", "utf32", "gb18030"];

/// Whether a default holds a `?` that may stand for something else. The catalogs are utf8mb3: a character that needs four
/// bytes, or a byte that is no character, becomes a question mark in them (four of them inside an expression).
fn is_unsure(column: &Column, collation: Option<&str>) -> bool {
    let Some(default) = &column.default else { return false };
    let is_binary = matches!(first_word(&column.data_type), "binary" | "varbinary" | "blob");
    let is_wide = collation.is_some_and(|name| WIDE.iter().any(|charset| name.starts_with(charset)));
    default.text().contains('?') && (is_binary || is_wide)
}

/// The type without what an integer's display width says when nobody has written one, and whether its values are
/// compressed (MariaDB prints that in a comment for itself).
///
/// The widths are those of the type's longest number with its sign (MariaDB "Numeric Data Type Overview"). MySQL prints
/// none from 8.0.19 on, except `tinyint(1)`; where numbers are filled with zeros, the width has a meaning.
fn data_type(text: &str) -> (String, bool) {
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
