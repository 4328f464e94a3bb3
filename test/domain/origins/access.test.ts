import { beforeEach, describe, expect, it } from 'vitest';
import { forgetLostAccess, lostAccessOf, receiverKey } from '../../../domain/origins/access.ts';
import { deleteOrigin } from '../../../domain/origins/delete-origin.ts';
import { getOrigin, listOrigins } from '../../../domain/origins/read-origin.ts';
import { updateOrigin } from '../../../domain/origins/update-origin.ts';
import { markAccessLost } from '../../../domain/outbound/gate.ts';
import { type Table, TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';
import { originWorld } from './world.ts';

const error = { code: '190', message: 'Access token has expired' };
const MARK = { since: '2026-11-21T10:00:00.000Z', error };

let world: Awaited<ReturnType<typeof originWorld>>;
let id: string;
const gate = () => ({ table: world.deps.table, clock: world.deps.clock, random: () => 0 });
beforeEach(async () => {
  world = await originWorld();
  ({ id } = await world.create());
});
const mark = () => markAccessLost(gate(), receiverKey('t1', id), error);
const marks = () => lostAccessOf(world.deps.table, 't1', [id]);

describe('an origin whose provider no longer takes its credentials', () => {
  it('shows since when and what the provider says, alone and in the list', async () => {
    const { id: other } = await world.create();
    await mark();
    expect(await getOrigin(world.deps, world.context, id)).toMatchObject({ id, lostAccess: MARK });
    const listed = await listOrigins(world.deps, world.context);
    expect(listed.map((origin) => [origin.id, origin.lostAccess])).toEqual([
      [id, MARK],
      [other, undefined],
    ]);
    expect(await getOrigin(world.deps, { tenantId: 't1' }, other)).not.toHaveProperty('lostAccess');
  });

  it('is marked no more when an admin gives new credentials, and stays marked through other changes', async () => {
    await mark();
    expect((await updateOrigin(world.deps, world.context, id, { name: 'Phone' })).origin.lostAccess).toEqual(MARK);
    expect((await updateOrigin(world.deps, world.context, id, { credentials: { accessToken: 'token-2' } })).origin).not.toHaveProperty('lostAccess');
    expect(await marks()).toEqual([null]);
  });

  it('leaves no mark behind when it is deleted', async () => {
    await mark();
    await deleteOrigin(world.deps, world.context, id);
    expect(await marks()).toEqual([null]);
  });

  it('keeps a mark that a sender writes at the same instant, and tells of a table that is gone', async () => {
    await mark();
    const refusing = (thrown: Error): Table => ({ ...world.deps.table, write: () => Promise.reject(thrown) });
    await forgetLostAccess(refusing(new TransactionRefused([])), 't1', id);
    expect(await marks()).toEqual([MARK]);
    await expect(forgetLostAccess(refusing(new TableUnavailable(new Error('gone'))), 't1', id)).rejects.toBeInstanceOf(TableUnavailable);
  });

  it('is found among more origins than one read takes', async () => {
    await mark();
    const many = [...Array.from({ length: 150 }, (_, n) => `none-${n}`), id];
    expect((await lostAccessOf(world.deps.table, 't1', many)).filter((found) => found !== null)).toEqual([MARK]);
  });
});
