import { describe, expect, it, vi } from 'vitest';
import { assumeRole, RoleNotAssumed } from '../../../adapters/aws/assume-role.ts';
import { renewedCredentials } from '../../../adapters/aws/renewed-credentials.ts';
import { stubService } from './service-stub.ts';

const sts = stubService('AWS_ENDPOINT_URL_STS');
const input = { roleArn: 'arn:aws:iam::1:role/tenant', sessionName: 'tenant-a', tags: { tenant: 'a', shop: 'b c' }, seconds: 3600 };
const xml = (expiration: string): string =>
  `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>se/cr+et=</SecretAccessKey>
   <SessionToken>to/ken==</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

describe('AssumeRole', () => {
  it('carries the tags and is signed for STS', async () => {
    sts.answer({ body: xml('2026-11-21T11:00:00Z') });
    expect(await assumeRole(input)).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'se/cr+et=',
      sessionToken: 'to/ken==',
      expiration: new Date('2026-11-21T11:00:00Z'),
    });
    const [call] = sts.recorded;
    expect(call).toMatchObject({ method: 'POST', path: '/' });
    expect(call?.headers.authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/sts\/aws4_request/);
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: input.roleArn,
      RoleSessionName: 'tenant-a',
      DurationSeconds: '3600',
      'Tags.member.1.Key': 'tenant',
      'Tags.member.1.Value': 'a',
      'Tags.member.2.Key': 'shop',
      'Tags.member.2.Value': 'b c',
    });
  });

  it.each([
    ['throttling', { status: 400, body: '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>' }, 'Throttling'],
    ['a refusal', { status: 403, body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' }, 'AccessDenied'],
    ['a page that is not of STS', { status: 404, body: 'nothing here' }, 'status 404'],
    ['half an answer', { body: '<AccessKeyId>ASIA1</AccessKeyId>' }, 'an answer without SecretAccessKey'],
    ['an answer that never ends', { body: xml('soon') }, 'an answer without an end'],
  ])('tells what stands in its way: %s', async (_what, answer, code) => {
    sts.answer(answer);
    const error = await assumeRole(input).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RoleNotAssumed);
    expect(error).toMatchObject({ code });
  });

  it('asks the endpoint of the Region when none is named, and says so when it cannot be reached', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: URL) => {
      asked.push(url.href);
      throw new Error('no route');
    });
    const before = process.env['AWS_ENDPOINT_URL_STS'];
    process.env['AWS_ENDPOINT_URL_STS'] = '';
    try {
      await expect(assumeRole(input)).rejects.toMatchObject({ code: 'no answer', cause: { message: 'no route' } });
    } finally {
      process.env['AWS_ENDPOINT_URL_STS'] = before;
      vi.unstubAllGlobals();
    }
    expect(new Set(asked)).toEqual(new Set(['https://sts.eu-central-1.amazonaws.com/']));
  });
});

describe('credentials', () => {
  const HOUR = 3_600_000;
  const world = () => {
    let now = 0;
    let fetched = 0;
    let failing = false;
    const get = renewedCredentials(
      async () => {
        fetched += 1;
        if (failing) throw new Error('STS is down');
        return { accessKeyId: `key ${fetched}`, secretAccessKey: 's', sessionToken: 't', expiration: new Date(now + HOUR) };
      },
      () => now,
    );
    return { get, at: (ms: number) => void (now = ms), fail: (is: boolean) => void (failing = is), count: () => fetched };
  };

  it('are fetched once for everybody who asks at the same time, and kept', async () => {
    const { get, at, count } = world();
    await Promise.all([get(), get(), get()]);
    at(HOUR - 5 * 60_000 - 1);
    expect((await get()).accessKeyId).toBe('key 1');
    expect(count()).toBe(1);
  });

  it('are renewed five minutes before they end', async () => {
    const { get, at } = world();
    await get();
    at(HOUR - 5 * 60_000);
    expect((await get()).accessKeyId).toBe('key 2');
    expect((await get()).accessKeyId).toBe('key 2');
  });

  it('that cannot be renewed serve on to their end, and no longer', async () => {
    const { get, at, fail } = world();
    await get();
    fail(true);
    at(HOUR - 60_000);
    expect((await get()).accessKeyId).toBe('key 1');
    at(HOUR - 5_000);
    await expect(get()).rejects.toThrow('STS is down');
    fail(false);
    expect((await get()).accessKeyId).toBe('key 4');
  });
});
