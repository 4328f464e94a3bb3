import { env } from 'node:process';
import { expect, it } from 'vitest';
import { seeded } from '../../../demo/random.ts';
import { applyBatch } from '../../../domain/support/messages/inbound/apply-batch.ts';
import { fitId } from '../../../domain/support/messages/inbound/fit-event.ts';
import { contentSchema } from '../../../domain/support/messages/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../domain/support/messages/list-messages.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import { cutBytes } from '../../../domain/text/well-formed.ts';
import { plainPolicy } from '../../domain/support/messages/inbound/events.ts';
import { memoryBodies } from '../../domain/support/messages/memory-bodies.ts';
import { seedOfRun } from '../../harness/random.ts';
import { edge } from './edge.ts';

/** `PARLEY_FUZZ=20000 PARLEY_SEED=…` for more of it, or for the same again. */
const CALLS = Math.ceil(Number(env['PARLEY_FUZZ'] ?? 300) / 10);
const seed = seedOfRun();

const random = seeded(seed);
const below = (n: number): number => Math.floor(random() * n);
const oneOf = <T>(...values: readonly T[]): T => values[below(values.length)] as T;

const odd = (): string =>
  oneOf(
    () => 'half \ud83d',
    () => `\udc00${below(9)}`,
    () => 'a\u0000b',
    () => '\u0001'.repeat(below(3_000)),
    () => '😀'.repeat(below(400)),
    () => `e${'\u0301'.repeat(below(500))}`,
    () => 'x'.repeat(below(3_000)),
    () => 'é'.repeat(below(oneOf(300, 3_000, 30_000, 300_000))),
    () => ' ',
    () => '__proto__',
    () => 'مرحبا \u202e',
    () => String.fromCodePoint(...Array.from({ length: below(40) }, () => below(0x10ffff))),
  )();
const rarely = <T>(odds: number, value: () => T, otherwise: T): T => (random() < odds ? value() : otherwise);

interface Sent {
  readonly id: string;
  readonly author: string;
  readonly text: string;
}

/** One message of the `api` format; `poison` says how likely each of its members is something odd. */
const message = (n: number, poison: number): { readonly given: object; readonly sent: Sent | null } => {
  const id = rarely(poison, () => `${n}${odd()}`, `m${n}`);
  const author = rarely(poison, () => `${odd()}a`, `a${below(3)}`);
  const text = rarely(poison, () => `${odd()}.`, `hello ${n}`);
  const given: Record<string, unknown> = { id, author: { id: author, name: rarely(poison, odd, 'Ann'), handle: rarely(poison, odd, 'ann') }, text };
  if (random() < poison)
    given['attachments'] = Array.from({ length: below(300) }, () => ({
      url: oneOf('https://x.example/a', `https://x.example/${odd()}`),
      name: odd(),
      type: odd(),
    }));
  if (random() < poison) given['createdAt'] = oneOf<unknown>('5', odd(), 1e300, -1, null, {});
  const broken = random() < poison / 4;
  if (broken) given[oneOf('author', 'text')] = oneOf<unknown>(5, [], { id: {} }, true);
  return { given, sent: broken ? null : { id, author, text } };
};

/** Blanks around an id are nobody's. */
const idOf = (given: string): string => fitId(given.toWellFormed().trim());

const shownText = (text: string): string => cutBytes(text.toWellFormed().replaceAll('\u0000', '\ufffd'), 4_000_000, '…');

it(`each of ${CALLS * 10} messages is shown whole or kept raw, and no neighbour is harmed (PARLEY_SEED=${seed})`, {
  timeout: 60_000 + CALLS * 1_000,
}, async () => {
  const hub = await edge();
  const bodies = memoryBodies();
  const { id: originId, webhookPath } = await hub.connect('api');
  const deps = {
    table: hub.world.table,
    clock: hub.world.deps.clock,
    newId: hub.world.deps.newId,
    random,
    sleep: async () => undefined,
    policies: async () => plainPolicy(),
    sequences: sequences(hub.world.table),
    shards: 1,
    closedAfterMs: 86_400_000,
    bodies,
    content: async (key: string) => contentSchema.parse(JSON.parse(Buffer.from(hub.objects.get(key)?.body ?? []).toString())),
  };
  const expected = new Map<string, Map<string, string>>();
  let unreadable = 0;
  for (let call = 0; call < CALLS; call += 1) {
    const made = Array.from({ length: 10 }, (_, at) => message(call * 10 + at, random() < 0.5 ? 0 : 0.3));
    const body = JSON.stringify({ messages: made.map(({ given }) => given) });
    const { result, counts } = await hub.send(webhookPath, body);
    const isTooLarge = Buffer.byteLength(body) > 4 * 1024 * 1024;
    expect(result.statusCode).toBe(isTooLarge ? 413 : 200);
    if (isTooLarge) continue;
    const answer = JSON.parse(result.body ?? '') as { accepted: number; unreadable: { index: number }[] };
    expect(answer.accepted + answer.unreadable.length).toBe(10);
    expect([answer.accepted, answer.unreadable.length]).toEqual([counts?.events, counts?.unreadable]);
    unreadable += answer.unreadable.length;
    const raw = new Set(answer.unreadable.map(({ index }) => index));
    made.forEach(({ sent }, at) => {
      // Whatever is whole is not called unreadable, and the other way round.
      expect(raw.has(at)).toBe(sent === null);
      if (!sent) return;
      const thread = threadIdOf(originId, idOf(sent.author));
      expected.set(thread, (expected.get(thread) ?? new Map<string, string>()).set(idOf(sent.id), shownText(sent.text)));
    });
    const received = await applyBatch(deps, hub.events());
    expect(received.filter(({ ok }) => !ok)).toEqual([]);
    hub.records.length = 0;
  }
  for (const [thread, texts] of expected) {
    const shown = new Map<string, string | null>();
    for (let after: number | null = 0; after !== null; ) {
      const page = await listThreadMessages(hub.world.table, 't1', thread, { after, limit: 100, bodies });
      for (const { providerId, text } of page.messages) shown.set(providerId ?? '', text);
      after = page.after;
    }
    expect(shown).toEqual(texts);
  }
  const kept = [...hub.objects].filter(([key]) => key.includes('/raw/')).flatMap(([, { body }]) => Buffer.from(body).toString().trim().split('\n'));
  expect(kept.length).toBeLessThanOrEqual(unreadable);
  expect(kept.length > 0).toBe(unreadable > 0);
});
