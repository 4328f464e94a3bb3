import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import { callerAddressFrom, EDGE_HEADER } from '../../../functions/api/caller-address.ts';

const secrets = { get: async (name: string) => (name === 'parley/prod/edge' ? 'the secret' : undefined) };
const call = (headers: Record<string, string>) => ({ headers, requestContext: { http: { sourceIp: '130.176.0.1' } } }) as unknown as APIGatewayProxyEventV2;
const addressOf = (headers: Record<string, string>, name = 'parley/prod/edge') => callerAddressFrom(secrets, name)(call(headers));
const chain = '6.6.6.6, 198.51.100.7, 130.176.0.1';

test('a call that CloudFront brings counts for the address that CloudFront saw, whatever its caller wrote before', async () => {
  expect(await addressOf({ [EDGE_HEADER]: 'the secret', 'x-forwarded-for': chain })).toBe('198.51.100.7');
});

test("a direct call of the API counts for the caller's own address, with a wrong proof and without one", async () => {
  expect(await addressOf({ 'x-forwarded-for': chain })).toBe('130.176.0.1');
  expect(await addressOf({ [EDGE_HEADER]: 'a guess', 'x-forwarded-for': chain })).toBe('130.176.0.1');
});

test('without CloudFront, its secret or a chain it is the address that API Gateway saw', async () => {
  expect(await addressOf({ [EDGE_HEADER]: 'the secret', 'x-forwarded-for': chain }, '')).toBe('130.176.0.1');
  expect(await addressOf({ [EDGE_HEADER]: 'the secret', 'x-forwarded-for': chain }, 'parley/none')).toBe('130.176.0.1');
  expect(await addressOf({ [EDGE_HEADER]: 'the secret' })).toBe('130.176.0.1');
});
