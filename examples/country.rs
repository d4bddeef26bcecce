use aula::demo::tiles::Tiles;
use aula::demo::town;
use aula::domain::Both;
use aula::domain::borders::normalised;
use aula::domain::directory::*;
use aula::precincts::{Directory, import};
use geo::MultiPolygon;
use std::time::Instant;
fn rss() -> (u64, u64) {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    let g = |k: &str| {
        s.lines()
            .find(|l| l.starts_with(k))
            .unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            / 1024
    };
    (g("VmRSS"), g("VmHWM"))
}
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let args: Vec<String> = std::env::args().collect();
    let dir = std::path::PathBuf::from("/tmp/country");
    let url = "sqlite:///tmp/country.db";
    if args[1] == "make" {
        std::fs::create_dir_all(&dir).unwrap();
        let tiles = Tiles {
            columns: 100,
            rows: 65,
            from: [51.0, 42.0],
            to: [86.0, 54.0],
            bends: 49,
            seed: 5,
        };
        let mut r = Records {
            areas: town::records().areas,
            stations: town::records().stations,
            precincts: vec![],
            inspectors: vec![],
        };
        for (i, p) in tiles.polygons().into_iter().enumerate() {
            let b = Both {
                kk: format!("№ {i} учаске"),
                ru: format!("Участок № {i}"),
            };
            r.precincts.push(Precinct {
                code: format!("P-{i:05}"),
                name: b.clone(),
                area: "D-1".into(),
                station: None,
                territory: b,
                borders: Some(normalised(&MultiPolygon(vec![p]))),
            });
        }
        import::write(&dir, &r).unwrap();
        return;
    }
    println!("base {:?}", rss());
    if args[1] == "survey" {
        let t = Instant::now();
        let last = std::cell::Cell::new((import::Stage::Read, Instant::now()));
        let o = import::Options {
            progress: &|s, _, _| {
                let (l, at) = last.get();
                if l != s {
                    println!("{l:?} {:?}", at.elapsed());
                    last.set((s, Instant::now()));
                }
            },
            ..Default::default()
        };
        let s = import::survey(&dir, &o);
        println!("last {:?}", last.get().1.elapsed());
        println!(
            "survey {:?} {:?} {} problems {} overlaps {} gaps {} {}",
            t.elapsed(),
            rss(),
            s.findings.problems.len(),
            s.findings.overlaps.len(),
            s.findings.tiny_overlaps,
            s.findings.gaps.len(),
            s.findings.tiny_gaps
        );
        for p in s.findings.problems.iter().take(5) {
            println!("{p}");
        }
        let _ = std::fs::remove_file("/tmp/country.db");
        let store = aula::store::Store::open(url).await.unwrap();
        let t = Instant::now();
        let mut tx = store.begin().await.unwrap();
        tx.replace_records(&s.records).await.unwrap();
        tx.commit().await.unwrap();
        println!("write {:?}", t.elapsed());
        store.close().await;
    }
    if args[1] == "load" {
        let store = aula::store::Store::open(url).await.unwrap();
        println!("open {:?}", rss());
        let t = Instant::now();
        let mut tx = store.read().await.unwrap();
        let r = tx.records().await.unwrap();
        tx.rollback().await.unwrap();
        println!("records {:?} {:?}", t.elapsed(), rss());
        let d = Directory::new(r);
        println!(
            "directory {:?} {:?} {}",
            t.elapsed(),
            rss(),
            d.precincts().len()
        );
        let v: usize = d
            .precincts()
            .iter()
            .flat_map(|p| p.borders.iter().flatten())
            .map(|p| p.exterior().0.len())
            .sum();
        println!("{v} vertices");
    }
}
