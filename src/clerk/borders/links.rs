//! A KML that names others: what lies in the same archive is read with it, nothing else is.

use std::collections::HashSet;

use super::super::problem::Reason;
use super::archive::{Kmz, MOST_FEATURES};
use super::feature::{FeatureOr, TOO_MANY};
use super::kml;

/// The features, and the links that lead out of what was given.
type Linked = Result<(Vec<FeatureOr>, Vec<String>), Reason>;

pub fn of_text(text: &str) -> Linked {
    let read = kml::read(text)?;
    Ok((read.features.into_iter().map(Ok).collect(), read.links))
}

/// All that the first KML leads to, each file once.
pub fn of_archive(mut archive: Kmz) -> Linked {
    let (mut features, mut out) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    let mut ahead = vec![(archive.first()?, None)];
    while let Some((name, link)) = ahead.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let Some(text) = archive.text(&name)? else {
            out.extend(link);
            continue;
        };
        let read = kml::read(&text)?;
        for mut feature in read.features {
            feature.row = u64::try_from(features.len()).unwrap_or(u64::MAX) + 1;
            features.push(Ok(feature));
        }
        if features.len() > MOST_FEATURES {
            return Err(TOO_MANY);
        }
        let links = read.links.into_iter().rev();
        ahead.extend(links.map(|link| (beside(&name, &link), Some(link))));
    }
    Ok((features, out))
}

/// A link as a name in the archive, seen from the file that has it.
fn beside(file: &str, link: &str) -> String {
    let plain = link.to_lowercase().replace('\\', "/").replace("%20", " ");
    let plain = plain.split(['#', '?']).next().unwrap_or_default();
    let (whole, plain) = match plain.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, plain),
    };
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder
        .split('/')
        .filter(|it| !it.is_empty() && !whole)
        .collect();
    for part in plain.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn links_are_seen_from_where_they_stand() {
        for (file, link, name) in [
            ("doc.kml", "layers/a.kml", "layers/a.kml"),
            ("doc.kml", "./Layers/A%20b.KML#x", "layers/a b.kml"),
            ("layers/a.kml", "b.kml", "layers/b.kml"),
            ("layers/a.kml", "../b.kml", "b.kml"),
            ("layers/a.kml", "/b.kml", "b.kml"),
            ("doc.kml", "layers\\a.kml", "layers/a.kml"),
        ] {
            assert_eq!(beside(file, link), name, "{link}");
        }
    }
}
