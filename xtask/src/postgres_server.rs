//! How a private PostgreSQL server is made, started and stopped. Leaves out keeping it (`server`) and finding its
//! programs (`postgres_binaries`).

use std::path::Path;

use crate::server::Recipe;

const PART: &str = r#"
ending=INT
make() { "$@" "$maker" --pgdata="$folder/data" --auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync; }
serve() {
    exec "$@" "$program" -D "$folder/data" -c listen_addresses=127.0.0.1 -c port="$port" \
        -c unix_socket_directories="$folder" -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        -c max_connections=200 -c autovacuum=off -c log_min_messages=fatal -c logging_collector=off
}
# Line 8 of postmaster.pid is the server's state (src/include/utils/pidfile.h, LOCK_FILE_LINE_PM_STATUS).
ready() { [ "$(sed -n '8s/ *$//p' "$folder/data/postmaster.pid" 2>/dev/null)" = ready ]; }
"#;

/// A server from the programs in the folder given.
pub(crate) fn recipe(binaries: &Path) -> Recipe {
    Recipe {
        title: "PostgreSQL",
        part: PART,
        users: &["postgres", "nobody"],
        maker: binaries.join("initdb"),
        program: binaries.join("postgres"),
    }
}

/// The URL of the server's first database.
pub(crate) fn url(port: u16) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}
