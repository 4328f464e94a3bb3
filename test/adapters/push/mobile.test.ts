import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as embedded from '../../../adapters/push/embedded.ts';
import * as sns from '../../../adapters/push/sns.ts';
import type { Notice, Push } from '../../../domain/push/gateway.ts';

const applications = { apns: 'arn:aws:sns:eu-west-1:123456789012:app/APNS/shop', fcm: '' };
const notice: Notice = { conversationId: 'g.1', kind: 'group', count: 2, number: 7, senderName: 'Bo', conversationName: 'Crew' };
const pushTo = (token: string, more: object = {}): Push => ({
  device: { id: 'd1', kind: 'apns', token, name: null, createdAt: '', sessionId: null, endpointArn: null, ...more },
  notice,
  topic: 'a-topic',
  ttlSeconds: 60,
});

/** Amazon SNS as far as the adapter needs it: the query protocol, https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (read 2026-11-30). */
let server: Server;
const calls: URLSearchParams[] = [];
let failure: { readonly status: number; readonly code: string } | null = null;
beforeAll(async () => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const part of request) body += String(part);
    const call = new URLSearchParams(body);
    calls.push(call);
    const action = String(call.get('Action'));
    const isGone = call.get('Token') === 'gone' || call.get('TargetArn')?.endsWith('/gone');
    const failed = action === 'Publish' && isGone ? { status: 400, code: 'EndpointDisabled' } : action === 'Publish' ? failure : null;
    const arn = `${applications.apns.replace(':app/', ':endpoint/')}/${String(call.get('Token'))}`;
    const good = `<${action}Response><${action}Result><EndpointArn>${arn}</EndpointArn><MessageId>m</MessageId></${action}Result></${action}Response>`;
    const bad = `<ErrorResponse><Error><Type>Sender</Type><Code>${failed?.code}</Code><Message>no</Message></Error></ErrorResponse>`;
    response.writeHead(failed?.status ?? 200, { 'content-type': 'text/xml' }).end(failed ? bad : good);
  };
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  calls.length = 0;
  failure = null;
  embedded.removed.add('gone');
});

describe.each([
  ['Amazon SNS', sns.openMobilePush],
  ['the double of a laptop', embedded.openMobilePush],
])('%s', (_, open) => {
  test('makes an endpoint at the first push and uses it afterwards', async () => {
    const send = open(applications);
    const first = await send(pushTo('phone'));
    expect(first).toMatchObject({ outcome: 'sent', endpointArn: expect.stringContaining('APNS/shop') as string });
    const endpointArn = first.outcome === 'sent' ? first.endpointArn : '';
    expect(await send(pushTo('phone', { endpointArn }))).toEqual({ outcome: 'sent' });
  });

  test('a device that takes no more is gone', async () => {
    expect(await open(applications)(pushTo('gone'))).toEqual({ outcome: 'gone' });
  });

  test('a kind without an application is refused', async () => {
    expect(await open(applications)(pushTo('phone', { kind: 'fcm' }))).toEqual({ outcome: 'refused', reason: 'no application for fcm' });
  });
});

describe('at Amazon SNS', () => {
  test('the message has a form for each platform, a topic and a time', async () => {
    await sns.openMobilePush(applications)(pushTo('phone'));
    const publish = calls.find((call) => call.get('Action') === 'Publish');
    const message = JSON.parse(String(publish?.get('Message'))) as { readonly APNS: string; readonly GCM: string };
    expect(JSON.parse(message.APNS)).toMatchObject({ aps: { alert: { title: 'Bo · Crew', body: '2 new messages' }, 'thread-id': 'a-topic' }, count: 2 });
    expect(JSON.parse(message.GCM)).toMatchObject({ fcmV1Message: { message: { data: { count: '2' }, android: { ttl: '60s', collapse_key: 'a-topic' } } } });
    expect(String(publish)).toContain('AWS.SNS.MOBILE.APNS.TTL');
  });

  test('an endpoint that is disabled is deleted', async () => {
    await sns.openMobilePush(applications)(pushTo('gone'));
    expect(calls.map((call) => call.get('Action'))).toEqual(['CreatePlatformEndpoint', 'Publish', 'DeleteEndpoint']);
  });

  test.each([
    [500, 'InternalError', 'later'],
    [400, 'Throttled', 'later'],
    [400, 'InvalidParameter', 'refused'],
    [403, 'AuthorizationError', 'refused'],
  ])('a %i %s is %s', async (status, code, outcome) => {
    failure = { status, code };
    expect(await sns.openMobilePush(applications)(pushTo('phone', { endpointArn: 'arn:phone' }))).toMatchObject({ outcome });
  });

  test('no answer is later', async () => {
    const before = process.env['AWS_ENDPOINT_URL_SNS'];
    process.env['AWS_ENDPOINT_URL_SNS'] = 'http://127.0.0.1:9';
    expect(await sns.openMobilePush(applications)(pushTo('phone', { endpointArn: 'arn:phone' }))).toEqual({ outcome: 'later', reason: 'no answer' });
    process.env['AWS_ENDPOINT_URL_SNS'] = before;
  });
});

test('a notice with text shows it; one of nobody has a title too', async () => {
  const send = embedded.openMobilePush(applications);
  await send({ ...pushTo('phone'), notice: { ...notice, senderName: null, conversationName: null, count: 1, text: 'hello' } });
  await send({ ...pushTo('phone'), notice: { ...notice, count: 1 } });
  const [second, first] = embedded.taken.map(
    ({ message }) => (JSON.parse((JSON.parse(message) as { APNS: string }).APNS) as { aps: { alert: object } }).aps.alert,
  );
  expect([first, second]).toEqual([
    { title: 'New message', body: 'hello' },
    { title: 'Bo · Crew', body: 'A new message' },
  ]);
});
