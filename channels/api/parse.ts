import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import type { Attachment } from '../../domain/support/messages/content.ts';
import { attachmentOf, contentOf, elements, eventOf, UnreadableElement, unreadable } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, jsonBody, link, list, number, record, text } from '../json.ts';
import { timeOf } from '../times.ts';

/**
 * Our own format (DESIGN §5, docs/channels.md): `{messages: [{id, author: {id, name}, text, attachments?, createdAt?, starRating?}]}`.
 * A message needs an author and content. An invalid optional value (an unreadable time, a rating of 7) is left out: the sender gets a
 * 200 either way, so rejecting the whole message would lose it.
 * @throws UnreadableBody when the body is not JSON
 */
export const parseApi = ({ body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>): ParsedElement[] => {
  const parsed = jsonBody(body);
  const messages = list(record(parsed)?.['messages']);
  if (!messages) return [unreadable(null, parsed, body, 'no list of messages')];
  return messages.flatMap((piece) => elements(null, piece, body, () => [readMessage(record(piece) ?? {}, receivedAt)]));
};

const readMessage = (message: Json, receivedAt: number): ChannelEvent => {
  const given = record(message['author']);
  const authorId = id(given?.['id']);
  if (authorId === undefined) throw new UnreadableElement('a message without author.id');
  const words = message['text'];
  if (words !== undefined && words !== null && typeof words !== 'string') throw new UnreadableElement('a text that is not a string');
  const attachments = (list(message['attachments']) ?? []).flatMap(attachment);
  const starRating = stars(message['starRating']);
  if (text(words) === undefined && attachments.length === 0 && starRating === null) throw new UnreadableElement('a message without content');
  return eventOf({
    verb: 'created',
    providerId: id(message['id']) ?? null,
    threadKey: authorId,
    author: { id: authorId, name: text(given?.['name']) ?? null, handle: text(given?.['handle']) ?? null },
    content: contentOf({ surface: starRating === null ? 'dm' : 'review', text: text(words) ?? null, attachments, starRating }),
    occurredAt: timeOf(message['createdAt'], receivedAt),
  });
};

const attachment = (piece: unknown): Attachment[] => {
  const given = typeof piece === 'string' ? { url: piece } : (record(piece) ?? {});
  const url = link(given['url']);
  if (url === undefined) return [];
  const size = number(given['size']);
  return [
    attachmentOf({
      url,
      name: text(given['name']) ?? null,
      type: text(given['type']) ?? 'application/octet-stream',
      size: size !== undefined && Number.isSafeInteger(size) && size >= 0 ? size : null,
    }),
  ];
};

const stars = (value: unknown): number | null => {
  const given = number(value);
  return given !== undefined && Number.isInteger(given) && given >= 1 && given <= 5 ? given : null;
};
