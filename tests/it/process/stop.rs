//! SIGTERM and SIGINT in the midst of work: what has begun is finished, and nothing comes twice.

use super::bot::Home;
use super::people::{People, Way};
use super::{LONG, alone, assert_good, full, server};

#[tokio::test]
async fn a_signal_finishes_what_has_begun() {
    let _alone = alone().await;
    let people = People::new(full(200, 40), 3, Way::Taps);
    let api = server(&people);
    let home = Home::new(&api);
    let mut bot = home.start();
    people.begin(&api);
    for (quarter, signal) in ["TERM", "INT", "TERM"].into_iter().enumerate() {
        people
            .until(&api, people.total() * (quarter + 1) / 4, LONG)
            .await;
        bot.signal(signal);
        let status = bot.ended().await;
        assert_eq!(status.code(), Some(0), "{signal}: {status}");
        bot = home.start();
    }
    people.finish(&api, LONG).await;
    bot.stop().await;
    people.check(&home.store().await).await;
    assert_eq!(people.twice(), (0, 0), "something came twice");
    assert_good(&api, &home, 0).await;
}

#[tokio::test]
async fn it_stops_while_telegram_is_away() {
    let people = People::new(1, 1, Way::Taps);
    let api = server(&people);
    let home = Home::new(&api);
    api.stop();
    let bot = home.start();
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    bot.stop().await;
    super::assert_silent(&api, &home.log());
}
