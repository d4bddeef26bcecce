//! The service file, by the programs that know what it should be, where they are.

use std::path::PathBuf;
use std::process::{Command, Output};

const SERVICES: [(&str, &str); 2] = [
    ("aula.service", include_str!("../../deploy/aula.service")),
    (
        "aula-backup.service",
        include_str!("../../deploy/aula-backup.service"),
    ),
];
const TIMER: (&str, &str) = (
    "aula-backup.timer",
    include_str!("../../deploy/aula-backup.timer"),
);

/// The units with this binary in the place of the installed one.
fn units() -> (tempfile::TempDir, Vec<PathBuf>) {
    let installed = "/usr/local/bin/aula";
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (name, text) in SERVICES {
        assert!(text.contains(installed), "{name}");
        let path = folder.path().join(name);
        let text = text.replace(installed, env!("CARGO_BIN_EXE_aula"));
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    std::fs::write(folder.path().join(TIMER.0), TIMER.1).unwrap();
    (folder, paths)
}

/// None where systemd is not installed.
fn analyze(args: &[&str]) -> Option<Output> {
    let output = Command::new("systemd-analyze").args(args).output();
    if output.is_err() {
        eprintln!("NO systemd-analyze HERE: the units of deploy are not verified");
    }
    output.ok()
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    format!(
        "{}{}",
        String::from_utf8_lossy(out),
        String::from_utf8_lossy(err)
    )
}

#[test]
fn the_service_is_what_systemd_expects() {
    let (folder, mut paths) = units();
    paths.push(folder.path().join(TIMER.0));
    for path in paths {
        let Some(output) = analyze(&["verify", "--man=no", path.to_str().unwrap()]) else {
            return;
        };
        let said = said(&output);
        let ours: Vec<&str> = said.lines().filter(|it| it.contains("aula")).collect();
        assert!(output.status.success() && ours.is_empty(), "{said}");
    }
}

/// The exposure that `systemd-analyze security` counts, in tenths: 0 is none, 100 all.
const EXPOSED: &str = "15";

#[test]
fn the_service_may_do_little() {
    let (_folder, paths) = units();
    let threshold = format!("--threshold={EXPOSED}");
    let args = ["security", "--offline=true", "--no-pager", &threshold];
    for path in paths {
        let Some(output) = analyze(&[&args[..], &[path.to_str().unwrap()]].concat()) else {
            return;
        };
        assert!(output.status.success(), "{}", said(&output));
    }
}

#[test]
fn the_image_is_said_to_be_untried() {
    let text = include_str!("../../deploy/Dockerfile");
    let steps = text.lines().filter(|it| it.starts_with(char::is_uppercase));
    assert!(steps.count() <= 12, "about ten lines");
    let engine = Command::new("docker").arg("info").output();
    if !engine.is_ok_and(|it| it.status.success()) {
        eprintln!("NO docker ENGINE HERE: deploy/Dockerfile is not built");
    }
    assert!(text.starts_with("# Untried"), "whoever tries it says so");
}
