//! Where the lists begin.

use super::state::At;
use crate::domain::AreaCode;
use crate::flow::World;

/// The area that all precincts are in, where the directory has one.
pub fn whole(world: &World) -> Option<AreaCode> {
    match top(world) {
        At::List { area, .. } => area,
        _ => None,
    }
}

/// Where the lists begin: the only region, or all of them.
pub fn top(world: &World) -> At {
    let mut tops = world
        .directory
        .areas()
        .iter()
        .filter(|area| area.parent.is_none());
    let area = match (tops.next(), tops.next()) {
        (Some(only), None) => Some(only.code.clone()),
        _ => None,
    };
    At::List { area, page: 0 }
}
