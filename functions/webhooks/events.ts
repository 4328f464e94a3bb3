import { createHash } from 'node:crypto';
import type { TopicRecord } from '../../adapters/topics/topics.ts';
import type { ParsedElement } from '../../channels/inbound.ts';
import { BODY_BYTES } from '../../domain/limits.ts';
import type { ChannelName } from '../../domain/origins/channels.ts';
import { type Fitted, fitEvent } from '../../domain/support/inbound/fit-event.ts';
import type { Content, InboundEvent } from '../../domain/support/inbound/inbound-event.ts';
import { INLINE_LIMIT_BYTES } from '../../domain/support/inbound/topic.ts';
import { threadIdOf } from '../../domain/support/threads/thread-id.ts';

export interface Aside {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** The result of one call of a provider: records for the topic, objects to be set aside before them, and what was counted. */
export interface Batch {
  readonly records: TopicRecord[];
  readonly asides: Aside[];
  readonly counts: { events: number; unreadable: number; unrouted: number; ignored: number };
  /** What the provider says about the account. */
  readonly notices: { readonly what: string; readonly text: string; readonly at: string; readonly hash: string }[];
  /** Elements that are kept raw and not shown, by their position. */
  readonly unreadable: { readonly index: number; readonly reason: string }[];
}

export interface Whence {
  readonly tenantId: string;
  /** The origin whose path was called. Unreadable elements are stored for it. */
  readonly originId: string;
  readonly channel: ChannelName;
  readonly correlationId: string;
  /** The unchanged `X-Parley-Causation` header of the call; undefined if the channel's calls have none. */
  readonly causation?: string | undefined;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The origin of an account, undefined if the tenant has none. Null: the element contains no account. */
  readonly originOf: (account: string | null) => string | undefined;
}

/** Digits of a notice's hash. */
const HASH = 16;

type Raw = { readonly account: string | null; readonly reason: string; readonly raw: string | Uint8Array };

const hashed = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('hex');
};

const isLong = (text: string): boolean =>
  text.length > INLINE_LIMIT_BYTES || (text.length * 3 > INLINE_LIMIT_BYTES && Buffer.byteLength(text) > INLINE_LIMIT_BYTES);

/** Each element of a provider's call as a record of the `messages` topic. Pure: nothing is stored or sent here. */
export const batchOf = (elements: readonly ParsedElement[], whence: Whence): Batch => {
  const batch: Batch = { records: [], asides: [], counts: { events: 0, unreadable: 0, unrouted: 0, ignored: 0 }, notices: [], unreadable: [] };
  const kept: Raw[] = [];
  const seen = new Map<string, number>();
  const keep = (index: number, raw: Raw): void => {
    batch.unreadable.push({ index, reason: raw.reason });
    kept.push(raw);
  };
  for (const [index, element] of elements.entries()) {
    if (element.kind === 'ignored') batch.counts.ignored += 1;
    else if (element.kind === 'notice') {
      const { what, text, at, raw } = element;
      batch.notices.push({ what, text, at, hash: hashed(raw).slice(0, HASH) });
      batch.counts.ignored += 1;
    } else if (element.kind === 'unreadable') {
      batch.counts.unreadable += 1;
      keep(index, element);
    } else {
      const originId = whence.originOf(element.account);
      if (originId === undefined) {
        batch.counts.unrouted += 1;
        keep(index, { account: element.account, reason: 'no origin of this account', raw: element.raw });
        continue;
      }
      const fitted = fitEvent(element.event);
      batch.records.push(recordOf(element, fitted, originId, whence, seen, batch.asides));
      batch.counts.events += 1;
      if (element.unknown !== undefined) kept.push({ account: element.account, reason: element.unknown, raw: element.raw });
      // The beginning is shown; the complete content is stored too.
      for (const name of fitted.shortened)
        kept.push({ account: element.account, reason: `${name} of more than ${BODY_BYTES} bytes`, raw: element.whole ?? element.raw });
    }
  }
  if (kept.length > 0) batch.asides.push(rawAside(kept, whence));
  return batch;
};

