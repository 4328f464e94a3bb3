import { expect, it } from 'vitest';
import { type FetchMediaDeps, fetchMedia, type Located } from '../../../../domain/outbound/media/fetch-media.ts';
import type { MediaAnswer } from '../../../../domain/outbound/media/keep-file.ts';
import { type MediaEntry, mediaEntriesOf } from '../../../../domain/outbound/media/media-entry.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { droppedObjects } from '../../../../domain/support/messages/dropped-objects.ts';
import { messageOf } from '../../../../domain/support/messages/message.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { bench, inbound } from '../../support/inbound/events.ts';

const remote = (mediaId: string, type = 'image/png') => ({ name: 'a.png', type, size: null, url: null, mediaId, objectKey: null });
const PNG = 'image/png';
const FILE = Buffer.from('the bytes of a picture');
const withCode = (code: string): Error => Object.assign(new Error(code), { code });

type Step = Partial<MediaAnswer> | Error;

const setUp = async (attachments: readonly ReturnType<typeof remote>[] = [remote('7')], wrap?: (table: Table) => Table) => {
  const b = bench();
  await applyBatch(b.deps, [inbound('ann', 'm1', { content: { attachments: [...attachments] } })]);
  const stored = new Map<string, { readonly bytes: Buffer; readonly type: string }>();
  const puts: string[] = [];
  const answers: Step[] = [];
  let located: Located = { url: 'https://files.example/a', headers: {} };
  let found: string | undefined = PNG;
  const deps: FetchMediaDeps = {
    ...b.deps,
    table: wrap?.(b.table) ?? b.table,
    random: () => 0.5,
    repeatForMs: 3_600_000,
    mostBytes: 100_000,
    typeOf: async () => found,
    retryAfterOf: ({ retryAfter }) => (retryAfter === null ? {} : { retryAfterSeconds: Number(retryAfter) }),
    locate: async () => located,
    async download(_, take) {
      const step = answers.shift() ?? {};
      if (step instanceof Error) throw step;
      const bytes = step.bytes ?? pieces(FILE);
      return take({ status: 200, retryAfter: null, size: step.bytes ? null : FILE.length, ...step, bytes });
    },
    objects: {
      async putStream(key, bytes, size, type) {
        const read: Uint8Array[] = [];
        for await (const piece of bytes) read.push(piece);
        expect(Buffer.concat(read)).toHaveLength(size);
        puts.push(key);
        stored.set(key, { bytes: Buffer.concat(read), type });
      },
      delete: async (key) => void stored.delete(key),
    },
  };
  const entries = b.table.changes.flatMap(mediaEntriesOf);
  const run = (entry = entries[0] as MediaEntry, ageMs = 0, over = deps) => fetchMedia(over, entry, { receives: 1, queuedAt: b.now - ageMs });
  const message = () => messageOf(b.table.all().find(({ sk }) => sk.startsWith('M#')) as Parameters<typeof messageOf>[0]);
  const files = () => message().attachments;
  const amendments = () => b.table.all().filter(({ sk, type }) => sk.startsWith('A#') && type === 'media');
  return {
    b,
    deps,
    entries,
    run,
    files,
    amendments,
    stored,
    puts,
    answer: (...steps: readonly Step[]) => void answers.push(...steps),
    locateAt: (next: Located) => {
      located = next;
    },
    sniffed: (next: string | undefined) => {
      found = next;
    },
  };
};
async function* pieces(...given: readonly Buffer[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* given;
}
async function* breaking(error: Error): AsyncGenerator<Uint8Array, void, undefined> {
  yield FILE;
  throw error;
}

it('a file is kept as what its bytes are, in one amendment, once for two deliveries', async () => {
  const s = await setUp();
  expect(s.files()[0]).toMatchObject({ state: 'fetching', objectKey: null });
  expect(await s.run()).toEqual({ outcome: 'kept' });
  const [file] = s.files();
  expect(file).toMatchObject({ state: 'ready', type: PNG, size: FILE.length });
  expect(s.stored.get(String(file?.objectKey))).toEqual({ bytes: FILE, type: PNG });
  expect(await s.run()).toEqual({ outcome: 'nothing' });
  expect([s.puts.length, s.amendments().length, s.stored.size]).toEqual([1, 1, 1]);
});

it('a crash between the store and the note repeats nothing that anybody sees', async () => {
  let broken = true;
  const s = await setUp([remote('7')], (table) => ({
    ...table,
    transact: async (...given) => {
      if (broken) throw new Error('killed');
      return table.transact(...given);
    },
  }));
  await expect(s.run()).rejects.toThrow('killed');
  expect([s.files()[0]?.state, s.stored.size]).toEqual(['fetching', 1]);
  broken = false;
  expect(await s.run()).toEqual({ outcome: 'kept' });
  expect(new Set(s.puts).size).toBe(1);
  expect([s.puts.length, s.stored.size, s.amendments().length]).toEqual([2, 1, 1]);
});

it('two deliveries at the same time change the message once', async () => {
  const s = await setUp();
  const outcomes = await Promise.all([s.run(), s.run()]);
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['kept', 'nothing']);
  expect([s.amendments().length, s.files()[0]?.state]).toEqual([1, 'ready']);
  expect(s.stored.has(String(s.files()[0]?.objectKey))).toBe(true);
});

