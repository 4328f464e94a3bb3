import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSecrets } from '../../../adapters/secrets/secrets-manager.ts';
import { stubService } from './service-stub.ts';

const manager = stubService('AWS_ENDPOINT_URL_SECRETS_MANAGER');
const missing = { status: 400, body: { __type: 'ResourceNotFoundException', message: 'none' } };
const calls = (): string[] => manager.recorded.map(({ headers }) => String(headers['x-amz-target']).replace('secretsmanager.', ''));
afterEach(() => void vi.useRealTimers());

test('a secret is read once a minute, by requests of the same moment together', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const secrets = openSecrets();
  manager.answer({ body: { SecretString: 'one' } }, { body: { SecretString: 'two' } }, { body: { SecretString: 'three' } });
  expect(await Promise.all([secrets.get('a'), secrets.get('a')])).toEqual(['one', 'one']);
  expect(await secrets.get('a')).toBe('one');
  vi.setSystemTime(Date.now() + 59_000);
  expect(await secrets.get('a')).toBe('one');
  expect(await secrets.get('a', { maxAgeSeconds: 10 })).toBe('two');
  vi.setSystemTime(Date.now() + 60_000);
  expect(await secrets.get('a')).toBe('three');
  expect(manager.recorded).toHaveLength(3);
});

test('a missing secret is undefined, and so is a deleted one', async () => {
  const secrets = openSecrets();
  manager.answer(missing);
  expect(await secrets.get('none')).toBeUndefined();
  await secrets.delete('a');
  expect(await secrets.get('a')).toBeUndefined();
  expect(calls()).toEqual(['GetSecretValue', 'DeleteSecret']);
  manager.answer(missing);
  await secrets.delete('a');
});

test('trouble is not remembered', async () => {
  const secrets = openSecrets();
  manager.answer({ status: 400, body: { __type: 'InvalidRequestException', message: 'being deleted' } }, { body: { SecretString: 'now' } });
  await expect(secrets.get('a')).rejects.toThrow('being deleted');
  expect(await secrets.get('a')).toBe('now');
});

test('put replaces, creates what is missing, and gives way to whoever created it meanwhile', async () => {
  const secrets = openSecrets();
  manager.answer({ body: { Name: 'a' } });
  await secrets.put('a', '1');
  manager.answer(missing, { body: { Name: 'b' } });
  await secrets.put('b', '2');
  manager.answer(missing, { status: 400, body: { __type: 'ResourceExistsException', message: 'there' } }, { body: { Name: 'c' } });
  await secrets.put('c', '3');
  expect(calls()).toEqual(['PutSecretValue', 'PutSecretValue', 'CreateSecret', 'PutSecretValue', 'CreateSecret', 'PutSecretValue']);
  expect([await secrets.get('a'), await secrets.get('b'), await secrets.get('c')]).toEqual(['1', '2', '3']);
  manager.answer(missing, { status: 400, body: { __type: 'InvalidParameterException', message: 'too many' } });
  await expect(secrets.put('d', '4')).rejects.toThrow('too many');
});

describe('a value takes the place of exactly what was there', () => {
  const present = { body: { SecretString: 'old', VersionId: 'v1' } };
  const candidate = { body: { Name: 'a', VersionId: 'v2' } };

  test('by a version that counts only when the one that was read still does', async () => {
    const secrets = openSecrets();
    manager.answer(present, candidate, { body: { Name: 'a' } });
    expect(await secrets.replace('a', 'old', 'new')).toBe(true);
    expect(calls()).toEqual(['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage']);
    expect(manager.recorded[1]?.json()).toMatchObject({ SecretId: 'a', SecretString: 'new', VersionStages: ['PARLEYCANDIDATE'] });
    expect(manager.recorded[2]?.json()).toEqual({ SecretId: 'a', VersionStage: 'AWSCURRENT', MoveToVersionId: 'v2', RemoveFromVersionId: 'v1' });
    expect(await secrets.get('a')).toBe('new');
  });

  test('and otherwise nothing changes, whenever the other one came', async () => {
    const secrets = openSecrets();
    manager.answer(present);
    expect(await secrets.replace('a', 'older', 'new')).toBe(false);
    manager.answer(present, candidate, { status: 400, body: { __type: 'InvalidParameterException', message: 'not attached to v1' } });
    expect(await secrets.replace('a', 'old', 'new')).toBe(false);
    manager.answer(present, missing);
    expect(await secrets.replace('a', 'old', 'new')).toBe(false);
    manager.answer(missing);
    expect(await secrets.replace('a', 'old', 'new')).toBe(false);
    manager.answer({ body: { SecretString: 'theirs' } });
    expect(await secrets.get('a')).toBe('theirs');
  });

  test('none stands for none', async () => {
    const secrets = openSecrets();
    manager.answer({ body: { Name: 'a' } });
    expect(await secrets.replace('a', undefined, 'new')).toBe(true);
    manager.answer({ status: 400, body: { __type: 'ResourceExistsException', message: 'there' } });
    expect(await secrets.replace('a', undefined, 'new')).toBe(false);
    expect(calls()).toEqual(['CreateSecret', 'CreateSecret']);
  });

  test('trouble is passed on', async () => {
    manager.answer(present, candidate, { status: 400, body: { __type: 'InvalidRequestException', message: 'being deleted' } });
    await expect(openSecrets().replace('a', 'old', 'new')).rejects.toThrow('being deleted');
  });
});
