import { describe, expect, it } from 'vitest';
import { keepRenewed } from '../../../domain/origins/keep-renewed.ts';
import type { Vault } from '../../../domain/origins/vault.ts';

const PLACE = { tenantId: 't', originId: 'o' };
const BEFORE = { consumerSecret: 's', accessToken: 'a1', refreshToken: 'r1' };
const CHANGED = { accessToken: 'a2', refreshToken: 'r2' };

/** A vault with these credentials, and what else happens to it between our read and our write. */
const vault = (current: object | undefined, between: ((now: { current: object }) => object | undefined)[] = []) => {
  let text = current === undefined ? undefined : JSON.stringify({ current, previous: [{ credentials: { consumerSecret: 'old' }, until: 5 }] });
  const given: Pick<Vault, 'get' | 'replace'> = {
    get: async () => text,
    async replace(_name, present, value) {
      const next = between.shift();
      if (next && text !== undefined) {
        const changed = next(JSON.parse(text) as { current: object });
        text = changed === undefined ? undefined : JSON.stringify(changed);
      }
      if (text !== present) return false;
      text = value;
      return true;
    },
  };
  return { given, stored: () => (text === undefined ? undefined : (JSON.parse(text) as object)) };
};

describe('renewed credentials', () => {
  it('take the place of those they were made from, and replaced signing secrets keep their day', async () => {
    const { given, stored } = vault(BEFORE);
    expect(await keepRenewed(given, PLACE, BEFORE, CHANGED)).toEqual({ ...BEFORE, ...CHANGED });
    expect(stored()).toEqual({ current: { ...BEFORE, ...CHANGED }, previous: [{ credentials: { consumerSecret: 'old' }, until: 5 }] });
  });

  it('leave what an admin changes at the same time', async () => {
    const { given, stored } = vault(BEFORE, [(now) => ({ ...now, current: { ...now.current, consumerSecret: 's2' } })]);
    expect(await keepRenewed(given, PLACE, BEFORE, CHANGED)).toEqual({ consumerSecret: 's2', ...CHANGED });
    expect(stored()).toMatchObject({ current: { consumerSecret: 's2', ...CHANGED } });
  });

  it('give way to tokens that somebody else has stored', async () => {
    const others = { ...BEFORE, accessToken: 'admin', refreshToken: 'admin' };
    expect(await keepRenewed(vault(others).given, PLACE, BEFORE, CHANGED)).toEqual(others);
    const { given, stored } = vault(BEFORE, [(now) => ({ ...now, current: others })]);
    expect(await keepRenewed(given, PLACE, BEFORE, CHANGED)).toEqual(others);
    expect(stored()).toMatchObject({ current: others });
  });

  it('do not bring back an origin that is deleted', async () => {
    expect(await keepRenewed(vault(undefined).given, PLACE, BEFORE, CHANGED)).toBeUndefined();
    const { given, stored } = vault(BEFORE, [() => undefined]);
    expect(await keepRenewed(given, PLACE, BEFORE, CHANGED)).toBeUndefined();
    expect(stored()).toBeUndefined();
  });

  it('are not tried for ever', async () => {
    let n = 0;
    const busy = Array.from({ length: 20 }, () => (now: { current: object }) => ({ ...now, current: { ...now.current, name: (n += 1) } }));
    await expect(keepRenewed(vault(BEFORE, busy).given, PLACE, BEFORE, CHANGED)).rejects.toThrow('at each try');
  });
});
