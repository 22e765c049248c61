//! Words that an engine keeps for itself: bare, they are never the name of a column. Leaves out words that mean something in one
//! place and are names in every other.
//!
//! Found by asking each engine for a column of every word of the three lists of keywords, bare: PostgreSQL 15 (`pg_get_keywords()`,
//! catcode R and T), MariaDB 10.11 (`information_schema.KEYWORDS`), SQLite 3.40 ("SQLite Keywords").

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::Engine;

/// Beside those that SQLite refuses: `true` and `false`, which are names only where a column is called so, and `LIKE` and `END`,
/// which are keywords wherever they stand behind an operand.
const SQLITE: &str = "add all alter and as autoincrement between case cast check collate commit constraint create current_date \
    current_time current_timestamp default deferrable delete distinct drop else end escape except exists false foreign \
    from group having in index insert intersect into is isnull join like limit not nothing notnull null on or order \
    primary raise references returning select set table then to transaction true union unique update using values when \
    where";

const POSTGRES: &str = "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation \
    column concurrently constraint create cross current_catalog current_date current_role current_schema current_time \
    current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze \
    from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit \
    localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references \
    returning right select session_user similar some symmetric table tablesample then to trailing true union unique user \
    using variadic verbose when where window with";

const MYSQL: &str = "accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case \
    change char character check collate column condition constraint continue convert create cross current_date \
    current_role current_time current_timestamp current_user cursor databases day_hour day_microsecond day_minute \
    day_second dec decimal declare default delayed delete delete_domain_id desc describe deterministic distinct \
    distinctrow div do_domain_ids double drop dual each else elseif enclosed escaped except exists exit explain false \
    fetch float float4 float8 for force foreign from fulltext grant group having high_priority hour_microsecond \
    hour_minute hour_second if ignore ignore_domain_ids in index infile inner inout insensitive insert int int1 int2 \
    int3 int4 int8 integer intersect interval into is iterate join key keys kill leading leave left like limit linear \
    lines load localtime localtimestamp lock long longblob longtext loop low_priority master_demote_to_replica \
    master_demote_to_slave master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint \
    minute_microsecond minute_second mod modifies natural no_write_to_binlog not null numeric offset on optimize \
    optionally or order out outer outfile over page_checksum parse_vcol_expr partition portion precision primary \
    procedure purge range read read_write reads real recursive ref_system_id references regexp release rename repeat \
    replace require resignal restrict return returning revoke right rlike row_number rows schemas second_microsecond \
    select sensitive separator set show signal smallint spatial specific sql sql_big_result sql_buffer_result sql_cache \
    sql_calc_found_rows sql_no_cache sql_small_result sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc \
    stats_persistent stats_sample_pages straight_join table terminated then tinyblob tinyint tinytext to trailing \
    trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values \
    varbinary varchar varcharacter varying when where while with write xor year_month zerofill";

/// Whether the bare word, in lower case, is a keyword wherever it stands.
pub(super) fn is_reserved(engine: Engine, word: &str) -> bool {
    static WORDS: LazyLock<[BTreeSet<&str>; 3]> =
        LazyLock::new(|| [SQLITE, POSTGRES, MYSQL].map(|words| words.split_ascii_whitespace().collect()));
    let of_engine = match engine {
        Engine::Sqlite => &WORDS[0],
        Engine::Postgres => &WORDS[1],
        Engine::MySql => &WORDS[2],
    };
    of_engine.contains(word)
}
