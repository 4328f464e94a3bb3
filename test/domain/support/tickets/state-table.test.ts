import { describe, expect, it } from 'vitest';
import { STATUSES, type Status } from '../../../../domain/support/tickets/ticket.ts';
import { ASSIGNED, AT, AUTOMATIC, byReplyThen, byStatus, byTimer, CUSTOMER, REPLY, RULE_REPLY, SENDING_FAILED, stateWorld, type Way } from './state-ways.ts';

/**
 * The table of DESIGN §6, in the order of `STATUSES`: `–` no change, `!` behind a status: closure restarts, `409`: rejected, `new`: the ticket stays and
 * another one is opened. Each row is driven through every way that can carry its event.
 */
const ROWS: readonly (readonly [event: string, cells: string, asked: string, ways: Readonly<Record<string, Way>>])[] = [
  ['customer message', '–       –       working  working  working –new', '', CUSTOMER],
  ['take or assign', '   working –       –        –        –       409', 'assigned', ASSIGNED],
  ['agent reply', '      working –       pending! –        solved! 409', 'reply', REPLY],
  ['automatic reply', '  –       –       –        –        –       409', '', AUTOMATIC],
  ['reply of a rule', '  –       –       –        –        –       –', '', RULE_REPLY],
  ['reply, working', '   working working working  working  working 409', 'reply', byReplyThen('working')],
  ['reply, pending', '   pending pending pending! pending  pending 409', 'reply', byReplyThen('pending')],
  ['reply, solved', '    solved  solved  solved   solved   solved! 409', 'reply', byReplyThen('solved')],
  ['reply, followup', '  followup followup followup followup! followup 409', 'reply', byReplyThen('followup')],
  ['reply, closed', '    closed  closed  closed   closed   closed  409', 'reply', byReplyThen('closed')],
  ['reply, created', '   409     409     409      409      409     409', 'created', byReplyThen('created')],
  ['set created', '      409     409     409      409      409     409', 'created', byStatus('created')],
  ['set working', '      working –       working  working  working 409', 'working', byStatus('working')],
  ['set pending', '      pending pending –        pending  pending 409', 'pending', byStatus('pending')],
  ['set solved', '       solved  solved  solved   solved   –       409', 'solved', byStatus('solved')],
  ['set followup', '     followup followup followup followup! followup 409', 'followup', byStatus('followup')],
  ['set closed', '       closed  closed  closed   closed   closed  –', '', byStatus('closed')],
  ['closure timer', '    –       –       closed   –        closed  –', '', byTimer('closure')],
  ['followup timer', '   –       –       –        working  –       –', '', byTimer('followup')],
  ['sending fails', '    –       –       working  –        working –', '', SENDING_FAILED],
];
const CASES = ROWS.flatMap(([name, cells, asked, ways]) => {
  const row = cells.trim().split(/ +/);
  return Object.entries(ways).flatMap(([how, way]) => STATUSES.map((from, at) => [name, how, from, row[at] as string, { way, asked }] as const));
});
const names = (status: string, asked: string) => new RegExp(`(?=.*\\b${status}\\b)(?=.*\\b${asked}\\b)`);

describe('every event of DESIGN §6 through every way in', () => {
  it('has a cell for each status', () => {
    for (const [name, cells] of ROWS) expect(cells.trim().split(/ +/), name).toHaveLength(STATUSES.length);
  });

  it.each(CASES)('%s, %s: %s → %s', async (name, how, from, cell, { way, asked }) => {
    const world = await stateWorld();
    const { b, patch, ticket, newest } = world;
    await way.prepare?.(world);
    // What prepares may have woken the ticket; `created` is only where it begins.
    if (from !== 'created') await patch({ status: from, ...(from === 'followup' ? { followupAt: AT } : {}) });
    b.now += 60_000;
    const before = await ticket();
    const act = way.act(world);

    if (cell === '409' && way.answers === 'thrown') {
      // A reply to a closed ticket fails as a reply, whatever its status would be.
      const requested = how === 'taken by API' ? 'taken' : name.startsWith('reply') && from === 'closed' ? 'reply' : asked;
      const message = expect.stringMatching(names(from, requested)) as unknown;
      await expect(act).rejects.toMatchObject({ code: 'illegal_transition', status: 409, message, extra: { current: from, requested } });
    }
    if (cell === '409' && way.answers === 'result')
      expect(await act).toMatchObject([{ status: 409, error: { code: 'illegal_transition', detail: expect.stringMatching(names(from, asked)) as unknown } }]);
    if (cell === '409' && way.answers === 'refused') {
      expect(await act).toMatchObject([{ ok: true, effect: 'refused' }]);
      expect(await newest()).toMatchObject({ by: { type: 'event' }, changes: [], refused: { code: 'illegal_transition' } });
    }
    if (cell === '409' || cell.startsWith('–')) {
      await act.catch(() => {});
      const { status, deadlines, closedAt } = await ticket();
      expect({ status, closedAt, closure: deadlines.closure, followup: deadlines.followup }).toEqual({
        status: before.status,
        closedAt: before.closedAt,
        closure: before.deadlines.closure,
        followup: before.deadlines.followup,
      });
      const opened = b.table.all().flatMap(({ sk, ticket: active }) => (sk === 'HEAD' && active ? [(active as { status: Status }).status] : []));
      if (cell === '–new') expect(opened).toEqual(['created']);
    } else {
      await act;
      const status = cell.replace('!', '') as Status;
      const at = new Date(b.now + 86_400_000).toISOString();
      const after = await ticket();
      const { closure, followup } = after.deadlines;
      expect({ status: after.status, closure, isSnoozed: followup !== undefined }).toEqual({
        status,
        closure: status === 'pending' || status === 'solved' ? at : undefined,
        isSnoozed: status === 'followup',
      });
      expect(after.closedAt !== null).toBe(status === 'closed');
    }
  });
});
