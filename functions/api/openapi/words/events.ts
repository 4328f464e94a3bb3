import type { WordsOf } from './words.ts';

export const EVENTS: WordsOf = {
  Event: {
    '': 'An event. `type` and `version` decide what `data` holds; asyncapi.yaml describes each.',
    id: 'Unique for the tenant and topic. The same id again has no second effect, whenever it comes.',
    type: 'What happened or is to happen, such as `ticket.set`.',
    version: 'The version of the data, such as 1.',
    occurredAt: 'When it happened, ISO 8601 in UTC.',
    data: 'What the event says.',
  },
  Events: { '': 'One event, or a list of up to 100.' },
  EventsAccepted: {
    '': 'What became of each event.',
    items: 'One for each event, in their order.',
    'items.id': 'Id of the event.',
    'items.accepted': '`true`: the event is durable on its topic. `false`: nothing of it is kept.',
    'items.error': 'Why it was not accepted.',
    'items.error.code': 'The code of the problem.',
    'items.error.title': 'The code as a short sentence.',
    'items.error.detail': 'What is wrong with it.',
  },
  DeadLetter: {
    '': 'An event that could not be applied.',
    topic: 'The topic that it came by.',
    eventId: 'Id of the event; null where the record has none that can be read.',
    reason: 'Why it could not be applied.',
    at: 'When its record came onto the topic, ISO 8601 in UTC.',
  },
  DeadLetterPage: { '': 'A page of dead letters.' },
};
