//! `CREATE` of anything beside tables and indexes, as a person writes it.

use driftline_schema::creation::creation;

use super::holds_double_minus;
use crate::engines::ALL;

/// The statement without the default namespace is read as the same object, and nothing more is taken off it.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    for engine in ALL.into_iter().filter(|engine| !holds_double_minus(*engine, text)) {
        match creation(engine, text) {
            Ok(found) => match creation(engine, &found.statement) {
                Ok(again) => assert_eq!(again, found, "{engine}"),
                Err(error) => panic!("{engine}: {:?} is no creation: {error}", found.statement),
            },
            Err(error) => assert!(text.is_char_boundary(error.offset), "{engine}: {error:?}"),
        }
    }
}
