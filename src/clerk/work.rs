//! How much an import looks at before it leaves off: outlines in heaps, or two combs across each
//! other, meet more often than anybody could read, and cost more time and memory than there is.

use rstar::{RTree, RTreeObject};

use super::outline::contacts::{Edge, Ring, edges};

/// Work of the comparison of neighbours: edges looked at, and pairs of edges that come near each
/// other. A country of 6,500 precincts takes a third of it, some ten seconds are all of it.
pub const MOST: usize = 30_000_000;

/// What laying two outlines over each other costs beside their edges, and for each of them.
const OVERLAY: usize = 100;
const OVERLAY_EDGE: usize = 10;

/// What is left of the work that may be done.
#[derive(Debug)]
pub struct Work {
    left: usize,
}

impl Work {
    pub fn of(most: usize) -> Work {
        Work { left: most }
    }

    /// Takes this much off; false if there was less, and then nothing is left.
    pub fn take(&mut self, cost: usize) -> bool {
        let enough = cost <= self.left;
        self.left = self.left.saturating_sub(cost);
        enough
    }

    pub fn is_used_up(&self) -> bool {
        self.left == 0
    }

    /// Takes off what it costs to lay these edges over those: each pair that may meet.
    pub fn take_overlay(&mut self, some: &[Edge], others: &RTree<Edge>) -> bool {
        self.take(OVERLAY + OVERLAY_EDGE * (some.len() + others.size()))
            && some.iter().all(|edge| self.take_near(edge, others))
    }

    /// As [`Work::take_overlay`], of many rings over each other and over themselves.
    pub fn take_union(&mut self, rings: &[Ring]) -> bool {
        let all = (0..).zip(rings);
        let all: Vec<Edge> = all.flat_map(|(at, ring)| edges(at, ring)).collect();
        if !self.take(all.len()) {
            return false;
        }
        let tree = RTree::bulk_load(all.clone());
        all.iter().all(|edge| self.take_near(edge, &tree))
    }

    fn take_near(&mut self, edge: &Edge, others: &RTree<Edge>) -> bool {
        let near = others.locate_in_envelope_intersecting(&edge.envelope());
        // No more is counted than is left: that may be far less than there is.
        let cost = near.take(self.left + 1).count();
        self.take(cost)
    }
}
