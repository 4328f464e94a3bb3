import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRule, deleteRule } from '../../../../domain/automation/rules/commands.ts';
import { TIMER_FIELDS } from '../../../../domain/automation/rules/timer-fields.ts';
import { importRules } from '../../../../domain/automation/rules/transfer.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { reevaluateTickets } from '../../../../domain/support/queues/reevaluate.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { TENANT } from '../../support/inbound/events.ts';
import { admin, draft, ruleWorld } from './rule-world.ts';

const MINUTE = 60_000;
const waits = (minutes: number, field = 'waitingSince') => ({ event: 'timer' as const, timer: { field, minutes } });
const isoOf = (ms: number): string => new Date(ms).toISOString();

describe('a rule of minutes since a field', () => {
  it('becomes a deadline of the ticket, runs at its moment, and not again before the field has another value', async () => {
    const { b, ruled, receive, ticket, fire, log, patch } = await ruleWorld();
    const { id } = await ruled({ ...waits(30), actions: [{ type: 'tag', add: ['late'] }] });
    const began = b.now;
    await receive();
    expect((await ticket()).deadlines).toEqual({ rules: isoOf(began + 30 * MINUTE) });
    await fire();
    expect(await ticket()).toMatchObject({ tags: ['late'], deadlines: {} });
    expect((await log()).at(-1)).toMatchObject({ by: { type: 'rule', id }, cause: { type: 'timer', id: 'rules' }, changes: [{ field: 'tags' }] });
    expect(await fire()).toBeNull();
    // Answered, and waiting anew: another period.
    await patch({ status: 'pending' });
    b.now += MINUTE;
    await receive();
    expect((await ticket()).deadlines.rules).toBe(isoOf(b.now + 30 * MINUTE));
  });

  it('goes away with what it waits for, and with the ticket’s end', async () => {
    const { ruled, receive, ticket, patch, fire } = await ruleWorld();
    await ruled(waits(30));
    await ruled(waits(60, 'createdAt'));
    await receive();
    await patch({ status: 'pending' });
    const closesAt = (await ticket()).deadlines.closure;
    expect((await ticket()).deadlines.rules).toBe(isoOf(Date.parse((await ticket()).createdAt) + 60 * MINUTE));
    await fire();
    expect((await ticket()).deadlines).toEqual({ closure: closesAt });
    await patch({ status: 'closed' });
    expect(await ticket()).toMatchObject({ status: 'closed', deadlines: {} });
    expect(await ticket()).not.toHaveProperty('ruleTimers');
  });

  it('runs several rules in their order at one late timer, and each only once', async () => {
    const { b, ruled, receive, ticket, fire, ticketId, deps } = await ruleWorld();
    await ruled({ ...waits(10), weight: 2, actions: [{ type: 'tag', add: ['b'] }] });
    await ruled({ ...waits(20), weight: 1, actions: [{ type: 'tag', add: ['a'] }] });
    await ruled({ ...waits(90), actions: [{ type: 'tag', add: ['c'] }] });
    await receive();
    const first = (await fire(30 * MINUTE)) ?? '';
    expect((await ticket()).tags).toEqual(['a', 'b']);
    const after = await ticket();
    expect(after.deadlines.rules).toBe(isoOf(Date.parse(first) + 80 * MINUTE));
    // Delivered twice.
    expect(await timerDue(deps, admin, { ticketId, kind: 'rules', dueAt: first })).toBe(false);
    expect(await ticket()).toEqual(after);
    expect(b.now).toBeLessThan(Date.parse(after.deadlines.rules ?? ''));
  });

  it('judges its condition at the moment; without a match nothing visible changes and no line is written', async () => {
    const { ruled, receive, ticket, fire, log } = await ruleWorld();
    await ruled({ ...waits(30), condition: { field: 'priority', op: 'eq', value: 'urgent' } });
    await receive();
    const [before, lines] = [await ticket(), await log()];
    await fire();
    const { deadlines, ruleTimers, revision: _r, lastNumber: _l, ...after } = await ticket();
    expect(deadlines).toEqual({});
    expect(ruleTimers).toEqual({ ranTo: before.deadlines.rules });
    expect(before).toMatchObject(after);
    expect(await log()).toEqual(lines);
  });

  it('begins no new period by what its own run does, for itself and for others on the same field', async () => {
    const { b, ruled, receive, ticket, fire } = await ruleWorld();
    await ruled({ ...waits(60, 'updatedAt'), actions: [{ type: 'note', text: 'an hour' }] });
    await ruled({ ...waits(120, 'updatedAt'), actions: [{ type: 'note', text: 'two hours' }] });
    await receive();
    const began = Date.parse((await ticket()).updatedAt);
    expect([await fire(), await fire(), await fire()]).toEqual([isoOf(began + 60 * MINUTE), isoOf(began + 120 * MINUTE), null]);
    expect((await ticket()).lastMessage?.text).toBe('two hours');
    // A customer's message is a new period of both.
    b.now += MINUTE;
    await receive();
    expect(await fire()).toBe(isoOf(began + 181 * MINUTE));
  });

  it('does not run at other deadlines, and rules that wait for none do not run at its moment', async () => {
    const { b, ruled, receive, ticket, fire, patch, deps, ticketId } = await ruleWorld();
    await ruled({ ...waits(10, 'createdAt'), actions: [{ type: 'tag', add: ['waited'] }] });
    await ruled({ event: 'timer', actions: [{ type: 'tag', add: ['deadline'] }] });
    await receive();
    await fire();
    expect((await ticket()).tags).toEqual(['waited']);
    await patch({ status: 'followup', followupAt: isoOf(b.now + MINUTE), tags: [] });
    b.now += MINUTE;
    await timerDue(deps, admin, { ticketId, kind: 'followup', dueAt: isoOf(b.now) });
    expect((await ticket()).tags).toEqual(['deadline']);
  });

  it('reaches tickets that are there already by a re-evaluation, for moments from then on; a rename and an edit of actions keep what it waits for', async () => {
    const { b, table, deps, ruled, receive, ticket, ticketId } = await ruleWorld();
    await receive();
    const began = b.now;
    const since = async (): Promise<unknown> => (await table.get([tenantKey(TENANT)]))[0]?.['queuesGeneration'];
    b.now += 45 * MINUTE;
    const { id } = await ruled(waits(30));
    expect(await since()).toBe(3);
    expect(await reevaluateTickets(deps, TENANT, [ticketId])).toBe(1);
    // Its moment has passed before there was the rule.
    expect((await ticket()).deadlines).toEqual({});
    await changeRule(deps, admin, id, { timer: { field: 'waitingSince', minutes: 60 } });
    expect(await since()).toBe(4);
    await reevaluateTickets(deps, TENANT, [ticketId]);
    expect((await ticket()).deadlines).toEqual({ rules: isoOf(began + 60 * MINUTE) });
    b.now = began + 61 * MINUTE;
    await changeRule(deps, admin, id, { name: 'renamed', actions: [{ type: 'tag', add: ['other'] }] });
    expect(await since()).toBe(4);
    await timerDue(deps, admin, { ticketId, kind: 'rules', dueAt: isoOf(began + 60 * MINUTE) });
    expect((await ticket()).tags).toEqual(['other']);
    await changeRule(deps, admin, id, { enabled: false });
    expect(await since()).toBe(6);
    await deleteRule(deps, admin, id);
    expect(await since()).toBe(6);
  });

  it('is taken away from tickets when it is disabled, deleted, loses its timer or is imported otherwise', async () => {
    const { deps, ruled, receive, ticket, ticketId } = await ruleWorld();
    const [one, two, three] = [await ruled(waits(10)), await ruled(waits(20)), await ruled(waits(30))];
    await receive();
    const minutes = async (): Promise<number | null> => {
      await reevaluateTickets(deps, TENANT, [ticketId]);
      const { deadlines, createdAt } = await ticket();
      return deadlines.rules === undefined ? null : (Date.parse(deadlines.rules) - Date.parse(createdAt)) / MINUTE;
    };
    expect(await minutes()).toBe(10);
    await deleteRule(deps, admin, one.id);
    expect(await minutes()).toBe(20);
    const { timer: _gone, ...untimed } = await changeRule(deps, admin, two.id, { enabled: true });
    expect(await changeRule(deps, admin, two.id, { timer: null })).toMatchObject({ ...untimed, updatedAt: expect.any(String) as string });
    expect(await minutes()).toBe(30);
    await importRules(deps, admin, [{ id: three.id, ...draft(waits(40)) }], false);
    expect(await minutes()).toBe(40);
    await changeRule(deps, admin, three.id, { enabled: false });
    expect(await minutes()).toBeNull();
  });

  it('costs a tenant without such rules nothing: its tickets keep nothing of it', async () => {
    const { ruled, receive, ticket, table } = await ruleWorld();
    await ruled({ actions: [{ type: 'set', field: 'priority', value: 'high' }] });
    await receive();
    expect((await ticket()).deadlines).toEqual({});
    expect(JSON.stringify(table.all().find(({ sk }) => sk === 'HEAD'))).not.toContain('ruleTimers');
  });

  it.each([
    [{ event: 'ticket.updated' as const, timer: { field: 'createdAt', minutes: 1 } }, 'timer'],
    [waits(5, 'closesAt'), 'timer.field'],
    [waits(5, 'lastSeen'), 'timer.field'],
    [waits(5, 'priority'), 'timer.field'],
    [waits(5, 'message.createdAt'), 'timer.field'],
  ])('that can never run is refused: %j', async (given, path) => {
    const { ruled } = await ruleWorld();
    await expect(ruled(given)).rejects.toMatchObject({ code: 'unprocessable', errors: [{ path }] });
  });

  it('can count from each time of the ticket that stays', () => {
    expect(TIMER_FIELDS).toEqual(expect.arrayContaining(['createdAt', 'updatedAt', 'waitingSince', 'lastMessage.createdAt']));
    expect(TIMER_FIELDS).not.toContain('followupAt');
  });
});

