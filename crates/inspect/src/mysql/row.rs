//! The fields of one row, taken from left to right in the order of the query.

use sea_orm::sqlx::Row as _;
use sea_orm::sqlx::mysql::{MySql, MySqlRow};
use sea_orm::sqlx::{Decode, Type};
use sea_orm::{DbErr, QueryResult, RuntimeErr};

/// A row and the next field's place.
pub(super) struct Fields<'a> {
    row: Source<'a>,
    next: usize,
}

/// Where the fields come from.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// A server's answer.
    Sent(&'a MySqlRow),
    /// Texts written down as a server gave them, for tests.
    #[cfg(test)]
    Recorded(&'a [Option<&'a str>]),
}

impl<'a> Fields<'a> {
    pub(super) fn of(row: &'a QueryResult) -> Option<Self> {
        row.try_as_mysql_row().map(|row| Self { row: Source::Sent(row), next: 0 })
    }

    #[cfg(test)]
    pub(super) fn recorded(row: &'a [Option<&'a str>]) -> Self {
        Self { row: Source::Recorded(row), next: 0 }
    }

    /// Fields are decoded without asking whether the column's type fits: the catalogs' texts are texts under several
    /// names (`varchar`, `longtext`, a binary collation), and ten thousand columns make a hundred thousand fields.
    fn sent<T: Decode<'a, MySql> + Type<MySql>>(row: &'a MySqlRow, place: usize) -> Result<T, DbErr> {
        row.try_get_unchecked(place).map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))
    }

    /// A text or NULL.
    pub(super) fn text_if_any(&mut self) -> Result<Option<&'a str>, DbErr> {
        let place = self.next;
        self.next += 1;
        match self.row {
            Source::Sent(row) => Self::sent(row, place),
            #[cfg(test)]
            Source::Recorded(row) => Ok(row[place]),
        }
    }

    /// A text; NULL, which a broken view or table may leave, as an empty one.
    pub(super) fn text(&mut self) -> Result<&'a str, DbErr> {
        Ok(self.text_if_any()?.unwrap_or_default())
    }

    /// A text that becomes part of the schema as it is.
    pub(super) fn own_text(&mut self) -> Result<String, DbErr> {
        Ok(self.text()?.to_owned())
    }

    /// A text that says nothing where it is empty: comments are never NULL.
    pub(super) fn own_text_if_any(&mut self) -> Result<Option<String>, DbErr> {
        Ok(self.text_if_any()?.filter(|text| !text.is_empty()).map(str::to_owned))
    }

    /// `YES` or `NO`.
    pub(super) fn flag(&mut self) -> Result<bool, DbErr> {
        Ok(self.text()?.eq_ignore_ascii_case("YES"))
    }

    /// A whole number or NULL.
    pub(super) fn number_if_any(&mut self) -> Result<Option<i64>, DbErr> {
        let place = self.next;
        self.next += 1;
        match self.row {
            Source::Sent(row) => Self::sent(row, place),
            #[cfg(test)]
            Source::Recorded(row) => Ok(row[place].map(|text| text.parse().expect("a number"))),
        }
    }

    /// A whole number.
    pub(super) fn number(&mut self) -> Result<i64, DbErr> {
        Ok(self.number_if_any()?.unwrap_or_default())
    }
}
