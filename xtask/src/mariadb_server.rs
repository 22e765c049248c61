//! How a private MariaDB server is made, started and stopped. Leaves out keeping it (`server`) and finding its programs
//! (`mariadb_binaries`).

use crate::mariadb_binaries::Binaries;
use crate::server::Recipe;

/// `--no-defaults`: the machine's own settings (`/etc/mysql`) are not this server's. A database that is thrown away needs
/// no log, no double writes and no waiting for the disk. The collation is one every version has.
const PART: &str = r#"
ending=TERM
make() {
    "$@" "$maker" --no-defaults --basedir="$(dirname "$(dirname "$maker")")" --datadir="$folder/data" \
        --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve
}
serve() {
    exec "$@" "$program" --no-defaults --datadir="$folder/data" --port="$port" --bind-address=127.0.0.1 \
        --socket="$folder/server.sock" --pid-file="$folder/server.pid" --tmpdir="$folder" \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci \
        --skip-log-bin --skip-sync-frm --skip-innodb-doublewrite --innodb-flush-log-at-trx-commit=0 \
        --innodb-buffer-pool-size=64M --innodb-fast-shutdown=2 --skip-innodb-buffer-pool-dump-at-shutdown \
        --skip-innodb-buffer-pool-load-at-startup --skip-performance-schema --skip-name-resolve --skip-slave-start \
        --max-connections=200
}
ready() { grep -q 'ready for connections' "$folder/server.log"; }
"#;

/// A server from the programs given.
pub(crate) fn recipe(binaries: &Binaries) -> Recipe {
    Recipe {
        title: "MariaDB",
        part: PART,
        users: &["mysql", "nobody"],
        maker: binaries.maker.clone(),
        program: binaries.server.clone(),
    }
}

/// The URL of the server, without a database.
pub(crate) fn url(port: u16) -> String {
    format!("mysql://root@127.0.0.1:{port}/")
}
