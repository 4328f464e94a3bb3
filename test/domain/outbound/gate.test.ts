import { beforeEach, describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { type GateDeps, gateKey, holdGate, markAccessLost, openGate, passGate, strikeGate } from '../../../domain/outbound/gate.ts';
import { type Table, TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';

const key = gateKey('t', 'o1');
const error = { code: '429', message: 'later' };
let table: ReturnType<typeof memoryTable>;
let now: number;
let deps: GateDeps;
beforeEach(() => {
  table = memoryTable();
  now = 1_000_000;
  deps = { table, clock: () => now, random: () => 0 };
});
const item = async () => (await table.get([key], { consistent: true }))[0];
const pass = async () => passGate(deps, key, await item());

describe('the gate of a receiver', () => {
  it('is open and leaves nothing behind while all is well', async () => {
    expect(await pass()).toEqual({ open: true });
    await openGate(deps, key, await item());
    expect(table.all()).toEqual([]);
  });

  it('is closed for as long as the receiver asks; a shorter wish does not open it earlier', async () => {
    await holdGate(deps, key, error, 60);
    await holdGate(deps, key, error, 2);
    expect(await pass()).toEqual({ open: false, afterMs: 60_000, error });
    now += 59_999;
    expect(await pass()).toMatchObject({ open: false, afterMs: 1 });
  });

  it('without a wish closes ever longer until the receiver answers', async () => {
    await holdGate(deps, key, error, undefined);
    expect(await pass()).toMatchObject({ afterMs: 1_000 });
    now += 1_000;
    await holdGate(deps, key, error, undefined);
    expect(await pass()).toMatchObject({ afterMs: 2_000 });
  });

  it('lets one call through when its time is over, and all of them once that is answered', async () => {
    await holdGate(deps, key, error, 60);
    now += 60_000;
    const seen = await item();
    expect(await passGate(deps, key, seen)).toEqual({ open: true });
    // Another sender that read the same.
    expect(await passGate(deps, key, seen)).toMatchObject({ open: false, afterMs: 1_000 });
    expect(await pass()).toMatchObject({ open: false, afterMs: 1_000 });
    await openGate(deps, key, seen);
    expect(await pass()).toEqual({ open: true });
    expect(table.all()).toEqual([]);
  });

  it('is tried by another call when the one that tried it never came back', async () => {
    await holdGate(deps, key, error, 60);
    now += 60_000;
    await pass();
    now += 15_000;
    expect(await pass()).toEqual({ open: true });
  });

  it('stays closed when a call from before it closed is answered', async () => {
    const before = await item();
    await holdGate(deps, key, error, 60);
    await openGate(deps, key, before);
    await openGate(deps, key, { ...key, revision: 7 });
    expect(await pass()).toMatchObject({ open: false });
  });

  it('closes when several conversations got no answer, not for one that never gets any', async () => {
    for (let n = 0; n < 10; n += 1) await strikeGate(deps, key, 'poison', error);
    expect(await pass()).toEqual({ open: true });
    await strikeGate(deps, key, 'b', error);
    expect(await pass()).toEqual({ open: true });
    await strikeGate(deps, key, 'c', error);
    expect(await pass()).toMatchObject({ open: false, afterMs: 5_000 });
    await strikeGate(deps, key, 'd', error);
    expect(await pass()).toMatchObject({ afterMs: 5_000 });
    now += 5_000;
    expect(await pass()).toEqual({ open: true });
    await strikeGate(deps, key, 'd', error);
    expect(await pass()).toMatchObject({ open: false, afterMs: 10_000 });
  });

  it('forgets strikes when the receiver answers', async () => {
    await strikeGate(deps, key, 'a', error);
    await strikeGate(deps, key, 'b', error);
    await openGate(deps, key, await item());
    await strikeGate(deps, key, 'c', error);
    expect(await pass()).toEqual({ open: true });
  });

  it('expires by itself', async () => {
    await holdGate(deps, key, error, 60);
    expect(Number((await item())?.['ttl'])).toBeGreaterThan(now / 1_000 + 80_000);
  });
});

describe('several senders at one gate', () => {
  const away = new TableUnavailable(new Error('away'));

  it('whose table is away tell so', async () => {
    const broken: Table = {
      ...table,
      write: async () => {
        throw away;
      },
    };
    await expect(holdGate({ ...deps, table: broken }, key, error, 1)).rejects.toBe(away);
    await holdGate(deps, key, error, 1);
    await expect(openGate({ ...deps, table: broken }, key, await item())).rejects.toBe(away);
  });

  it('give up a change that others always overtake', async () => {
    const refusing: Table = {
      ...table,
      write: async () => {
        throw new TransactionRefused([{ index: 0, reason: 'condition' }]);
      },
    };
    await holdGate({ ...deps, table: refusing }, key, error, 1);
    expect(await item()).toBeUndefined();
    await holdGate(deps, key, error, 1);
    await openGate({ ...deps, table: refusing }, key, await item());
    expect(await item()).toBeDefined();
  });

  it('leave a hold alone that is younger than their call, and one that is gone', async () => {
    await holdGate(deps, key, error, 1);
    const before = await item();
    await holdGate(deps, key, error, 60);
    await openGate(deps, key, before);
    expect(await pass()).toMatchObject({ open: false });
    await table.write({ op: 'delete', key });
    await openGate(deps, key, before);
    expect(await item()).toBeUndefined();
  });

  it('read a gate of which only its end is known', async () => {
    await table.write({ op: 'put', item: { ...key, until: now + 5_000 } });
    expect(await pass()).toMatchObject({ open: false, afterMs: 5_000, error: { code: 'no_answer' } });
    await table.write({ op: 'put', item: { ...key } });
    expect(await pass()).toEqual({ open: true });
  });

  it('do not count a silence against a gate that is closed already', async () => {
    await holdGate(deps, key, error, 60);
    const before = await item();
    await strikeGate(deps, key, 'one', error);
    expect(await item()).toEqual(before);
  });
});

describe('the mark of lost access', () => {
  const lost = { code: '190', message: 'expired' };
  const since = (): string | undefined => new Date(now).toISOString();

  it('closes nothing, stays without an end, and keeps its first time', async () => {
    await markAccessLost(deps, key, lost);
    const first = since();
    expect(await pass()).toEqual({ open: true });
    expect(await item()).not.toHaveProperty('ttl');
    now += 60_000;
    const before = await item();
    await markAccessLost(deps, key, lost);
    expect(await item()).toEqual(before);
    expect(await item()).toMatchObject({ lostAccess: { since: first, error: lost } });
  });

  it('ends with a call that the provider took, and with no other', async () => {
    await markAccessLost(deps, key, lost);
    await openGate(deps, key, await item(), { accessProven: false });
    expect(await item()).toMatchObject({ lostAccess: { error: lost } });
    await openGate(deps, key, await item(), { accessProven: true });
    expect(table.all()).toEqual([]);
  });

  it('lives through holds and strikes, and the gate opens around it', async () => {
    await markAccessLost(deps, key, lost);
    await holdGate(deps, key, error, 60);
    expect(await pass()).toMatchObject({ open: false });
    await markAccessLost(deps, key, lost);
    expect(await pass()).toMatchObject({ open: false });
    now += 60_000;
    expect(await pass()).toEqual({ open: true });
    await openGate(deps, key, await item(), { accessProven: false });
    expect(await item()).toMatchObject({ until: 0, probing: false, lostAccess: { error: lost } });
    expect(await pass()).toEqual({ open: true });
  });

  it('that comes while one call tries a closed gate opens it', async () => {
    await holdGate(deps, key, error, 1);
    now += 1_000;
    await pass();
    await markAccessLost(deps, key, lost);
    expect(await pass()).toEqual({ open: true });
  });
});
