import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { failuresOf, partialBatch } from '../../functions/partial-batch.ts';

test('only the records whose work fails come again, and each says why', async () => {
  const heard: string[] = [];
  const failures = await failuresOf(
    ['a', 'b', 'c', 'd'].map((messageId) => ({ messageId })),
    async ({ messageId }) => {
      if (messageId === 'b') throw new Error('b fails');
      if (messageId === 'd') await Promise.reject(new Error('d fails'));
    },
    (error, { messageId }) => void heard.push(`${messageId}: ${(error as Error).message}`),
  );
  expect(partialBatch(failures)).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'd' }] });
  expect(heard).toEqual(['b: b fails', 'd: d fails']);
});

test('a batch without failures is done', async () => {
  expect(
    partialBatch(
      await failuresOf(
        [{ messageId: 'a' }],
        async () => undefined,
        (error) => expect.unreachable(String(error)),
      ),
    ),
  ).toEqual({ batchItemFailures: [] });
  expect(partialBatch(new Set([{ partition: 'messages-0', offset: 3 }]))).toEqual({
    batchItemFailures: [{ itemIdentifier: { partition: 'messages-0', offset: 3 } }],
  });
});

test('every function answers a batch this way', () => {
  const root = fileURLToPath(new URL('../../functions', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const naming = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('batchItemFailures'));
  expect(naming).toEqual(['partial-batch.ts']);
});
