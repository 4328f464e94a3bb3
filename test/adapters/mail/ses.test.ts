import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mailIdentity, openMailer } from '../../../adapters/mail/ses.ts';
import { answerIdentity, answerSendEmail } from '../../../demo/providers/ses.ts';

const RAW = Buffer.from('From: help@shop.example\r\nTo: ada@c.example\r\nSubject: x\r\nMessage-ID: <own@shop.example>\r\n\r\nHello\r\n');
const mail = { from: 'help@shop.example', to: ['ada@c.example', 'bcc@shop.example'], raw: RAW };

let server: Server;
let calls: { route: string; authorization: string; body: Record<string, unknown> }[];
let respond: (response: ServerResponse, authorization: string, body: string) => void;
const double = (fault: string | null = null): typeof respond => {
  return (response, authorization, body) => {
    const answer = answerSendEmail(authorization, body, () => fault);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body));
  };
};
const endpoint = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const send = (timeoutMs = 5_000, at = endpoint()) => openMailer({ endpoint: at, timeoutMs })(mail);

beforeEach(async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKID');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_ENDPOINT_URL', undefined);
  vi.stubEnv('MAIL_IDENTITIES', 'shop.example');
  calls = [];
  respond = double();
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const authorization = request.headers.authorization ?? '';
      calls.push({ route: `${request.method} ${request.url}`, authorization, body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>) });
      respond(response, authorization, body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
});

describe('a mail through SES', () => {
  it('is one signed call with the envelope and the raw bytes, and SES’s id comes back with the Region', async () => {
    expect(await send()).toEqual({ messageId: expect.stringMatching(/-000000$/) as string, region: 'eu-west-1' });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      route: 'POST /v2/email/outbound-emails',
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/ses\//) as string,
      body: { FromEmailAddress: mail.from, Destination: { ToAddresses: mail.to }, Content: { Raw: { Data: RAW.toString('base64') } } },
    });
    expect(calls[0]?.body).not.toHaveProperty('ConfigurationSetName');
    expect(calls[0]?.body).toMatchObject({ EmailTags: [] });
  });

  it('goes to the Region and by the configuration set of the deployment', async () => {
    vi.stubEnv('SES_REGION', 'eu-central-1');
    vi.stubEnv('SES_CONFIGURATION_SET', 'parley');
    expect(await send()).toMatchObject({ region: 'eu-central-1' });
    expect(calls[0]).toMatchObject({ authorization: expect.stringContaining('/eu-central-1/ses/') as string, body: { ConfigurationSetName: 'parley' } });
  });

  it('carries the tags by which its events find their way back', async () => {
    await openMailer({ endpoint: endpoint(), timeoutMs: 5_000 })({ ...mail, tags: { 'parley-tenant': 't1', 'parley-origin': 'o-1' } });
    expect(calls[0]?.body['EmailTags']).toEqual([
      { Name: 'parley-tenant', Value: 't1' },
      { Name: 'parley-origin', Value: 'o-1' },
    ]);
  });

  it.each([
    ['*', true],
    ['other.example,Help@Shop.example', true],
    ['example', true],
    ['other.example', false],
    ['op.example', false],
    ['boss@shop.example', false],
    ['', false],
  ])('of a deployment that may send from %j leaves: %s', async (identities, leaves) => {
    vi.stubEnv('MAIL_IDENTITIES', identities);
    expect(await send()).toMatchObject(leaves ? { region: 'eu-west-1' } : { code: 'not_an_identity', status: 403 });
    expect(calls).toHaveLength(leaves ? 1 : 0);
  });

  it.each(['TooManyRequestsException', 'AccountSuspendedException', 'MessageRejected', 'InternalFailure'])(
    '%s is an answer, and no second call follows',
    async (code) => {
      respond = double(code);
      expect(await send()).toMatchObject({ code, status: expect.any(Number) as number, message: expect.any(String) as string, retryAfter: null });
      expect(calls).toHaveLength(1);
    },
  );

  it('a time to come back is told', async () => {
    respond = (response) => response.writeHead(429, { 'x-amzn-errortype': 'TooManyRequestsException', 'retry-after': '9' }).end('{"message":"slow"}');
    expect(await send()).toEqual({ code: 'TooManyRequestsException', status: 429, message: 'slow', retryAfter: '9' });
  });

  it('a gateway’s page is an answer with its status', async () => {
    respond = (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
    expect(await send()).toMatchObject({ status: 502 });
  });

  it('a service that does not answer, or breaks off, may have it', async () => {
    respond = () => {};
    await expect(send(200)).rejects.toMatchObject({ code: 'ETIMEDOUT', left: true });
    respond = (response) => response.destroy();
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET', left: true });
    expect(calls).toHaveLength(2);
  });

  it('one that cannot be reached has nothing, nor has one that nobody can sign for', async () => {
    await expect(send(5_000, 'http://127.0.0.1:9')).rejects.toMatchObject({ code: 'ECONNREFUSED', left: false });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    await expect(send()).rejects.toMatchObject({ left: false });
    expect(calls).toEqual([]);
  });
});

describe('the identity of an address', () => {
  const ask = (address = 'help@in.shop.example', at = endpoint()) => mailIdentity({ endpoint: at, timeoutMs: 5_000 })(address);
  const answering = (...faults: (string | null)[]): void => {
    respond = (response, authorization) => {
      const answer = answerIdentity(authorization, 'shop.example', () => faults.shift() ?? null);
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body));
    };
  };

  it('is the address itself where it exists, and otherwise its domain', async () => {
    vi.stubEnv('MAIL_IDENTITIES', 'shop.example,help@in.shop.example');
    answering('NotFoundException', null, 'unverified');
    expect(await ask()).toEqual({ identity: 'shop.example', verified: true });
    expect(calls.map(({ route }) => route)).toEqual(['GET /v2/email/identities/help%40in.shop.example', 'GET /v2/email/identities/shop.example']);
    expect(await ask('info@shop.example')).toEqual({ identity: 'shop.example', verified: false });
  });

  it('is none where the deployment does not send, and every one where it sends from all', async () => {
    expect(await ask('help@other.example')).toEqual({ identity: null });
    vi.stubEnv('MAIL_IDENTITIES', '*');
    answering(null);
    expect(await ask('help@other.example')).toEqual({ identity: 'help@other.example', verified: true });
  });

  it('comes with the error of SES, or of the connection', async () => {
    answering('NotFoundException', 'TooManyRequestsException');
    expect(await ask()).toMatchObject({ code: 'NotFoundException', status: 404 });
    expect(await ask()).toMatchObject({ code: 'TooManyRequestsException', status: 429 });
    expect(await ask(undefined, 'http://127.0.0.1:1')).toMatchObject({ code: 'ECONNREFUSED', status: undefined });
  });
});
