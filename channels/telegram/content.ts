import type { Content } from '../../domain/support/inbound/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';
import { UnreadableElement } from '../elements.ts';
import { digits, id, type Json, lines, list, record, records, text } from '../json.ts';
import { captionOf, file, photo, sticker, withLinks } from './files.ts';
import { ENVELOPE, SERVICE } from './members.ts';
import { richText } from './rich-text.ts';

export type Read = { readonly content: Partial<Content>; readonly unknown?: string } | { readonly ignored: string };
type Reader = (part: unknown, message: Json) => Partial<Content> | undefined;

const words = (given: string | undefined): Partial<Content> | undefined => (given === undefined ? undefined : { text: given });
/** A kind without a text other than its caption. */
const named =
  (name: string): Reader =>
  (_, message) =>
    words(lines(`[${name}]`, captionOf(message)));

/**
 * The content of a message. Its kind is the name of its member. The first one in this list counts, because messages also contain older members for
 * clients that do not know them (`document` beside `animation`, `location` beside `venue`, `photo` beside `live_photo`).
 * https://core.telegram.org/bots/api#message (Bot API 10.1, read 2026-11-29)
 */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', (said, message) => words(withLinks(text(said), message['entities']))],
  ['rich_message', (part) => words(richText(record(part)?.['blocks']))],
  ['animation', file('video/mp4')],
  ['audio', file('audio/mpeg')],
  ['document', file('application/octet-stream')],
  ['photo', photo],
  ['sticker', sticker],
  ['video', file('video/mp4')],
  ['video_note', file('video/mp4')],
  ['voice', file('audio/ogg')],
  ['paid_media', named('paid media')],
  ['venue', (part) => locationText(record(part), record(record(part)?.['location']))],
  ['location', (part) => locationText(undefined, record(part))],
  ['contact', (part) => words(contact(record(part)))],
  ['poll', (part) => words(poll(record(part)))],
  ['checklist', (part) => words(checklist(record(part)))],
  ['dice', (part) => words(dice(record(part)))],
  ['game', (part) => words(lines(text(record(part)?.['title']), text(record(part)?.['description'])))],
  ['web_app_data', (part) => words(text(record(part)?.['data']))],
  ['invoice', (part) => words(lines(`[invoice] ${text(record(part)?.['title']) ?? ''}`.trim(), text(record(part)?.['description'])))],
  ['users_shared', (part) => words(lines('[shared people]', ...records(record(part)?.['users']).map(contact)))],
  ['chat_shared', (part) => words(`[shared chat] ${text(record(part)?.['title']) ?? id(record(part)?.['chat_id']) ?? ''}`.trim())],
  ['story', named('story')],
  ['giveaway', named('giveaway')],
  ['giveaway_winners', named('winners of a giveaway')],
  ['gift', named('gift')],
  ['unique_gift', named('gift')],
  ['passport_data', named('Telegram Passport')],
]);

/** @throws UnreadableElement for a message without content, and for one of a known kind without what it should carry */
export const readContent = (message: Json): Read => {
  for (const [kind, reader] of READERS) {
    if (message[kind] === undefined) continue;
    const content = reader(message[kind], message);
    if (!content) throw new UnreadableElement(`a message of kind ${kind} without its content`);
    return { content };
  }
  const service = Object.keys(message).find((member) => SERVICE.has(member));
  if (service !== undefined) return { ignored: service };
  const kind = Object.keys(message).find((member) => !ENVELOPE.has(member));
  if (kind === undefined) throw new UnreadableElement('a message without content');
  // Letters and digits only, because the name is untrusted and becomes part of Parley's text.
  const plain = cut(kind.replace(/[^\p{L}\p{N}]+/gu, ' ').trim(), 60);
  return { content: { text: lines(`[${plain === '' ? 'message' : plain}]`, captionOf(message)) ?? '' }, unknown: `message kind ${cut(kind, 40)} is unknown` };
};

const locationText = (venue: Json | undefined, location: Json | undefined): Partial<Content> | undefined => {
  const [latitude, longitude] = [digits(location?.['latitude']), digits(location?.['longitude'])];
  if (latitude === undefined || longitude === undefined) return undefined;
  return words(lines(text(venue?.['title']), text(venue?.['address']), `${latitude}, ${longitude}`));
};

const contact = (card: Json | undefined): string | undefined => {
  const called = [card?.['first_name'], card?.['last_name']].flatMap((each) => text(each) ?? []).join(' ');
  const handle = text(card?.['username']);
  return text([text(called), text(card?.['phone_number']), handle && `@${handle}`].filter((each) => each !== undefined).join(', '));
};

const MOST = 20;
const items = (given: unknown): readonly (string | undefined)[] =>
  (list(given) ?? []).slice(0, MOST).map((each) => {
    const said = text(record(each)?.['text']);
    return said && `- ${said}`;
  });

const poll = (part: Json | undefined): string | undefined => {
  const question = text(part?.['question']);
  return question && lines(`[poll] ${question}`, ...items(part?.['options']));
};

const checklist = (part: Json | undefined): string | undefined => {
  const title = text(part?.['title']);
  return title && lines(`[checklist] ${title}`, ...items(part?.['tasks']));
};

const dice = (part: Json | undefined): string | undefined => {
  const [emoji, value] = [text(part?.['emoji']), digits(part?.['value'])];
  return emoji === undefined || value === undefined ? undefined : `${emoji} ${value}`;
};
