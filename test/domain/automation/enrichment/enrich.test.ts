import { describe, expect, it } from 'vitest';
import { compileList, enrich } from '../../../../domain/automation/enrichment/enrich.ts';
import type { EnrichmentList, Entry } from '../../../../domain/automation/enrichment/list.ts';

const list = (key: EnrichmentList['key'], match: EnrichmentList['match'], entries: readonly Entry[], id = 'l') =>
  compileList({ id, name: id, key, match, entries, createdAt: '2026', updatedAt: '2026' });
const vip: Entry['set'] = { priority: 'high' };
const of = (author: object | undefined, text: string | null = null) => ({ ticket: author ? { author } : {}, message: text === null ? null : { text } });

describe('a list finds', () => {
  it.each<[string, EnrichmentList['key'], EnrichmentList['match'], string, ReturnType<typeof of>, boolean]>([
    ['an exact id', 'author.id', 'exact', 'U1', of({ id: 'u1' }), true],
    ['no part of an id', 'author.id', 'exact', 'u', of({ id: 'u1' }), false],
    ['an exact handle', 'author.handle', 'exact', '@ann', of({ id: '1', handle: ' @Ann ' }), true],
    ['no absent handle', 'author.handle', 'exact', '@ann', of({ id: '1', handle: null }), false],
    ['no author at all', 'author.id', 'exact', 'u1', of(undefined), false],
    ['a mail address that is the id', 'author.email', 'exact', 'ann@shop.example', of({ id: 'Ann@Shop.example' }), true],
    ['a mail address that is the handle', 'author.email', 'exact', 'ann@shop.example', of({ id: '17', handle: 'ann@shop.example' }), true],
    ['no handle with an @ for an address', 'author.email', 'exact', '@ann', of({ id: '17', handle: '@ann' }), false],
    ['a domain', 'author.email', 'domain', 'shop.example', of({ id: 'ann@shop.example' }), true],
    ['a domain written with @', 'author.email', 'domain', '@Shop.example', of({ id: 'ann@shop.example' }), true],
    ['a subdomain', 'author.email', 'domain', 'shop.example', of({ id: 'ann@mail.shop.example' }), true],
    ['no domain that only ends alike', 'author.email', 'domain', 'shop.example', of({ id: 'ann@workshop.example' }), false],
    ['the domain of an address in the web', 'author.handle', 'domain', 'shop.example', of({ handle: 'https://www.shop.example/ann?x' }), true],
    ['a domain in letters beyond ASCII', 'author.email', 'domain', 'Müller.example', of({ id: 'ann@xn--mller-kva.example' }), true],
    ['such a domain by its name in DNS', 'author.email', 'domain', 'xn--mller-kva.example', of({ id: 'ann@müller.example' }), true],
    ['a domain in full width', 'author.email', 'domain', 'ｓｈｏｐ.example', of({ id: 'ann@shop.example' }), true],
    ['no domain without the accent, which is another owner', 'author.email', 'domain', 'muller.example', of({ id: 'ann@müller.example' }), false],
    ['no domain that only looks alike', 'author.email', 'domain', 'paypal.example', of({ id: 'ann@раураl.example' }), false],
    ['an address whose domain is beyond ASCII', 'author.email', 'exact', 'ann@MÜLLER.example', of({ id: 'Ann@xn--mller-kva.example' }), true],
    ['no address whose domain only looks alike', 'author.email', 'exact', 'ann@paypal.example', of({ id: 'ann@раураl.example' }), false],
    ['no host that is too long to be one', 'author.handle', 'domain', 'example', of({ handle: `${'a.'.repeat(40_000)}example` }), false],
    ['nothing by an entry without a visible letter', 'message.text', 'contains', '\u200b\u2060', of({}, 'I want it'), false],
    ['no domain of nobody', 'author.email', 'domain', 'shop.example', of({ id: '' }), false],
    ['a part of a text', 'message.text', 'contains', 'Refund', of({}, 'I want a REFUND now'), true],
    ['no other text', 'message.text', 'contains', 'refund', of({}, 'I want it'), false],
    ['no text without a message', 'message.text', 'contains', 'refund', of({}), false],
    ['a whole text', 'message.text', 'exact', 'stop', of({}, ' Stop '), true],
  ])('%s', (_, key, match, value, snapshot, found) => {
    expect(list(key, match, [{ value, set: vip }]).find(snapshot)).toEqual(found ? vip : undefined);
  });

  it.each(['exact', 'contains', 'domain'] as const)('the first entry that matches (%s)', (match) => {
    const entries: Entry[] = [
      { value: 'ann', set: { topic: 'first' } },
      { value: 'Ann', set: { topic: 'second' } },
    ];
    expect(list('author.handle', match, entries).find(of({ handle: 'ANN' }))).toEqual({ topic: 'first' });
  });

  it('the nearest domain', () => {
    const entries: Entry[] = [
      { value: 'shop.example', set: { topic: 'far' } },
      { value: 'mail.shop.example', set: { topic: 'near' } },
    ];
    expect(list('author.email', 'domain', entries).find(of({ id: 'a@mail.shop.example' }))).toEqual({ topic: 'near' });
  });

  it('one of 100,000 entries as fast as one of ten', () => {
    const entries = Array.from({ length: 100_000 }, (_, n): Entry => ({ value: `user${n}`, set: { topic: String(n) } }));
    const compiled = list('author.id', 'exact', entries);
    for (let n = 0; n < 100_000; n += 997) expect(compiled.find(of({ id: `USER${n}` }))).toEqual({ topic: String(n) });
  });
});

