import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import type { ParleyFunction } from '../../lib/parley-function.ts';
import { connectToolbox, readToolbox, tellOfToolbox } from '../../lib/toolbox.ts';

/** What a function is told and allowed under these options. */
const connected = (context: Record<string, string>) => {
  const stack = new Stack(new App({ context }), 'S');
  const told: Record<string, string> = {};
  const allowed: unknown[] = [];
  const fn = Object.assign(new Construct(stack, 'Analysis'), {
    addEnvironment: (name: string, value: string) => void (told[name] = value),
    addToRolePolicy: (statement: { toStatementJson(): unknown }) => void allowed.push(stack.resolve(statement.toStatementJson())),
  });
  connectToolbox(fn as unknown as ParleyFunction, readToolbox(stack.node));
  return { told, allowed };
};
const url = 'https://ai.example';

test('without options no toolbox is called, and no secret may be read', () => {
  const { told, allowed } = connected({});
  expect(told).toMatchObject({ AITOOLBOX_SERVICE_URL: '', AITOOLBOX_SECRET_NAME: '', AITOOLBOX_SECRET: '' });
  expect(allowed).toEqual([]);
});

test('with both the function may read that secret and no other', () => {
  const { told, allowed } = connected({ aitoolboxServiceUrl: url, aitoolboxSecretName: 'toolbox' });
  expect(told).toMatchObject({ AITOOLBOX_SERVICE_URL: url, AITOOLBOX_SECRET_NAME: 'toolbox' });
  expect(allowed).toMatchObject([{ Action: 'secretsmanager:GetSecretValue', Effect: 'Allow' }]);
  expect(JSON.stringify(allowed)).toContain(':secret:toolbox-??????');
});

test('options must be whole and safe', () => {
  expect(() => connected({ aitoolboxServiceUrl: url })).toThrow('go together');
  expect(() => connected({ aitoolboxSecretName: 'n' })).toThrow('go together');
  expect(() => connected({ aitoolboxServiceUrl: 'http://ai.example', aitoolboxSecretName: 'n' })).toThrow('https');
});

test('the API is told whether there is one, and nothing of its secret', () => {
  const told: Record<string, string> = {};
  const fn = { addEnvironment: (name: string, value: string) => void (told[name] = value) } as unknown as ParleyFunction;
  tellOfToolbox(fn, { url, secretName: 'toolbox' });
  expect(told).toEqual({ AITOOLBOX_SERVICE_URL: url, AI_WITHIN_MS: '8000' });
  tellOfToolbox(fn, null);
  expect(told).toMatchObject({ AITOOLBOX_SERVICE_URL: '' });
});
