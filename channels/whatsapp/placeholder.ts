import { cut } from '../../domain/text/well-formed.ts';
import { digits, type Json, lines, list, record, rowOf, text } from '../json.ts';

/** Readable names for kinds with unclear names. Any other name is shown unchanged. */
const WORDS: Readonly<Record<string, string>> = {
  poll_creation: 'poll',
  poll_update: 'vote in a poll',
  pin: 'pinned a message',
  keep_in_chat: 'kept a message in the chat',
  group_invite: 'invitation to a group',
  hsm: 'template message',
  media_placeholder: 'media',
  request_welcome: 'opened the chat for the first time',
};
/** Kinds whose names contain no information. */
const NAMELESS: ReadonlySet<string> = new Set(['', 'unknown', 'unsupported', 'errors']);
const SOME_KIND = 'A message of a kind that WhatsApp does not pass on';

/** Members with text for people, in reading order. Any other member may be an id, a key or a token. */
const TELLING = ['title', 'name', 'question', 'header', 'body', 'text', 'caption', 'description', 'response', 'reason', 'status', 'event', 'options', 'votes'];
const MOST_LINES = 20;
const LONGEST_LINE = 1000;
const DEEPEST = 4;

/**
 * The placeholder for a message of an unknown kind: a customer wrote, so agents must see it. `[poll]`, and below it the text of
 * the element. `type: "unsupported"` gives the kind in `unsupported.type` and the reason in `errors[]`:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/unsupported (of 2026-03-20)
 */
export const placeholderOf = (type: string, part: unknown, message: Json): string => {
  const kind = NAMELESS.has(type) ? (text(record(part)?.['type']) ?? type) : type;
  const reason = reasonOf(message);
  if (NAMELESS.has(kind)) return `[${reason ?? SOME_KIND}]`;
  const said = reason === undefined ? tellingOf(part) : [reason];
  return lines([`[${nameOf(kind)}]`, ...said.slice(0, 1)].join(' '), ...said.slice(1, MOST_LINES)) ?? '';
};

/** A kind's name as text. Letters and digits only, because the name is untrusted and becomes part of Parley's text. */
const nameOf = (kind: string): string => {
  const words = rowOf(WORDS, kind) ?? kind.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return words === '' ? SOME_KIND : cut(words, 60);
};

const reasonOf = (message: Json): string | undefined => {
  const error = record(list(message['errors'])?.[0]);
  const reason = text(record(error?.['error_data'])?.['details']) ?? text(error?.['message']) ?? text(error?.['title']);
  return reason === undefined ? undefined : cut(reason, LONGEST_LINE);
};

const tellingOf = (value: unknown, depth = 0): readonly string[] => {
  const said = text(value)?.trim() ?? digits(value);
  if (said !== undefined) return said === '' ? [] : [cut(said, LONGEST_LINE)];
  if (depth >= DEEPEST) return [];
  const items = list(value);
  if (items) return items.slice(0, MOST_LINES).flatMap((item) => tellingOf(item, depth + 1).map((line) => (depth > 0 ? `- ${line}` : line)));
  const holder = record(value);
  return holder === undefined ? [] : TELLING.flatMap((name) => (Object.hasOwn(holder, name) ? tellingOf(holder[name], depth + 1) : []));
};
