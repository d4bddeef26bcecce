//! A face in a PDF: its file, the widths of its letters, and which letter each of its glyphs is, so
//! that what is selected and searched is the text.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::super::letters::Face;
use super::packed::packed;

pub struct PdfFont {
    face: Face,
    /// The first of five objects.
    first: Ref,
    /// The width of each glyph in thousandths of the size.
    widths: Vec<f32>,
    /// What each glyph that was written stands for.
    said: BTreeMap<u16, String>,
}

/// Glyphs are written by their numbers.
const IDENTITY: Name<'_> = Name(b"Identity-H");
const SYSTEM: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

impl PdfFont {
    /// Takes five numbers of objects after the last.
    pub fn new(face: Face, last: &mut i32) -> Result<PdfFont> {
        let font = FontRef::new(face.file()).context("a face that cannot be read")?;
        let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
        let glyphs = (0..metrics.glyph_count()).map(skrifa::GlyphId::new);
        let widths = glyphs.map(|it| metrics.advance_width(it).unwrap_or(0.0));
        let first = Ref::new(*last + 1);
        *last += 5;
        Ok(PdfFont {
            face,
            first,
            widths: widths.collect(),
            said: BTreeMap::new(),
        })
    }

    pub fn face(&self) -> Face {
        self.face
    }

    pub fn id(&self) -> Ref {
        self.first
    }

    /// What pages call it.
    pub fn name(&self) -> &'static [u8] {
        match self.face {
            Face::Regular => b"R",
            Face::Bold => b"B",
        }
    }

    pub fn width(&self, glyph: u16) -> f32 {
        self.widths.get(usize::from(glyph)).copied().unwrap_or(0.0)
    }

    /// A glyph was written for this text.
    pub fn says(&mut self, glyph: u16, text: &str) {
        if !text.is_empty() {
            let said = self.said.entry(glyph);
            said.or_insert_with(|| text.to_owned());
        }
    }

    pub fn write(&self, pdf: &mut Pdf) -> Result<()> {
        let id = |more: i32| Ref::new(self.first.get() + more);
        let (glyphs, descriptor, file, unicode) = (id(1), id(2), id(3), id(4));
        let name = match self.face {
            Face::Regular => Name(b"AULAAA+NotoSans-Regular"),
            Face::Bold => Name(b"AULAAA+NotoSans-Bold"),
        };
        let mut font = pdf.type0_font(id(0));
        font.base_font(name).encoding_predefined(IDENTITY);
        font.descendant_font(glyphs).to_unicode(unicode);
        font.finish();
        let mut font = pdf.cid_font(glyphs);
        font.subtype(CidFontType::Type2).base_font(name);
        font.system_info(SYSTEM).font_descriptor(descriptor);
        font.default_width(0.0);
        font.cid_to_gid_map_predefined(Name(b"Identity"));
        font.widths().consecutive(0, self.widths.iter().copied());
        font.finish();
        self.describe(pdf, descriptor, name, file)?;
        packed(pdf, file, self.face.file())?;
        let mut map = UnicodeCmap::new(Name(b"Aula"), SYSTEM);
        for (glyph, text) in &self.said {
            map.pair_with_multiple(*glyph, text.chars());
        }
        packed(pdf, unicode, map.finish().as_slice())
    }

    fn describe(&self, pdf: &mut Pdf, id: Ref, name: Name<'_>, file: Ref) -> Result<()> {
        let font = FontRef::new(self.face.file()).context("a face that cannot be read")?;
        let metrics = font.metrics(Size::new(1000.0), LocationRef::default());
        let bounds = metrics.bounds.unwrap_or_default();
        let bold = f32::from(self.face.weight()) > 400.0;
        let mut out = pdf.font_descriptor(id);
        out.name(name).flags(FontFlags::NON_SYMBOLIC);
        out.bbox(Rect::new(
            bounds.x_min,
            bounds.y_min,
            bounds.x_max,
            bounds.y_max,
        ));
        out.italic_angle(0.0)
            .ascent(metrics.ascent)
            .descent(metrics.descent);
        out.cap_height(metrics.cap_height.unwrap_or(714.0));
        out.stem_v(if bold { 140.0 } else { 80.0 }).font_file2(file);
        Ok(())
    }
}
