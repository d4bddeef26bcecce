//! Every message of what is printed, as in `list`. Nothing of it is read as HTML.

use fluent_bundle::FluentValue;

use super::Words;
use super::message::{ArgumentKind, MessageTemplate};

texts! {
    "poster-heading" poster_heading();
    "poster-vacant" poster_vacant();
    "poster-acting" poster_acting(until: plain);
    "poster-phone" poster_phone();
    "poster-hours" poster_hours();
    "poster-station" poster_station();
    "poster-duty" poster_duty();
    "poster-urgent" poster_urgent();
    "poster-scan" poster_scan();
    "poster-scan-bot" poster_scan_bot();
    "poster-printed" poster_printed(date: plain);
}
