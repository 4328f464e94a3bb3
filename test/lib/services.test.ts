import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import type { ParleyFunction } from '../../lib/parley-function.ts';
import { connectService, serviceAddress, setServiceAddress } from '../../lib/services.ts';

const url = 'https://service.example';

describe.each([
  ['toolbox', 'AITOOLBOX_SERVICE_URL', 'AITOOLBOX', 'aitoolboxServiceUrl', 'aitoolboxSecretName'],
  ['ticketHelper', 'TICKET_HELPER_SERVICE_URL', 'TICKET_HELPER', 'ticketHelperServiceUrl', 'ticketHelperSecretName'],
  ['userService', 'USER_SERVICE_URL', 'USER_SERVICE', 'userServiceUrl', 'userServiceSecretName'],
] as const)('%s', (name, setting, prefix, urlOption, nameOption) => {
  /** What a function is told and allowed under these options. */
  const connected = (context: Record<string, string>) => {
    const stack = new Stack(new App({ context }), 'S');
    const told: Record<string, string> = {};
    const allowed: unknown[] = [];
    const fn = Object.assign(new Construct(stack, 'Caller'), {
      addEnvironment: (variable: string, value: string) => void (told[variable] = value),
      addToRolePolicy: (statement: { toStatementJson(): unknown }) => void allowed.push(stack.resolve(statement.toStatementJson())),
    });
    connectService(fn as unknown as ParleyFunction, name);
    return { told, allowed, address: serviceAddress(stack.node, name) };
  };

  test('without options no call leaves, and no secret may be read', () => {
    const { told, allowed, address } = connected({});
    expect(told).toEqual({ [setting]: '', [`${prefix}_SECRET_NAME`]: '', [`${prefix}_SECRET`]: '' });
    expect(address).toEqual({ [setting]: '' });
    expect(allowed).toEqual([]);
  });

  test('with both the function may read that secret and no other', () => {
    const { told, allowed, address } = connected({ [urlOption]: url, [nameOption]: 'signing' });
    expect(told).toEqual({ [setting]: url, [`${prefix}_SECRET_NAME`]: 'signing', [`${prefix}_SECRET`]: '' });
    expect(address).toEqual({ [setting]: url });
    expect(allowed).toMatchObject([{ Action: 'secretsmanager:GetSecretValue', Effect: 'Allow' }]);
    expect(JSON.stringify(allowed)).toContain(':secret:signing-??????');
  });

  test('options must be whole and safe', () => {
    expect(() => connected({ [urlOption]: url })).toThrow('are needed together');
    expect(() => connected({ [nameOption]: 'n' })).toThrow('are needed together');
    expect(() => connected({ [urlOption]: 'http://service.example', [nameOption]: 'n' })).toThrow('https');
  });
});

test('a function that calls nobody is told whether there is a toolbox, and nothing of its secret', () => {
  const told: Record<string, string> = {};
  const fn = { addEnvironment: (variable: string, value: string) => void (told[variable] = value) } as unknown as ParleyFunction;
  setServiceAddress(fn, 'toolbox', { url, secretName: 'toolbox' });
  expect(told).toEqual({ AITOOLBOX_SERVICE_URL: url });
  setServiceAddress(fn, 'toolbox', null);
  expect(told).toEqual({ AITOOLBOX_SERVICE_URL: '' });
});
