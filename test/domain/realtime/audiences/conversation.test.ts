import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { conversationAudience, listen, stopListening } from '../../../../domain/realtime/audiences/conversation.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');
const group = (connectionId: string, conversationId = 'g1', tenantId = 'acme') => ({
  tenantId,
  conversationId,
  connectionId,
  personId: `of-${connectionId}`,
  role: 'user' as const,
});

test('a post is for the connections that listen, and for nobody of another conversation or tenant', async () => {
  const table = memoryTable();
  const many = Array.from({ length: 200 }, (_, n) => `c${n}`);
  for (const id of many) await listen(table, group(id), NOW);
  await listen(table, group('other', 'g2'), NOW);
  await listen(table, group('foreign', 'g1', 'other'), NOW);
  expect((await conversationAudience(table, 'acme', 'g1', NOW)).map(({ connectionId }) => connectionId).sort()).toEqual(many.sort());
  expect(new Set(table.all().map(({ pk }) => pk)).size).toBeGreaterThan(10);
});

test('a listener who stops, or whose connection has expired, gets no more frames; listening twice has no further effect', async () => {
  const table = memoryTable();
  await listen(table, group('a'), NOW);
  await listen(table, group('a'), NOW);
  await listen(table, group('b'), NOW - 3 * 3600_000);
  await listen(table, group('c'), NOW);
  await stopListening(table, group('c'));
  await stopListening(table, group('nobody'));
  expect(await conversationAudience(table, 'acme', 'g1', NOW)).toEqual([{ tenantId: 'acme', connectionId: 'a', personId: 'of-a', role: 'user' }]);
});
