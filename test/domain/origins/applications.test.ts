import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { applicationKey } from '../../../domain/conversations/kinds/chat.ts';
import { originsOfApplications, requireApplication, requireSameApplication } from '../../../domain/origins/applications.ts';
import { type Origin, originItem } from '../../../domain/origins/origin.ts';

const origin = (id: string, change: Partial<Origin> = {}): Origin => ({
  id,
  channel: 'application',
  name: `Origin ${id}`,
  state: 'enabled',
  accountId: 'token',
  missing: [],
  createdAt: '2026-03-01T10:00:00.000Z',
  revision: 1,
  reveal: null,
  ...change,
});

const table = async (...origins: readonly Origin[]) => {
  const made = memoryTable();
  await made.write({ op: 'put', item: { ...applicationKey('t', 'token'), token: 'token', name: 'App' } });
  for (const one of origins) await made.write({ op: 'put', item: originItem('t', one) });
  return made;
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error as { errors: readonly { message: string }[] }).errors[0]?.message,
  );

describe('an origin of an application', () => {
  it('is found by its token: the oldest, and none of another channel or without an application', async () => {
    const found = await originsOfApplications(
      await table(
        origin('b', { createdAt: '2026-03-01T10:00:01.000Z' }),
        origin('c'),
        origin('a'),
        origin('d', { channel: 'livechat', accountId: 'other' }),
        origin('e', { accountId: null }),
      ),
      't',
    );
    expect([...found].map(([token, { id }]) => [token, id])).toEqual([['token', 'a']]);
  });

  it('needs an application of the tenant that has none', async () => {
    const free = await table();
    expect(await refusal(requireApplication(free, 't', origin('a')))).toBe('allowed');
    expect(await refusal(requireApplication(free, 't', origin('a', { accountId: 'unknown' })))).toMatch(/is not an application/);
    expect(await refusal(requireApplication(free, 'other', origin('a')))).toMatch(/is not an application/);
    expect(await refusal(requireApplication(await table(origin('b')), 't', origin('a')))).toMatch(/already has an origin, Origin b \(b\)/);
    for (const other of [origin('a', { channel: 'api' }), origin('a', { accountId: null })])
      expect(await refusal(requireApplication(free, 't', other))).toBe('allowed');
  });

  it('stays with its application; accounts of other channels may change', () => {
    expect(() => requireSameApplication(origin('a'), 'other')).toThrow(/stays with its application/);
    expect(() => requireSameApplication(origin('a'), 'token')).not.toThrow();
    expect(() => requireSameApplication(origin('a', { channel: 'x' }), 'other')).not.toThrow();
  });
});
