//! The directory: replaced as a whole by an import, read as a whole at the start.

use anyhow::{Context, Result};

use super::read::place;
use super::{Tx, aside, rows, run};
use crate::domain::directory::{
    Area, Head, Inspector, Precinct, Records, RenamedStreet, Station, Status,
};
use crate::domain::{AreaCode, Both, HeadCode, InspectorCode, PrecinctCode, StationCode, borders};

#[derive(sqlx::FromRow)]
struct AreaRow {
    code: AreaCode,
    parent: Option<AreaCode>,
    name_kk: String,
    name_ru: String,
    duty_phone: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StationRow {
    code: StationCode,
    address_kk: String,
    address_ru: String,
    lat: Option<f64>,
    lon: Option<f64>,
    phone: Option<String>,
    hours_kk: String,
    hours_ru: String,
}

#[derive(sqlx::FromRow)]
struct PrecinctRow {
    code: PrecinctCode,
    name_kk: String,
    name_ru: String,
    area: AreaCode,
    station: Option<StationCode>,
    territory_kk: String,
    territory_ru: String,
    borders: Option<String>,
}

#[derive(sqlx::FromRow)]
struct InspectorRow {
    code: InspectorCode,
    name: String,
    rank_kk: String,
    rank_ru: String,
    phone: Option<String>,
    precincts: String,
    acting_for: Option<String>,
    acting_until: Option<String>,
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    code: HeadCode,
    name: String,
    rank_kk: String,
    rank_ru: String,
    phone: Option<String>,
    area: AreaCode,
}

#[derive(sqlx::FromRow)]
struct RenamedRow {
    area: AreaCode,
    old_name: String,
    new_name: String,
    status: String,
    since: Option<String>,
}

impl Tx {
    /// The whole directory as it was imported.
    pub async fn records(&mut self) -> Result<Records> {
        let areas = rows!(self, fetch_all, AreaRow, "select * from area order by code")?;
        let stations = rows!(
            self,
            fetch_all,
            StationRow,
            "select * from station order by code"
        )?;
        let precincts = rows!(
            self,
            fetch_all,
            PrecinctRow,
            "select * from precinct order by code"
        )?;
        let inspectors = self.inspectors().await?;
        let heads = self.heads().await?;
        let renamed = rows!(
            self,
            fetch_all,
            RenamedRow,
            "select area, old_name, new_name, status, since from renamed_street order by position"
        )?;
        // A million corners are read where they keep no turn waiting.
        let decoded = move || {
            Ok(Records {
                areas: areas.into_iter().map(Area::from).collect(),
                stations: stations.into_iter().map(Station::from).collect(),
                precincts: precincts
                    .into_iter()
                    .map(Precinct::try_from)
                    .collect::<Result<_>>()?,
                inspectors,
                heads,
                renamed: renamed
                    .into_iter()
                    .map(RenamedStreet::try_from)
                    .collect::<Result<_>>()?,
            })
        };
        aside(decoded).await?
    }

    pub async fn inspectors(&mut self) -> Result<Vec<Inspector>> {
        let sql = "select * from inspector order by code";
        let rows = rows!(self, fetch_all, InspectorRow, sql)?;
        rows.into_iter().map(Inspector::try_from).collect()
    }

    pub async fn heads(&mut self) -> Result<Vec<Head>> {
        let sql = "select * from head order by code";
        let rows = rows!(self, fetch_all, HeadRow, sql)?;
        Ok(rows.into_iter().map(Head::from).collect())
    }

    /// Replaces the directory; people, reports and subscriptions stay.
    pub async fn replace_records(&mut self, records: &Records) -> Result<()> {
        run!(self, "delete from renamed_street")?;
        run!(self, "delete from head")?;
        run!(self, "delete from inspector")?;
        run!(self, "delete from precinct")?;
        run!(self, "delete from station")?;
        run!(self, "delete from area")?;
        for area in &records.areas {
            run!(
                self,
                "insert into area (code, parent, name_kk, name_ru, duty_phone)
                 values ($1, $2, $3, $4, $5)",
                &area.code,
                area.parent.as_ref(),
                &area.name.kk,
                &area.name.ru,
                area.duty_phone.as_deref()
            )?;
        }
        for station in &records.stations {
            self.add_station(station).await?;
        }
        for precinct in &records.precincts {
            let borders = precinct.borders.as_ref().map(borders::to_text);
            run!(
                self,
                "insert into precinct (code, name_kk, name_ru, area, station, territory_kk,
                     territory_ru, borders)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
                &precinct.code,
                &precinct.name.kk,
                &precinct.name.ru,
                &precinct.area,
                precinct.station.as_ref(),
                &precinct.territory.kk,
                &precinct.territory.ru,
                borders.as_deref()
            )?;
        }
        for inspector in &records.inspectors {
            self.add_inspector(inspector).await?;
        }
        for head in &records.heads {
            self.add_head(head).await?;
        }
        for (position, renamed) in (0i64..).zip(&records.renamed) {
            self.add_renamed(position, renamed).await?;
        }
        self.next_number("directory").await?;
        Ok(())
    }

    async fn add_station(&mut self, station: &Station) -> Result<()> {
        run!(
            self,
            "insert into station (code, address_kk, address_ru, lat, lon, phone, hours_kk, hours_ru)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &station.code,
            &station.address.kk,
            &station.address.ru,
            station.point.map(|point| point.lat),
            station.point.map(|point| point.lon),
            station.phone.as_deref(),
            &station.hours.kk,
            &station.hours.ru
        )?;
        Ok(())
    }

