//! Files and archives of a size that can be what they say. A small archive can unpack to more than
//! any memory holds, so nothing is believed of sizes that an archive states.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use zip::ZipArchive;

use super::super::problem::Reason;

/// A country of 6,500 precincts with 1.4 million corners is 40 MB of GeoJSON.
const MOST_MIB: u64 = 512;
const MOST_FILES: usize = 1_000;

/// The files of a zipped Shapefile.
pub struct ShapefileParts {
    pub shp: Vec<u8>,
    pub dbf: Vec<u8>,
    pub prj: String,
    pub cpg: Option<String>,
}

/// A whole file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Reason> {
    let file = File::open(path).map_err(unreadable)?;
    let mut left = MOST_MIB << 20;
    take(file, &mut left)
}

/// The one `.kml` of a KMZ; where there are several, `doc.kml`.
pub fn kml(path: &Path) -> Result<String, Reason> {
    let mut archive = open(path)?;
    let names = names_of(&archive, ".kml");
    let doc = names
        .iter()
        .find(|name| name.eq_ignore_ascii_case("doc.kml"));
    let name = match (names.as_slice(), doc) {
        ([only], _) => only,
        (_, Some(doc)) => doc,
        _ => return Err(Reason::NotInArchive(".kml".to_string())),
    };
    let bytes = unpack(&mut archive, name, &mut (MOST_MIB << 20))?;
    let text = String::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?;
    Ok(text.trim_start_matches('\u{feff}').to_string())
}

/// The one Shapefile of an archive.
pub fn shapefile(path: &Path) -> Result<ShapefileParts, Reason> {
    let mut archive = open(path)?;
    let shapes = names_of(&archive, ".shp");
    let [shp] = shapes.as_slice() else {
        return Err(Reason::NotInArchive(".shp".to_string()));
    };
    let stem = shp[..shp.len() - 4].to_lowercase();
    let beside = |archive: &ZipArchive<File>, ending: &str| {
        let names = names_of(archive, ending);
        names
            .into_iter()
            .find(|name| name[..name.len() - 4].to_lowercase() == stem)
    };
    let mut left = MOST_MIB << 20;
    let prj = beside(&archive, ".prj").ok_or(Reason::NoCrs)?;
    let dbf = beside(&archive, ".dbf");
    let dbf = dbf.ok_or_else(|| Reason::NotInArchive(".dbf".to_string()))?;
    let cpg = beside(&archive, ".cpg");
    let mut text = |archive: &mut ZipArchive<File>, name: &str| {
        let bytes = unpack(archive, name, &mut left)?;
        Ok::<String, Reason>(String::from_utf8_lossy(&bytes).into_owned())
    };
    Ok(ShapefileParts {
        prj: text(&mut archive, &prj)?,
        cpg: cpg.map(|cpg| text(&mut archive, &cpg)).transpose()?,
        shp: unpack(&mut archive, shp, &mut left)?,
        dbf: unpack(&mut archive, &dbf, &mut left)?,
    })
}

/// Is a workbook, which another library unpacks as it pleases, of a sane size?
pub fn is_sane(path: &Path) -> Result<(), Reason> {
    let mut archive = open(path)?;
    let mut left = MOST_MIB << 20;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(unreadable)?;
        let most = left + 1;
        let size = std::io::copy(&mut entry.take(most), &mut std::io::sink());
        left = left.checked_sub(size.map_err(unreadable)?).ok_or(TOO_BIG)?;
    }
    Ok(())
}

const TOO_BIG: Reason = Reason::TooBig(MOST_MIB);

fn open(path: &Path) -> Result<ZipArchive<File>, Reason> {
    let file = File::open(path).map_err(unreadable)?;
    let archive = ZipArchive::new(file).map_err(unreadable)?;
    if archive.len() > MOST_FILES {
        return Err(Reason::TooMany(MOST_FILES as u64));
    }
    Ok(archive)
}

/// The files with an ending of four letters, without the copies that macOS puts beside them.
fn names_of(archive: &ZipArchive<File>, ending: &str) -> Vec<String> {
    let names = archive.file_names().filter(|name| {
        let tail = name.len().checked_sub(4).and_then(|at| name.get(at..));
        let hidden = name.starts_with("__MACOSX/");
        !hidden && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    });
    names.map(str::to_string).collect()
}

fn unpack(archive: &mut ZipArchive<File>, name: &str, left: &mut u64) -> Result<Vec<u8>, Reason> {
    let entry = archive.by_name(name).map_err(unreadable)?;
    take(entry, left)
}

/// Everything there is to read, if it is no more than is left.
fn take(from: impl Read, left: &mut u64) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    let read = from.take(*left + 1).read_to_end(&mut bytes);
    let read = u64::try_from(read.map_err(unreadable)?).unwrap_or(u64::MAX);
    *left = left.checked_sub(read).ok_or(TOO_BIG)?;
    Ok(bytes)
}

fn unreadable(error: impl std::fmt::Display) -> Reason {
    Reason::Unreadable(error.to_string())
}
