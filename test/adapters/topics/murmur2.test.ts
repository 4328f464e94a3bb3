import { expect, test } from 'vitest';
import { murmur2, partitionOf } from '../../../adapters/topics/embedded/murmur2.ts';

// Kafka's own expectations (clients/src/test/java/org/apache/kafka/common/utils/UtilsTest.java, testMurmur2).
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
])('%s hashes as in Kafka', (text, hash) => {
  expect(murmur2(new TextEncoder().encode(text))).toBe(hash);
});

test('a partition is never negative', () => {
  for (const text of ['21', 'foobar', '', 'ä']) expect(partitionOf(text, 6)).toBeGreaterThanOrEqual(0);
});
