//! Places of a person: those with a name, and the last used.

use anyhow::Result;

use super::read::place;
use super::{Tx, rows, run};
use crate::domain::{KnownPlace, PersonId, Place, PlaceId, PrecinctCode, Spot, Time};

#[derive(sqlx::FromRow)]
struct HomeRow {
    person: PersonId,
    #[sqlx(flatten)]
    place: PlaceRow,
}

#[derive(sqlx::FromRow)]
struct PlaceRow {
    id: PlaceId,
    name: Option<String>,
    precinct: PrecinctCode,
    address: Option<String>,
    title: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    accuracy: Option<f64>,
    used_at: i64,
    home: bool,
}

impl Tx {
    /// The home, those with a name in its order, then the last used first.
    pub async fn places(&mut self, person: PersonId) -> Result<Vec<KnownPlace>> {
        let rows = rows!(
            self,
            fetch_all,
            PlaceRow,
            "select id, name, precinct, address, title, lat, lon, accuracy, used_at, home
             from place
             where person = $1
             order by case when home then 0 when name is null then 2 else 1 end, name,
                 used_at desc, id desc",
            person
        )?;
        Ok(rows.into_iter().map(KnownPlace::from).collect())
    }

    pub async fn add_place(
        &mut self,
        id: PlaceId,
        person: PersonId,
        spot: &Spot,
        now: Time,
    ) -> Result<()> {
        let place = spot.place.as_ref();
        run!(
            self,
            "insert into place (id, person, precinct, address, title, lat, lon, accuracy, used_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            person,
            &spot.precinct,
            spot.address.as_deref(),
            place.and_then(|place| place.title.as_deref()),
            place.map(|place| place.point.lat),
            place.map(|place| place.point.lon),
            place.and_then(|place| place.accuracy),
            now.as_millisecond()
        )?;
        Ok(())
    }

    /// Notes that a place was used again.
    pub async fn touch_place(
        &mut self,
        id: PlaceId,
        precinct: &PrecinctCode,
        now: Time,
    ) -> Result<()> {
        run!(
            self,
            "update place set used_at = $2, precinct = $3 where id = $1",
            id,
            now.as_millisecond(),
            precinct
        )?;
        Ok(())
    }

    /// Places where somebody lives, and who, from behind the one with this number on.
    pub async fn homes_after(
        &mut self,
        after: i64,
        most: i64,
    ) -> Result<Vec<(PersonId, KnownPlace)>> {
        let rows = rows!(
            self,
            fetch_all,
            HomeRow,
            "select person, id, name, precinct, address, title, lat, lon, accuracy, used_at, home
             from place where home and id > $1 order by id limit $2",
            after,
            most
        )?;
        let homes = rows.into_iter().map(|it| (it.person, it.place.into()));
        Ok(homes.collect())
    }

    /// The one place where the person lives; None: none of their places.
    pub async fn set_home(&mut self, person: PersonId, home: Option<PlaceId>) -> Result<()> {
        let before = "update place set home = false where person = $1 and home";
        run!(self, before, person)?;
        if let Some(home) = home {
            let now = "update place set home = true where id = $1 and person = $2";
            run!(self, now, home, person)?;
        }
        Ok(())
    }

    /// False if this person has no such place.
    pub async fn name_place(&mut self, id: PlaceId, person: PersonId, name: &str) -> Result<bool> {
        let named = run!(
            self,
            "update place set name = $3 where id = $1 and person = $2",
            id,
            person,
            name
        )?;
        Ok(named == 1)
    }

    /// False if this person has no such place.
    pub async fn drop_place(&mut self, id: PlaceId, person: PersonId) -> Result<bool> {
        let gone = run!(
            self,
            "delete from place where id = $1 and person = $2",
            id,
            person
        )?;
        Ok(gone == 1)
    }
}

impl From<PlaceRow> for KnownPlace {
    fn from(row: PlaceRow) -> KnownPlace {
        let place = place(row.lat, row.lon).map(|point| Place {
            point,
            accuracy: row.accuracy,
            title: row.title,
        });
        let spot = Spot {
            precinct: row.precinct,
            place,
            address: row.address,
        };
        KnownPlace {
            id: row.id,
            name: row.name,
            spot,
            used: Time::from_millisecond(row.used_at).ok(),
            home: row.home,
        }
    }
}
