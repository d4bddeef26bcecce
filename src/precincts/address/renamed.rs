//! Old and new street names: one step, per city, dated. A freed name may go to another street, so
//! renamings are never chained.
use super::places;
use std::collections::HashMap;

/// One line of the editable table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    pub city: String,
    pub old: String,
    pub new: String,
    /// Decided; a proposal only gives *check*.
    pub in_force: bool,
    pub year: Option<u16>,
}

/// Reads the table: `city;old;new;in_force or proposed;year`, `#` begins a remark.
/// Returns the renamings and the numbers of lines that could not be read.
pub fn read_table(text: &str) -> (Vec<Renaming>, Vec<usize>) {
    let mut renamings = Vec::new();
    let mut bad = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split(';').map(str::trim).collect();
        match cells.as_slice() {
            [city, old, new, status, rest @ ..]
                if !city.is_empty() && !old.is_empty() && !new.is_empty() =>
            {
                renamings.push(Renaming {
                    city: (*city).to_owned(),
                    old: (*old).to_owned(),
                    new: (*new).to_owned(),
                    in_force: *status != "proposed",
                    year: rest.first().and_then(|y| y.parse().ok()),
                });
            }
            _ => bad.push(at + 1),
        }
    }
    (renamings, bad)
}

/// Where another name of a key leads.
#[derive(Clone, Debug)]
pub struct Step {
    /// Keys of the city's name, as in a precinct's areas.
    pub city: Vec<String>,
    pub keys: Vec<String>,
    pub in_force: bool,
}

/// The table by key, in both directions: territories may still carry the old name.
#[derive(Default)]
pub struct Renamed {
    steps: HashMap<String, Vec<Step>>,
}

impl Renamed {
    pub fn build(renamings: &[Renaming]) -> Renamed {
        let mut renamed = Renamed::default();
        for r in renamings {
            let city: Vec<String> = r
                .city
                .split(['(', ')', ','])
                .map(str::trim)
                .filter(|c| !c.is_empty())
                .map(places::area_key)
                .collect();
            let (old, new) = (name_keys(&r.old), name_keys(&r.new));
            renamed.add(&city, &old, &new, r);
            renamed.add(&city, &new, &old, r);
        }
        renamed
    }

    fn add(&mut self, city: &[String], from: &[String], to: &[String], r: &Renaming) {
        for key in from {
            let step = Step {
                city: city.to_vec(),
                keys: to.to_vec(),
                in_force: r.in_force,
            };
            self.steps.entry(key.clone()).or_default().push(step);
        }
    }

    pub fn steps(&self, key: &str) -> &[Step] {
        self.steps.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The keys of a name; what stands in brackets or quotes only says where it is.
fn name_keys(name: &str) -> Vec<String> {
    let bare = name.split(['(', '«']).next().unwrap_or_default();
    let parts: Vec<places::Part> = places::parts(bare)
        .into_iter()
        .filter(|p| !p.joins || p.initial)
        .collect();
    let mut keys = places::keys(&parts);
    keys.extend(places::loose_key(&parts));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_bad_lines_are_named() {
        let text = "# city;old;new;status;year\nАлматы;Фурманова;Назарбаева;in_force;2017\nбез точек\nАлматы;Горная;Керей хан;proposed\n";
        let (renamings, bad) = read_table(text);
        assert_eq!(bad, [3]);
        assert_eq!(renamings.len(), 2);
        assert!(renamings.iter().any(|r| r.in_force && r.year == Some(2017)));
    }
}
