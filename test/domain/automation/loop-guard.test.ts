import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { causationKey, causationKeyOf, readCausation, signCausation } from '../../../domain/automation/causation.ts';
import { spend } from '../../../domain/automation/outgoing-budget.ts';
import type { Effect } from '../../../domain/automation/policy.ts';
import { tenantKey } from '../../../domain/configuration/keys.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { entriesOfLine } from '../../../domain/support/tickets/log-entry.ts';
import { bench, inbound, plainPolicy, TENANT } from '../support/inbound/events.ts';

describe('how deep a chain is, as it travels', () => {
  it('comes back as it went out, for its tenant and key only', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.stringMatching(/^[\w.#-]{1,60}$/), (depth, id) => {
        const token = signCausation('key', 't', { depth, id });
        expect(readCausation('key', 't', token)).toEqual({ depth, id });
        expect(readCausation('key', 'u', token)).toBeNull();
        expect(readCausation('other', 't', token)).toBeNull();
        expect(readCausation(undefined, 't', token)).toBeNull();
        expect(readCausation('key', 't', token.replace(/^\d+/, String(depth + 1)))).toBeNull();
      }),
    ));

  it('anything else is nothing, and never throws', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(null, undefined, '1001.AAAAAAAAAAAAAAAAAAAAAAAA.x')),
        (token) => readCausation('key', 't', token) === null,
      ),
    ));

  it('is signed with a key of the tenant, made once', async () => {
    const table = memoryTable();
    await table.write({ op: 'put', item: { ...tenantKey('t'), generation: 1 } });
    let made = 0;
    const deps = { table, newSecret: () => `secret-${(made += 1)}` };
    const keys = await Promise.all([causationKey(deps, 't'), causationKey(deps, 't')]);
    expect(new Set([...keys, await causationKey(deps, 't'), causationKeyOf((await table.get([tenantKey('t')]))[0])]).size).toBe(1);
    expect(await causationKey(deps, 'nobody')).toBe('');
  });
});

describe('a rule’s share of an hour in one thread', () => {
  it('is counted by rule and begins anew with the hour', () => {
    const HOUR = 3_600_000;
    let calls = spend(undefined, 'r1', 0, 2);
    calls = spend(calls ?? undefined, 'r1', 1, 2);
    expect(calls).toEqual({ hour: 0, byRule: { r1: 2 } });
    expect(spend(calls ?? undefined, 'r1', 2, 2)).toBeNull();
    expect(spend(calls ?? undefined, 'r2', 2, 2)).toEqual({ hour: 0, byRule: { r1: 2, r2: 1 } });
    expect(spend(calls ?? undefined, 'r1', HOUR, 2)).toEqual({ hour: 1, byRule: { r1: 1 } });
  });
});

describe('the loop guard in a thread', () => {
  const call: Effect = { type: 'webhook', ruleId: 'r1', action: { url: 'https://x.example' } };
  const reply: Effect = { type: 'reply', ruleId: 'r2', text: 'hi' };
  const setUp = (more: Parameters<typeof plainPolicy>[0] = {}) =>
    bench({ policy: plainPolicy({ runRules: (event) => ({ effects: event === 'message.received' ? [call, reply] : [], matched: ['r1'] }), ...more }) });
  const items = (b: ReturnType<typeof bench>, prefix: string) => b.table.all().filter(({ sk }) => sk.startsWith(prefix));

  it('gives each event the depth that its own call brought back', async () => {
    const depths: number[] = [];
    const b = setUp({
      runRules: (event, _ticket, _message, { depth }) => {
        if (event === 'message.received') depths.push(depth);
        return { effects: event === 'message.received' ? [call, reply] : [], matched: [] };
      },
    });
    const key = await causationKey({ table: b.table, newSecret: () => 'secret' }, TENANT);
    const token = (depth: number) => ({ causation: signCausation(key, TENANT, { depth, id: 'x' }) });
    await applyBatch(b.deps, [
      { ...inbound('ann', 'm1'), ...token(2) },
      inbound('ann', 'm2'),
      { ...inbound('ann', 'm3'), causation: '3.AAAAAAAAAAAAAAAAAAAAAAAA.x' },
    ]);
    expect(depths).toEqual([2, 0, 0]);
    expect(items(b, 'O#').map(({ depth }) => depth)).toEqual([3, 1, 1]);
    expect(items(b, 'M#').map(({ depth }) => depth ?? 0)).toEqual([2, 2, 0, 0, 0, 0]);
  });

  it('leaves out what is over a rule’s share and says so in the trail, also where nothing else changes', async () => {
    const b = setUp({ callsPerHour: 2 });
    await applyBatch(
      b.deps,
      ['m1', 'm2', 'm3'].map((id) => inbound('ann', id)),
    );
    expect(items(b, 'O#')).toHaveLength(2);
    expect(items(b, 'M#').filter(({ kind }) => kind === 'reply')).toHaveLength(2);
    expect(items(b, 'L#').at(-1)).toMatchObject({ depth: 0 });
    const refused = items(b, 'L#')
      .flatMap(entriesOfLine)
      .filter((entry) => entry.refused);
    expect(refused).toMatchObject(['r1', 'r2'].map((id) => ({ by: { type: 'rule', id }, changes: [], refused: { code: 'rate' } })));
    b.now += 3_600_000;
    await applyBatch(b.deps, [inbound('ann', 'm4')]);
    expect(items(b, 'O#')).toHaveLength(3);
  });

  it('names in the trail the rules that the depth stopped', async () => {
    const b = setUp({ runRules: () => ({ effects: [], matched: [], stopped: ['r9'] }) });
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    expect(items(b, 'L#').flatMap(entriesOfLine)).toMatchObject([
      { by: { type: 'customer' }, changes: [{ field: 'status', from: null, to: 'created' }, { field: 'priority' }] },
      { by: { type: 'rule', id: 'r9' }, cause: { type: 'message', id: '1' }, changes: [], refused: { code: 'loop' } },
    ]);
  });

  it('costs a thread without such rules nothing', async () => {
    const b = bench();
    await applyBatch(b.deps, [inbound('ann', 'm1')]);
    expect(items(b, 'HEAD')[0]).not.toHaveProperty('calls');
  });
});
