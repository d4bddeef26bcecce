//! What is a bare number or text in a column and a type of its own everywhere else.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{ColumnIndex, Database, Decode, Encode, FromRow, Row, Type};

use crate::domain::{
    Account, AreaCode, Channel, Chat, GroupId, HeadCode, HungId, InspectorCode, MeetingId,
    NoticeId, PersonId, PlaceId, PrecinctCode, ReportId, StationCode,
};

macro_rules! bare {
    ($($name:ty: $to:expr, $from:expr;)+) => {$(
        impl<D: Database> Type<D> for $name
        where
            i64: Type<D>,
        {
            fn type_info() -> D::TypeInfo {
                <i64 as Type<D>>::type_info()
            }

            fn compatible(kind: &D::TypeInfo) -> bool {
                <i64 as Type<D>>::compatible(kind)
            }
        }

        impl<'q, D: Database> Encode<'q, D> for $name
        where
            i64: Encode<'q, D>,
        {
            fn encode_by_ref(&self, to: &mut D::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                let number: i64 = $to(*self);
                number.encode(to)
            }
        }

        impl<'r, D: Database> Decode<'r, D> for $name
        where
            i64: Decode<'r, D>,
        {
            fn decode(value: D::ValueRef<'r>) -> Result<$name, BoxDynError> {
                let number = <i64 as Decode<'r, D>>::decode(value)?;
                $from(number)
            }
        }
    )+};
}

bare! {
    PersonId: PersonId::get, |id| Ok(PersonId::new(id));
    ReportId: ReportId::get, |id| Ok(ReportId::new(id));
    MeetingId: MeetingId::get, |id| Ok(MeetingId::new(id));
    NoticeId: NoticeId::get, |id| Ok(NoticeId::new(id));
    PlaceId: PlaceId::get, |id| Ok(PlaceId::new(id));
    GroupId: GroupId::get, |id| Ok(GroupId::new(id));
    HungId: HungId::get, |id| Ok(HungId::new(id));
    Channel: |channel: Channel| i64::from(channel.get()), |number| Ok(Channel::new(u16::try_from(number)?));
}

macro_rules! texts {
    ($($name:ident)+) => {$(
        impl<D: Database> Type<D> for $name
        where
            String: Type<D>,
        {
            fn type_info() -> D::TypeInfo {
                <String as Type<D>>::type_info()
            }

            fn compatible(kind: &D::TypeInfo) -> bool {
                <String as Type<D>>::compatible(kind)
            }
        }

        impl<'q, D: Database> Encode<'q, D> for $name
        where
            for<'a> &'a str: Encode<'a, D>,
        {
            fn encode_by_ref(&self, to: &mut D::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                self.as_str().encode(to)
            }
        }

        impl<'r, D: Database> Decode<'r, D> for $name
        where
            String: Decode<'r, D>,
        {
            fn decode(value: D::ValueRef<'r>) -> Result<$name, BoxDynError> {
                <String as Decode<'r, D>>::decode(value).map($name::new)
            }
        }
    )+};
}

texts! {
    AreaCode StationCode PrecinctCode InspectorCode HeadCode
}

/// From the columns `channel` and the other that is named.
macro_rules! of_a_channel {
    ($($name:ident: $column:literal;)+) => {$(
        impl<'r, R: Row> FromRow<'r, R> for $name
        where
            &'static str: ColumnIndex<R>,
            i64: Decode<'r, R::Database> + Type<R::Database>,
        {
            fn from_row(row: &'r R) -> sqlx::Result<$name> {
                Ok($name::new(row.try_get("channel")?, row.try_get($column)?))
            }
        }
    )+};
}

of_a_channel! {
    Chat: "chat";
    Account: "account";
}