it.each<[string, (s: Awaited<ReturnType<typeof setUp>>) => void, string]>([
  ['a 404', (s) => s.answer({ status: 404 }), 'gone'],
  ['a 410', (s) => s.answer({ status: 410 }), 'gone'],
  ['a link that has expired', (s) => s.answer({ status: 403 }), 'refused'],
  ['a redirect to nowhere', (s) => s.answer({ status: 302 }), 'refused'],
  ['a private address', (s) => s.answer(withCode('OUTGOING_REFUSED')), 'refused_address'],
  ['a size over the limit', (s) => s.answer({ size: 100_001 }), 'too_large'],
  ['an unknown size over the limit', (s) => s.answer({ bytes: pieces(Buffer.alloc(60_000), Buffer.alloc(60_000)) }), 'too_large'],
  ['a page that claims to be a picture', (s) => s.sniffed(undefined), 'refused_type'],
  ['a file that its channel does not find', (s) => s.locateAt({ failed: 'gone' }), 'gone'],
  ['an origin without credentials', (s) => s.locateAt({ failed: 'disconnected' }), 'disconnected'],
])('%s is shown with its reason, and nothing is stored', async (_, happens, reason) => {
  const s = await setUp();
  happens(s);
  expect(await s.run()).toEqual({ outcome: 'failed', reason });
  expect(s.files()[0]).toMatchObject({ state: 'failed', error: reason, objectKey: null });
  expect([s.stored.size, s.amendments().length]).toEqual([0, 1]);
  // Another delivery finds it settled.
  expect(await s.run()).toEqual({ outcome: 'nothing' });
});

it('a provider that says the size beforehand is not even asked for a file that is too large', async () => {
  const s = await setUp([{ ...remote('7'), size: 100_001 } as never]);
  expect(await s.run()).toEqual({ outcome: 'failed', reason: 'too_large' });
});

it.each<[string, (s: Awaited<ReturnType<typeof setUp>>) => void]>([
  ['a 429', (s) => s.answer({ status: 429, retryAfter: '9' })],
  ['a 503', (s) => s.answer({ status: 503 })],
  ['a 401 to our credentials', (s) => (s.locateAt({ url: 'https://a.example/', headers: { authorization: 'Bearer x' } }), s.answer({ status: 401 }))],
  ['no answer', (s) => s.answer(withCode('ECONNRESET'))],
  ['an error without a code', (s) => s.answer(new Error('odd'))],
  ['a body that breaks off', (s) => s.answer({ size: 9_999, bytes: breaking(withCode('BODY_BROKE_OFF')) })],
  ['a channel that cannot ask now', (s) => s.locateAt({ retry: 'no answer' })],
])('%s is tried again later, and after hours the message says so', async (_, happens) => {
  const s = await setUp();
  happens(s);
  await expect(s.run()).rejects.toMatchObject({ name: 'RetryLater' });
  expect([s.files()[0]?.state, s.stored.size]).toEqual(['fetching', 0]);
  happens(s);
  expect(await s.run(undefined, 3_600_001)).toMatchObject({ outcome: 'exhausted' });
  expect(s.files()[0]).toMatchObject({ state: 'failed', error: 'unreachable' });
  // Sent back from the dead letters, it is tried again.
  s.locateAt({ url: 'https://files.example/a', headers: {} });
  expect(await s.run({ ...(s.entries[0] as MediaEntry), reason: 'no answer' })).toEqual({ outcome: 'kept' });
  expect(s.files()[0]).toMatchObject({ state: 'ready' });
  expect(s.files()[0]).not.toHaveProperty('error');
});

