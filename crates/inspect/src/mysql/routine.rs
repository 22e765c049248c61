//! Stored functions and procedures: `ROUTINES` and `PARAMETERS`, put together into the statement that makes each. Leaves out
//! definers, and the modes of `sql_mode` that do not change what a text says.
//!
//! Packages, and routines made under `sql_mode=ORACLE`, whose parameters have another grammar, are only named.

use std::collections::BTreeMap;

use driftline_schema::sql::tokens;
use driftline_schema::{Engine, Object, ObjectId, ObjectKind, ObjectName};
use sea_orm::DbErr;

use super::column::data_type;
use super::draft::Draft;
use super::mode::{foreign, under};
use super::row::Fields;
use crate::companion::is_companion;

/// A routine whose parameters are still to be read.
#[derive(Debug)]
pub(super) struct RoutineDraft {
    body: String,
    is_deterministic: bool,
    /// `CONTAINS SQL` and the like.
    access: String,
    is_invokers: bool,
    modes: Option<String>,
    comment: Option<String>,
    /// By place; the result of a function stands at 0.
    parameters: BTreeMap<i64, String>,
}

/// Routines by kind and name.
pub(super) type Routines = BTreeMap<(ObjectKind, String), RoutineDraft>;

pub(super) fn query(database: &str) -> String {
    format!(
        "SELECT CAST(ROUTINE_TYPE AS CHAR), CAST(ROUTINE_NAME AS CHAR), ROUTINE_DEFINITION, IS_DETERMINISTIC, \
            SQL_DATA_ACCESS, SECURITY_TYPE, SQL_MODE, ROUTINE_COMMENT, ROUTINE_BODY \
        FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {database}"
    )
}

fn kind(word: &str) -> Option<ObjectKind> {
    match word {
        "FUNCTION" => Some(ObjectKind::Function),
        "PROCEDURE" => Some(ObjectKind::Procedure),
        _ => None,
    }
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let word = fields.own_text()?;
    let name = fields.own_text()?;
    if is_companion(&name) {
        return Ok(());
    }
    let shown = format!("{} {name}", word.to_lowercase());
    let Some(kind) = kind(&word) else {
        draft.not_compared(shown, "packages are not compared");
        return Ok(());
    };
    let Some(body) = fields.text_if_any()? else {
        let grant = format!("GRANT SELECT ON mysql.proc, or SHOW_ROUTINE on MySQL, would show {}", word.to_lowercase());
        draft.not_compared(shown, &format!("its text is hidden from this user; {grant}s of others"));
        return Ok(());
    };
    let is_deterministic = fields.flag()?;
    let access = fields.own_text()?;
    let is_invokers = fields.text()? == "INVOKER";
    let modes = foreign(fields.text()?);
    let comment = fields.own_text_if_any()?;
    let language = fields.text()?;
    if modes.as_deref().is_some_and(|modes| modes.split(',').any(|mode| mode == "ORACLE")) {
        draft.not_compared(shown, "routines made under sql_mode ORACLE are not compared");
        return Ok(());
    }
    if language != "SQL" {
        draft.not_compared(shown, &format!("routines written in {language} are not compared"));
        return Ok(());
    }
    let body = draft.body(&shown, body, modes.as_deref());
    let parameters = BTreeMap::new();
    let made = RoutineDraft { body, is_deterministic, access, is_invokers, modes, comment, parameters };
    draft.routines.insert((kind, name), made);
    Ok(())
}

pub(super) fn parameters_query(database: &str) -> String {
    format!(
        "SELECT CAST(ROUTINE_TYPE AS CHAR), CAST(SPECIFIC_NAME AS CHAR), ORDINAL_POSITION, PARAMETER_MODE, PARAMETER_NAME, \
            DTD_IDENTIFIER, COLLATION_NAME \
        FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = {database}"
    )
}

pub(super) fn take_parameter(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let kind = kind(fields.text()?);
    let routine = fields.own_text()?;
    let Some(owner) = kind.and_then(|kind| draft.routines.get_mut(&(kind, routine))) else { return Ok(()) };
    let place = fields.number()?;
    let mode = fields.text()?;
    let name = fields.text()?;
    let (mut text, _) = data_type(fields.text()?);
    let collation = fields.text()?;
    if !collation.is_empty() && collation != draft.server.collation {
        let charset = collation.split('_').next().unwrap_or(collation);
        text.push_str(&format!(" CHARSET {charset} COLLATE {collation}"));
    }
    if place > 0 {
        let direction = if mode == "IN" || mode.is_empty() { String::new() } else { format!("{mode} ") };
        text = format!("{direction}{} {text}", Engine::MySql.quote(name));
    }
    owner.parameters.insert(place, text);
    Ok(())
}

/// Puts the routines into the schema.
pub(super) fn settle(draft: &mut Draft) {
    for ((kind, name), found) in std::mem::take(&mut draft.routines) {
        let statement =
            found.statement(kind, &Engine::MySql.quote(&name), |body| draft.texts.unqualified(body).into_owned());
        let id = ObjectId::new(kind, ObjectName::new(name));
        let mut object = Object::new(id, under(found.modes.as_deref(), &statement));
        object.comment = found.comment;
        draft.schema.insert_object(object);
    }
}

impl RoutineDraft {
    /// The complete statement, without the comment.
    fn statement(&self, kind: ObjectKind, name: &str, body: impl Fn(&str) -> String) -> String {
        let aggregate = if self.is_aggregate() { "AGGREGATE " } else { "" };
        let given: Vec<&str> = self.parameters.range(1..).map(|(_, text)| text.as_str()).collect();
        let mut text = format!("CREATE {aggregate}{} {name}({})", kind.keyword(), given.join(", "));
        if let Some(result) = self.parameters.get(&0).filter(|_| kind == ObjectKind::Function) {
            text.push_str(&format!(" RETURNS {result}"));
        }
        if self.is_deterministic {
            text.push_str(" DETERMINISTIC");
        }
        if self.access != "CONTAINS SQL" && !self.access.is_empty() {
            text.push_str(&format!(" {}", self.access));
        }
        if self.is_invokers {
            text.push_str(" SQL SECURITY INVOKER");
        }
        format!("{text} {}", body(&self.body))
    }

    /// Whether the function takes a group's rows one by one: no catalog says so, but only such a function may fetch them, and
    /// each must (MariaDB "Stored Aggregate Functions").
    fn is_aggregate(&self) -> bool {
        let found = tokens(Engine::MySql, &self.body);
        let words = ["fetch", "group", "next", "row"];
        found.windows(words.len()).any(|part| part.iter().zip(words).all(|(token, word)| token.is_word(word)))
    }
}