describe('timer rules under any order of messages, answers, edits and late timers', () => {
  it('run at most once for each value of their field, never early, and none is forgotten', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('message', 'answer', 'timer', 'again', 'rename'), fc.integer({ min: 1, max: 50 })), { maxLength: 12 }),
        async (steps) => {
          const { b, deps, ruled, receive, ticket, patch, log, fire, ticketId } = await ruleWorld();
          const rules = [
            await ruled({ ...waits(7), actions: [{ type: 'note', text: 'seven' }] }),
            await ruled({ ...waits(20), actions: [{ type: 'note', text: 'twenty' }] }),
          ];
          await receive();
          const periods = new Set<string>();
          let fired: string | undefined;
          for (const [what, minutes] of steps) {
            const { waitingSince, deadlines } = await ticket();
            if (waitingSince) periods.add(waitingSince);
            if (what === 'timer') fired = (await fire(minutes * MINUTE)) ?? undefined;
            else if (what === 'again') await timerDue(deps, admin, { ticketId, kind: 'rules', dueAt: fired ?? deadlines.rules ?? isoOf(b.now) });
            else {
              b.now += minutes * MINUTE;
              if (what === 'message') await receive();
              if (what === 'answer') await patch({ status: 'pending' });
              if (what === 'rename') await changeRule(deps, admin, rules[0]?.id ?? '', { name: `n${minutes}` });
            }
          }
          const { waitingSince } = await ticket();
          if (waitingSince) periods.add(waitingSince);
          for (let left = 10; left > 0 && (await fire()) !== null; left -= 1);
          expect((await ticket()).deadlines.rules).toBeUndefined();
          const ran = (await log()).flatMap(({ rules: ids = [], at }) => ids.map((id) => ({ id, at })));
          for (const { id } of rules) {
            const runs = ran.filter((run) => run.id === id);
            expect(runs.length).toBeLessThanOrEqual(periods.size);
            // Whoever still waits has been reminded.
            if (waitingSince) expect(runs.some(({ at }) => at >= waitingSince)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    ));
});
