//! A client for the chats and channels of the user.
//!
//! `GRAPH_TOKEN=… cargo run --example chat_client --features client,v1-chats,v1-communications,v1-teams,v1-users -- chats`
//!
//! Others are `read CHAT`, `send CHAT TEXT`, `edit CHAT MESSAGE TEXT`, `take-back USER CHAT MESSAGE`,
//! `react CHAT MESSAGE REACTION`, `add CHAT ADDRESS`, `presence USER…`, `reply TEAM CHANNEL MESSAGE TEXT` and
//! `news TEAM CHANNEL FILE`, which keeps in the file how far it has read.

use msgraph::Error;
use msgraph::client::{Client, StaticToken};
use msgraph::v1::chats::{self, members, messages, messages::SetReactionBody};
use msgraph::v1::communications::{self, GetPresencesByUserIdBody};
use msgraph::v1::models::{AadUserConversationMember, Chat, ChatMessage, ItemBody, Presence};
use msgraph::v1::teams::channels::messages::{delta, replies};
use msgraph::v1::users::chats::messages as messages_of_user;
use std::fs;

struct Chats {
    client: Client,
    /// Where the service is; members are named by their addresses there.
    host: String,
}

impl Chats {
    /// All of them, each with its last message.
    async fn list(&self, mut show: impl FnMut(&Chat, Option<ItemBody>)) -> Result<(), Error> {
        let mut chats = self.client.items(chats::list().expand(["lastMessagePreview"]).top(50));
        while let Some(chat) = chats.try_next().await? {
            show(&chat, chat.last_message_preview()?.and_then(|message| message.body).map(|body| *body));
        }
        Ok(())
    }

    /// The messages of a chat, page after page, the newest first.
    async fn read(&self, chat: &str, mut show: impl FnMut(ChatMessage)) -> Result<(), Error> {
        let mut pages = self.client.pages(messages::list(chat).top(50));
        while let Some(page) = pages.try_next().await? {
            page.value.into_iter().flatten().for_each(&mut show);
        }
        Ok(())
    }

    /// What is new in a channel since the link of the last time, and the link of this time.
    async fn news(&self, team: &str, channel: &str, last: Option<&str>) -> Result<(Vec<ChatMessage>, String), Error> {
        let all = || self.client.delta(delta(team, channel));
        let round = last.map_or_else(all, |link| self.client.delta_since(link)).collect().await?;
        Ok((round.items, round.link))
    }

    async fn send(&self, chat: &str, text: &str) -> Result<ChatMessage, Error> {
        self.client.send(messages::create(chat, &says(text))).await
    }

    async fn reply(&self, team: &str, channel: &str, message: &str, text: &str) -> Result<ChatMessage, Error> {
        self.client.send(replies::create(team, channel, message, &says(text))).await
    }

    async fn edit(&self, chat: &str, message: &str, text: &str) -> Result<(), Error> {
        self.client.send(messages::update(chat, message, &says(text))).await
    }

    async fn take_back(&self, user: &str, chat: &str, message: &str) -> Result<(), Error> {
        self.client.send(messages_of_user::soft_delete(user, chat, message)).await
    }

    async fn react(&self, chat: &str, message: &str, reaction: &str) -> Result<(), Error> {
        let body = SetReactionBody { reaction_type: Some(reaction.to_owned()), ..Default::default() };
        self.client.send(messages::set_reaction(chat, message, &body)).await
    }

    /// Lets somebody in who is known by the address of a mailbox.
    async fn add(&self, chat: &str, address: &str) -> Result<(), Error> {
        let mut member = AadUserConversationMember { roles: Some(vec!["owner".to_owned()]), ..Default::default() };
        member.extra.bind("user", format!("{}/v1.0/users('{}')", self.host, address.replace('\'', "''")));
        self.client.send(members::create(chat, &member)).await
    }

    async fn presences(&self, users: Vec<String>) -> Result<Vec<Presence>, Error> {
        let body = GetPresencesByUserIdBody { ids: Some(users), ..Default::default() };
        Ok(self.client.send(communications::get_presences_by_user_id(&body)).await?.value.unwrap_or_default())
    }
}

fn says(text: &str) -> ChatMessage {
    let body = ItemBody { content: Some(text.to_owned()), ..Default::default() };
    ChatMessage { body: Some(Box::new(body)), ..Default::default() }
}

fn shown(message: &ChatMessage) -> String {
    let text = message.body.as_ref().and_then(|body| body.content.as_deref()).unwrap_or("(taken back)");
    format!("{}\t{text}", message.id.as_deref().unwrap_or_default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(&host).build()?;
    let chats = Chats { client, host };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["chats"] => {
            let shown = |body: Option<ItemBody>| body.and_then(|body| body.content).unwrap_or_default();
            let topic = |chat: &Chat| chat.topic.clone().unwrap_or_default();
            chats.list(|chat, last| println!("{}\t{}", topic(chat), shown(last))).await?;
        }
        ["read", chat] => chats.read(chat, |message| println!("{}", shown(&message))).await?,
        ["news", team, channel, file] => {
            let last = fs::read_to_string(file).ok();
            let (messages, link) = chats.news(team, channel, last.as_deref()).await?;
            messages.iter().for_each(|message| println!("{}", shown(message)));
            fs::write(file, link)?;
        }
        ["send", chat, text] => println!("{}", shown(&chats.send(chat, text).await?)),
        ["reply", team, channel, message, text] => {
            println!("{}", shown(&chats.reply(team, channel, message, text).await?));
        }
        ["edit", chat, message, text] => chats.edit(chat, message, text).await?,
        ["take-back", user, chat, message] => chats.take_back(user, chat, message).await?,
        ["react", chat, message, reaction] => chats.react(chat, message, reaction).await?,
        ["add", chat, address] => chats.add(chat, address).await?,
        ["presence", users @ ..] => {
            for presence in chats.presences(users.iter().map(|user| (*user).to_owned()).collect()).await? {
                let availability = presence.availability.map(|value| value.to_string());
                println!("{}\t{}", presence.id.unwrap_or_default(), availability.unwrap_or_default());
            }
        }
        _ => return Err("chats, read, news, send, reply, edit, take-back, react, add or presence".into()),
    }
    Ok(())
}
