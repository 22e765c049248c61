//! A revision's name: from the author's message and the time. Leaves out the module's text.

use chrono::{DateTime, NaiveDateTime, Utc};

/// Longest name part of a revision, in bytes: file names end at 255 and so does `seaql_migrations.version`.
const LONGEST: usize = 150;

/// Why a message or a time makes no revision name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NameError {
    /// Nothing usable in the message.
    #[error(
        "the message `{0}` has no ASCII letter or digit to name the migration after; say in a few words what changes"
    )]
    Empty(String),
    /// A path is no message.
    #[error("the message `{0}` has a character that belongs to paths; say in a few words what changes")]
    Path(String),
    /// Too long for a file name.
    #[error("the message is too long for a file name ({0} characters, at most {LONGEST}); shorten it")]
    Long(usize),
    /// Not a time.
    #[error("`{0}` is not a time of the form YYYYMMDD_HHMMSS")]
    Time(String),
}

/// `add contact birthday` becomes `add_contact_birthday`.
///
/// # Errors
/// [`NameError`] for a message that is empty, a path, or too long.
pub fn slug(message: &str) -> Result<String, NameError> {
    if message.contains(['/', '\\', '\0']) || message.contains("..") {
        return Err(NameError::Path(message.escape_default().to_string()));
    }
    let length = message.chars().count();
    if length > LONGEST {
        return Err(NameError::Long(length));
    }
    let mut slug = String::new();
    for c in message.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    let slug = slug.trim_matches('_').to_owned();
    if slug.is_empty() { Err(NameError::Empty(message.escape_default().to_string())) } else { Ok(slug) }
}

/// The revision's full name: `m`, the UTC time to the second, the slug.
#[must_use]
pub fn name(time: DateTime<Utc>, slug: &str) -> String {
    format!("m{}_{slug}", time.format("%Y%m%d_%H%M%S"))
}

/// Reads a time given instead of the clock's.
///
/// # Errors
/// [`NameError::Time`] where it is not `YYYYMMDD_HHMMSS`.
pub fn time(text: &str) -> Result<DateTime<Utc>, NameError> {
    NaiveDateTime::parse_from_str(text, "%Y%m%d_%H%M%S")
        .map(|time| time.and_utc())
        .map_err(|_| NameError::Time(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_become_names() {
        assert_eq!(slug("Add contact's birthday!"), Ok("add_contact_s_birthday".to_owned()));
        assert_eq!(slug("  über 2 Straßen "), Ok("ber_2_stra_en".to_owned()));
    }

    #[test]
    fn unusable_messages_are_refused() {
        assert!(matches!(slug(""), Err(NameError::Empty(_))));
        assert!(matches!(slug("?!—"), Err(NameError::Empty(_))));
        assert!(matches!(slug("../etc/passwd"), Err(NameError::Path(_))));
        assert!(matches!(slug("a\\b"), Err(NameError::Path(_))));
        assert!(matches!(slug(&"a".repeat(300)), Err(NameError::Long(300))));
    }

    #[test]
    fn the_name_carries_the_time() {
        assert_eq!(name(time("20260102_030405").unwrap(), "x"), "m20260102_030405_x");
        assert!(time("2026-01-02").is_err());
    }
}