type EventElement = Extract<ParsedElement, { kind: 'event' }>;

/** The event is within the limits, so its record, without its content, is far below a topic's limit. */
const recordOf = (
  element: EventElement,
  { event, attachments }: Fitted,
  originId: string,
  whence: Whence,
  seen: Map<string, number>,
  asides: Aside[],
): TopicRecord => {
  const { tenantId, channel, correlationId } = whence;
  const { providerId, threadKey } = event;
  const identity = providerId ?? identityOfRaw(element.raw, seen);
  // The name contains the event and the content's hash, so a repeat makes no second object, and another event does not overwrite the first.
  // `in` is deleted with the record, `media` stays as long as its message (docs/decisions/0304).
  const aside = (kind: 'in' | 'media', body: Uint8Array, contentType: string): string => {
    const key = `T/${tenantId}/${kind}/${originId}/${hashed(identity, event.verb, event.version, body)}`;
    asides.push({ key, body, contentType });
    return key;
  };
  const content = withFiles(
    (element.files ?? []).filter(({ at }) => at < attachments),
    event.content,
    (body, type) => aside('media', body, type),
  );
  const inbound: InboundEvent = {
    schema: 'messages/1',
    tenantId,
    originId,
    channel,
    correlationId,
    receivedAt: new Date(whence.receivedAt).toISOString(),
    identity,
    late: false,
    event: { ...event, content },
    contentRef: null,
    ...(whence.causation === undefined ? {} : { causation: whence.causation }),
  };
  let value = JSON.stringify(inbound);
  if (isLong(value) && content) {
    const contentRef = aside('in', Buffer.from(JSON.stringify(content)), 'application/json');
    value = JSON.stringify({ ...inbound, event: { ...event, content: null }, contentRef });
  }
  return { key: threadIdOf(originId, threadKey ?? identity), value };
};

/**
 * Without a provider's id, an element's bytes and its position among equal elements of the call identify it. So it has the same identity
 * if it arrives again in a different call.
 */
const identityOfRaw = (raw: string, seen: Map<string, number>): string => {
  const hash = hashed(raw);
  const index = seen.get(hash) ?? 0;
  seen.set(hash, index + 1);
  return index === 0 ? `raw:${hash}` : `raw:${hash}:${index}`;
};

/** Files from the call stay as long as their message. Large contents that are stored outside the record (claim checks) are temporary. */
const withFiles = (
  files: NonNullable<EventElement['files']>,
  content: Content | null,
  store: (body: Uint8Array, contentType: string) => string,
): Content | null => {
  if (!content || files.length === 0) return content;
  const attachments = [...content.attachments];
  for (const { at, body } of files) {
    const attachment = attachments[at];
    if (attachment) attachments[at] = { ...attachment, size: body.byteLength, objectKey: store(body, attachment.type) };
  }
  return { ...content, attachments };
};

const plain = (raw: string | Uint8Array): string => (typeof raw === 'string' ? raw : Buffer.from(raw).toString('utf8'));

/** All unusable elements of a call as one object for replay: a whole body as its bytes, otherwise one line of JSON for each element. */
const rawAside = (kept: readonly Raw[], { tenantId, originId, channel, receivedAt }: Whence): Aside => {
  const [only] = kept;
  const alone = kept.length === 1 && only !== undefined && typeof only.raw !== 'string';
  const body = alone
    ? (only.raw as Uint8Array)
    : Buffer.from(kept.map(({ account, reason, raw }) => `${JSON.stringify({ account, reason, raw: plain(raw) })}\n`).join(''));
  const day = new Date(receivedAt).toISOString().slice(0, 10);
  return {
    key: `T/${tenantId}/raw/${channel}/${originId}/${day}/${hashed(body)}`,
    body,
    contentType: alone ? 'application/octet-stream' : 'application/x-ndjson',
  };
};
