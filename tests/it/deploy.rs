//! The service file, by the programs that know what it should be, where they are.

use std::path::PathBuf;
use std::process::{Command, Output};

/// The unit with this binary in the place of the installed one.
fn unit() -> (tempfile::TempDir, PathBuf) {
    let text = include_str!("../../deploy/aula.service");
    let installed = "/usr/local/bin/aula";
    assert!(text.contains(installed));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("aula.service");
    let text = text.replace(installed, env!("CARGO_BIN_EXE_aula"));
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// None where systemd is not installed.
fn analyze(args: &[&str]) -> Option<Output> {
    let output = Command::new("systemd-analyze").args(args).output();
    if output.is_err() {
        eprintln!("NO systemd-analyze HERE: deploy/aula.service is not verified");
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
    let (_folder, path) = unit();
    let Some(output) = analyze(&["verify", "--man=no", path.to_str().unwrap()]) else {
        return;
    };
    let said = said(&output);
    let ours: Vec<&str> = said.lines().filter(|it| it.contains("aula")).collect();
    assert!(output.status.success() && ours.is_empty(), "{said}");
}

/// The exposure that `systemd-analyze security` counts, in tenths: 0 is none, 100 all.
const EXPOSED: &str = "15";

#[test]
fn the_service_may_do_little() {
    let (_folder, path) = unit();
    let threshold = format!("--threshold={EXPOSED}");
    let args = ["security", "--offline=true", "--no-pager", &threshold];
    let Some(output) = analyze(&[&args[..], &[path.to_str().unwrap()]].concat()) else {
        return;
    };
    assert!(output.status.success(), "{}", said(&output));
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
