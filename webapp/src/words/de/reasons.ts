import type { reasons as english } from '../en/reasons'
import type { Translation } from '..'

export const reasons: Translation<typeof english> = {
  today_unanswered: {
    one: '{name} wartet seit einem Tag auf deine Antwort.',
    other: '{name} wartet seit {days} Tagen auf deine Antwort.',
  },
  today_unanswered_today: '{name} hat dir geschrieben und wartet auf eine Antwort.',
  today_quiet: {
    one: '{name} und du, ihr sprecht sonst jeden Tag; jetzt ist es {days} Tage her.',
    other: '{name} und du, ihr sprecht sonst alle {usual} Tage; jetzt ist es {days} her.',
  },
  today_newcomer: {
    one: '{name} ist seit gestern hier, und noch niemand hat gegrüßt.',
    other: '{name} ist seit {days} Tagen hier, und noch niemand hat gegrüßt.',
  },
  today_newcomer_today: '{name} ist seit heute hier, und noch niemand hat gegrüßt.',
  today_question: '{name} fragt etwas zu {topic}, worüber du schreibst.',
  today_share: '{name} hat etwas zu {topic} geschrieben, das noch kaum jemand geteilt hat.',
  today_share_plain: '{name} hat etwas geschrieben, das noch kaum jemand geteilt hat.',
  today_date: '{name}: {what}, von dir notiert, ist heute.',
  today_date_soon: {
    one: '{name}: {what}, von dir notiert, ist morgen.',
    other: '{name}: {what}, von dir notiert, ist in {days} Tagen.',
  },
  today_introduction: '{name} und {second} verbindet {topic}, und sie kennen einander nicht.',
  starter_question: 'Auf ihre Frage antworten: „{question}“',
  starter_tag: 'Fragen, wie es zu #{tag} kam',
  starter_shared_tag: 'Ihr schreibt beide über #{tag}: fragen, was gerade entsteht',
  starter_hello: 'Fragen, was sie hergeführt hat',
  starter_again: 'Fragen, wie es geht',
  starter_date: 'Sagen, dass du an sie denkst',
  starter_introduction: 'Beiden sagen, was sie verbindet: {topic}',
  nudge_pitch_to_strangers: {
    one: 'Das wirbt für etwas von dir bei jemandem, mit dem du noch nie gesprochen hast: {names}.',
    other: 'Das wirbt für etwas von dir bei {count} Menschen, mit denen du noch nie gesprochen hast: {names}.',
  },
  nudge_ask_to_strangers: {
    one: 'Das bittet jemanden, mit dem du noch nie gesprochen hast, {what}: {names}.',
    other: 'Das bittet {count} Menschen, mit denen du noch nie gesprochen hast, {what}: {names}.',
  },
  nudge_many_strangers: 'Das nennt {count} Menschen, mit denen du noch nie gesprochen hast: {names}.',
  nudge_template: 'Fast dieselben Worte hast du schon mehreren anderen geschickt.',
  nudge_budget:
    'Mehr als jeder fünfte deiner letzten Beiträge war Werbung. Dieser erreicht nur, wer deine Angebote sehen will.',
  suggest_hello: 'Grüße {name} zuerst, oder frag nach etwas, das dort geschrieben steht.',
  suggest_introduction: 'Bitte {friend}, dich {name} vorzustellen.',
  suggest_offers: 'Schreib es als Angebot, mit dem Hashtag #offer: Wer sich dafür interessiert, sieht es.',
  suggest_own_words: 'Schreib jedem mit eigenen Worten.',
  suggest_fewer: 'Nenne nur, wen es angeht.',
  budget_within: {
    one: '{pitches} deiner letzten {posts} Beiträge war Werbung.',
    other: '{pitches} deiner letzten {posts} Beiträge waren Werbung.',
  },
  budget_spent: '{pitches} deiner letzten {posts} Beiträge waren Werbung, mehr als jeder fünfte.',
  ask_share: 'zu teilen',
  ask_follow: 'zu folgen',
  ask_like: 'zu mögen',
  ask_subscribe: 'zu abonnieren',
  ask_vote: 'abzustimmen',
  ask_endorse: 'zu empfehlen',
  ask_sign_up: 'sich anzumelden',
  ask_buy: 'zu kaufen',
  ask_donate: 'zu spenden',
  ask_attend: 'zu kommen',
  ask_promote_me: 'für dich zu werben',
  ask_introduce: 'dich vorzustellen',
}
