import type { Words } from './words.ts';

const PERSON = (place: string): Words => ({
  [`${place}.id`]: "The provider's id of the person on this origin.",
  [`${place}.name`]: 'The name that the provider gives, or null.',
  [`${place}.handle`]: 'The handle, number or address, or null.',
});

const CONTENT: Words = {
  'event.content': 'The content, on `created` and `edited`; null otherwise, and where `contentRef` names it.',
  'event.content.text': 'The text, or null.',
  'event.content.html': 'The text as HTML, or null.',
  'event.content.subject': 'The subject of a mail or review, or null.',
  'event.content.to': 'Addresses that a mail went to.',
  'event.content.cc': 'Addresses that got a copy.',
  'event.content.attachments': 'Files of the message.',
  'event.content.attachments.name': 'The name of the file, or null.',
  'event.content.attachments.type': 'The MIME type, `application/octet-stream` when unknown.',
  'event.content.attachments.size': 'Bytes, or null when the provider does not say.',
  'event.content.attachments.url': "The provider's link, which may expire, or null.",
  'event.content.attachments.mediaId': "The provider's id of the file, or null.",
  'event.content.attachments.objectKey': 'The key of the file in the object store, or null.',
  'event.content.surface': 'Where it was written.',
  'event.content.inReplyTo': "The provider's id of the message that it answers, or null.",
  'event.content.references': 'Further ids to try for `inReplyTo`, the nearest first.',
  'event.content.permalink': 'A link to the message at the provider, or null.',
  'event.content.starRating': 'Stars from 1 to 5 of a review or rating, or null.',
};

/** The record of the topic `messages`. */
export const INBOUND_EVENT: Words = {
  '': 'One element of what a provider sent.',
  schema: 'The version of this schema.',
  originId: 'Id of the origin.',
  channel: 'The channel of the origin.',
  correlationId: 'The same in every log line and record about this element.',
  receivedAt: 'When Parley got it, ISO 8601 in UTC.',
  identity: "The provider's id, or the hash of the raw bytes with the element's place: the same element twice has one effect.",
  late: 'True on a replay: the message is added at the end, with its original time.',
  event: 'What happened.',
  'event.verb': 'What happened to the message.',
  'event.providerId': "The provider's id of the message, or null when it has none.",
  'event.version':
    'Distinguishes several events about one message: the time or version of an edit, the name of a status, the author of a reaction. Empty otherwise.',
  'event.threadKey': 'What decides the thread within the origin: the author or the group chat; null when the provider does not say.',
  'event.author':
    'Who did it; null for statuses, and for what happened beside the conversation (a call), which becomes a note of the system on the active ticket.',
  ...PERSON('event.author'),
  'event.customer': 'The customer of the thread, when the author is somebody else or nobody, or null.',
  ...PERSON('event.customer'),
  'event.fromCustomer': 'False: the business wrote it elsewhere; it becomes a `reply`.',
  'event.opensTicket': 'False: it never opens a ticket and never changes a status.',
  'event.automatic': 'True: a machine wrote it; nothing answers it automatically.',
  ...CONTENT,
  'event.status': 'The delivery status of a reply, or null.',
  'event.upTo': 'True: the status is that of every reply in the thread that was sent until `occurredAt`.',
  'event.status.state': 'The delivery state of the reply.',
  'event.status.error': 'Why it failed, or null.',
  'event.status.error.code': "The provider's code.",
  'event.status.error.message': 'A sentence for the agent.',
  'event.reaction': 'A reaction to the message, or null.',
  'event.reaction.emoji': 'The emoji; null removes the reaction.',
  'event.occurredAt': "The provider's time, ISO 8601 in UTC; the time of receipt when it gives none.",
  contentRef: 'The key of the content in the object store when it is too large for a record, or null.',
  causation: 'The causation that the call carried in `X-Parley-Causation`.',
};
