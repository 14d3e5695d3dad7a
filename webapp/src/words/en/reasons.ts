import type { Message } from '..'

// Reasons of Today, of starters and of what the editor notices, by the server's codes (src/relationship/reason.cpp).
export const reasons = {
  today_unanswered: {
    one: '{name} has waited a day for your answer.',
    other: '{name} has waited {days} days for your answer.',
  },
  today_unanswered_today: '{name} wrote to you and waits for an answer.',
  today_quiet: {
    one: 'You and {name} usually speak every day; it has been {days} days.',
    other: 'You and {name} usually speak every {usual} days; it has been {days}.',
  },
  today_newcomer: {
    one: '{name} joined yesterday and nobody has greeted them.',
    other: '{name} joined {days} days ago and nobody has greeted them.',
  },
  today_newcomer_today: '{name} joined today and nobody has greeted them.',
  today_question: '{name} asked a question about {topic}, which you write about.',
  today_share: '{name} posted something about {topic} that few have shared.',
  today_share_plain: '{name} posted something that few have shared.',
  today_date: '{what} of {name}, which you noted, is today.',
  today_date_soon: {
    one: '{what} of {name}, which you noted, is tomorrow.',
    other: '{what} of {name}, which you noted, is in {days} days.',
  },
  today_introduction: '{name} and {second} share {topic} and don’t know each other.',
  starter_question: 'Answer their question: “{question}”',
  starter_tag: 'Ask how they came to #{tag}',
  starter_shared_tag: 'You both write about #{tag}: ask what they are working on',
  starter_hello: 'Ask what brought them here',
  starter_again: 'Ask how they are',
  starter_date: 'Say that you think of them',
  starter_introduction: 'Tell both what they share: {topic}',
  nudge_pitch_to_strangers: {
    one: 'This promotes something of yours to somebody you have never spoken with: {names}.',
    other: 'This promotes something of yours to {count} people you have never spoken with: {names}.',
  },
  nudge_ask_to_strangers: {
    one: 'This asks somebody you have never spoken with {what}: {names}.',
    other: 'This asks {count} people you have never spoken with {what}: {names}.',
  },
  nudge_many_strangers: 'This mentions {count} people you have never spoken with: {names}.',
  nudge_template: 'You sent nearly the same words to several other people.',
  nudge_budget:
    'More than 1 in 5 of your recent posts were pitches. This one reaches only those who asked for your offers.',
  suggest_hello: 'Say hello to {name} first, or ask about something they wrote.',
  suggest_introduction: 'Ask {friend} to introduce you to {name}.',
  suggest_offers: 'Post it as an offer, with the hashtag #offer: those who are interested will see it.',
  suggest_own_words: 'Write to each of them in words of their own.',
  suggest_fewer: 'Mention only those it concerns.',
  budget_within: {
    one: '{pitches} of your last {posts} posts was a pitch.',
    other: '{pitches} of your last {posts} posts were pitches.',
  },
  budget_spent: '{pitches} of your last {posts} posts were pitches, more than 1 in 5.',
  ask_share: 'to share',
  ask_follow: 'to follow',
  ask_like: 'to like',
  ask_subscribe: 'to subscribe',
  ask_vote: 'to vote',
  ask_endorse: 'to endorse',
  ask_sign_up: 'to sign up',
  ask_buy: 'to buy',
  ask_donate: 'to donate',
  ask_attend: 'to attend',
  ask_promote_me: 'to promote you',
  ask_introduce: 'to introduce you',
} as const satisfies Record<string, Message>
