import { describe, expect, it } from 'vitest';
import { KEPT_SECONDS, Replayed } from '../../../domain/idempotency/commit.ts';
import { answerKey, bindKey, partOf } from '../../../domain/idempotency/parts.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { faultyTable, refuse } from '../faulty-table.ts';

const once = (requestHash = 'h') => ({ once: { pk: 'T#t#I#agent:a#k', sk: 'POST /v1/tickets/bulk', requestHash, expiresAt: 1_000_000 + KEPT_SECONDS } });
const away = new TableUnavailable(new Error('away'));

describe('a key of an effect with several transactions', () => {
  it('is nothing without a header', async () => {
    const table = faultyTable();
    await bindKey(table, {});
    await answerKey(table, {}, { status: 200 });
    expect(table.inner.all()).toEqual([]);
    const context = { tenantId: 't', actor: { type: 'system' as const }, correlationId: 'c', causationId: null, depth: 0 };
    expect(partOf(context, 'a')).toBe(context);
  });

  it('is bound once, and bound again by the same request that was interrupted', async () => {
    const table = faultyTable();
    await bindKey(table, once());
    await bindKey(table, once());
    await answerKey(table, once(), { status: 200, body: 1 });
    await expect(bindKey(table, once())).rejects.toMatchObject({ name: 'Replayed', answer: { status: 200, body: 1 } });
  });

  it('is refused for another request', async () => {
    const table = faultyTable();
    await bindKey(table, once());
    await expect(bindKey(table, once('other'))).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('is answered by one of two that were at work', async () => {
    const table = faultyTable();
    await bindKey(table, once());
    await answerKey(table, once(), { status: 200, body: 1 });
    await expect(answerKey(table, once(), { status: 200, body: 2 })).rejects.toBeInstanceOf(Replayed);
  });

  it('that is gone when the answer comes is left alone', async () => {
    const table = faultyTable();
    await bindKey(table, once());
    table.nextWrites.push(refuse(0));
    await answerKey(table, once(), { status: 200, body: 1 });
    await bindKey(table, once());
  });

  it('waits for a table that is away', async () => {
    const table = faultyTable();
    table.nextWrites.push({ fail: away, written: false });
    await expect(bindKey(table, once())).rejects.toBe(away);
    table.nextWrites.push({ fail: away, written: false });
    await expect(answerKey(table, once(), { status: 200 })).rejects.toBe(away);
  });
});
