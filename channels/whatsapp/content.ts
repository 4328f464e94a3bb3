import type { Content } from '../../domain/support/inbound/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';
import { attachmentOf, UnreadableElement } from '../elements.ts';
import { digits, id, type Json, lines, link, record, records, rowOf, text } from '../json.ts';
import { placeholderOf } from './placeholder.ts';

type Some = Partial<Content> & Pick<Content, 'surface'>;

/**
 * The content of a message, by its `type`. Each type has a page below
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/ (text, image, audio, video,
 * document, sticker, interactive, button, location, contacts, order, unsupported; of 2026-03 to 2026-06). A kind without a reader becomes a
 * placeholder.
 * @throws UnreadableElement for a message without a type, and for one of a known type without what it should carry
 */
export const readContent = (message: Json): { readonly content: Some; readonly unknown?: string } => {
  const type = text(message['type']) ?? '';
  const part = record(message[type]);
  if (type === '') throw new UnreadableElement('a message without a type');
  const content = rowOf(READERS, type)?.(part ?? {}, message);
  if (content) return { content: { surface: 'dm', ...content } };
  const kind = unknownKind(type, part);
  if (kind === undefined) throw new UnreadableElement(`a message of type ${type} without its content`);
  const [name, said] = kind === type ? [type, message[type]] : [kind, part?.[kind]];
  return { content: { surface: 'dm', text: placeholderOf(name, said, message) }, unknown: `message type ${cut(name, 40)} is unknown` };
};

/** A type without a reader, or a kind of answer without one (such as a permission to call). Undefined for types with a reader. */
const unknownKind = (type: string, part: Json | undefined): string | undefined => {
  if (!Object.hasOwn(READERS, type)) return type;
  const kind = type === 'interactive' ? text(part?.['type']) : undefined;
  return kind === undefined || ANSWERS.has(kind) ? undefined : kind;
};

type Reader = (part: Json, message: Json) => Partial<Content> | undefined;

const words = (given: string | undefined): Partial<Content> | undefined => (given === undefined ? undefined : { text: given });

/** Media have an id, which is fetched with the access token. Since 2025, they also have a link that expires soon. */
const media: Reader = (part) => {
  const mediaId = id(part['id']);
  const url = link(part['url']);
  if (mediaId === undefined && url === undefined) return undefined;
  const type = text(part['mime_type']) ?? 'application/octet-stream';
  return {
    text: text(part['caption']) ?? null,
    attachments: [attachmentOf({ name: text(part['filename']) ?? null, type, mediaId: mediaId ?? null, url: url ?? null })],
  };
};

const choice = (reply: Json | undefined): string | undefined => lines(text(reply?.['title']), text(reply?.['description']));

const READERS: Readonly<Record<string, Reader>> = {
  text: (part) => words(text(part['body'])),
  image: media,
  audio: media,
  video: media,
  document: media,
  sticker: media,
  button: (part) => words(text(part['text']) ?? text(part['payload'])),
  interactive: (part) => {
    const flow = record(part['nfm_reply']);
    return words(choice(record(part['list_reply'])) ?? choice(record(part['button_reply'])) ?? lines(text(flow?.['body']), text(flow?.['response_json'])));
  },
  location: (part) => {
    const [latitude, longitude] = [digits(part['latitude']), digits(part['longitude'])];
    if (latitude === undefined || longitude === undefined) return undefined;
    return { text: lines(text(part['name']), text(part['address']), `${latitude}, ${longitude}`) ?? null, permalink: link(part['url']) ?? null };
  },
  contacts: (_, message) => {
    const cards = records(message['contacts']);
    return words(lines(...cards.map(card)));
  },
  order: (part) => {
    const items = records(part['product_items']);
    return words(lines(text(part['text']), ...items.map(orderLine)));
  },
};

/** Answers that have readers of their own: without their content they are kept raw. */
const ANSWERS: ReadonlySet<string> = new Set(['list_reply', 'button_reply', 'nfm_reply']);

const card = (given: Json): string | undefined => {
  const name = record(given['name']);
  const called = text(name?.['formatted_name']) ?? text(name?.['first_name']);
  const of = (member: string, field: string): string[] => records(given[member]).flatMap((each) => text(each[field]) ?? []);
  return text([called, ...of('phones', 'phone'), ...of('emails', 'email'), ...of('urls', 'url')].filter((each) => each !== undefined).join(', '));
};

const orderLine = (item: Json): string | undefined => {
  const what = id(item['product_retailer_id']);
  if (what === undefined) return undefined;
  const price = amount(item['item_price']);
  return `${amount(item['quantity']) ?? 1} × ${what}${price === undefined ? '' : ` (${price} ${text(item['currency']) ?? ''})`.replace(' )', ')')}`;
};

/** A number, or a text with a number. Its digits stay unchanged. */
const amount = (value: unknown): string | undefined => digits(value) ?? (/^[\d.,]+$/.test(text(value) ?? '') ? text(value) : undefined);
