//! Which tables are the private storage of a virtual table.
//!
//! `pragma table_list` tells from SQLite 3.37 on, and only for modules that the connection has loaded; the names are fixed
//! by each module's documentation. Tables of modules not listed here count as ordinary ones.

/// Whether the module comes with SQLite, so that it is known what its tables hold and how they are made anew.
pub(super) fn is_known(module: &str) -> bool {
    ["fts3", "fts4", "fts5", "rtree", "rtree_i32", "geopoly"].iter().any(|known| module.eq_ignore_ascii_case(known))
}

/// Whether the table is storage of the virtual table made by the given module.
pub(super) fn is_shadow(table: &str, virtual_table: &str, module: &str) -> bool {
    let (Some(start), Some(rest)) = (table.get(..virtual_table.len()), table.get(virtual_table.len()..)) else {
        return false;
    };
    let Some(suffix) = rest.strip_prefix('_').filter(|_| start.eq_ignore_ascii_case(virtual_table)) else {
        return false;
    };
    let suffix = suffix.to_ascii_lowercase();
    // The storage of sqlite-vec is numbered by column.
    let suffix = suffix.trim_end_matches(|c: char| c.is_ascii_digit());
    suffixes(&module.to_ascii_lowercase()).contains(&suffix)
}

/// Sources: fts3.html section 9, fts5.html section 9, rtree.html section 3.5, spellfix1.html, and sqlite-vec's
/// ARCHITECTURE.md.
fn suffixes(module: &str) -> &'static [&'static str] {
    match module {
        "fts3" | "fts4" => &["content", "docsize", "segdir", "segments", "stat"],
        "fts5" => &["config", "content", "data", "docsize", "idx"],
        "rtree" | "rtree_i32" | "geopoly" => &["node", "parent", "rowid"],
        "spellfix1" => &["vocab"],
        "vec0" => &["chunks", "info", "rowids", "vector_chunks", "auxiliary", "metadatachunks", "metadatatext"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::is_shadow;

    #[test]
    fn only_a_modules_own_names_are_storage() {
        assert!(is_shadow("Notes_data", "notes", "FTS5"));
        assert!(is_shadow("v_vector_chunks00", "v", "vec0"));
        assert!(is_shadow("é_node", "é", "rtree"));
        assert!(!is_shadow("notes_extra", "notes", "fts5"));
        assert!(!is_shadow("notes_data", "notes", "other"));
        assert!(!is_shadow("notesdata", "notes", "fts5"));
        assert!(!is_shadow("né", "n", "fts5"));
        assert!(!is_shadow("é", "a", "fts5"));
    }
}
