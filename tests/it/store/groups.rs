//! Groups: where they belong to, what reaches them, and where they move.

use aula::domain::batch::Batch;
use aula::domain::group::{GroupKind, SoughtPlace, Voice};
use aula::domain::{Chat, GroupId, Lang, NoticeId, PrecinctCode, Spot};
use aula::store::Tx;

use super::minute;
use crate::postgres::engines;

const PRECINCT: &str = "P-01";

async fn add(tx: &mut Tx, id: i64, chat: i64, voice: Option<Voice>) -> GroupId {
    let group = GroupId::new(id);
    let token = format!("token-{id}");
    tx.add_group(group, Chat::first(chat), &token, minute(0))
        .await
        .unwrap();
    if voice.is_some() {
        let spot = Spot {
            address: Some("Абай 12".to_owned()),
            ..Spot::whole(PrecinctCode::new(PRECINCT))
        };
        tx.bind_group(group, Some(&spot), minute(1)).await.unwrap();
        tx.set_group_kind(group, Some(GroupKind::House))
            .await
            .unwrap();
        tx.set_group_voice(group, voice).await.unwrap();
    }
    group
}

async fn tell(tx: &mut Tx, notice: i64) -> u64 {
    let (batch, code) = (
        Batch::Notice(NoticeId::new(notice)),
        PrecinctCode::new(PRECINCT),
    );
    let mut written = 0;
    for voice in Voice::ALL {
        let row = tx.broadcast_to_groups(batch, &code, voice, "{}", minute(2), None);
        written += row.await.unwrap();
    }
    written
}

#[tokio::test]
async fn a_group_is_bound_moved_and_left() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let id = add(&mut tx, 1, -1, None).await;
        // Whoever lets the bot in twice changes nothing.
        tx.add_group(GroupId::new(9), Chat::first(-1), "other", minute(1))
            .await
            .unwrap();
        let new = tx.group(Chat::first(-1)).await.unwrap().unwrap();
        assert_eq!((new.id, new.spot.clone(), new.speaks()), (id, None, Voice::Both));
        let sought = SoughtPlace::Words("Абай".to_owned());
        tx.seek_in_group(id, Some(&sought)).await.unwrap();
        let asked = tx.group_of(id).await.unwrap().unwrap();
        assert_eq!(asked.sought, Some(sought));
        add(&mut tx, 1, -1, Some(Voice::One(Lang::Kk))).await;
        let bound = tx.group_by_token("token-1").await.unwrap().unwrap();
        assert_eq!(bound.sought, None);
        assert_eq!(bound.spot.unwrap().address.as_deref(), Some("Абай 12"));
        assert!(bound.kind == Some(GroupKind::House) && bound.voice == Some(Voice::One(Lang::Kk)));
        tx.move_chat(Chat::first(-1), Chat::first(-100))
            .await
            .unwrap();
        assert!(tx.group(Chat::first(-1)).await.unwrap().is_none());
        let moved = tx.group(Chat::first(-100)).await.unwrap().unwrap();
        assert_eq!(moved.id, id);
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn what_is_told_a_precinct_reaches_groups_that_hear_once_each() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let code = PrecinctCode::new(PRECINCT);
        for (id, voice) in (1..).zip(Voice::ALL) {
            add(&mut tx, id, -id, Some(voice)).await;
        }
        add(&mut tx, 4, -4, None).await;
        add(&mut tx, 5, -5, Some(Voice::Both)).await;
        add(&mut tx, 6, -6, Some(Voice::Both)).await;
        let (muted, removed) = (Chat::first(-5), Chat::first(-6));
        tx.set_group_muted(muted, Some(minute(1))).await.unwrap();
        tx.set_group_removed(removed, Some(minute(1)))
            .await
            .unwrap();
        assert_eq!(tx.count_groups(&code).await.unwrap(), 3);
        assert_eq!(tell(&mut tx, 1).await, 3);
        assert_eq!(tell(&mut tx, 1).await, 0, "once each");
        let batch = Batch::Notice(NoticeId::new(1));
        let progress = tx.progress(batch).await.unwrap();
        assert_eq!((progress.waiting, progress.groups), (3, 3));
        // One is unbound while it goes out.
        assert_eq!(
            tx.drop_notices(Chat::first(-1), minute(3)).await.unwrap(),
            1
        );
        assert_eq!(tx.progress(batch).await.unwrap().waiting, 2);
        tx.set_group_muted(muted, None).await.unwrap();
        assert_eq!(tell(&mut tx, 2).await, 4);
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn two_groups_that_become_one_hear_a_notice_once() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let old = add(&mut tx, 1, -1, Some(Voice::Both)).await;
        add(&mut tx, 2, -100, None).await;
        add(&mut tx, 3, -3, Some(Voice::Both)).await;
        let kept = add(&mut tx, 4, -300, Some(Voice::Both)).await;
        assert_eq!(tell(&mut tx, 1).await, 3);
        // The new one is bound to nothing: what was said of the old one stays.
        tx.move_chat(Chat::first(-1), Chat::first(-100))
            .await
            .unwrap();
        let moved = tx.group(Chat::first(-100)).await.unwrap().unwrap();
        assert!(moved.id == old && moved.spot.is_some());
        // Both are bound: the newer one stays.
        tx.move_chat(Chat::first(-3), Chat::first(-300))
            .await
            .unwrap();
        let moved = tx.group(Chat::first(-300)).await.unwrap().unwrap();
        assert_eq!(moved.id, kept);
        let waiting = tx.progress(Batch::Notice(NoticeId::new(1))).await.unwrap();
        assert_eq!(waiting.waiting, 2);
        tx.rollback().await.unwrap();
    }
}
