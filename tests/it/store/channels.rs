//! Two bots on one database: the same numbers of both live side by side.

use aula::domain::{Account, Channel, Chat, Lang, PersonId, PrecinctCode, UpdateId};
use aula::store::{Lane, Outgoing, Sent, WantedTurn};

use super::{minute, outgoing};
use crate::postgres::engines;

const BOTH: [Channel; 2] = [Channel::FIRST, Channel::new(2)];

fn person(channel: Channel) -> PersonId {
    PersonId::new(i64::from(channel.get()))
}

fn said(channel: Channel) -> Outgoing {
    let chat = Chat::new(channel, 7);
    Outgoing {
        chat,
        ..outgoing(&format!("u:{}/0", UpdateId::new(channel, 5)), 0, 0)
    }
}

#[tokio::test]
async fn the_same_numbers_of_two_channels_live_side_by_side() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        for channel in BOTH {
            let (chat, account) = (Chat::new(channel, 7), Account::new(channel, 7));
            let update = UpdateId::new(channel, 5);
            let wanted = [4, 5].map(|id| WantedTurn {
                update: UpdateId::new(channel, id),
                seat: Some((Chat::new(channel, id), Account::new(channel, id))),
            });
            let opened = tx.open_turns(&wanted, minute(0)).await.unwrap();
            assert!(opened.iter().all(Option::is_some), "{}", engine.name);
            assert!(!tx.mark_seen(update, minute(0)).await.unwrap());
            assert_eq!(tx.count_trouble(update, minute(0)).await.unwrap(), 1);
            let mut kept = tx.conversation(chat, account, minute(0)).await.unwrap();
            assert_eq!(kept.flow, "", "{}", engine.name);
            kept.flow = format!("{channel:?}");
            let all = [(chat, account, kept.clone()), (chat, account, kept)];
            tx.save_conversations(&all).await.unwrap();
            let id = person(channel);
            tx.add_person(id, account, chat, minute(0)).await.unwrap();
            let file = format!("file {}", channel.get());
            tx.add_upload(channel, "h", &file, minute(0)).await.unwrap();
            let hold = jiff::SignedDuration::from_mins(1);
            let push = tx.push(chat, "case:1", minute(0), hold).await.unwrap();
            assert!(push.anew, "{}", engine.name);
            let sent = Sent {
                key: String::new(),
                chat,
                batch: false,
                message: i64::from(channel.get()),
                slot: Some("case:1".to_owned()),
            };
            tx.mark_sent(&[sent], minute(0)).await.unwrap();
            tx.enqueue(&[said(channel)], minute(0), None).await.unwrap();
        }
        for channel in BOTH {
            let (chat, account) = (Chat::new(channel, 7), Account::new(channel, 7));
            let flow = tx.flow_of(chat, account).await.unwrap();
            assert_eq!(flow, Some(format!("{channel:?}")), "{}", engine.name);
            let there = tx.person(account).await.unwrap().unwrap();
            assert_eq!((there.id, there.chat), (person(channel), chat));
            let known = tx.account(there.id).await.unwrap();
            assert_eq!(known, Some(account), "{}", engine.name);
            let message = tx.slot(chat, "case:1").await.unwrap();
            assert_eq!(message, Some(i64::from(channel.get())), "{}", engine.name);
            let file = tx.upload(channel, "h").await.unwrap();
            assert_eq!(file, Some(format!("file {}", channel.get())));
            let first = Chat::new(channel, i64::MIN);
            assert_eq!(tx.waiting_chats(first, 9).await.unwrap(), [chat]);
            let letters = tx.lease(Lane::Answer, channel, minute(1), minute(2), 9);
            let keys: Vec<String> = letters
                .await
                .unwrap()
                .into_iter()
                .map(|it| it.key)
                .collect();
            assert_eq!(keys, [said(channel).key], "{}", engine.name);
        }
    }
}

#[tokio::test]
async fn what_happens_to_a_chat_happens_in_its_channel_alone() {
    for engine in engines().await {
        let mut tx = engine.begin().await;
        let [here, there] = BOTH.map(|channel| Chat::new(channel, 7));
        for chat in [here, there] {
            let (id, account) = (person(chat.channel), Account::new(chat.channel, 7));
            tx.add_person(id, account, chat, minute(0)).await.unwrap();
            tx.conversation(chat, account, minute(0)).await.unwrap();
            tx.subscribe(id, &PrecinctCode::new("P-01"), true, minute(0))
                .await
                .unwrap();
            tx.enqueue(&[said(chat.channel)], minute(0), None)
                .await
                .unwrap();
        }
        let precinct = PrecinctCode::new("P-01");
        let said = tx.broadcast("n:1", 0, &precinct, Lang::Kk, "body", minute(0), None);
        assert_eq!(said.await.unwrap(), 2, "{}", engine.name);
        tx.set_blocked(here, Some(minute(1))).await.unwrap();
        assert_eq!(tx.reached_in(here).await.unwrap(), None);
        let reached = tx.reached_in(there).await.unwrap();
        assert_eq!(reached, Some(person(there.channel)), "{}", engine.name);
        tx.move_chat(here, Chat { id: 8, ..here }).await.unwrap();
        let other = tx.person(Account::new(there.channel, 7)).await.unwrap();
        assert_eq!(other.unwrap().chat, there, "{}", engine.name);
        let gone = Chat { id: 8, ..here };
        tx.forget_person(person(here.channel), gone).await.unwrap();
        let first = Chat::new(there.channel, i64::MIN);
        assert_eq!(tx.waiting_chats(first, 9).await.unwrap(), [there]);
        let notices = tx.lease(Lane::Notice, there.channel, minute(1), minute(2), 9);
        let keys: Vec<String> = notices
            .await
            .unwrap()
            .into_iter()
            .map(|it| it.key)
            .collect();
        assert_eq!(keys, ["n:1/0/7@2"], "{}", engine.name);
        let flow = tx.flow_of(there, Account::new(there.channel, 7)).await;
        assert_eq!(flow.unwrap(), Some(String::new()), "{}", engine.name);
    }
}
