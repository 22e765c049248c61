//! The fields of one row, taken from left to right in the order of the query.

use sea_orm::{DbErr, QueryResult, TryGetable};

/// A row and the next field's place.
pub(super) struct Fields<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn of(row: &'a QueryResult) -> Self {
        Self { row, next: 0 }
    }

    fn take<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let field = self.row.try_get_by_index(self.next);
        self.next += 1;
        field
    }

    /// A text that is never NULL.
    pub(super) fn text(&mut self) -> Result<String, DbErr> {
        self.take()
    }

    /// A text or NULL.
    pub(super) fn text_if_any(&mut self) -> Result<Option<String>, DbErr> {
        self.take()
    }

    /// A `"char"` column cast to text: one letter, or none.
    pub(super) fn letter(&mut self) -> Result<char, DbErr> {
        Ok(self.take::<String>()?.chars().next().unwrap_or(' '))
    }

    pub(super) fn flag(&mut self) -> Result<bool, DbErr> {
        self.take()
    }

    /// An object identifier, cast to `int8`.
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
        let text: Option<String> = self.take()?;
        text.unwrap_or_default()
            .split_ascii_whitespace()
            .map(|number| number.parse().map_err(|error| DbErr::Type(format!("`{number}` is no number: {error}"))))
            .collect()
    }
}
