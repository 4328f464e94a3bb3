import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiShop } from '../harness/api-shop.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { answer, hang, type Receiver, startReceiver } from '../harness/receiver.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** One receiver in trouble is nobody else's trouble. */
describe('replies and calls on their way out', () => {
  let receiver: Receiver;
  let hub: Hub;
  const shop = async () => openApiShop(await createTenant(hub), receiver);

  beforeAll(async () => {
    receiver = await startReceiver();
    // Hours, made short; but much longer than the Retry-After below, also on a slow machine.
    hub = await startHub({
      env: {
        PARLEY_OUTGOING_ALLOW: receiver.host,
        SEND_REPEAT_FOR_MINS: '0.3',
        ACTION_REPEAT_FOR_MINS: '0.15',
        SEND_PAUSE_MS: '300',
        SEND_TIMEOUT_MS: '4000',
      },
    });
  });
  afterAll(async () => {
    receiver.close();
    await hub.stop();
    removeHome(hub.home);
  });

  /** How often a sender has said, after it noted it, that an entry waits. */
  const waits = (): number => readFileSync(join(hub.home, 'logs', 'workers.log'), 'utf8').split('"name":"RetryLater"').length - 1;

  // Alone, because the log does not tell whose entry waits.
  it('a 429 holds its whole origin until its Retry-After, and no other origin', async () => {
    const [limited, beside] = [await shop(), await shop()];
    receiver.behave(limited.path, (response, call, nth) => answer(nth === 1 ? 429 : 200, {}, { 'retry-after': '8' })(response, call, nth));
    const [ann, bob, cid] = [await limited.write('ann'), await limited.write('bob'), await beside.write('cid')];
    await limited.reply(ann, 'first');
    // What is on its way while the 429 comes back may still arrive. The hold is for what follows.
    await until('the hold is noted', () => waits() > 0);
    expect(receiver.calls(limited.path)).toHaveLength(1);
    await limited.reply(bob, 'of another conversation');
    await beside.reply(cid, 'of another origin');
    await beside.delivered(cid, 2);
    expect(receiver.calls(limited.path)).toHaveLength(1);
    expect(await limited.message(bob, 2)).toMatchObject({ delivery: { state: 'queued', error: null } });
    await Promise.all([limited.delivered(ann, 2), limited.delivered(bob, 2)]);
    const [first, ...later] = receiver.calls(limited.path).map(({ at }) => at);
    for (const at of later) expect(at - (first ?? 0)).toBeGreaterThanOrEqual(7_999);
  });

  // These mostly wait, each for a receiver of its own.
  it.concurrent('a 500 is repeated with the same key, and those behind it in its conversation wait in order', async () => {
    const one = await shop();
    receiver.behave(one.path, (response, call, nth) => answer(nth <= 2 ? 500 : 200, { id: `their-${nth}` })(response, call, nth));
    const ticket = await one.write('ann');
    for (const text of ['a', 'b', 'c']) await one.reply(ticket, text);
    await one.delivered(ticket, 4);
    const calls = receiver.calls(one.path);
    expect(calls.map(({ body }) => body.text)).toEqual(['a', 'a', 'a', 'b', 'c']);
    expect(new Set(calls.slice(0, 3).map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await one.message(ticket, 2)).toMatchObject({ providerId: 'their-3', delivery: { state: 'sent', error: null } });
  });

  it.concurrent('an outage that ends is followed by every reply, one that lasts by failures that say why', async () => {
    const [short, long] = [await shop(), await shop()];
    receiver.behave(short.path, (response, call, nth) => (nth <= 2 ? response.destroy() : answer(200)(response, call, nth)));
    receiver.behave(long.path, answer(503));
    const [ann, bob] = [await short.write('ann'), await long.write('bob')];
    for (const text of ['a', 'b']) await Promise.all([short.reply(ann, text), long.reply(bob, text)]);
    await short.delivered(ann, 3);
    const failed = [await long.delivered(bob, 2, ['failed']), await long.delivered(bob, 3, ['failed'])];
    for (const { delivery } of failed) expect(delivery?.error).toEqual({ code: '503', message: 'The callback answered 503.' });
    const texts = receiver.calls(long.path).map(({ body }) => body.text as string);
    expect(texts.filter((text) => text === 'b').length).toBeGreaterThan(0);
    expect(texts).toEqual(texts.toSorted());
  });

  it.concurrent('a dead webhook of a rule holds no reply, and is a dead letter with its reason at the end', async () => {
    const one = await shop();
    const hook = `${one.path}-hook`;
    receiver.behave(hook, hang);
    await one.tenant.admin.patch('/v1/tenant', { settings: { webhookSecret: 'a secret of ours' } });
    await one.tenant.admin.post('/v1/rules', { name: 'Dead', event: 'message.received', actions: [{ type: 'webhook', url: receiver.url(hook) }] });
    const ticket = await one.write('ann');
    await until('the webhook has been called', () => receiver.calls(hook).length > 0);
    await one.reply(ticket, 'not held');
    await one.delivered(ticket, 2);
    // The call has not come to its end; between two tries, none is under way.
    expect(deadLetters(hub.home).filter((body) => body.includes(ticket.id))).toEqual([]);
    const letter = await until('the call is a dead letter', () => deadLetters(hub.home).find((body) => body.includes(ticket.id)), 60_000);
    expect(JSON.parse(letter)).toMatchObject({ ticketId: ticket.id, reason: expect.stringMatching(/given up: no answer/) as string });
  });

  it.each([
    ['answers nothing', hang],
    ['answers status 600', answer(600)],
    ['answers 200 in drops', (response: Parameters<typeof hang>[0]) => void response.writeHead(200, { 'content-length': '100000' }).write('{')],
  ])('a receiver that %s leaves room for the replies of other tenants', async (_, behaviour) => {
    const [slow, quick] = [await shop(), await shop()];
    receiver.behave(slow.path, behaviour);
    const crowd = await Promise.all(Array.from({ length: 30 }, (_, n) => slow.write(`customer-${n}`)));
    const ticket = await quick.write('ann');
    await Promise.all(crowd.map((one) => slow.reply(one, 'slow')));
    await until('the slow one is under way', () => receiver.calls(slow.path).length > 0);
    for (const text of ['a', 'b', 'c']) await quick.reply(ticket, text);
    await quick.delivered(ticket, 4);
    const crowded = await Promise.all(crowd.map((one) => slow.message(one, 2)));
    expect(crowded.filter(({ delivery }) => delivery?.state === 'queued').length).toBeGreaterThan(0);
    expect(receiver.calls(quick.path).map(({ body }) => body.text as string)).toEqual(['a', 'b', 'c']);
  });
});

/** Bodies of the letters of the queue `actions`. */
const deadLetters = (home: string): string[] => {
  const database = new DatabaseSync(join(home, 'data', 'queues.db'), { readOnly: true });
  try {
    const rows = database.prepare("SELECT body FROM messages WHERE queue IN (SELECT id FROM queues WHERE name LIKE '%ActionsDeadLetters%')").all();
    return rows.map((row) => String(row['body']));
  } finally {
    database.close();
  }
};
