import type { FieldRows } from '../../../../domain/automation/ticket-fields.ts';
import { wordsOfFields } from './tickets.ts';
import type { Words, WordsOf } from './words.ts';

export const EVENTS: WordsOf = {
  Event: {
    '': 'An event. `type` and `version` decide what `data` holds; asyncapi.yaml describes each.',
    id: 'Unique for the tenant and topic. A repeated id has no second effect, however late it comes.',
    type: 'What happened or should happen, such as `ticket.set`.',
    version: 'The version of the data, such as 1.',
    occurredAt: 'When it happened, ISO 8601 in UTC.',
    data: 'The data of the event.',
  },
  Events: { '': 'One event, or a list of up to 100.' },
  EventsAccepted: {
    '': 'The result for each event.',
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
    topic: 'The topic of the event.',
    eventId: 'Id of the event; null where the record has none that can be read.',
    reason: 'Why it could not be applied.',
    at: 'When its record was written to the topic, ISO 8601 in UTC.',
  },
  DeadLetterPage: { '': 'A page of dead letters.' },
};

/** Descriptions of the members of `data`. Those of ticket fields come from the rows of the fields. */
export const wordsOfEventData = (rows: FieldRows): Words => ({
  ...below('data', wordsOfFields(rows, true)),
  ...below('data', {
    ticketId: 'Id of the ticket.',
    customFields: 'Custom fields that change, by name; null removes one. The others stay.',
    sentiment: 'How the customer feels, or null.',
    language: 'The language of the customer, as a BCP 47 tag such as `de`, or null.',
    target: 'The recipient of the escalation: a team, a mail address or a web address.',
    'target.teamId': 'Id of a team.',
    'target.email': 'A mail address.',
    'target.url': 'A public web address.',
    dueAt: 'The time by which an answer is due, or null.',
    escalationId: 'Id of the escalation: the id of the event that raised it, or the id that the API returned.',
    by: 'Who answers, or null.',
    'by.name': 'The name.',
    'by.email': 'The mail address, or null.',
    queueId: 'Id of the queue.',
    add: 'Tags to add.',
    remove: 'Tags to remove.',
    originId: 'Id of the origin.',
    author: 'The customer who wrote it.',
    'author.id': 'Id of the customer on this origin. It decides the thread.',
    'author.name': 'The name to show, or null.',
    'author.handle': 'The address, number or user name, or null.',
    text: 'The text. A message needs a text, HTML, a file or stars.',
    html: 'The same as HTML, or null.',
    attachments: 'Files, by their links.',
    'attachments.url': 'Where the file is, http or https.',
    'attachments.name': 'Its name.',
    'attachments.type': 'Its MIME type.',
    'attachments.size': 'Its size in bytes.',
    model: 'The model that wrote it.',
    confidence: 'How sure it is, 0 to 1.',
    cause: 'The reason that it gives, or null.',
    createdAt: 'When it was written, ISO 8601 in UTC; the default is the time of the event.',
    starRating: 'Stars of a review, 1 to 5, or null.',
    inReplyTo: 'Id of the message that it answers, as its event named it, or null.',
    state: 'The delivery state of the reply.',
    error: 'Why it failed: a text, or a code and a message.',
    'error.code': 'The code of the system that delivers.',
    'error.message': 'The error as a sentence.',
  }),
  'data.id': 'Id of the message on its origin. Events with the same id are about the same message, whoever sends them.',
});

const below = (path: string, words: Words): Words => Object.fromEntries(Object.entries(words).map(([name, says]) => [`${path}.${name}`, says]));
