import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { ensureTopics } from '../../adapters/topics/kafka-admin.ts';

const topic = `deployed-${randomUUID()}`;
const nothing = { made: [], raised: [], larger: [] };
beforeAll(() => void vi.stubEnv('KAFKA_BROKERS', inject('engines').kafka));
afterAll(() => void vi.unstubAllEnvs());

test('a deployment makes a topic once, raises its partitions when more are asked for, and never lowers them', async () => {
  expect(await ensureTopics({ [topic]: 3 }, 1)).toEqual({ ...nothing, made: [topic] });
  expect(await ensureTopics({ [topic]: 3 }, 1)).toEqual(nothing);
  // A cluster may tell of a topic a moment after it was made.
  await vi.waitFor(async () => expect(await ensureTopics({ [topic]: 5 }, 1)).toEqual({ ...nothing, raised: [topic] }), { timeout: 20_000 });
  // What was raised is what the cluster tells whoever asks again.
  await vi.waitFor(async () => expect(await ensureTopics({ [topic]: 5 }, 1)).toEqual(nothing), { timeout: 20_000 });
  expect(await ensureTopics({ [topic]: 4 }, 1)).toEqual({ ...nothing, larger: [topic] });
}, 60_000);

test('Kafka’s own reason reaches whoever deploys', async () => {
  await expect(ensureTopics({ [`refused-${randomUUID()}`]: 3 }, 9)).rejects.toThrow(/^topic refused-.*replication factor/i);
}, 60_000);
