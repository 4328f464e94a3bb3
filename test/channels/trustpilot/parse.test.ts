import { describe, expect, it } from 'vitest';
import { inbound } from '../../../channels/trustpilot/inbound.ts';
import { parseTrustpilot } from '../../../channels/trustpilot/parse.ts';
import { signatures } from '../../functions/webhooks/edge.ts';

const RECEIVED = Date.parse('2026-11-28T12:00:00Z');
const review = (given: object = {}): object => ({
  id: '53bffd360000640002975387',
  title: 'Great service',
  text: 'Nothing other than excellent.',
  stars: 5,
  createdAt: '2026-11-20T09:34:44.000Z',
  consumer: { id: '53bffc3900006400017e5db8', name: 'Customer' },
  ...given,
});
const read = (...events: readonly object[]) => parseTrustpilot({ body: Buffer.from(JSON.stringify({ events })), receivedAt: RECEIVED });
const event = (what: string, given: object = {}): object => ({ eventName: `service-review-${what}`, version: '1', eventData: review(given) });
const only = (...events: readonly object[]): Record<string, unknown> => read(...events)[0] as unknown as Record<string, unknown>;

describe('a review of Trustpilot', () => {
  it('is a message of its author, with its stars', () => {
    expect(only(event('created'))['event']).toMatchObject({
      verb: 'created',
      providerId: '53bffd360000640002975387',
      threadKey: '53bffc3900006400017e5db8',
      author: { id: '53bffc3900006400017e5db8', name: 'Customer' },
      content: { surface: 'review', text: 'Great service\n\nNothing other than excellent.', starRating: 5 },
      occurredAt: '2026-11-20T09:34:44.000Z',
    });
  });

  it('of stars alone is one too, and its name may be called otherwise', () => {
    expect(only(event('created', { title: undefined, text: null, consumer: { id: 'c', displayName: 'Ada' } }))['event']).toMatchObject({
      author: { name: 'Ada' },
      content: { text: '', starRating: 5 },
    });
  });

  it('that was changed is an edit whose version is what it says, from wherever it comes', () => {
    const versionOf = (given: object): unknown => (only(event('updated', given))['event'] as { version: string }).version;
    expect(only(event('updated', { updatedAt: '2026-11-21T00:00:00Z' }))['event']).toMatchObject({ verb: 'edited', occurredAt: '2026-11-21T00:00:00.000Z' });
    expect(versionOf({ updatedAt: '2026-11-21T00:00:00Z' })).toBe(versionOf({ updatedAt: '2026-11-22T00:00:00Z' }));
    expect(versionOf({ stars: 1 })).not.toBe(versionOf({}));
  });

  it('that was deleted is removed, also when nothing is told of its author', () => {
    expect(only(event('deleted'))['event']).toMatchObject({ verb: 'removed', providerId: '53bffd360000640002975387', threadKey: '53bffc3900006400017e5db8' });
    expect(only(event('deleted', { consumer: undefined }))['event']).toMatchObject({ verb: 'removed', threadKey: null, author: null });
  });

  it.each([
    ['an event without eventName', {}],
    ['a review without id', { eventName: 'service-review-created', eventData: {} }],
    ['a review without its consumer', event('created', { consumer: null })],
    ['a review that says nothing', event('created', { title: '', text: '', stars: 7 })],
  ])('%s is kept raw, and its neighbours are read', (reason, piece) => {
    expect(read(piece, event('created'))).toMatchObject([{ kind: 'unreadable', reason }, { kind: 'event' }]);
  });

  it('of a product, and a reply, mean nothing here', () => {
    expect(read({ eventName: 'product-review-created' }, { eventName: 'service-review-reply-created' })).toMatchObject([
      { kind: 'ignored' },
      { kind: 'ignored' },
    ]);
    expect(parseTrustpilot({ body: Buffer.from('{}'), receivedAt: RECEIVED })).toMatchObject([{ kind: 'unreadable', reason: 'no list of events' }]);
  });

  it('is taken with a signature of the webhook secret only', async () => {
    const body = Buffer.from('{"events":[]}');
    const request = { method: 'POST', headers: signatures('the-secret', body), query: {}, body, receivedAt: RECEIVED } as const;
    const secrets = [{ businessUnitId: 'b', webhookSecret: 'the-secret' }];
    expect([inbound.verify(request, secrets), inbound.verify({ ...request, headers: {} }, secrets)]).toEqual([true, false]);
    expect([inbound.handshake(request, secrets), await inbound.parse(request, secrets[0] as never), inbound.accepted.status]).toEqual([null, [], 200]);
  });
});
