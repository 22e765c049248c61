//! Types of SQLite's STRICT tables. Leaves out every other table, whose columns take any words.

/// The type that a STRICT table has for a declared one, by SQLite's order of affinities (<https://sqlite.org/datatype3.html> 3.1) and
/// the words SeaORM uses beside. STRICT tables take six types only (<https://sqlite.org/stricttables.html>); those stay as they are.
#[must_use]
pub fn strict_type(declared: &str) -> &str {
    let lower = declared.to_lowercase();
    if ["int", "integer", "real", "text", "blob", "any"].contains(&lower.as_str()) {
        return declared;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if has(&["int", "bool"]) {
        "integer"
    } else if has(&["char", "clob", "text", "date", "time"]) {
        "text"
    } else if has(&["blob", "binary"]) {
        "blob"
    } else if has(&["real", "floa", "doub", "decimal", "numeric"]) {
        "real"
    } else {
        "any"
    }
}
