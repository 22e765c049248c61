//! Killed anywhere: the binary with every kind of step is killed at every point of a run and at random moments. After each kill
//! `up` alone reaches head, the schema is that of a run that nobody killed, and every row is there.
//!
//! In CI some points and some moments of each engine; with `DRIFTLINE_TEST_KILLS=300` every point and at least so many kills
//! (docs/running.md has the figures of the last long run).

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use driftline_schema::Engine;
use driftline_tests::every_kind::{Program, Stopped};
use driftline_tests::state::State;
use driftline_tests::{TestDatabase, engines};

/// The variable that asks for a long run.
const KILLS: &str = "DRIFTLINE_TEST_KILLS";
/// Kills of each kind in a short run.
const FEW: usize = 10;

/// Numbers that look random and come again with the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// One engine's run.
struct Killing {
    engine: Engine,
    database: TestDatabase,
    program: Program,
    head: State,
    took: Duration,
    kills: BTreeMap<&'static str, usize>,
}

impl Killing {
    async fn new(engine: Engine) -> Result<Killing, String> {
        let database = TestDatabase::new(engine).await?;
        let program = Program::new(Path::new(env!("CARGO_BIN_EXE_every_kind")), &database.url);
        let began = Instant::now();
        program.succeed(&["up"])?;
        let took = began.elapsed();
        let head = State::read(&database).await?;
        Ok(Killing { engine, database, program, head, took, kills: BTreeMap::new() })
    }

    /// An empty database. A SQLite file goes back to nothing by the runner itself.
    async fn empty(&self) -> Result<(), String> {
        if self.engine == Engine::Sqlite {
            return self.program.succeed(&["fresh", "--yes"]).and(self.program.succeed(&["down", "base"])).map(|_| ());
        }
        // The session of a killed run may still be at its last statement; without `--yes` this only asks.
        while self.program.run(&["unlock"])?.code != Some(0) {}
        self.database.empty().await
    }

    async fn reaches_head(&self, when: &str) -> Result<(), String> {
        self.program.succeed(&["up"]).map_err(|error| format!("{when}: {error}"))?;
        State::read(&self.database).await?.same_as(&self.head, when)
    }

    fn killed(&mut self, kind: &'static str) {
        *self.kills.entry(kind).or_default() += 1;
    }

    /// Kills at a point; `false` where the run was over before.
    async fn at_point(&mut self, arguments: &[&str], point: u64) -> Result<bool, String> {
        match self.program.kill_at(arguments, point)? {
            Stopped::At(name) => {
                self.killed("at a point");
                self.reaches_head(&format!("{:?} {arguments:?} killed at point {name}", self.engine)).await?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// How many points a run passes, within a few.
    async fn points(&self) -> Result<u64, String> {
        let (mut low, mut high) = (1, 1024);
        while high - low > 1 {
            self.empty().await?;
            let middle = u64::midpoint(low, high);
            if self.program.kill_at(&["up"], middle)? == Stopped::Over { high = middle } else { low = middle }
        }
        Ok(low)
    }

    /// Every so many points on the way up, from an empty database each time.
    async fn points_up(&mut self, every: u64, from: u64) -> Result<(), String> {
        let mut point = from;
        loop {
            self.empty().await?;
            if !self.at_point(&["up"], point).await? {
                return Ok(());
            }
            point += every;
        }
    }

    /// Every so many points on the way down: up again must bring all of it back.
    async fn points_down(&mut self, every: u64, from: u64) -> Result<(), String> {
        let mut point = from;
        loop {
            // MariaDB keeps a trace of each column that is dropped in place, and one table takes only so many.
            self.empty().await?;
            self.reaches_head("before going down").await?;
            if !self.at_point(&["down", "base"], point).await? {
                return Ok(());
            }
            point += every;
        }
    }

    /// A run that is killed again and again, up or down, and then left alone.
    async fn life(&mut self, dice: &mut Dice) -> Result<(), String> {
        let span = u64::try_from(self.took.as_micros()).unwrap_or(u64::MAX);
        let mut told = Vec::new();
        for _ in 0..=dice.below(4) {
            let arguments: &[&str] = if dice.below(3) == 0 { &["down", "base"] } else { &["up"] };
            let moment = Duration::from_micros(dice.below(span));
            if self.program.kill_after(arguments, moment)? == Stopped::SomeTime {
                self.killed("at a moment");
            }
            told.push(format!("{arguments:?} for {} us", moment.as_micros()));
        }
        self.reaches_head(&format!("{:?} after {}", self.engine, told.join(", "))).await
    }
}

async fn kill(engine: Engine) -> Result<(), String> {
    let long: Option<usize> = std::env::var(KILLS).ok().and_then(|text| text.parse().ok());
    let mut killing = Killing::new(engine).await?;
    let seed = u64::from(std::process::id());
    println!("{engine:?}: seed {seed}, a run takes {} ms", killing.took.as_millis());
    let mut dice = Dice(seed);
    match long {
        Some(wanted) => {
            killing.points_up(1, 1).await?;
            killing.points_down(1, 1).await?;
            // A fifth of them at moments that nobody chose, however many points there are.
            let moments = |killing: &Killing| killing.kills.get("at a moment").copied().unwrap_or(0);
            while killing.kills.values().sum::<usize>() < wanted || moments(&killing) < wanted / 5 {
                killing.empty().await?;
                killing.life(&mut dice).await?;
            }
        }
        None => {
            let points = killing.points().await?;
            let every = points.div_ceil(FEW as u64).max(1);
            killing.points_up(every, 1 + dice.below(every)).await?;
            killing.points_down(every, 1 + dice.below(every)).await?;
            for _ in 0..FEW {
                killing.life(&mut dice).await?;
            }
        }
    }
    println!("{engine:?}: kills {:?}", killing.kills);
    killing.database.remove().await
}

fn run(engine: Engine) {
    if !engines::runs(engine).unwrap() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(kill(engine)).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_run_on_sqlite_can_be_killed_anywhere() {
    run(Engine::Sqlite);
}

#[test]
fn a_run_on_postgres_can_be_killed_anywhere() {
    run(Engine::Postgres);
}

#[test]
fn a_run_on_mariadb_can_be_killed_anywhere() {
    run(Engine::MySql);
}
