import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../../../channels/inbound.ts';
import { type AnyInbound, inboundOf } from '../../../channels/registry/inbound.ts';
import { CHANNELS } from '../../../domain/origins/channels.ts';
import { openApiOf } from '../../../functions/api/openapi/document.ts';
import { challengeAnswer, PROVIDER_PATH, providerReceipt } from '../../../functions/api/openapi/provider-calls.ts';
import { refusal } from '../../../functions/webhooks/answers.ts';

/** The address that providers call, as the document describes it, and as the channels and the function behave. */
const { get, post } = openApiOf([], '/').paths[PROVIDER_PATH] ?? {};
const channelOf = (name: string): AnyInbound => inboundOf(name) as AnyInbound;

/** Notes which members are read; each has the value `x`. */
const noting = (into: Set<string>): Record<string, string> => new Proxy({}, { get: (_, name) => (into.add(String(name).toLowerCase()), 'x') });
const requestOf = (method: 'GET' | 'POST', headers: Set<string>, query: Set<string>): RawRequest => ({
  method,
  headers: noting(headers),
  query: noting(query),
  url: 'https://parley.example/webhooks/x/o',
  body: Buffer.from('{}'),
  receivedAt: 0,
});
const credentials = [noting(new Set())] as never;
const described = (operation: typeof get, place: string, channel: string): string[] =>
  (operation?.parameters ?? [])
    .filter((parameter) => parameter.in === place && parameter.description?.split(':')[0]?.split(', ').includes(channel))
    .map(({ name }) => name.toLowerCase())
    .filter((name) => name !== 'x-parley-causation')
    .toSorted();

describe.each(CHANNELS)('%s', (channel) => {
  it('reads the proof that the document names', () => {
    const [headers, query] = [new Set<string>(), new Set<string>()];
    expect(channelOf(channel).verify(requestOf('POST', headers, query), credentials)).toBe(channel === 'telegram');
    expect([[...headers].toSorted(), [...query].toSorted()]).toEqual([described(post, 'header', channel), described(post, 'query', channel)]);
  });

  it('reads the challenge that the document names', () => {
    const query = new Set<string>();
    channelOf(channel).handshake(requestOf('GET', new Set(), query), credentials);
    expect([...query].toSorted()).toEqual(described(get, 'query', channel));
  });

  it('answers with a content type that the document names', () => {
    const { accepted } = channelOf(channel);
    const response = post?.responses['200'] as { readonly content: object } | undefined;
    expect(Object.keys(response?.content ?? {})).toContain(accepted.contentType.split(';')[0]);
  });
});

it('the function answers no other problems than those of the document', () => {
  const codes = ['invalid_request', 'unauthenticated', 'forbidden', 'not_found', 'too_large', 'unavailable'] as const;
  const given = new Set(codes.map((code) => String(refusal(code).statusCode)));
  const known = new Set([get, post].flatMap((operation) => Object.keys(operation?.responses ?? {})));
  expect([...known].toSorted()).toEqual([...given, '200'].toSorted());
});

it('challenges are answered as the document says', () => {
  const answerOf = (channel: string, query: Record<string, string>, secret: object): unknown =>
    JSON.parse(channelOf(channel).handshake({ ...requestOf('GET', new Set(), new Set()), query }, [secret] as never)?.body ?? '');
  for (const answer of [
    answerOf('x', { crc_token: 'token' }, { consumerSecret: 's' }),
    answerOf('linkedin', { challengeCode: '5a9f1f1e-8f0c-4d7c-9a37-0d5a2b3c4d5e' }, { clientSecret: 's' }),
  ])
    expect(challengeAnswer.parse(answer)).toEqual(answer);
});

it('the channel `api` is told of each element as the document says', () => {
  const unreadable = [{ index: 1, reason: 'a message without author.id' }];
  const answer = JSON.parse(channelOf('api').answer?.({ accepted: 1, unreadable }, requestOf('POST', new Set(), new Set()))?.body ?? '') as object;
  expect(providerReceipt.parse(answer)).toEqual(answer);
});
