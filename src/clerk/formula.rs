//! Cells that a spreadsheet would take for a formula and run: an apostrophe before them makes them
//! text, there and here. Cells of a workbook say by themselves that they are text.

/// What a formula begins with, or hides behind.
const BEGINS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

const MARK: char = '\'';

/// The cell as it is written into a table.
pub(super) fn written(cell: &str) -> String {
    if is_run(cell) || is_marked(cell) {
        format!("{MARK}{cell}")
    } else {
        cell.to_string()
    }
}

/// The cell that was meant.
pub(super) fn read(cell: &str) -> &str {
    if is_marked(cell) {
        cell.strip_prefix(MARK).unwrap_or(cell)
    } else {
        cell
    }
}

fn is_run(cell: &str) -> bool {
    cell.starts_with(BEGINS)
}

/// Whether an apostrophe that stands first would be taken for the mark.
fn is_marked(cell: &str) -> bool {
    let rest = cell.strip_prefix(MARK);
    rest.is_some_and(|rest| is_run(rest) || rest.starts_with(MARK))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_a_spreadsheet_runs_is_marked() {
        for (cell, as_written) in [
            ("=1+1", "'=1+1"),
            ("+77000000001", "'+77000000001"),
            ("@x", "'@x"),
            ("\t=x", "'\t=x"),
            ("'=x", "''=x"),
            ("''x", "'''x"),
            ("'Алатау'", "'Алатау'"),
            ("'", "'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(written(cell), as_written);
            assert_eq!(read(as_written), cell);
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_as_it_was(cell in "['=+@\t\r-]{0,4}.{0,3}") {
            let text = written(&cell);
            prop_assert!(!text.starts_with(BEGINS));
            prop_assert_eq!(read(&text), cell);
        }
    }
}
