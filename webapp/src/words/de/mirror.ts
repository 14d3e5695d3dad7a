import type { mirror as english } from '../en/mirror'
import type { Translation } from '..'

export const mirror: Translation<typeof english> = {
  outcomes: 'Gutes',
  outcomesHint: 'Was aus Bekanntschaften wurde',
  outcomesTitle: 'Gutes',
  outcomesIntro:
    'Ein Auftrag, eine Stelle, eine Antwort, ein Freund: Notier, was daraus wurde, dass du jemanden kennst. Kith merkt sich, wie diese Verbindung begann. Nur du siehst es.',
  outcomesEmpty: 'Noch nichts notiert',
  outcomesEmptyMore:
    'Wenn aus einem Gespräch etwas Gutes wird, notier es hier. Eines Tages zeigt es, was sich gelohnt hat.',
  outcomesNone: 'Ist etwas Gutes daraus geworden, dass du {name} kennst? Notier es, und du siehst, woher Gutes kommt.',
  outcomeNew: 'Etwas Gutes notieren',
  outcomeOf: 'Etwas Gutes, weil du {name} kennst',
  outcomeWho: 'Wem du es verdankst',
  outcomeSomebodyElse: 'Jemand anders',
  outcomeWhat: 'Was daraus wurde',
  outcomeHint: 'Ein Rezept, das gelang. Ein Raum für den Chor. Eine neue Stelle.',
  outcomeKind: 'Es ist',
  outcomeWhen: 'Wann',
  outcomeSave: 'Notieren',
  outcomeNoted: 'Notiert.',
  outcomeForget: 'Diese Notiz löschen',
  outcome_client: 'ein Auftrag',
  outcome_job: 'eine Stelle',
  outcome_answer: 'eine Antwort',
  outcome_friend: 'ein Freund, eine Freundin',
  outcome_other: 'etwas anderes',
  originsYear: 'Woher das Gute in diesem Jahr kam',
  originsCount: { one: '{count}-mal Gutes', other: '{count}-mal Gutes' },
}
