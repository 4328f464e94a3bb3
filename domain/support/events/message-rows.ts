import * as z from 'zod/mini';
import { ATTACHMENTS, LINK, NAME, POSTED_HTML, POSTED_TEXT } from '../../limits.ts';
import { threadIdOf } from '../threads/thread-id.ts';
import { type EventRow, eventRow } from './event-row.ts';

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
/** An id of an origin, a message or a person; longer ones are replaced by their hash. */
const id = text(2_000);
const originId = text(100);
const stars = z.int().check(z.minimum(1), z.maximum(5));
const file = z.strictObject({
  url: text(LINK),
  name: z.optional(z.string().check(z.maxLength(NAME))),
  type: z.optional(z.string().check(z.maxLength(NAME))),
  size: z.optional(z.int().check(z.nonnegative())),
});

const created = z
  .strictObject({
    originId,
    id,
    author: z.strictObject({ id, name: z.optional(z.nullable(z.string())), handle: z.optional(z.nullable(z.string())) }),
    text: z.optional(z.nullable(z.string().check(z.maxLength(POSTED_TEXT)))),
    html: z.optional(z.nullable(z.string().check(z.maxLength(POSTED_HTML)))),
    attachments: z.optional(z.array(file).check(z.maxLength(ATTACHMENTS))),
    createdAt: z.optional(z.iso.datetime()),
    starRating: z.optional(z.nullable(stars)),
    inReplyTo: z.optional(z.nullable(id)),
  })
  .check(
    z.refine(({ text: said, html, attachments, starRating }) => !!said || !!html || !!attachments?.length || !!starRating, {
      message: 'has no content',
      path: ['text'],
    }),
  );
const edited = z.strictObject({ originId, id, text: z.string().check(z.maxLength(POSTED_TEXT)) });
const named = z.strictObject({ originId, id });
const status = z.strictObject({
  originId,
  id,
  state: z.enum(['sent', 'delivered', 'read', 'failed']),
  error: z.optional(z.nullable(z.union([z.string(), z.strictObject({ code: z.string(), message: z.string() })]))),
});

/** The data of the events of the topic `messages`, by type. */
export type MessageEvent =
  | { readonly type: 'message.created'; readonly data: z.infer<typeof created> }
  | { readonly type: 'message.edited'; readonly data: z.infer<typeof edited> }
  | { readonly type: 'message.removed' | 'message.hidden' | 'message.unhidden'; readonly data: z.infer<typeof named> }
  | { readonly type: 'message.status'; readonly data: z.infer<typeof status> };

/** The thread of these events is unknown, so the key only keeps the events of one message in order. */
const ofMessage = ({ originId: origin, id: message }: z.infer<typeof named>): string => `${origin}:${message}`;

/** Topic `messages`, as other systems put events on it; webhooks have their own format (`inbound/inbound-event.ts`). */
export const MESSAGES_ROWS: readonly EventRow[] = [
  eventRow({
    type: 'message.created',
    version: 1,
    data: created,
    says: 'A customer wrote. Like an element of the `api` channel, but on an origin of any channel.',
    keyOf: ({ originId: origin, author }) => threadIdOf(origin, author.id),
  }),
  eventRow({ type: 'message.edited', version: 1, data: edited, says: 'Its author changed the text of a message.', keyOf: ofMessage }),
  eventRow({ type: 'message.removed', version: 1, data: named, says: 'Its author removed a message: a tombstone stays.', keyOf: ofMessage }),
  eventRow({ type: 'message.hidden', version: 1, data: named, says: 'A message was hidden where it was written.', keyOf: ofMessage }),
  eventRow({ type: 'message.unhidden', version: 1, data: named, says: 'A hidden message is shown again.', keyOf: ofMessage }),
  eventRow({
    type: 'message.status',
    version: 1,
    data: status,
    says: 'The delivery status of one of our replies. `id` is the `providerId` of the reply.',
    keyOf: ofMessage,
  }),
];
