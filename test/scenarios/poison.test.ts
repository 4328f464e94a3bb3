import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ObjectStore } from '../../adapters/objects/embedded/store.ts';
import type { Topics } from '../../adapters/topics/topics.ts';
import { type InboundEvent, MESSAGES_TOPIC } from '../../domain/support/inbound/inbound-event.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { topicEvent } from '../harness/topic-event.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

interface DeadLetter {
  readonly reason: string;
  readonly offset?: number;
  /** The record's own bytes, base64. */
  readonly value?: string;
  /** Object that holds the letter, when it was too long for the queue. */
  readonly aside?: string;
}

const textOf = (value: string | undefined): string => Buffer.from(value ?? '', 'base64').toString();

describe('a poison event in a topic', () => {
  const { home } = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let topics: Topics;

  const event = (id: string, from: string): InboundEvent =>
    topicEvent({
      tenantId: tenant.id,
      originId: whatsapp.origin.id,
      channel: 'whatsapp',
      id,
      author: { id: from, name: from },
      text: `from ${from}`,
      correlationId: `test-${id}`,
    });
  const deadLetters = (): DeadLetter[] => {
    const database = new DatabaseSync(join(home, 'data', 'queues.db'), { readOnly: true });
    try {
      const rows = database.prepare("SELECT body FROM messages WHERE queue = (SELECT id FROM queues WHERE name LIKE '%-messaging-DeadLetters%')").all();
      return rows.map((row) => JSON.parse(String(row['body'])) as DeadLetter);
    } finally {
      database.close();
    }
  };

  beforeAll(async () => {
    topics = topicsOf(home);
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
  });
  afterAll(() => topics.close());

  it('goes to the dead letter with its reason, and its neighbours of the same partition are unaffected', async () => {
    const marker = tenant.id;
    const value = (one: unknown) => JSON.stringify(one);
    await topics.produce(MESSAGES_TOPIC, [
      { key: 'one-key', value: value(event('poison-1', 'before')) },
      { key: 'one-key', value: `{"broken": "${marker}` },
      { key: 'one-key', value: value({ ...event('poison-2', 'nobody'), schema: 'messages/99' }) },
      { key: 'one-key', value: value({ ...event('poison-3', 'nobody'), surprise: marker }) },
      { key: 'one-key', value: value(event('poison-4', 'after')) },
    ]);
    const tickets = await until('both neighbours are there', async () => {
      const all = await allTickets(tenant.admin);
      return all.length === 2 ? all : undefined;
    });
    expect(tickets.map(({ author }) => author.id).sort()).toEqual(['after', 'before']);
    for (const { threadId } of tickets) expect((await threadMessages(tenant.admin, threadId)).length).toBe(1);

    const letters = await until('the poison is in the dead letter', () => {
      const own = deadLetters().filter(({ value: bytes }) => textOf(bytes).includes(marker));
      return own.length >= 3 ? own : undefined;
    });
    expect(letters.length).toBe(3);
    for (const { reason } of letters) expect(reason.length).toBeGreaterThan(5);
  });

  const bodies = async (who: TestTenant): Promise<string[]> => {
    const tickets = await allTickets(who.admin);
    const all = await Promise.all(tickets.map(({ threadId }) => threadMessages(who.admin, threadId)));
    return all.flat().map(({ text }) => String(text));
  };
  const said = (text: string, id: string, from: string, whose: WhatsAppOrigin = whatsapp, who: TestTenant = tenant): InboundEvent => {
    const base = event(id, from);
    return {
      ...base,
      tenantId: who.id,
      originId: whose.origin.id,
      event: { ...base.event, content: { ...(base.event.content as NonNullable<InboundEvent['event']['content']>), text } },
    };
  };
  it('whose text is half a surrogate pair stands among 24 good ones: the 24 are shown, the one is in the dead letter with its reason', async () => {
    const records = Array.from({ length: 25 }, (_, n) => said(n === 12 ? 'half \ud83d' : `whole ${n}`, `half-${n}`, `half-author-${n}`));
    await topics.produce(
      MESSAGES_TOPIC,
      records.map((one) => ({ key: 'one-key', value: JSON.stringify(one) })),
    );
    await until('the 24 are shown', async () => (await bodies(tenant)).filter((text) => text.startsWith('whole ')).length === 24);
    const [letter, ...others] = await until('the one is in the dead letter', () => {
      const found = deadLetters().filter(({ value }) => textOf(value).includes('"half-author-'));
      return found.length > 0 ? found : undefined;
    });
    expect([textOf(letter?.value).includes('"half-author-12"'), others.length]).toEqual([true, 0]);
    expect(letter?.reason).toBe('TableRejected: a stored text must be well-formed Unicode');
  });

  it('that is longer than the queue of dead letters takes is kept whole beside it', async () => {
    const long = JSON.stringify({ ...said('☃'.repeat(250_000), 'long-1', 'long-author'), schema: 'messages/99' });
    const small = JSON.stringify({ ...said('small', 'long-2', 'long-author'), schema: 'messages/99' });
    await topics.produce(
      MESSAGES_TOPIC,
      [long, small].map((value) => ({ key: 'one-key', value })),
    );
    await until('the small one is there', () => deadLetters().some(({ value }) => textOf(value) === small));
    const store = new ObjectStore(join(home, 'data', 'objects'));
    const kept = await Promise.all(deadLetters().flatMap(({ aside }) => (aside === undefined ? [] : [store.get(aside)])));
    const whole = kept.map((object) => JSON.parse(Buffer.from(object?.body ?? []).toString('utf8')) as DeadLetter);
    expect(whole.filter(({ value }) => textOf(value) === long)).toMatchObject([{ reason: expect.stringContaining('invalid event') as unknown }]);
  });

  it('of one tenant costs another nothing: 80 each at one instant, all of the other and all good of the first are shown', async () => {
    const other = await createTenant(inject('hub'));
    const phone = await connectWhatsApp(other);
    const mine = Array.from({ length: 80 }, (_, n) => said(n % 10 === 3 ? `bad ${n} \udc00` : `mine ${n}`, `mine-${n}`, `mine-author-${n}`));
    const theirs = Array.from({ length: 80 }, (_, n) => said(`theirs ${n}`, `theirs-${n}`, `theirs-author-${n}`, phone, other));
    await topics.produce(
      MESSAGES_TOPIC,
      mine.flatMap((one, n) => [one, theirs[n] as InboundEvent]).map((one, n) => ({ key: `key-${n % 4}`, value: JSON.stringify(one) })),
    );
    await until("all of the other's are shown", async () => (await bodies(other)).length === 80);
    await until('all good of the first are shown', async () => (await bodies(tenant)).filter((text) => text.startsWith('mine ')).length === 72);
    const own = await until('the bad ones are in the dead letter', () => {
      const found = deadLetters().filter(({ value }) => textOf(value).includes('"mine-author-'));
      return found.length >= 8 ? found : undefined;
    });
    expect(own.length).toBe(8);
    for (const { reason } of own) expect(reason).toContain('well-formed');
  });

  it('neither loops nor holds what comes after', async () => {
    // Others on this hub have letters too.
    const own = (): number => deadLetters().filter(({ value }) => textOf(value).includes(tenant.id)).length;
    const before = own();
    await topics.produce(MESSAGES_TOPIC, [{ key: 'one-key', value: JSON.stringify(event('poison-5', 'later')) }]);
    await until('the later message is there', async () => (await bodies(tenant)).includes('from later'));
    expect(own()).toBe(before);
  });
});
