//! Domains, composite types and range types that are made anew while columns hold values of them. Leaves out what leans on these
//! columns (`dependents`).
//!
//! The old type waits under another name, the new one is made, each column is carried over, the old one goes: as with enumerated types.

use driftline_schema::{Column, Object, ObjectKind, ObjectName, Sql};

use super::super::print::{self, alter_column, name, quote};
use super::super::{column, types};
use super::domain::Domain;
use super::{composite, statement};
use crate::Statement;
use crate::order::detour;

/// A column that holds values of a type made anew, under the names it has while the type is made.
#[derive(Clone, Debug)]
pub(in super::super) struct Holder {
    pub(in super::super) table: ObjectName,
    pub(in super::super) column: Column,
    /// The default it gets afterwards.
    pub(in super::super) default_after: Option<Sql>,
}

/// The statements, or why there are none.
pub(in super::super) fn remake(from: &Object, to: &Object, holders: &[Holder]) -> Result<Vec<Statement>, String> {
    let aside = from.id.name.sibling(detour(&from.id.name.name));
    let old = quote(&aside.name);
    let mut statements = Vec::new();
    for each in holders.iter().filter(|each| each.column.default.is_some()) {
        statements.push(alter_column(&each.table, &each.column.name, "DROP DEFAULT"));
    }
    statements.push(Statement::raw(format!(
        "ALTER {} {} RENAME TO {old}",
        from.id.kind.keyword(),
        name(&from.id.name)
    )));
    if from.id.kind == ObjectKind::RangeType {
        // Its multirange would take the new one's name.
        statements.extend(rename_constructors(from));
        statements.extend(rename_multirange(from));
    }
    statements.extend(statement::create(to));
    for each in holders {
        let kind = &each.column.data_type;
        let using =
            using(from, to, &each.column).map_err(|reason| format!("{}.{}: {reason}", each.table, each.column.name))?;
        statements.push(alter_column(&each.table, &each.column.name, &format!("TYPE {kind} USING {using}")));
    }
    statements.push(Statement::raw(format!("DROP {} {}", from.id.kind.keyword(), name(&aside))));
    for each in holders {
        if let Some(value) = &each.default_after {
            statements.push(alter_column(&each.table, &each.column.name, &column::set_default(value)));
        }
    }
    Ok(statements)
}

/// A range's constructors keep their names when the type is renamed, and those that take no value of the old types would be in the
/// new one's way.
fn rename_constructors(from: &Object) -> Vec<Statement> {
    let text = from.definition.text();
    let value = |key: &str| {
        let rest = text.split_once(&format!("{key} = "))?.1;
        Some(rest.split([',', ')']).next().unwrap_or(rest).trim())
    };
    let mut statements = Vec::new();
    let range = &from.id.name;
    if let Some(subtype) = value("subtype") {
        let aside = quote(&detour(&range.name));
        for arguments in [format!("{subtype}, {subtype}"), format!("{subtype}, {subtype}, text")] {
            statements.push(format!("ALTER FUNCTION {}({arguments}) RENAME TO {aside}", name(range)));
        }
    }
    let multirange = value("multirange_type_name").and_then(|words| {
        driftline_schema::sql::tokens(super::super::ENGINE, words).last().and_then(driftline_schema::sql::Token::name)
    });
    if let Some(multirange) = multirange {
        let (own, aside) = (name(&range.sibling(&multirange)), quote(&detour(&multirange)));
        statements.push(format!("ALTER FUNCTION {own}() RENAME TO {aside}"));
    }
    statements.into_iter().map(Statement::raw).collect()
}

fn rename_multirange(from: &Object) -> Option<Statement> {
    let text = from.definition.text();
    let multirange = text.split_once("multirange_type_name = ")?.1.trim_end().trim_end_matches(')').trim();
    let read = driftline_schema::sql::tokens(super::super::ENGINE, multirange);
    let last = read.last()?.name()?;
    Some(Statement::raw(format!("ALTER TYPE {multirange} RENAME TO {}", quote(&detour(&last)))))
}

/// The value of the new type.
fn using(from: &Object, to: &Object, held: &Column) -> Result<String, String> {
    let quoted = quote(&held.name);
    let kind = &held.data_type;
    let array = kind.ends_with("[]");
    match from.id.kind {
        ObjectKind::Domain => {
            let parts = |object: &Object| Domain::read(object.definition.text()).map(|domain| domain.base_type());
            let (Some(old), Some(new)) = (parts(from), parts(to)) else {
                return Err("its domain cannot be read".to_owned());
            };
            let suffix = if array { "[]" } else { "" };
            let plain = |base: &str| Column { data_type: format!("{base}{suffix}"), ..Column::new(&held.name, "") };
            let (before, after) = (plain(&old), plain(&new));
            let value = types::using(&before, &after, types::Conversion::default());
            Ok(match value {
                // The conversion speaks of the column as of its base type.
                Some(value) => {
                    let base = format!("({quoted}::{})", print::data_type(&before));
                    format!("({})::{kind}", value.replace(&quoted, &base))
                }
                None => format!("{quoted}::{}::{kind}", print::data_type(&after)),
            })
        }
        ObjectKind::CompositeType => {
            let (Some(old), Some(new)) =
                (composite::read(from.definition.text()), composite::read(to.definition.text()))
            else {
                return Err("its type cannot be read".to_owned());
            };
            let same_names = old.iter().map(|each| &each.name).eq(new.iter().map(|each| &each.name));
            if array {
                return if same_names {
                    Ok(format!("{quoted}::text::{kind}"))
                } else {
                    Err(format!(
                        "an array of {} cannot be carried over to other attributes in other places; new ones may come last",
                        from.id.name
                    ))
                };
            }
            let values: Vec<String> = (new.iter())
                .map(|attribute| match old.iter().find(|other| other.name == attribute.name) {
                    Some(other) if other.kind == attribute.kind => format!("({quoted}).{}", quote(&attribute.name)),
                    Some(other) => {
                        let value = format!("({quoted}).{}", quote(&attribute.name));
                        let of = |kind: &str| Column { data_type: kind.to_owned(), ..Column::new("x", "") };
                        let converted = types::using(
                            &of(other.kind.text()),
                            &of(attribute.kind.text()),
                            types::Conversion::default(),
                        );
                        converted.map_or(format!("{value}::{}", attribute.kind.text()), |text| {
                            text.replace("\"x\"", &format!("({value})"))
                        })
                    }
                    None => "NULL".to_owned(),
                })
                .collect();
            // A row of NULLs is no NULL.
            Ok(format!(
                "CASE WHEN {quoted} IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW({})::{kind} END",
                values.join(", ")
            ))
        }
        _ => Ok(format!("{quoted}::text::{kind}")),
    }
}
