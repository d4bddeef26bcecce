//! What stands on an officer's desk, precinct by precinct: each is read by an index of its own, so
//! that a desk costs what it shows and not what the whole country has open.

use anyhow::Result;

use super::read::ReportRow;
use super::reports::select_report;
use super::{EIGHT, Tx, rows, rows_all};
use crate::domain::report::Report;
use crate::domain::{PersonId, PrecinctCode, ReportId};

/// One report in the order of a list; the smallest first.
type ListPosition = (i64, i64, i64, ReportId);

/// The first rows of eight precincts, each by its index: the precinct, the reader, how many, and
/// how many before them.
macro_rules! of_eight {
    ($one:ident) => {
        concat!(
            $one!("$1", "$2", "$3", "$4"),
            " union all ",
            $one!("$5", "$6", "$7", "$8"),
            " union all ",
            $one!("$9", "$10", "$11", "$12"),
            " union all ",
            $one!("$13", "$14", "$15", "$16"),
            " union all ",
            $one!("$17", "$18", "$19", "$20"),
            " union all ",
            $one!("$21", "$22", "$23", "$24"),
            " union all ",
            $one!("$25", "$26", "$27", "$28"),
            " union all ",
            $one!("$29", "$30", "$31", "$32")
        )
    };
}

macro_rules! open_of_one {
    ($precinct:literal, $reader:literal, $most:literal, $before:literal) => {
        concat!(
            "select * from (
                 select cast(case when state = 'new' then 0 else 1 end as bigint) as taken,
                     -created_at as newest, -number as last, id from report
                 where precinct = ",
            $precinct,
            " and state not in ('closed', 'withdrawn') and (person is null or person <> ",
            $reader,
            ") order by case when state = 'new' then 0 else 1 end, created_at desc, number desc
                 limit ",
            $most,
            " offset ",
            $before,
            ") as open"
        )
    };
}

macro_rules! closed_of_one {
    ($precinct:literal, $reader:literal, $most:literal, $before:literal) => {
        concat!(
            "select * from (
                 select cast(0 as bigint) as taken, -updated_at as newest, -number as last, id
                 from report
                 where officer = ",
            $reader,
            " and precinct = ",
            $precinct,
            " and state = 'closed'
                 order by updated_at desc, number desc
                 limit ",
            $most,
            " offset ",
            $before,
            ") as closed"
        )
    };
}

impl Tx {
    /// How many reports are open in these precincts, without those of the reader.
    pub async fn count_open(
        &mut self,
        precincts: &[&PrecinctCode],
        reader: PersonId,
    ) -> Result<i64> {
        let sql = "select count(*) from report
                   where precinct in ($1, $2, $3, $4, $5, $6, $7, $8)
                       and state not in ('closed', 'withdrawn')
                       and (person is null or person <> $9)";
        self.count_on_desk(sql, precincts, reader).await
    }

    /// What is open in these precincts without what the reader sent: what nobody has taken first,
    /// then the newest.
    pub async fn open_on_desk(
        &mut self,
        precincts: &[&PrecinctCode],
        reader: PersonId,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Report>> {
        let sql = of_eight!(open_of_one);
        self.on_desk(sql, precincts, reader, (offset, limit)).await
    }

    /// How many reports of these precincts an officer has closed.
    pub async fn count_closed_by(
        &mut self,
        precincts: &[&PrecinctCode],
        officer: PersonId,
    ) -> Result<i64> {
        let sql = "select count(*) from report
                   where officer = $9 and precinct in ($1, $2, $3, $4, $5, $6, $7, $8)
                       and state = 'closed'";
        self.count_on_desk(sql, precincts, officer).await
    }

    /// What an officer has closed in these precincts, the newest first.
    pub async fn closed_by(
        &mut self,
        precincts: &[&PrecinctCode],
        officer: PersonId,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Report>> {
        let sql = of_eight!(closed_of_one);
        self.on_desk(sql, precincts, officer, (offset, limit)).await
    }

    async fn count_on_desk(
        &mut self,
        sql: &'static str,
        precincts: &[&PrecinctCode],
        reader: PersonId,
    ) -> Result<i64> {
        let mut all = 0;
        for some in precincts.chunks(EIGHT) {
            let at = |at: usize| some.get(at).map_or("", |it| it.as_str());
            let (count,) = rows!(
                self,
                fetch_one,
                (i64,),
                sql,
                at(0),
                at(1),
                at(2),
                at(3),
                at(4),
                at(5),
                at(6),
                at(7),
                reader
            )?;
            all += count;
        }
        Ok(all)
    }

    /// A page of several precincts: the first rows of each, in one order.
    async fn on_desk(
        &mut self,
        sql: &'static str,
        precincts: &[&PrecinctCode],
        reader: PersonId,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Report>> {
        // What stands before the page is only known once all precincts are; of one it is at once.
        let (most, before) = match precincts.len() {
            1 => (limit, offset),
            _ => (offset + limit, 0),
        };
        let mut found: Vec<ListPosition> = Vec::new();
        for some in precincts.chunks(EIGHT) {
            // No precinct has an empty code.
            let eight = (0..EIGHT).map(|at| some.get(at).map_or("", |it| it.as_str()));
            found.append(&mut rows_all!(
                self,
                ListPosition,
                sql,
                eight.clone(),
                precinct => precinct, reader, most, before
            )?);
        }
        found.sort_unstable();
        let skip = usize::try_from(offset - before)?;
        let mut page = Vec::new();
        for (.., id) in found.into_iter().skip(skip).take(usize::try_from(limit)?) {
            page.extend(self.report(id).await?);
        }
        Ok(page)
    }

    /// The report with the number that people use.
    pub async fn numbered_report(&mut self, number: i64) -> Result<Option<Report>> {
        let sql = select_report!("where number = $1");
        let row = rows!(self, fetch_optional, ReportRow, sql, number)?;
        row.map(Report::try_from).transpose()
    }

    /// Open reports of a person that an officer has taken, the newest first.
    pub async fn held_reports_of(&mut self, person: PersonId, most: i64) -> Result<Vec<Report>> {
        let sql = select_report!(
            "where person = $1 and officer is not null and state not in ('closed', 'withdrawn')
             order by created_at desc, number desc limit $2"
        );
        let found = rows!(self, fetch_all, ReportRow, sql, person, most)?;
        found.into_iter().map(Report::try_from).collect()
    }
}
