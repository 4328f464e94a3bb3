import { describe, expect, it } from 'vitest';
import { sendInParts } from '../../channels/parts.ts';
import type { SentParts } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';

/** Parts `a`, `b`, …; `outcomes`: of those that are not simply sent. */
const run = async (parts: readonly string[], sentParts: SentParts = [], outcomes: Readonly<Record<string, Outcome>> = {}, clock = () => 0) => {
  const log: string[] = [];
  const notes = {
    begin: async () => void log.push('begin'),
    sent: async (sent: SentParts) => void log.push(`noted ${sent.map((id) => id ?? '-').join(',')}`),
  };
  const send = async (part: string, begin: () => Promise<void>): Promise<Outcome> => {
    log.push(`upload ${part}`);
    await begin();
    log.push(`send ${part}`);
    return outcomes[part] ?? { outcome: 'sent', providerId: `id-${part}` };
  };
  return { outcome: await sendInParts({ sentParts, notes }, parts, send, clock), log };
};
const error = { code: '1', message: 'no' };

describe('the parts of a message', () => {
  it('go out in order, each noted before and, unless it is the last, after', async () => {
    const { outcome, log } = await run(['a', 'b']);
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'id-a', sentParts: ['id-a', 'id-b'] });
    expect(log).toEqual(['upload a', 'begin', 'send a', 'noted id-a', 'upload b', 'begin', 'send b']);
  });

  it('of which there is one have no list', async () => {
    expect(await run(['a'])).toEqual({ outcome: { outcome: 'sent', providerId: 'id-a' }, log: ['upload a', 'begin', 'send a'] });
    const retry: Outcome = { outcome: 'retry', error };
    expect((await run(['a'], [], { a: retry })).outcome).toEqual(retry);
  });

  it('that are sent are left out, wherever they are', async () => {
    const { outcome, log } = await run(['a', 'b', 'c'], ['old-a', null, 'old-c']);
    expect(outcome).toEqual({ outcome: 'sent', providerId: 'old-a', sentParts: ['old-a', 'id-b', 'old-c'] });
    expect(log).toEqual(['upload b', 'begin', 'send b']);
    expect((await run(['a', 'b'], ['old-a', 'old-b'])).outcome).toEqual({ outcome: 'sent', providerId: 'old-a', sentParts: ['old-a', 'old-b'] });
  });

  it.each<[Outcome]>([
    [{ outcome: 'retry', error, retryAfterSeconds: 3 }],
    [{ outcome: 'failed', error }],
    [{ outcome: 'unknown', error }],
    [{ outcome: 'reauthorise', error }],
  ])('end at the first that is not sent: $outcome', async (given) => {
    const { outcome, log } = await run(['a', 'b', 'c'], [], { b: given });
    expect(outcome).toEqual({ ...given, sentParts: ['id-a'] });
    expect(log.at(-1)).toBe('send b');
    expect((await run(['a', 'b'], [], { a: given })).outcome).toEqual(given);
  });

  it('that the provider gave no id are not sent again', async () => {
    const nameless: Outcome = { outcome: 'sent', providerId: null };
    const { outcome } = await run(['a', 'b'], [], { a: nameless, b: { outcome: 'retry', error } });
    expect(outcome).toMatchObject({ sentParts: [''] });
    expect((await run(['a', 'b'], [''])).log).toEqual(['upload b', 'begin', 'send b']);
    expect((await run(['a', 'b'], [], { a: nameless, b: nameless })).outcome).toEqual({ outcome: 'sent', providerId: null, sentParts: ['', ''] });
  });

  it('that take long go on in another try', async () => {
    let now = 0;
    const { outcome } = await run(['a', 'b'], [], {}, () => (now += 15_000));
    expect(outcome).toMatchObject({ outcome: 'retry', error: { code: 'continues' }, sentParts: ['id-a'] });
  });
});
