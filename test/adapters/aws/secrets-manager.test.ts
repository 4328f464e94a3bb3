import { afterEach, expect, test, vi } from 'vitest';
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
