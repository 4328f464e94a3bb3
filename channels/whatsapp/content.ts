import type { Content } from '../../domain/messages/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';
import { attachmentOf, UnreadableElement } from '../elements.ts';
import { id, type Json, lines, link, list, number, record, records, text } from '../json.ts';

type Some = Partial<Content> & Pick<Content, 'surface'>;

/**
 * What a message says, by its `type`: one page each below
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/ (text, image, audio, video,
 * document, sticker, interactive, button, location, contacts, order, unsupported; of 2026-03 to 2026-06).
 * @throws UnreadableElement for a type that is not documented, and for one without what it should carry
 */
export const readContent = (message: Json): Some => {
  const type = text(message['type']) ?? '';
  const part = record(message[type]);
  const read = READERS[type];
  if (!read) throw new UnreadableElement(`message type ${cut(type, 40)} is unknown`);
  const content = read(part ?? {}, message);
  if (!content) throw new UnreadableElement(`a message of type ${type} without its content`);
  return { surface: 'dm', ...content };
};

type Reader = (part: Json, message: Json) => Partial<Content> | undefined;

const words = (given: string | undefined): Partial<Content> | undefined => (given === undefined ? undefined : { text: given });

/** Media are named by an id, to be fetched with the access token, and since 2025 by a link that ends soon. */
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
    const [latitude, longitude] = [number(part['latitude']), number(part['longitude'])];
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
  unsupported: (_, message) => words(`[${reasonOf(message) ?? 'A message of a kind that WhatsApp does not pass on'}]`),
};

const card = (given: Json): string | undefined => {
  const name = record(given['name']);
  const called = text(name?.['formatted_name']) ?? text(name?.['first_name']);
  const of = (member: string, field: string): string[] => records(given[member]).flatMap((each) => text(each[field]) ?? []);
  return text([called, ...of('phones', 'phone'), ...of('emails', 'email'), ...of('urls', 'url')].filter((each) => each !== undefined).join(', '));
};

const orderLine = (item: Json): string | undefined => {
  const what = id(item['product_retailer_id']);
  if (what === undefined) return undefined;
  const price = number(item['item_price']);
  return `${number(item['quantity']) ?? 1} × ${what}${price === undefined ? '' : ` (${price} ${text(item['currency']) ?? ''})`.replace(' )', ')')}`;
};

const reasonOf = (message: Json): string | undefined => {
  const error = record(list(message['errors'])?.[0]);
  return text(record(error?.['error_data'])?.['details']) ?? text(error?.['message']) ?? text(error?.['title']);
};
