import type { Message } from '..'

// The mirror, and the good things that came of ties.
export const mirror = {
  outcomes: 'Good things',
  outcomesHint: 'What came of your ties',
  outcomesTitle: 'Good things',
  outcomesIntro:
    'A client, a job, an answer, a friend: note what came of knowing somebody. Kith keeps how that tie had begun. Only you see it.',
  outcomesEmpty: 'Nothing noted yet',
  outcomesEmptyMore:
    'When something good comes of talking with somebody, note it here. One day it shows what was worth it.',
  outcomesNone: 'Did something good come of knowing {name}? Note it, and you will see where good things come from.',
  outcomeNew: 'Note a good thing',
  outcomeOf: 'Something good came of knowing {name}',
  outcomeWho: 'Thanks to whom',
  outcomeSomebodyElse: 'Somebody else',
  outcomeWhat: 'What came of it',
  outcomeHint: 'A recipe that worked. A room for the choir. A new job.',
  outcomeKind: 'It is',
  outcomeWhen: 'When',
  outcomeSave: 'Note it',
  outcomeNoted: 'Noted.',
  outcomeForget: 'Delete this note',
  outcome_client: 'a client',
  outcome_job: 'a job',
  outcome_answer: 'an answer',
  outcome_friend: 'a friend',
  outcome_other: 'something else',
  originsYear: 'Where this year’s good things came from',
  originsCount: { one: '{count} good thing', other: '{count} good things' },
} as const satisfies Record<string, Message>
