import { describe, expect, it } from 'vitest';
import { decodePosition, encodePosition, laterOf, readAfter, START } from '../../../../domain/conversations/log/cursor.ts';
import { applyBatch } from '../../../../domain/support/messages/inbound/apply-batch.ts';
import { threadPk } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { bench, inbound, ORIGIN, TENANT } from '../../support/messages/inbound/events.ts';

const pk = threadPk(TENANT, threadIdOf(ORIGIN, 'ann'));
const hide = (id: string, version: string, hidden: boolean) => inbound('ann', id, { verb: hidden ? 'hidden' : 'unhidden', version, content: null });

/** Two messages, an amendment; then in one step a message, two amendments and another message. */
const conversation = async () => {
  const b = bench();
  await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2')]);
  await applyBatch(b.deps, [hide('m1', '1', true)]);
  await applyBatch(b.deps, [inbound('ann', 'm3'), hide('m1', '2', false), hide('m3', '3', true), inbound('ann', 'm4')]);
  return b.table;
};
const WHOLE = ['message 1', 'message 2', 'amendment 1', 'message 3', 'message 4', 'amendment 2', 'amendment 3'];
const named = (entries: Awaited<ReturnType<typeof readAfter>>) => entries.map(({ type, item }) => `${type} ${String(item['number'])}`);

describe('reading a conversation from a position', () => {
  it('answers both logs in the order in which things happened, within one step words first', async () => {
    expect(named(await readAfter(await conversation(), pk, START))).toEqual(WHOLE);
  });

  it('goes on from each entry’s position with all that follows, whatever the page', async () => {
    const table = await conversation();
    for (let size = 1; size <= WHOLE.length; size += 1) {
      const read: string[] = [];
      for (let at = START; ; ) {
        const page = await readAfter(table, pk, at, size);
        read.push(...named(page));
        const last = page.at(-1);
        if (!last) break;
        at = decodePosition(encodePosition(last.position)) ?? START;
      }
      expect(read).toEqual(WHOLE);
    }
  });

  it('a position that a client made up is none, and no position goes back', () => {
    for (const text of ['', 'nonsense', Buffer.from('1.2.3').toString('base64url'), Buffer.from('-1.2').toString('base64url')])
      expect(decodePosition(text)).toBeNull();
    expect(laterOf({ number: 3, amendment: 1 }, { number: 2, amendment: 5 })).toEqual({ number: 3, amendment: 5 });
  });
});
