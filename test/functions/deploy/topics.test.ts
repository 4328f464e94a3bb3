import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';

const calls = vi.hoisted(() => [] as unknown[]);
vi.hoisted(() => void Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' }));
vi.mock('../../../adapters/topics/kafka-admin.ts', () => ({
  ensureTopics: async (...args: unknown[]) => {
    calls.push(args);
    return { made: ['messages'], raised: [], larger: [] };
  },
}));
const { handler } = await import('../../../functions/deploy/topics.ts');

const lambda = {} as Context;
beforeEach(() => void calls.splice(0));

test.each(['Create', 'Update'])('%s makes the topics; CloudFormation gives every number as text', async (RequestType) => {
  const answer = await handler({ RequestType, ResourceProperties: { ServiceToken: 'arn', Topics: { messages: '12', tickets: '6' }, Replicas: '3' } }, lambda);
  expect(answer).toEqual({ PhysicalResourceId: 'parley-topics' });
  expect(calls).toEqual([[{ messages: 12, tickets: 6 }, 3]]);
});

test('Delete leaves the topics and what is in them', async () => {
  await handler({ RequestType: 'Delete', ResourceProperties: { Topics: { messages: '12' }, Replicas: '3' } }, lambda);
  expect(calls).toEqual([]);
});

test('anything else fails the deployment instead of being guessed at', async () => {
  await expect(handler({ RequestType: 'Create', ResourceProperties: { Topics: { messages: 'many' }, Replicas: '3' } }, lambda)).rejects.toThrow();
});
