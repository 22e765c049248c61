//! A private server that lives as long as this process: in its own folder, on its own port, and never as root.
//! Leaves out what differs between engines (`postgres_server`, `mariadb_server`) and finding their programs.
//!
//! A shell script beside it ([`KEEPER`]) holds the server. It reads from a pipe whose other end is this process: when
//! the pipe closes, for whatever reason (the end, Ctrl-C, SIGTERM, SIGKILL), the script stops the server and removes
//! the folder. So nothing is left behind, and nothing is stopped that was not started here.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

/// Arguments: folder, port, the program that makes the server's files, the server, then the command that changes the
/// user (may be none). Before it stands the engine's part ([`Recipe::part`]). Lines read: process ids of programs that
/// must not outlive this process.
const KEEPER: &str = r#"
trap '' INT TERM HUP PIPE
folder=$1; port=$2; maker=$3; program=$4; shift 4
cd "$folder" || exit 1
server=
started() { printf '%s\n' "$1"; }
finish() {
    if [ -n "$server" ]; then kill "-$ending" "$server" 2>/dev/null; wait "$server"; fi
    cd / && rm -rf "$folder"
    exit "$1"
}
make "$@" >"$folder/make.log" 2>&1 || { tail -n 5 "$folder/make.log" >&2; started "${maker##*/} failed"; finish 1; }
serve "$@" </dev/null >"$folder/server.log" 2>&1 &
server=$!
tries=0
until ready; do
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

/// How an engine's server is made, started and stopped.
pub(crate) struct Recipe {
    /// The engine's name in messages.
    pub(crate) title: &'static str,
    /// The engine's part of the keeper: `ending`, the signal that stops the server, and the functions `make` (the
    /// server's files), `serve` (becomes the server) and `ready` (whether it answers). They find `$folder`, `$port`,
    /// `$maker` and `$program`, and the first two take the command that changes the user as their arguments.
    pub(crate) part: &'static str,
    /// Users that may own the server where this is root, the best one first.
    pub(crate) users: &'static [&'static str],
    /// The program that makes the server's files.
    pub(crate) maker: PathBuf,
    /// The server itself.
    pub(crate) program: PathBuf,
}

/// A running private server.
pub(crate) struct Server {
    keeper: Child,
    pipe: Option<ChildStdin>,
    port: u16,
}

impl Server {
    /// Starts a server and waits until it answers.
    pub(crate) fn start(recipe: &Recipe) -> Result<Self, String> {
        let mut last = String::new();
        // Another program may take the free port between finding and using it; that is rare, so three tries do.
        for _ in 0..3 {
            match Self::start_once(recipe) {
                Ok(server) => return Ok(server),
                Err(reason) => last = reason,
            }
        }
        Err(format!("cannot start a private {} server with {}: {last}", recipe.title, recipe.program.display()))
    }

    fn start_once(recipe: &Recipe) -> Result<Self, String> {
        let port = free_port()?;
        let (folder, user) = folder_and_user(recipe, port)?;
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{}{KEEPER}", recipe.part)).arg("keeper").arg(&folder).arg(port.to_string());
        command.arg(&recipe.maker).arg(&recipe.program).args(user);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        own_process_group(&mut command);
        let mut keeper = command.spawn().map_err(|error| format!("cannot start sh: {error}"))?;
        let pipe = keeper.stdin.take();
        let mut answer = String::new();
        if let Some(output) = keeper.stdout.take() {
            BufReader::new(output).read_line(&mut answer).map_err(|error| error.to_string())?;
        }
        let server = Self { keeper, pipe, port };
        if answer.trim() == "ready" { Ok(server) } else { Err(answer.trim().to_owned()) }
    }

    /// The port on 127.0.0.1 where it answers.
    pub(crate) fn port(&self) -> u16 {
        self.port
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

/// Whether this process is root.
pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Makes the server's folder, named after this process, and finds the words that start a program as its owner.
/// Servers refuse to run as root.
fn folder_and_user(recipe: &Recipe, port: u16) -> Result<(PathBuf, Vec<String>), String> {
    let folder = std::env::temp_dir().join(format!("driftline-test-{}-{port}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    if !is_root() {
        return Ok((folder, Vec::new()));
    }
    owned(recipe, &folder).map(|words| (folder.clone(), words)).inspect_err(|_| {
        let _ = std::fs::remove_dir(&folder);
    })
}

/// Gives the folder to the first of the recipe's users that there is, and says how a program is started as that user.
fn owned(recipe: &Recipe, folder: &Path) -> Result<Vec<String>, String> {
    let exists = |user: &&&str| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success());
    let user = recipe.users.iter().find(exists).ok_or_else(|| {
        format!("{} refuses to run as root, and there is no user {}", recipe.title, recipe.users.join(" or "))
    })?;
    let given = Command::new("chown").arg(user).arg(folder).status();
    if !given.is_ok_and(|status| status.success()) {
        return Err(format!("cannot give {} to the user `{user}`", folder.display()));
    }
    as_user(user).ok_or_else(|| {
        format!("{} refuses to run as root, and nothing here runs it as `{user}`: setpriv, runuser, su", recipe.title)
    })
}

/// The command that runs another one as the user given: the first that this system has.
fn as_user(user: &str) -> Option<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let ways = [
        // No --clear-groups: the user's own groups, as a login would give them.
        words(&["setpriv", "--reuid", user, "--regid", &group_of(user), "--init-groups", "--"]),
        words(&["runuser", "-u", user, "--"]),
        words(&["su", user, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"]),
    ];
    ways.into_iter().find(|way| {
        let probe = Command::new(&way[0]).args(&way[1..]).arg("true").output();
        probe.is_ok_and(|output| output.status.success())
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
pub(crate) fn report_leftovers() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(pid) = name.strip_prefix("driftline-test-").and_then(|rest| rest.split('-').next()) else { continue };
        let alive = Command::new("kill").args(["-0", pid]).output().is_ok_and(|output| output.status.success());
        if !alive {
            eprintln!("left over from a killed run (process {pid}): {}; remove it by hand", entry.path().display());
        }
    }
}
