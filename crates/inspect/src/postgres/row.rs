//! The fields of one row, taken from left to right in the order of the query.

use sea_orm::sqlx::postgres::{PgRow, Postgres};
use sea_orm::sqlx::{Decode, Row};
use sea_orm::{DbErr, QueryResult, RuntimeErr};

/// A row and the next field's place.
///
/// Fields are decoded without asking whether the column's type fits: every query here casts what it asks for, and ten
/// thousand columns make a hundred thousand fields.
pub(super) struct Fields<'a> {
    row: &'a PgRow,
    next: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn of(row: &'a QueryResult) -> Option<Self> {
        row.try_as_pg_row().map(|row| Self { row, next: 0 })
    }

    fn take<T: Decode<'a, Postgres>>(&mut self) -> Result<T, DbErr> {
        let field = self.row.try_get_unchecked(self.next);
        self.next += 1;
        field.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
    }

    /// A text that is never NULL.
    pub(super) fn text(&mut self) -> Result<&'a str, DbErr> {
        self.take()
    }

    /// A text or NULL.
    pub(super) fn text_if_any(&mut self) -> Result<Option<&'a str>, DbErr> {
        self.take()
    }

    /// A text that becomes part of the schema as it is.
    pub(super) fn own_text(&mut self) -> Result<String, DbErr> {
        Ok(self.text()?.to_owned())
    }

    pub(super) fn own_text_if_any(&mut self) -> Result<Option<String>, DbErr> {
        Ok(self.text_if_any()?.map(str::to_owned))
    }

    /// A `"char"` column cast to text: one letter, or none.
    pub(super) fn letter(&mut self) -> Result<char, DbErr> {
        Ok(self.text()?.chars().next().unwrap_or(' '))
    }

    pub(super) fn flag(&mut self) -> Result<bool, DbErr> {
        self.take()
    }

    /// An object identifier or another number, cast to `int8`.
    pub(super) fn oid(&mut self) -> Result<i64, DbErr> {
        self.take()
    }

    pub(super) fn oid_if_any(&mut self) -> Result<Option<i64>, DbErr> {
        self.take()
    }

    /// An `int4`.
    pub(super) fn number(&mut self) -> Result<i32, DbErr> {
        self.take()
    }

    pub(super) fn number_if_any(&mut self) -> Result<Option<i32>, DbErr> {
        self.take()
    }

    /// Numbers printed with a space between them: an `int2vector`, or an array through `array_to_string`.
    pub(super) fn numbers(&mut self) -> Result<Vec<i64>, DbErr> {
        self.text_if_any()?
            .unwrap_or_default()
            .split_ascii_whitespace()
            .map(|number| number.parse().map_err(|error| DbErr::Type(format!("`{number}` is no number: {error}"))))
            .collect()
    }
}