describe('a lookup', () => {
  it.each<[EnrichmentList['key'], EnrichmentList['match'], (n: number) => string, (value: string) => ReturnType<typeof of>]>([
    ['author.id', 'exact', (n) => `user${n}`, (value) => of({ id: value })],
    ['author.email', 'domain', (n) => `shop${n}.example`, (value) => of({ id: `ann@mail.${value}` })],
    ['message.text', 'contains', (n) => `order ${n}x`, (value) => of({}, `where is my ${value}?`)],
  ])('in %s by %s reads each of 100,000 entries once, at the first message, and none at any other', (key, match, valueOf, messageOf) => {
    let reads = 0;
    const entries = Array.from({ length: 100_000 }, (_, n) => ({
      get value() {
        reads += 1;
        return valueOf(n);
      },
      set: { topic: String(n) },
    }));
    const compiled = list(key, match, entries);
    expect(reads).toBe(0);
    expect(compiled.find(messageOf(valueOf(7)))).toEqual({ topic: '7' });
    expect(reads).toBe(100_000);
    for (let n = 0; n < 100_000; n += 997) expect(compiled.find(messageOf(valueOf(n)))).toEqual({ topic: String(n) });
    expect(compiled.find(messageOf('nobody'))).toBeUndefined();
    expect(reads).toBe(100_000);
  });
});

describe('several lists', () => {
  it('add up: the first that sets a field wins, tags and custom fields are united', () => {
    const lists = [
      list('author.id', 'exact', [{ value: 'u', set: { priority: 'low', tags: ['a', 'b'], customFields: { x: 1 } } }], 'one'),
      list('author.id', 'exact', [{ value: 'nobody', set: { topic: 'no' } }], 'none'),
      list(
        'author.id',
        'exact',
        [
          {
            value: 'u',
            set: { priority: 'high', topic: 't', tags: ['b', 'c'], customFields: { x: 2, y: 3 }, owner: { agentId: 'ann' }, sentiment: 'negative' },
          },
        ],
        'two',
      ),
    ];
    expect(enrich(lists, of({ id: 'u' }))).toEqual({
      listIds: ['one', 'two'],
      set: { priority: 'low', topic: 't', tags: ['a', 'b', 'c'], customFields: { x: 1, y: 3 }, owner: { agentId: 'ann' }, sentiment: 'negative' },
    });
  });

  it('that do not match say nothing', () => {
    expect(enrich([list('author.id', 'exact', [])], of({ id: 'u' }))).toBeNull();
    expect(enrich([list('author.id', 'exact', [{ value: 'u', set: {} }])], of({ id: 'u' }))?.set).toEqual({});
  });
});
