import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';

const calls = vi.hoisted(() => [] as unknown[]);
vi.hoisted(() => void Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' }));
const called =
  (name: string, answer?: unknown) =>
  async (...args: unknown[]) => {
    calls.push([name, ...args]);
    return answer;
  };
vi.mock('../../../adapters/search/opensearch-admin.ts', () => ({
  ensureSearchIndex: called('index', { madeIndex: true, toRebuild: false }),
  admit: called('admit'),
  dismiss: called('dismiss'),
}));
const { handler } = await import('../../../functions/deploy/search.ts');

const lambda = {} as Context;
const access = { ServiceToken: 'arn', Kind: 'access', Name: 'parley-jobs-bulk', Access: 'write', IamRole: 'arn:aws:iam::1:role/bulk' };
beforeEach(() => void calls.splice(0));

test('the index is brought up to date, and left when its resource goes', async () => {
  for (const RequestType of ['Create', 'Update', 'Delete'])
    expect(await handler({ RequestType, ResourceProperties: { ServiceToken: 'arn', Kind: 'index', Version: 'v' } }, lambda)).toEqual({
      PhysicalResourceId: 'parley-search',
    });
  expect(calls).toEqual([['index'], ['index']]);
});

test('a function is admitted by the name of its role, and dismissed with its resource', async () => {
  expect(await handler({ RequestType: 'Create', ResourceProperties: access }, lambda)).toEqual({ PhysicalResourceId: 'parley-jobs-bulk' });
  await handler({ RequestType: 'Delete', ResourceProperties: access }, lambda);
  expect(calls).toEqual([
    ['admit', 'parley-jobs-bulk', 'write', 'arn:aws:iam::1:role/bulk'],
    ['dismiss', 'parley-jobs-bulk'],
  ]);
});

test('anything else fails the deployment instead of being guessed at', async () => {
  for (const change of [{ Kind: 'other' }, { Name: 'a/b' }, { Access: 'all' }, { IamRole: '*' }])
    await expect(handler({ RequestType: 'Create', ResourceProperties: { ...access, ...change } }, lambda)).rejects.toThrow();
  expect(calls).toEqual([]);
});
