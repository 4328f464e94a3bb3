import { hash } from 'node:crypto';
import { TENANT_ID } from '../configuration/keys.ts';
import { notFound } from '../errors.ts';
import type { Item, Key, Table, Write } from '../table/port.ts';
import type { RecordLetter } from './dead-letter.ts';

/** Dead letters of topics as their tenant sees them. The dead-letter queue is the operator's; these rows are the tenant's. */
export interface StoredLetter {
  readonly id: string;
  readonly topic: string;
  /** The event's id; null if the record has no readable one. */
  readonly eventId: string | null;
  readonly reason: string;
  /** When the record was added to the topic, so that the same record is the same letter, however often it fails. */
  readonly at: string;
}

export interface LetterObjects {
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<{ readonly body: Uint8Array } | undefined>;
}

/** As long as the objects of long letters are kept (lib/objects-bucket.ts). */
const KEPT_SECONDS = 30 * 86_400;
/** A longer record's value is stored in an object, in characters of base64; an item can have 400 KB. */
const INLINE = 100_000;

const partition = (tenantId: string, topic: string): string => `T#${tenantId}#DL#${topic}`;

/** `{topic}.{ms}.{hash}`: the position of the row. */
const idOf = (topic: string, ms: number, mark: string): string => `${topic}.${ms}.${mark}`;
const sortKey = (at: string, mark: string): string => `${at}#${mark}`;
const keyOf = (tenantId: string, id: string): (Key & { readonly topic: string }) | null => {
  const [, topic = '', ms = '', mark = ''] = /^([a-z_]{1,40})\.(\d{1,15})\.([\w-]{22})$/.exec(id) ?? [];
  return topic === '' ? null : { topic, pk: partition(tenantId, topic), sk: sortKey(new Date(Number(ms)).toISOString(), mark) };
};

export interface LetterToStore {
  readonly tenantId: string;
  readonly topic: string;
  readonly eventId: string | null;
  readonly letter: RecordLetter;
  /** Epoch ms of the record. */
  readonly at: number;
}

/** Writes the row of a letter. Writes nothing if the tenant's id is invalid. @throws TableUnavailable and what the object store throws */
export const storeLetter = async (
  deps: { readonly table: Table; readonly objects: Pick<LetterObjects, 'put'> },
  { tenantId, topic, eventId, letter, at }: LetterToStore,
): Promise<void> => {
  if (!TENANT_ID.test(tenantId)) return;
  const mark = hash('sha256', `${letter.partition}@${letter.offset}`, 'base64url').slice(0, 22);
  const time = new Date(at).toISOString();
  const { reason, key, value } = letter;
  const aside = value.length > INLINE ? `T/${tenantId}/dead/${topic}-${mark}` : null;
  if (aside !== null) await deps.objects.put(aside, Buffer.from(value, 'base64'), 'application/json');
  const row = { id: idOf(topic, at, mark), topic, eventId, reason, at: time, key, ...(aside === null ? { value } : { aside }) };
  await deps.table.write({
    op: 'put',
    item: { pk: partition(tenantId, topic), sk: sortKey(time, mark), ...row, ttl: Math.floor(at / 1000) + KEPT_SECONDS },
  });
};

const shown = ({ id, topic, eventId, reason, at }: Item): StoredLetter => ({ id, topic, eventId, reason, at }) as unknown as StoredLetter;

export interface LettersWanted {
  readonly topics: readonly string[];
  /** ISO; only letters from this time on. */
  readonly since?: string | undefined;
  /** The sort key of the previous page's last letter, or null. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of a tenant's letters, newest first, over several topics. @throws TableUnavailable */
export const listLetters = async (
  table: Table,
  tenantId: string,
  { topics, since, after, limit }: LettersWanted,
): Promise<{ readonly items: StoredLetter[]; readonly next: string | null }> => {
  const pages = await Promise.all(
    // One more than requested tells whether there are more. The first one may repeat the previous page's last.
    topics.map((topic) =>
      table.query({
        pk: partition(tenantId, topic),
        ...(since === undefined ? {} : { from: since }),
        ...(after === null ? {} : { to: after }),
        descending: true,
        limit: limit + 2,
      }),
    ),
  );
  // The mark is made of topic, partition and offset: sort keys are unique over topics.
  const all = pages.flatMap(({ items }) => items).filter(({ sk }) => sk !== after);
  const page = all.toSorted((a, b) => (a.sk < b.sk ? 1 : -1)).slice(0, limit);
  return { items: page.map(shown), next: all.length > page.length ? (page.at(-1)?.sk ?? null) : null };
};

export interface FoundLetter {
  readonly letter: StoredLetter;
  readonly key: string | null;
  /** The record's own, UTF-8. */
  readonly value: string;
  /** Deletes the letter, after its record was put back onto the topic. */
  readonly gone: Write;
}

/** A letter with its record. @throws Problem not_found */
export const readLetter = async (
  deps: { readonly table: Table; readonly objects: Pick<LetterObjects, 'get'> },
  tenantId: string,
  id: string,
): Promise<FoundLetter> => {
  const letterKey = keyOf(tenantId, id);
  const [item] = letterKey ? await deps.table.get([{ pk: letterKey.pk, sk: letterKey.sk }], { consistent: true }) : [];
  if (!item) throw notFound('dead letter');
  const { key, value, aside } = item as unknown as { readonly key: string | null; readonly value?: string; readonly aside?: string };
  const body = aside === undefined ? Buffer.from(value ?? '', 'base64') : (await deps.objects.get(aside))?.body;
  if (!body) throw notFound('dead letter');
  return {
    letter: shown(item),
    key: key === null ? null : Buffer.from(key, 'base64').toString('utf8'),
    value: Buffer.from(body).toString('utf8'),
    gone: { op: 'delete', key: { pk: item.pk, sk: item.sk } },
  };
};
