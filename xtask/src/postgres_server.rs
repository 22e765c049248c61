//! A private PostgreSQL server that lives as long as this process: in its own folder, on its own port, and never as root.
//! Leaves out finding the programs (`postgres_binaries`).
//!
//! A shell script beside it ([`KEEPER`]) holds the server. It reads from a pipe whose other end is this process: when
//! the pipe closes, for whatever reason (the end, Ctrl-C, SIGTERM, SIGKILL), the script stops the server and removes
//! the folder. So nothing is left behind, and nothing is stopped that was not started here.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::postgres_binaries::is_root;

/// Arguments: folder, binaries, port, then the command that changes the user (may be none). Lines read: process ids
/// of programs that must not outlive this process.
const KEEPER: &str = r#"
trap '' INT TERM HUP PIPE
folder=$1; binaries=$2; port=$3; shift 3
cd "$folder" || exit 1
server=
started() { printf '%s\n' "$1"; }
finish() {
    if [ -n "$server" ]; then kill -INT "$server" 2>/dev/null; wait "$server"; fi
    cd / && rm -rf "$folder"
    exit "$1"
}
"$@" "$binaries/initdb" --pgdata="$folder/data" --auth=trust --username=postgres --encoding=UTF8 --locale=C \
    --no-sync >"$folder/initdb.log" 2>&1 || { tail -n 5 "$folder/initdb.log" >&2; started 'initdb failed'; finish 1; }
"$@" "$binaries/postgres" -D "$folder/data" -c listen_addresses=127.0.0.1 -c port="$port" \
    -c unix_socket_directories="$folder" -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=200 -c autovacuum=off -c log_min_messages=fatal -c logging_collector=off \
    </dev/null >"$folder/server.log" 2>&1 &
server=$!
tries=0
# Line 8 of postmaster.pid is the server's state (src/include/utils/pidfile.h, LOCK_FILE_LINE_PM_STATUS).
until [ "$(sed -n '8s/ *$//p' "$folder/data/postmaster.pid" 2>/dev/null)" = ready ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
        tail -n 5 "$folder/server.log" >&2
        started 'the server did not start'
        finish 1
    fi
    sleep 0.1
done
started ready
tree() {
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do tree "$child"; done
    kill -TERM "$1" 2>/dev/null
}
guarded=
while read -r line; do guarded=$line; done
if [ -n "$guarded" ]; then tree "$guarded"; fi
finish 0
"#;

/// A running private server.
pub(crate) struct Server {
    keeper: Child,
    pipe: Option<ChildStdin>,
    port: u16,
    binaries: PathBuf,
}

impl Server {
    /// Starts a server from the programs in the folder given and waits until it answers.
    pub(crate) fn start(binaries: &Path) -> Result<Self, String> {
        report_leftovers();
        let mut last = String::new();
        // Another program may take the free port between finding and using it; that is rare, so three tries do.
        for _ in 0..3 {
            match Self::start_once(binaries) {
                Ok(server) => return Ok(server),
                Err(reason) => last = reason,
            }
        }
        Err(format!("cannot start a private PostgreSQL server from {}: {last}", binaries.display()))
    }

    fn start_once(binaries: &Path) -> Result<Self, String> {
        let port = free_port()?;
        let (folder, user) = folder_and_user(port)?;
        let mut command = Command::new("sh");
        command.arg("-c").arg(KEEPER).arg("keeper").arg(&folder).arg(binaries).arg(port.to_string()).args(user);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        own_process_group(&mut command);
        let mut keeper = command.spawn().map_err(|error| format!("cannot start sh: {error}"))?;
        let pipe = keeper.stdin.take();
        let mut answer = String::new();
        if let Some(output) = keeper.stdout.take() {
            BufReader::new(output).read_line(&mut answer).map_err(|error| error.to_string())?;
        }
        let server = Self { keeper, pipe, port, binaries: binaries.to_owned() };
        if answer.trim() == "ready" { Ok(server) } else { Err(answer.trim().to_owned()) }
    }

    /// The URL of the server's first database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// The folder of the programs it was started from.
    pub(crate) fn binaries(&self) -> &Path {
        &self.binaries
    }

    /// Makes a program, and what it starts, end with this process.
    pub(crate) fn guard(&mut self, child: &Child) -> Result<(), String> {
        let Some(pipe) = &mut self.pipe else { return Ok(()) };
        writeln!(pipe, "{}", child.id()).map_err(|error| format!("the server's keeper is gone: {error}"))
    }

    /// Nothing is guarded any more: the program has ended, and its process id may become another's.
    pub(crate) fn unguard(&mut self) {
        if let Some(pipe) = &mut self.pipe {
            let _ = writeln!(pipe);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.keeper.wait();
    }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

/// Makes the server's folder, named after this process, and finds the words that start a program as its owner.
/// PostgreSQL refuses to run as root.
fn folder_and_user(port: u16) -> Result<(PathBuf, Vec<String>), String> {
    let folder = std::env::temp_dir().join(format!("driftline-test-{}-{port}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    if !is_root() {
        return Ok((folder, Vec::new()));
    }
    let user = ["postgres", "nobody"]
        .into_iter()
        .find(|user| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success()))
        .ok_or("PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`")?;
    let owned = Command::new("chown").arg(user).arg(&folder).status();
    if !owned.is_ok_and(|status| status.success()) {
        return Err(format!("cannot give {} to the user `{user}`", folder.display()));
    }
    Ok((folder, as_user(user)?))
}

/// The command that runs another one as the user given: the first that this system has.
fn as_user(user: &str) -> Result<Vec<String>, String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let ways = [
        // No --clear-groups: the user's own groups, as a login would give them.
        words(&["setpriv", "--reuid", user, "--regid", &group_of(user), "--init-groups", "--"]),
        words(&["runuser", "-u", user, "--"]),
        words(&["su", user, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"]),
    ];
    ways.into_iter()
        .find(|way| {
            let probe = Command::new(&way[0]).args(&way[1..]).arg("true").output();
            probe.is_ok_and(|output| output.status.success())
        })
        .ok_or_else(|| {
            format!("PostgreSQL refuses to run as root, and nothing here runs it as `{user}`: setpriv, runuser, su")
        })
}

fn group_of(user: &str) -> String {
    let output = Command::new("id").args(["-g", user]).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// Keeps a Ctrl-C at the terminal away from the keeper: it must outlive the others to clean up.
fn own_process_group(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    #[cfg(not(unix))]
    let _ = command;
}

/// Names folders of earlier runs whose keeper was killed too; they are not this run's to remove.
fn report_leftovers() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(pid) = name.strip_prefix("driftline-test-").and_then(|rest| rest.split('-').next()) else { continue };
        let alive = Command::new("kill").args(["-0", pid]).output().is_ok_and(|output| output.status.success());
        if !alive {
            eprintln!("left over from a killed run (process {pid}): {}; remove it by hand", entry.path().display());
        }
    }
}
