//! Files and archives of a size that can be what they say. A small archive can unpack to more than
//! any memory holds, so nothing is believed of sizes that an archive states.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::super::problem::Reason;

/// A country of 6,500 precincts with 1.4 million corners is 40 MB of GeoJSON.
const MOST_MIB: u64 = 512;
/// As a file lies there.
const MOST_FILE_MIB: u64 = 256;
const MOST_FILES: usize = 1_000;
/// Outlines of one file, and rows beside them: fifteen countries.
pub const MOST_FEATURES: usize = 100_000;
/// Cells of one sheet, counted from the first column, and different texts of a workbook.
pub const MOST_CELLS: usize = 1_000_000;

/// The files of a zipped Shapefile.
pub struct ShapefileParts {
    pub shp: Vec<u8>,
    pub dbf: Vec<u8>,
    pub prj: String,
    pub cpg: Option<String>,
}

/// A whole file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Reason> {
    let mut left = MOST_FILE_MIB << 20;
    take(file(path)?, &mut left)
}

/// A KMZ: one KML, and what it links to.
pub struct Kmz {
    archive: ZipArchive<File>,
    entries: Vec<ArchiveEntry>,
    left: u64,
}

impl Kmz {
    pub fn open(path: &Path) -> Result<Kmz, Reason> {
        let mut archive = open(path)?;
        let entries = entries(&mut archive, ".kml")?;
        let left = MOST_MIB << 20;
        Ok(Kmz {
            archive,
            entries,
            left,
        })
    }

    /// The name, in lower case, of the one `.kml`; where there are several, `doc.kml`.
    pub fn first(&self) -> Result<String, Reason> {
        let doc = self.entries.iter().find(|entry| entry.name == "doc.kml");
        match (self.entries.as_slice(), doc) {
            ([only], _) => Ok(only.name.clone()),
            (_, Some(doc)) => Ok(doc.name.clone()),
            _ => Err(Reason::NotInArchive(".kml".to_string())),
        }
    }

    /// The text of a `.kml` by its name in lower case, if it is there.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Reason> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        let bytes = unpack(&mut self.archive, entry, &mut self.left)?;
        let text = String::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?;
        Ok(Some(text.trim_start_matches('\u{feff}').to_string()))
    }
}

/// The one Shapefile of an archive.
pub fn shapefile(path: &Path) -> Result<ShapefileParts, Reason> {
    let mut archive = open(path)?;
    let shapes = entries(&mut archive, ".shp")?;
    let [shp] = shapes.as_slice() else {
        return Err(Reason::NotInArchive(".shp".to_string()));
    };
    let stem = shp.name.trim_end_matches(".shp");
    let mut beside = |ending: &str| -> Result<Option<ArchiveEntry>, Reason> {
        let name = format!("{stem}{ending}");
        let entries = entries(&mut archive, ending)?;
        Ok(entries.into_iter().find(|entry| entry.name == name))
    };
    let (prj, dbf, cpg) = (beside(".prj")?, beside(".dbf")?, beside(".cpg")?);
    let prj = prj.ok_or(Reason::NoCrs)?;
    let dbf = dbf.ok_or_else(|| Reason::NotInArchive(".dbf".to_string()))?;
    let mut left = MOST_MIB << 20;
    let mut bytes = |entry: &ArchiveEntry| unpack(&mut archive, entry, &mut left);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(ShapefileParts {
        prj: text(bytes(&prj)?),
        cpg: cpg.map(|cpg| bytes(&cpg)).transpose()?.map(text),
        shp: bytes(shp)?,
        dbf: bytes(&dbf)?,
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
    for entry in entries(&mut archive, "sharedstrings.xml")? {
        let texts = archive.by_index(entry.place).map_err(unreadable)?;
        if stated_texts(BufReader::new(texts)) > MOST_CELLS {
            return Err(Reason::TooMany(MOST_CELLS as u64));
        }
    }
    Ok(())
}

/// A workbook as the files in it.
pub struct Workbook {
    archive: ZipArchive<File>,
    left: u64,
}

impl Workbook {
    pub fn open(path: &Path) -> Result<Workbook, Reason> {
        let archive = open(path)?;
        let left = MOST_MIB << 20;
        Ok(Workbook { archive, left })
    }

    /// The text of a file, if it is there.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Reason> {
        let name = name.to_lowercase();
        let entries = entries(&mut self.archive, &name)?;
        let Some(entry) = entries.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        let bytes = unpack(&mut self.archive, entry, &mut self.left)?;
        Ok(Some(String::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?))
    }
}

/// How many texts a workbook says it has: that much memory is set aside before one is read.
fn stated_texts(xml: impl BufRead) -> usize {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == b"sst" => {
                let count = tag.try_get_attribute("uniqueCount").ok().flatten();
                let count = count.map(|it| String::from_utf8_lossy(&it.value).parse());
                return count.map_or(0, |count| count.unwrap_or(usize::MAX));
            }
            // What is no XML is refused by whoever reads it.
            Ok(Event::Eof) | Err(_) => return 0,
            _ => {}
        }
    }
}

const TOO_BIG: Reason = Reason::TooBig(MOST_MIB);

/// Opens a file; a pipe or a device might never end, and to open it may already wait for ever.
fn file(path: &Path) -> Result<File, Reason> {
    let about = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Reason::NoFile,
        _ => unreadable(error),
    })?;
    if !about.is_file() {
        return Err(Reason::NotFile);
    }
    if about.len() > MOST_FILE_MIB << 20 {
        return Err(Reason::TooBig(MOST_FILE_MIB));
    }
    File::open(path).map_err(unreadable)
}

fn open(path: &Path) -> Result<ZipArchive<File>, Reason> {
    let archive = ZipArchive::new(file(path)?).map_err(unreadable)?;
    if archive.len() > MOST_FILES {
        return Err(Reason::TooMany(MOST_FILES as u64));
    }
    Ok(archive)
}

/// A file of an archive. Its place is what it is read by: names come in whatever letters the
/// program that packed it used.
struct ArchiveEntry {
    place: usize,
    /// In lower case.
    name: String,
}

/// The files with an ending, without the copies that macOS puts beside them.
fn entries(archive: &mut ZipArchive<File>, ending: &str) -> Result<Vec<ArchiveEntry>, Reason> {
    let mut found = Vec::new();
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(unreadable)?;
        let name = entry.name().to_lowercase();
        if name.ends_with(ending) && !name.starts_with("__macosx/") {
            found.push(ArchiveEntry { place, name });
        }
    }
    Ok(found)
}

fn unpack(
    archive: &mut ZipArchive<File>,
    entry: &ArchiveEntry,
    left: &mut u64,
) -> Result<Vec<u8>, Reason> {
    let entry = archive.by_index(entry.place).map_err(unreadable)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_read_than_allowed() {
        let mut left = 10;
        assert_eq!(take([0; 4].as_slice(), &mut left).unwrap().len(), 4);
        assert_eq!(take([0; 6].as_slice(), &mut left).unwrap().len(), 6);
        assert_eq!(take(std::io::repeat(0), &mut left), Err(TOO_BIG));
    }
}
