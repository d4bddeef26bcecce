//! The plain R-tree with `geo::Intersects`, as `locate.rs` has it.
use geo::{BoundingRect, Coord, Intersects, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// Which polygon of which precinct, in its box.
type PolygonBox = GeomWithData<Rectangle<[f64; 2]>, (usize, usize)>;

pub struct Plain<'a> {
    borders: &'a [MultiPolygon<f64>],
    tree: RTree<PolygonBox>,
}

impl<'a> Plain<'a> {
    pub fn new(borders: &'a [MultiPolygon<f64>]) -> Plain<'a> {
        let mut parts = Vec::new();
        for (precinct, row) in borders.iter().enumerate() {
            for (polygon, part) in row.iter().enumerate() {
                let Some(bounds) = part.bounding_rect() else {
                    continue;
                };
                let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
                parts.push(PolygonBox::new(corners, (precinct, polygon)));
            }
        }
        Plain {
            borders,
            tree: RTree::bulk_load(parts),
        }
    }

    pub fn holders(&self, point: Coord<f64>) -> impl Iterator<Item = usize> {
        let here = AABB::from_point([point.x, point.y]);
        self.tree
            .locate_in_envelope_intersecting(&here)
            .filter(move |part| {
                let (precinct, polygon) = part.data;
                self.borders[precinct].0[polygon].intersects(&geo::Point(point))
            })
            .map(|part| part.data.0)
    }

    pub fn owner(&self, point: Coord<f64>) -> Option<usize> {
        self.holders(point).min()
    }
}
