import { describe, expect, it } from 'vitest';
import type { CallSettings, Renew, Renewal } from '../../../channels/outbound.ts';
import type { Credentials } from '../../../domain/origins/credentials.ts';
import { askRenewed } from '../../../functions/jobs/ask-renewed.ts';
import { renewing } from '../../../functions/senders/renewing.ts';

const ORIGIN = { tenantId: 't', originId: 'o' };
const SETTINGS = {} as CallSettings;
const OLD = { accessToken: 'a1', refreshToken: 'r1' };
const NEW = { accessToken: 'a2', refreshToken: 'r2' };

const world = (current: object | null = OLD) => {
  let text = current === null ? undefined : JSON.stringify({ current, previous: [] });
  const slept: number[] = [];
  let meanwhile: (() => void) | undefined;
  const deps = {
    vault: {
      get: async () => text,
      replace: async (_name: string, present: string | undefined, value: string) => {
        if (text !== present) return false;
        text = value;
        return true;
      },
    },
    sleep: async (ms: number) => {
      slept.push(ms);
      meanwhile?.();
    },
  };
  return {
    deps,
    slept,
    store: (credentials: object | undefined) => (text = credentials && JSON.stringify({ current: credentials, previous: [] })),
    whileAsleep: (run: () => void) => (meanwhile = run),
    stored: () => (text === undefined ? undefined : (JSON.parse(text) as { current: object }).current),
  };
};
/** A provider that takes each refresh token once. */
const provider = (taken = new Set<unknown>()): Renew<Credentials> & { readonly taken: Set<unknown> } =>
  Object.assign(
    async ({ refreshToken }: Credentials): Promise<Renewal> => {
      if (taken.has(refreshToken)) return { outcome: 'refused' };
      taken.add(refreshToken);
      return { outcome: 'renewed', changed: NEW };
    },
    { taken },
  );

describe('renewing an origin’s credentials', () => {
  it('stores what the provider gives, and all who ask at the same time get it by one call', async () => {
    const { deps, stored } = world();
    const [renew, run] = [provider(), renewing(deps)];
    const results = await Promise.all([run(ORIGIN, OLD, renew, SETTINGS), run(ORIGIN, OLD, renew, SETTINGS)]);
    expect(results).toEqual([NEW, NEW].map((credentials) => ({ outcome: 'renewed', credentials })));
    expect([stored(), renew.taken.size]).toEqual([NEW, 1]);
  });

  it('asks nobody where others have been stored since', async () => {
    const { deps } = world(NEW);
    const renew = provider();
    expect(await renewing(deps)(ORIGIN, OLD, renew, SETTINGS)).toEqual({ outcome: 'renewed', credentials: NEW });
    expect(renew.taken.size).toBe(0);
  });

  it('takes what a faster process stores, and is refused where nobody does', async () => {
    const fast = world();
    fast.whileAsleep(() => fast.store(NEW));
    expect(await renewing(fast.deps)(ORIGIN, OLD, provider(new Set(['r1'])), SETTINGS)).toEqual({ outcome: 'renewed', credentials: NEW });
    const alone = world();
    expect(await renewing(alone.deps)(ORIGIN, OLD, provider(new Set(['r1'])), SETTINGS)).toEqual({ outcome: 'refused' });
    expect(alone.slept).toHaveLength(1);
    const gone = world();
    gone.whileAsleep(() => gone.store(undefined));
    expect(await renewing(gone.deps)(ORIGIN, OLD, provider(new Set(['r1'])), SETTINGS)).toEqual({ outcome: 'refused' });
  });

  it('waits where the provider has trouble', async () => {
    const trouble: Renewal = { outcome: 'retry', error: { code: '500', message: '' } };
    expect(await renewing(world().deps)(ORIGIN, OLD, async () => trouble, SETTINGS)).toEqual(trouble);
  });

  it('of an origin that is deleted is refused, before and after', async () => {
    expect(await renewing(world(null).deps)(ORIGIN, OLD, provider(), SETTINGS)).toEqual({ outcome: 'refused' });
    const gone = world();
    const renew: Renew<Credentials> = async () => {
      gone.store(undefined);
      return { outcome: 'renewed', changed: NEW };
    };
    expect(await renewing(gone.deps)(ORIGIN, OLD, renew, SETTINGS)).toEqual({ outcome: 'refused' });
    expect(gone.stored()).toBeUndefined();
  });
});

describe('a poll whose token has expired', () => {
  const retry = { outcome: 'retry', reason: '401', expired: true } as const;
  const ask = async ({ accessToken }: Credentials) => (accessToken === 'a2' ? ({ outcome: 'idle' } as const) : retry);

  it('is repeated once with a new one', async () => {
    expect(await askRenewed(OLD, ask, async () => ({ outcome: 'renewed', credentials: NEW }))).toEqual({ outcome: 'idle' });
  });

  it('waits where none comes, where none can come, and where that was not the reason', async () => {
    expect(await askRenewed(OLD, ask, async () => ({ outcome: 'refused' }))).toBe(retry);
    expect(await askRenewed(OLD, ask)).toBe(retry);
    const other = { outcome: 'retry', reason: '500' } as const;
    expect(
      await askRenewed(
        OLD,
        async () => other,
        async () => ({ outcome: 'renewed', credentials: NEW }),
      ),
    ).toBe(other);
  });
});
