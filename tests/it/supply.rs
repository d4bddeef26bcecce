//! What the project is made of: no crate with a known fault that nobody has looked at, and none
//! under a licence that nobody has agreed to. The lists are in `.ci`, each with its date; where an
//! advisory database can be had, `.ci/run` asks it as well.

use std::collections::BTreeSet;
use std::process::Command;

use aula::clock::Clock;

fn list(name: &str) -> String {
    let path = format!("{}/.ci/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim_end);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

struct Advisory<'a> {
    id: &'a str,
    package: &'a str,
    affected: &'a str,
    /// The last day on which an affected version may be in the lock.
    until: Option<jiff::civil::Date>,
}

fn advisory(line: &str) -> Advisory<'_> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, package, affected, until, why] = cells.as_slice() else {
        panic!("five cells: {line}");
    };
    assert!(!why.is_empty(), "no reason: {line}");
    let until = (*until != "-").then(|| until.parse().unwrap());
    Advisory {
        id,
        package,
        affected,
        until,
    }
}

/// The three numbers of a version; what stands behind them does not count.
fn version(text: &str) -> [u64; 3] {
    let plain = text.split(['-', '+']).next().unwrap_or_default();
    let mut numbers = plain.split('.').map(|number| number.parse().unwrap());
    std::array::from_fn(|_| numbers.next().unwrap_or(0))
}

fn affects(ranges: &str, locked: &str) -> bool {
    let locked = version(locked);
    ranges.split(',').all(|range| match range.trim() {
        "*" => true,
        range if range.starts_with(">=") => locked >= version(&range[2..]),
        range if range.starts_with('<') => locked < version(&range[1..]),
        range => panic!("{range}: *, >= or <"),
    })
}

/// Name and version of every crate of the lock.
fn locked() -> BTreeSet<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock");
    let lock: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let text = |of: &toml::Value, key: &str| of[key].as_str().unwrap().to_owned();
    let packages = lock["package"].as_array().unwrap().iter();
    packages
        .map(|it| (text(it, "name"), text(it, "version")))
        .collect()
}

#[test]
fn no_crate_has_a_fault_that_nobody_has_looked_at() {
    let text = list("advisories.tsv");
    let dated = text.lines().next().unwrap_or_default();
    println!(".ci/advisories.tsv: {}", dated.trim_start_matches("# "));
    let today = aula::domain::calendar::local(Clock::System.now()).date();
    let (packages, mut problems, mut late) = (locked(), Vec::new(), Vec::new());
    for advisory in lines(&text).map(advisory) {
        let (id, name) = (advisory.id, advisory.package);
        let mut here = packages
            .iter()
            .filter(|(package, locked)| package == name && affects(advisory.affected, locked))
            .peekable();
        if here.peek().is_none() && advisory.until.is_some() {
            problems.push(format!("{id}: no such {name} any more, nothing to accept"));
        }
        for (_, locked) in here {
            match advisory.until {
                None => problems.push(format!("{id}: {name} {locked}")),
                Some(until) if until < today => late.push(format!("{id}: {name}, until {until}")),
                Some(until) => println!("{id}: {name} {locked} may stay until {until}"),
            }
        }
    }
    // The checks of a change hold the dates; what was good when it was built stays buildable.
    if std::env::var_os("AULA_CI").is_some() {
        problems.append(&mut late);
    }
    println!("to be looked at again: {late:?}");
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// All crates for all systems, or those for this one where the others cannot be had.
fn metadata() -> serde_json::Value {
    let metadata = |more: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["metadata", "--locked", "--offline", "--format-version", "1"]);
        cargo.args(more).output().unwrap()
    };
    let all = metadata(&[]);
    if all.status.success() {
        return serde_json::from_slice(&all.stdout).unwrap();
    }
    let about = Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(about.stdout).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.unwrap();
    println!("licences: only of crates for {host}, the others are not here");
    let some = metadata(&["--filter-platform", host]);
    serde_json::from_slice(&some.stdout).unwrap()
}

/// An expression of SPDX, or the older `A/B`. Brackets stand only around what `OR` joins.
fn agreed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let any = |part: &str| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')');
        let mut choices = part.split(" OR ").flat_map(|it| it.split('/'));
        choices.any(|it| allowed.contains(it.trim()))
    };
    expression.split(" AND ").all(any)
}

#[test]
fn every_licence_is_agreed_to() {
    let text = list("licences.txt");
    let allowed: BTreeSet<&str> = lines(&text).collect();
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 200);
    let mut problems = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none");
        if !agreed(licence, &allowed) {
            let (name, version) = (&package["name"], &package["version"]);
            problems.push(format!("{name} {version}: {licence}"));
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn versions_and_licences_are_understood() {
    assert!(affects("<9.0.0", "8.6.0") && !affects("<9.0.0", "9.0.0"));
    assert!(affects(">=1.3.0,<9.0.0", "1.3.0") && !affects(">=1.3.0,<9.0.0", "0.6.6"));
    assert!(!affects("<0.23.46", "0.23.46") && affects("<0.103.16", "0.103.2"));
    assert!(affects("*", "2.0.1+x"));
    let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
    for (expression, right) in [
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0", false),
        ("GPL-3.0/MIT", true),
        ("(MIT OR Apache-2.0) AND ISC", true),
        ("MIT AND GPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("none", false),
    ] {
        assert_eq!(agreed(expression, &allowed), right, "{expression}");
    }
}
