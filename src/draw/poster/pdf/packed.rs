//! Streams of a PDF.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Filter, Pdf, Ref};

/// Writes a stream, compressed.
pub fn packed(pdf: &mut Pdf, id: Ref, content: &[u8]) -> Result<()> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(content)?;
    let packed = packer.finish()?;
    pdf.stream(id, &packed).filter(Filter::FlateDecode);
    Ok(())
}
