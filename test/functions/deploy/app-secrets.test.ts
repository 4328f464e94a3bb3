import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { APP_KEYS } from '../../../domain/app-keys.ts';
import { appKeysSchema } from '../../../functions/api/settings.ts';

const kept = vi.hoisted(() => new Map<string, string>());
const meanwhile = vi.hoisted(() => ({ change: undefined as string | undefined }));
vi.hoisted(() => void Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' }));
vi.mock('../../../adapters/secrets/secrets-manager.ts', () => ({
  openSecrets: () => ({
    get: async (name: string) => kept.get(name),
    put: async (name: string, value: string) => void kept.set(name, value),
    replace: async (name: string, present: string, value: string) => {
      if (meanwhile.change !== undefined) kept.set(name, meanwhile.change);
      if (kept.get(name) !== present) return false;
      kept.set(name, value);
      return true;
    },
  }),
}));
const { handler } = await import('../../../functions/deploy/app-secrets.ts');

const NAME = 'parley/prod/app';
const call = (RequestType: string) =>
  handler({ RequestType, ResourceProperties: { ServiceToken: 'arn', SecretName: NAME, Keys: [...APP_KEYS] } }, {} as Context);
const value = (): Record<string, string> => JSON.parse(kept.get(NAME) ?? '{}') as Record<string, string>;
beforeEach(() => {
  kept.clear();
  meanwhile.change = undefined;
});

test('an empty secret gets every key that the API asks for', async () => {
  expect(await call('Create')).toEqual({ PhysicalResourceId: 'parley-app-secrets' });
  expect(Object.keys(value()).toSorted()).toEqual([...APP_KEYS].toSorted());
  expect(new Set(Object.values(value())).size).toBe(APP_KEYS.length);
  expect(appKeysSchema.safeParse(value()).success).toBe(true);
  expect(Object.keys(appKeysSchema.shape).toSorted()).toEqual([...APP_KEYS].toSorted());
});

test.each(['Create', 'Update'])('%s leaves a rotated key as it is, and members that it does not know', async (request) => {
  await call('Create');
  const rotated = JSON.stringify({ ...value(), adminToken: 'rotated by an operator', other: 'x' });
  kept.set(NAME, rotated);
  await call(request);
  expect(kept.get(NAME)).toBe(rotated);
});

test('a member that a new version needs is added and the others stay', async () => {
  kept.set(NAME, JSON.stringify({ adminToken: 'a', tokenKey: 't'.repeat(48) }));
  await call('Update');
  expect(value()).toMatchObject({ adminToken: 'a', tokenKey: 't'.repeat(48) });
  expect(value()['cursorKey']).toMatch(/^[\w-]{48}$/);
});

test('a secret that is not a JSON object is replaced completely', async () => {
  kept.set(NAME, 'a random string');
  await call('Update');
  expect(Object.keys(value()).toSorted()).toEqual([...APP_KEYS].toSorted());
});

test('an operator who rotates at this moment wins', async () => {
  kept.set(NAME, JSON.stringify({ adminToken: 'a' }));
  meanwhile.change = JSON.stringify({ adminToken: 'newer' });
  await expect(call('Update')).rejects.toThrow('changed meanwhile');
  expect(value()).toEqual({ adminToken: 'newer' });
});

test('Delete leaves the secret', async () => {
  await call('Create');
  const before = kept.get(NAME);
  await call('Delete');
  expect(kept.get(NAME)).toBe(before);
});
