import { describe, expect, it } from 'vitest';
import { owedAgain } from '../../../../domain/livechat/by-mail/plan.ts';
import { parseVisitorKey } from '../../../../domain/livechat/by-mail/visitor-key.ts';
import { visitorKey } from '../../../../domain/livechat/visitor.ts';
import { MINUTE_MS, mailingShop } from './mailing-shop.ts';

const BOUNCED = { outcome: 'failed', error: { code: '550', message: 'no such mailbox' } } as const;

/** A visitor who left before two replies, whose mail failed. */
const failed = async () => {
  const shop = await mailingShop();
  const guest = await shop.leaver();
  const numbers = [await shop.said(guest, 'one'), await shop.said(guest, 'two')];
  shop.harness.pass(11 * MINUTE_MS);
  shop.answers.push(BOUNCED);
  expect(await shop.mail(guest)).toBe('failed');
  const retry = (number: number) => shop.staff(`POST /v1/tickets/${guest.ticketId}/messages/${number}/retry`);
  return { ...shop, guest, numbers, retry };
};

describe('a reply that an agent sends again after its mail failed', () => {
  it('is mailed again, alone, and once', async () => {
    const { guest, guestOf, letters, mail, numbers, retry, send, deliveryOf } = await failed();
    const [first = 0, second = 0] = numbers;
    expect(await guestOf(guest)).toMatchObject({ mailedTo: second });
    expect((await retry(first)).status).toBe(200);
    expect(await guestOf(guest)).toMatchObject({ mailedTo: first - 1 });
    await send(guest, first);
    expect(await deliveryOf(guest, first)).toEqual({ state: 'sent', error: null });
    expect(await mail(guest)).toBe('sent');
    expect(letters.map(({ text }) => [text.includes('one'), text.includes('two')])).toEqual([[true, false]]);
    expect(await deliveryOf(guest, first)).toMatchObject({ state: 'sent', via: 'mail' });
    expect(await deliveryOf(guest, second)).toMatchObject({ state: 'failed', via: 'mail' });
    expect(await mail(guest)).toBeNull();
    expect(letters).toHaveLength(1);
  });

  it('is mailed by a timer, which the change of the visitor arms, also when the stream tells it again', async () => {
    const { guest, harness, world, numbers, retry } = await failed();
    const key = visitorKey(world.tenantId, guest.threadId);
    const [before] = await harness.table.get([key]);
    await retry(numbers[1] ?? 0);
    const [after] = await harness.table.get([key]);
    const told = owedAgain(before, after);
    expect(told).toMatchObject([{ tenantId: world.tenantId, threadId: guest.threadId, at: new Date(harness.deps.clock()).toISOString() }]);
    expect(owedAgain(undefined, after)).toEqual(told);
    expect([owedAgain(after, after), owedAgain(undefined, before), owedAgain(before, undefined), owedAgain(undefined, { pk: 'T#a#LV#b', sk: 'X' })]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect([parseVisitorKey(key), parseVisitorKey({ pk: 'T#a', sk: 'VISITOR' })]).toEqual([{ tenantId: world.tenantId, threadId: guest.threadId }, null]);
  });

  it('waits while a mail to the visitor is under way', async () => {
    const { guest, harness, world, numbers, retry } = await failed();
    await harness.table.write({ op: 'update', key: visitorKey(world.tenantId, guest.threadId), set: { mailing: { numbers } }, when: { exists: true } });
    expect(await retry(numbers[0] ?? 0)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
