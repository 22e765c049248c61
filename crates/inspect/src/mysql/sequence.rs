//! MariaDB's sequences: each is a table of one row, which holds its options. One query reads all of them. Leaves out the next
//! number, which is data.

use driftline_schema::{Engine, Object, ObjectId, ObjectKind, ObjectName, Sql};
use sea_orm::DbErr;

use super::draft::Draft;
use super::row::Fields;

/// Why a sequence that could not be read is named.
pub(super) const UNREAD: &str = "its options cannot be read by this user; GRANT SELECT on it would show them";

/// One row for each sequence, by its place in the list.
pub(super) fn query(names: &[String]) -> String {
    let of_one = |(place, name): (usize, &String)| {
        format!(
            "SELECT {place}, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM {}",
            Engine::MySql.quote(name)
        )
    };
    names.iter().enumerate().map(of_one).collect::<Vec<_>>().join(" UNION ALL ")
}

/// Takes the options of one; the names are those the query was made of.
pub(super) fn take(draft: &mut Draft, names: &[String], fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let Some(name) = usize::try_from(fields.number()?).ok().and_then(|place| names.get(place)) else { return Ok(()) };
    let start = fields.number()?;
    let least = fields.number()?;
    let greatest = fields.number()?;
    let step = fields.number()?;
    let cache = fields.number()?;
    let cycle = if fields.number()? == 0 { "NOCYCLE" } else { "CYCLE" };
    let kept = if cache == 0 { "NOCACHE".to_owned() } else { format!("CACHE {cache}") };
    let statement = format!(
        "CREATE SEQUENCE {} START WITH {start} MINVALUE {least} MAXVALUE {greatest} INCREMENT BY {step} {kept} {cycle}",
        Engine::MySql.quote(name)
    );
    let id = ObjectId::new(ObjectKind::Sequence, ObjectName::new(name));
    let mut object = Object::new(id, Sql::new(Engine::MySql, statement));
    object.comment = draft.sequences.get(name).cloned().flatten();
    draft.schema.insert_object(object);
    Ok(())
}
