//! Posters as the pages of one PDF, whose text can be selected: the tree of the SVG walked through.

mod fonts;
mod packed;
mod walk;

use anyhow::Result;
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Settings, TextStr};

use super::DrawnPoster;
use super::letters::Face;
use fonts::PdfFont;
use packed::packed;

/// A PDF as it grows, page by page. The faces are in it once.
pub struct PosterPdf {
    pdf: Pdf,
    pages: Vec<Ref>,
    last: i32,
    fonts: [PdfFont; 2],
}

const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);
const INFO: Ref = Ref::new(3);

impl PosterPdf {
    /// An empty one with this title.
    ///
    /// # Errors
    /// The faces that come with the program cannot be read.
    pub fn new(title: &str) -> Result<PosterPdf> {
        let mut pdf = Pdf::with_settings(Settings { pretty: false });
        pdf.catalog(CATALOG).pages(TREE).lang(TextStr("kk"));
        pdf.document_info(INFO).title(TextStr(title));
        let mut last = INFO.get();
        let regular = PdfFont::new(Face::Regular, &mut last)?;
        let bold = PdfFont::new(Face::Bold, &mut last)?;
        Ok(PosterPdf {
            pdf,
            pages: Vec::new(),
            last,
            fonts: [regular, bold],
        })
    }

    /// Adds a poster as a page of its size.
    ///
    /// # Errors
    /// The poster has something that the walk does not know: a defect.
    pub fn add(&mut self, poster: &DrawnPoster) -> Result<()> {
        let tree = &poster.tree;
        let (width, height) = (tree.size().width(), tree.size().height());
        let content = walk::content(tree, &mut self.fonts)?;
        let (page, stream) = (Ref::new(self.last + 1), Ref::new(self.last + 2));
        self.last += 2;
        self.pages.push(page);
        let mut written = self.pdf.page(page);
        written.parent(TREE).contents(stream);
        written.media_box(Rect::new(0.0, 0.0, width, height));
        let mut resources = written.resources();
        let mut fonts = resources.fonts();
        for font in &self.fonts {
            fonts.pair(Name(font.name()), font.id());
        }
        fonts.finish();
        resources.finish();
        written.finish();
        packed(&mut self.pdf, stream, &content)
    }

    /// The whole file.
    ///
    /// # Errors
    /// As [`PosterPdf::new`].
    pub fn finish(mut self) -> Result<Vec<u8>> {
        let count = i32::try_from(self.pages.len())?;
        self.pdf.pages(TREE).kids(self.pages).count(count);
        for font in &self.fonts {
            font.write(&mut self.pdf)?;
        }
        Ok(self.pdf.finish())
    }
}
