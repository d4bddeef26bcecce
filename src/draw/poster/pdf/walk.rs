//! From the tree of an SVG to the content of a page. It knows what posters have: filled and stroked
//! paths in plain colours, and text; anything else is a defect that a test finds.

use anyhow::{Result, bail};
use pdf_writer::{Content, Name, Str};
use resvg::tiny_skia::{PathSegment, Point, Transform};
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{Fill, FillRule, Group, Node, Paint, Path, Stroke, Text, Tree};

use super::super::letters::Face;
use super::fonts::PdfFont;

/// What draws the whole tree.
pub fn content(tree: &Tree, fonts: &mut [PdfFont; 2]) -> Result<Vec<u8>> {
    let mut page = PdfPage {
        out: Content::new(),
        // In a PDF the foot of the page is 0.
        flip: Transform::from_row(1.0, 0.0, 0.0, -1.0, 0.0, tree.size().height()),
        fonts,
        tree,
    };
    page.group(tree.root())?;
    Ok(page.out.finish().as_slice().to_vec())
}

struct PdfPage<'a> {
    out: Content,
    flip: Transform,
    fonts: &'a mut [PdfFont; 2],
    tree: &'a Tree,
}

impl PdfPage<'_> {
    fn group(&mut self, group: &Group) -> Result<()> {
        let plain = group.clip_path().is_none() && group.mask().is_none();
        if !plain || group.opacity().get() < 1.0 || !group.filters().is_empty() {
            bail!("a page has no clips, masks, filters or opacity");
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path)?,
                Node::Text(text) => self.text(text)?,
                Node::Image(_) => bail!("a page has no pictures"),
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &Path) -> Result<()> {
        let place = self.flip.pre_concat(path.abs_transform());
        if let Some(fill) = path.fill() {
            self.colour(fill.paint(), false)?;
            self.outline(path, place);
            match fill.rule() {
                FillRule::NonZero => self.out.fill_nonzero(),
                FillRule::EvenOdd => self.out.fill_even_odd(),
            };
        }
        if let Some(stroke) = path.stroke() {
            self.stroke(stroke, place)?;
            self.outline(path, place);
            self.out.stroke();
        }
        Ok(())
    }

    fn stroke(&mut self, stroke: &Stroke, place: Transform) -> Result<()> {
        self.colour(stroke.paint(), true)?;
        let width = stroke.width().get() * place.get_scale().0;
        self.out.set_line_width(width);
        Ok(())
    }

    fn colour(&mut self, paint: &Paint, stroke: bool) -> Result<()> {
        let Paint::Color(colour) = paint else {
            bail!("a page has plain colours only");
        };
        let part = |value: u8| f32::from(value) / 255.0;
        let (red, green, blue) = (part(colour.red), part(colour.green), part(colour.blue));
        match stroke {
            true => self.out.set_stroke_rgb(red, green, blue),
            false => self.out.set_fill_rgb(red, green, blue),
        };
        Ok(())
    }

    fn outline(&mut self, path: &Path, place: Transform) {
        let to = |mut point: Point| {
            place.map_point(&mut point);
            (rounded(point.x), rounded(point.y))
        };
        let mut at = Point::zero();
        for segment in path.data().segments() {
            match segment {
                PathSegment::MoveTo(point) => {
                    let (x, y) = to(point);
                    self.out.move_to(x, y);
                    at = point;
                }
                PathSegment::LineTo(point) => {
                    let (x, y) = to(point);
                    self.out.line_to(x, y);
                    at = point;
                }
                PathSegment::QuadTo(control, end) => {
                    // The same curve with two controls.
                    let third = |from: Point| {
                        Point::from_xy(
                            from.x + (control.x - from.x) * 2.0 / 3.0,
                            from.y + (control.y - from.y) * 2.0 / 3.0,
                        )
                    };
                    self.curve([third(at), third(end), end].map(to));
                    at = end;
                }
                PathSegment::CubicTo(first, second, end) => {
                    self.curve([first, second, end].map(to));
                    at = end;
                }
                PathSegment::Close => {
                    self.out.close_path();
                }
            }
        }
    }

    fn curve(&mut self, [first, second, end]: [(f32, f32); 3]) {
        self.out
            .cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
    }

    /// Each stretch of one face is one run of glyphs, as a reader selects it.
    fn text(&mut self, text: &Text) -> Result<()> {
        let place = self.flip.pre_concat(text.abs_transform());
        for span in text.layouted() {
            let Some(fill) = span.fill.as_ref().map(Fill::paint) else {
                continue;
            };
            self.colour(fill, false)?;
            for run in span.positioned_glyphs.chunk_by(|a, b| a.font == b.font) {
                self.run(run, place)?;
            }
        }
        Ok(())
    }

    fn run(&mut self, glyphs: &[PositionedGlyph], place: Transform) -> Result<()> {
        let Some(first) = glyphs.first() else {
            return Ok(());
        };
        let weight = self.tree.fontdb().face(first.font).map(|it| it.weight.0);
        let bold = weight.is_some_and(|it| it >= Face::Bold.weight());
        let Some(font) = self
            .fonts
            .iter_mut()
            .find(|it| (it.face() == Face::Bold) == bold)
        else {
            bail!("a page has two faces");
        };
        let size = first.font_size() * place.get_scale().0;
        let origin = |glyph: &PositionedGlyph| {
            let at = place.pre_concat(glyph.transform());
            (at.tx, at.ty)
        };
        let (start, foot) = origin(first);
        self.out.begin_text();
        self.out.set_font(Name(font.name()), rounded(size));
        let (x, y) = (rounded(start), rounded(foot));
        self.out.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        let mut shown = self.out.show_positioned();
        let mut items = shown.items();
        let mut expected = start;
        let mut waiting: Vec<u8> = Vec::new();
        for glyph in glyphs {
            let id = u16::try_from(glyph.id.0)?;
            let (x, _) = origin(glyph);
            // Kerning, in thousandths of the size to the left.
            let closer = (expected - x) * 1000.0 / size;
            if closer.abs() > 1.0 {
                items.show(Str(&waiting)).adjust(closer.round());
                waiting.clear();
                expected = x;
            }
            waiting.extend(id.to_be_bytes());
            font.says(id, &glyph.text);
            expected += font.width(id) * size / 1000.0;
        }
        items.show(Str(&waiting));
        drop(items);
        drop(shown);
        self.out.end_text();
        Ok(())
    }
}

/// To a thousandth of a point: shorter numbers.
fn rounded(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}
