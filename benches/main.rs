//! What it costs. `cargo bench` measures everything, `cargo bench -- NAME…` some of it:
//! locate, address, meant, turn, load, broadcast, start, poster. Prints one table with the machine and the goals.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench that cannot go on says so"
)]

mod address;
#[expect(dead_code, reason = "the tests ask it more")]
#[path = "../tests/it/process/bot.rs"]
mod bot;
#[expect(dead_code, unused_imports, reason = "the tests ask it more")]
#[path = "../tests/it/botapi/mod.rs"]
mod botapi;
mod broadcast;
mod echo;
mod load;
mod locate;
mod meant;
mod measure;
#[expect(dead_code, reason = "the tests ask it more")]
#[path = "../tests/it/process/people/mod.rs"]
mod people;
#[path = "../src/precincts/plain.rs"]
mod plain;
mod poster;
#[expect(dead_code, reason = "the tests ask it more")]
#[path = "../tests/it/postgres.rs"]
mod postgres;
#[path = "../tests/it/process/printing.rs"]
mod printing;
mod start;
mod table;
mod turn;

use table::Table;

type Run = fn(&mut Table);

const ALL: [(&str, Run); 8] = [
    ("locate", locate::run),
    ("address", address::run),
    ("meant", meant::run),
    ("turn", turn::run),
    ("start", start::run),
    ("load", load::run),
    ("broadcast", broadcast::run),
    ("poster", poster::run),
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // The bare minimum that a bot must do, as a process of its own.
    if let [flag, url] = args.as_slice()
        && flag == "--echo"
    {
        return echo::main(url);
    }
    let wanted: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let mut table = Table::new();
    for (name, run) in ALL {
        if wanted.is_empty() || wanted.iter().any(|arg| arg.as_str() == name) {
            run(&mut table);
        }
    }
    table.print();
}