    async fn add_inspector(&mut self, inspector: &Inspector) -> Result<()> {
        let precincts = inspector.precincts.iter().map(PrecinctCode::as_str);
        let precincts: Vec<&str> = precincts.collect();
        run!(
            self,
            "insert into inspector (code, name, rank_kk, rank_ru, phone, precincts, acting_for,
                 acting_until)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &inspector.code,
            &inspector.name,
            &inspector.rank.kk,
            &inspector.rank.ru,
            inspector.phone.as_deref(),
            precincts.join(";"),
            inspector.acting_for.as_deref(),
            inspector.until.map(|date| date.to_string())
        )?;
        Ok(())
    }

    async fn add_head(&mut self, head: &Head) -> Result<()> {
        run!(
            self,
            "insert into head (code, name, rank_kk, rank_ru, phone, area)
             values ($1, $2, $3, $4, $5, $6)",
            &head.code,
            &head.name,
            &head.rank.kk,
            &head.rank.ru,
            head.phone.as_deref(),
            &head.area
        )?;
        Ok(())
    }

    async fn add_renamed(&mut self, position: i64, renamed: &RenamedStreet) -> Result<()> {
        run!(
            self,
            "insert into renamed_street (position, area, old_name, new_name, status, since)
             values ($1, $2, $3, $4, $5, $6)",
            position,
            &renamed.area,
            &renamed.old,
            &renamed.new,
            renamed.status.name(),
            renamed.since.map(|since| since.to_string())
        )?;
        Ok(())
    }

    /// Counts up with every import: a replica that sees another number loads anew.
    pub async fn directory_version(&mut self) -> Result<i64> {
        self.counter("directory").await
    }

    /// Every open report with a place, to be told what an import moves: number, precinct, latitude,
    /// longitude.
    pub async fn placed_reports(&mut self) -> Result<Vec<(i64, PrecinctCode, f64, f64)>> {
        Ok(rows!(
            self,
            fetch_all,
            (i64, PrecinctCode, f64, f64),
            "select number, precinct, lat, lon from report
             where lat is not null and lon is not null and state not in ('closed', 'withdrawn')
             order by number"
        )?)
    }

    /// How many people follow each precinct.
    pub async fn subscribers(&mut self) -> Result<Vec<(PrecinctCode, i64)>> {
        Ok(rows!(
            self,
            fetch_all,
            (PrecinctCode, i64),
            "select precinct, count(*) from subscription group by precinct order by precinct"
        )?)
    }
}

impl From<AreaRow> for Area {
    fn from(row: AreaRow) -> Area {
        Area {
            code: row.code,
            parent: row.parent,
            name: Both {
                kk: row.name_kk,
                ru: row.name_ru,
            },
            duty_phone: row.duty_phone,
        }
    }
}

impl From<StationRow> for Station {
    fn from(row: StationRow) -> Station {
        Station {
            code: row.code,
            address: Both {
                kk: row.address_kk,
                ru: row.address_ru,
            },
            point: place(row.lat, row.lon),
            phone: row.phone,
            hours: Both {
                kk: row.hours_kk,
                ru: row.hours_ru,
            },
        }
    }
}

impl TryFrom<PrecinctRow> for Precinct {
    type Error = anyhow::Error;

    fn try_from(row: PrecinctRow) -> Result<Precinct> {
        let borders = row.borders.as_deref().map(borders::from_text).transpose();
        Ok(Precinct {
            code: row.code,
            name: Both {
                kk: row.name_kk,
                ru: row.name_ru,
            },
            area: row.area,
            station: row.station,
            territory: Both {
                kk: row.territory_kk,
                ru: row.territory_ru,
            },
            borders: borders.context("precinct.borders")?,
        })
    }
}

impl TryFrom<InspectorRow> for Inspector {
    type Error = anyhow::Error;

    fn try_from(row: InspectorRow) -> Result<Inspector> {
        let until = row.acting_until.map(|date| date.parse()).transpose();
        Ok(Inspector {
            code: row.code,
            name: row.name,
            rank: Both {
                kk: row.rank_kk,
                ru: row.rank_ru,
            },
            phone: row.phone,
            precincts: row
                .precincts
                .split(';')
                .filter(|it| !it.is_empty())
                .map(PrecinctCode::new)
                .collect(),
            acting_for: row.acting_for,
            until: until.context("inspector.acting_until")?,
        })
    }
}

impl From<HeadRow> for Head {
    fn from(row: HeadRow) -> Head {
        Head {
            code: row.code,
            name: row.name,
            rank: Both {
                kk: row.rank_kk,
                ru: row.rank_ru,
            },
            phone: row.phone,
            area: row.area,
        }
    }
}

impl TryFrom<RenamedRow> for RenamedStreet {
    type Error = anyhow::Error;

    fn try_from(row: RenamedRow) -> Result<RenamedStreet> {
        let since = row.since.map(|since| since.parse()).transpose();
        Ok(RenamedStreet {
            area: row.area,
            old: row.old_name,
            new: row.new_name,
            status: Status::parse(&row.status).context("renamed_street.status")?,
            since: since.context("renamed_street.since")?,
        })
    }
}