it('a `Retry-After` is respected', async () => {
  const s = await setUp();
  s.answer({ status: 429, retryAfter: '90' });
  await expect(s.run()).rejects.toMatchObject({ afterMs: 90_250 });
});

it('an error of the store is our own, and no reason to blame the provider', async () => {
  const s = await setUp();
  const over = { ...s.deps, objects: { ...s.deps.objects, putStream: async () => Promise.reject(new Error('the store is away')) } };
  await expect(s.run(undefined, 9_999_999, over)).rejects.toThrow('the store is away');
  expect(s.files()[0]?.state).toBe('fetching');
});

it('one bad file of a message does not touch its neighbours', async () => {
  const s = await setUp([remote('7'), remote('8'), remote('7')]);
  expect(s.entries).toHaveLength(2);
  s.answer({ status: 404 });
  expect(await s.run(s.entries[1])).toMatchObject({ outcome: 'failed' });
  expect(await s.run(s.entries[0])).toEqual({ outcome: 'kept' });
  expect(s.files().map(({ state }) => state)).toEqual(['ready', 'failed', 'ready']);
});

it('a file of unknown size is kept, piece by piece', async () => {
  const s = await setUp([remote('7', 'application/octet-stream')]);
  s.sniffed(undefined);
  s.answer({ bytes: pieces(Buffer.alloc(5_000, 'a'), Buffer.alloc(7_000, 'b')) });
  expect(await s.run()).toEqual({ outcome: 'kept' });
  expect(s.files()[0]).toMatchObject({ size: 12_000, type: 'application/octet-stream' });
});

it('an empty file is kept', async () => {
  const s = await setUp([remote('7', 'text/plain')]);
  s.sniffed(undefined);
  s.answer({ bytes: pieces() });
  expect(await s.run()).toEqual({ outcome: 'kept' });
  expect(s.files()[0]).toMatchObject({ size: 0, type: 'text/plain' });
});

it('a message that was removed meanwhile gets no file back, and no object stays', async () => {
  const s = await setUp();
  const removal = inbound('ann', 'm1', { verb: 'removed', content: null });
  const over: FetchMediaDeps = {
    ...s.deps,
    async download(from, take) {
      const took = await s.deps.download(from, take);
      await applyBatch(s.b.deps, [removal]);
      return took;
    },
  };
  expect(await s.run(undefined, 0, over)).toEqual({ outcome: 'nothing' });
  expect([s.files(), s.stored.size]).toEqual([[], 0]);
  s.stored.set(s.puts[0] as string, { bytes: FILE, type: PNG });
  expect(await s.run()).toEqual({ outcome: 'nothing' });
  expect(s.stored.size).toBe(0);
});

it('a removal after the hours of trying leaves no dead letter', async () => {
  const s = await setUp();
  s.answer({ status: 503 });
  const over: FetchMediaDeps = {
    ...s.deps,
    async locate() {
      await applyBatch(s.b.deps, [inbound('ann', 'm1', { verb: 'removed', content: null })]);
      return { retry: 'away' };
    },
  };
  expect(await s.run(undefined, 9_999_999, over)).toEqual({ outcome: 'nothing' });
});

it('an entry of a message that does not exist does nothing', async () => {
  const s = await setUp();
  expect(await s.run({ ...(s.entries[0] as MediaEntry), number: 9 })).toEqual({ outcome: 'nothing' });
});

it('an edit fetches the new file, keeps the old one that stays, and drops the one that goes', async () => {
  const s = await setUp([remote('7'), remote('8')]);
  for (const entry of s.entries) await s.run(entry);
  const [stays, goes] = s.files();
  const seen = s.b.table.changes.length;
  const edit = inbound('ann', 'm1', {
    verb: 'edited',
    version: '2',
    occurredAt: '2026-03-01T10:01:00.000Z',
    content: { attachments: [remote('9'), remote('7')] },
  });
  await applyBatch(s.b.deps, [edit]);
  const changes = s.b.table.changes.slice(seen);
  expect(changes.flatMap(mediaEntriesOf)).toHaveLength(1);
  expect(s.files()).toMatchObject([{ mediaId: '9', state: 'fetching' }, stays]);
  expect(droppedObjects(changes).flatMap(({ keys }) => keys)).toEqual([goes?.objectKey]);
});

it('what the business wrote itself is not fetched', async () => {
  const b = bench();
  await applyBatch(b.deps, [inbound('ann', 'm1', { fromCustomer: false, content: { attachments: [remote('7')] } })]);
  expect(b.table.changes.flatMap(mediaEntriesOf)).toEqual([]);
});
