//! The make-believe town as it may be imported anew.

use super::town;
use crate::domain::directory::Records;

/// The town without some inspectors and heads.
pub fn without(codes: &[String]) -> Records {
    let mut town = town::records();
    let stays = |code: &str| !codes.iter().any(|it| it == code);
    town.inspectors.retain(|it| stays(it.code.as_str()));
    town.heads.retain(|it| stays(it.code.as_str()));
    town
}

/// The town where two precincts have exchanged their territories.
pub fn swapping(one: &str, other: &str) -> Records {
    let mut town = town::records();
    let place = |code: &str| town.precincts.iter().position(|it| it.code == code);
    if let (Some(one), Some(other)) = (place(one), place(other)) {
        let kept = town.precincts[one].clone();
        town.precincts[one].territory = town.precincts[other].territory.clone();
        town.precincts[one].borders = town.precincts[other].borders.clone();
        town.precincts[other].territory = kept.territory;
        town.precincts[other].borders = kept.borders;
    }
    town
}
