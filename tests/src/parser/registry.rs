//! The list of migrations in `migration/src/lib.rs`, extended through its syntax tree.

use std::path::Path;

use driftline_autogenerate::registry::Registry;

/// How deep brackets may stand in each other: the compiler's own parser goes no further than a few hundred.
const DEPTH: usize = 64;

/// A module is added and listed last, nothing is taken away, and the text stays Rust.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    let file = Path::new("migration/src/lib.rs");
    let mut depth = 0_usize;
    for c in text.chars() {
        depth = if matches!(c, '(' | '[' | '{' | '<' | '&' | '!' | '-' | '*') { depth + 1 } else { depth };
        if matches!(c, ')' | ']' | '}' | '>' | ';' | ',') {
            depth = depth.saturating_sub(1);
        }
        if depth > DEPTH {
            return;
        }
    }
    let Ok(found) = Registry::parse(file, text) else { return };
    assert_eq!(found.text(), text);
    let name = "m29991231_235959_zz";
    if text.contains(name) {
        return;
    }
    let with = found.with(name);
    let again = Registry::parse(file, &with);
    let mut wanted = found.revisions.clone();
    wanted.push(name.to_owned());
    assert_eq!(again.map(|again| again.revisions).map_err(|error| error.to_string()), Ok(wanted), "{with}");
    // What was there is there still, in order.
    let mut rest = with.chars();
    assert!(text.chars().all(|c| rest.any(|found| found == c)), "{with}");
    assert_eq!(with.matches(name).count(), 2, "{with}");
}
