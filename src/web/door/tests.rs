use super::*;

/// A connection that ends when it is told to.
async fn come(door: &Arc<Door>) -> Option<Arc<Connection>> {
    let place = door.place().await?;
    let line = place.line.clone();
    tokio::spawn(async move {
        place.line.end.cancelled().await;
        drop(place);
    });
    Some(line)
}

fn gone(line: &Connection) -> bool {
    line.end.is_cancelled()
}

#[tokio::test]
async fn the_oldest_stranger_goes_first_and_who_is_answered_stays() {
    let door = Arc::new(Door::new(3));
    let known = come(&door).await.unwrap();
    known.proof.give();
    let begun = Answering::begin(&known);
    let older = come(&door).await.unwrap();
    let newer = come(&door).await.unwrap();
    let third = come(&door).await.unwrap();
    assert_eq!(
        [&known, &older, &newer, &third].map(|it| gone(it)),
        [false, true, false, false]
    );
    // A stranger whose request is under way is a stranger.
    let _under_way = Answering::begin(&newer);
    let fourth = come(&door).await.unwrap();
    assert!(gone(&newer) && !gone(&known));
    // Of those who have proved themselves, one that idles.
    third.proof.give();
    fourth.proof.give();
    let _under_way = Answering::begin(&third);
    let fifth = come(&door).await.unwrap();
    assert!(gone(&fourth) && !gone(&third) && !gone(&known));
    fifth.proof.give();
    let _under_way = Answering::begin(&fifth);
    assert!(come(&door).await.is_none(), "all are being answered");
    drop(begun);
    assert!(come(&door).await.is_some() && gone(&known));
}

#[tokio::test]
async fn places_come_back() {
    let door = Arc::new(Door::new(1));
    for _ in 0..3 {
        let place = door.place().await.unwrap();
        drop(place);
    }
    assert!(door.lines().is_empty());
    let first = come(&door).await.unwrap();
    let second = come(&door).await.unwrap();
    assert!(gone(&first) && !gone(&second));
    assert_eq!(door.lines().len(), 1);
}
