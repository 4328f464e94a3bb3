import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import { applicationsHead } from '../../../domain/chat/application.ts';
import { changeApplication, createApplication, listApplications, readApplication } from '../../../domain/chat/applications.ts';
import { createChat, readChat } from '../../../domain/chat/chats.ts';
import { postChatMessage } from '../../../domain/chat/messages.ts';
import { rememberUnknown } from '../../../domain/chat/unknown-applications.ts';
import { Replayed } from '../../../domain/idempotency/commit.ts';
import { APPLICATIONS } from '../../../domain/limits.ts';
import { as, chatDeps, keyed } from './world.ts';

const ADA = as('ada');

describe('an application', () => {
  it('has a token of its own that says nothing of its name', async () => {
    const deps = chatDeps();
    const made = [await createApplication(deps, ADA, { name: 'shop' }), await createApplication(deps, ADA, { name: 'shop' })];
    for (const { token } of made) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(made.map(({ token }) => token)).size).toBe(2);
    expect(await readApplication(deps, 't', made[0]?.token ?? '')).toMatchObject({ name: 'shop', lastNumber: 0 });
  });

  it('is renamed and keeps its token', async () => {
    const deps = chatDeps();
    const { token, createdAt } = await createApplication(deps, ADA, { name: 'shop' });
    await createChat(deps, ADA, token, {});
    const renamed = { token, name: 'Shop', chatsCount: 1, linkPreviews: true, createdAt };
    expect(await changeApplication(deps, ADA, token, { name: 'Shop' })).toEqual(renamed);
    const { revision } = await readApplication(deps, 't', token);
    expect(await changeApplication(deps, ADA, token, { name: 'Shop' })).toEqual(renamed);
    expect(await changeApplication(deps, ADA, token, {})).toEqual(renamed);
    expect((await readApplication(deps, 't', token)).revision).toBe(revision);
  });

  it('is listed, the newest or the oldest first, page by page', async () => {
    const deps = chatDeps();
    expect(await listApplications(deps, 't', { order: 'desc', after: null, limit: 2 })).toEqual({ items: [], next: null });
    for (const name of ['a', 'b', 'c']) await createApplication(deps, ADA, { name });
    const names = async (order: 'asc' | 'desc', after: number | null) => {
      const { items, next } = await listApplications(deps, 't', { order, after, limit: 2 });
      return [items.map(({ name }) => name).join(''), next];
    };
    expect([await names('desc', null), await names('desc', 2)]).toEqual([
      ['cb', 2],
      ['a', null],
    ]);
    expect([await names('asc', null), await names('asc', 2)]).toEqual([
      ['ab', 2],
      ['c', null],
    ]);
  });

  it('is made once for one Idempotency-Key, also when two copies arrive together', async () => {
    const deps = chatDeps();
    const context = keyed(ADA, 'k');
    const made = await Promise.allSettled([1, 2].map(() => createApplication(deps, context, { name: 'shop' })));
    const [done] = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const [replayed] = made.flatMap((one) => (one.status === 'rejected' ? [one.reason as Replayed] : []));
    expect(replayed).toBeInstanceOf(Replayed);
    expect(replayed?.answer.body).toEqual(done);
    await expect(createApplication(deps, keyed(ADA, 'k', 'another'), { name: 'x' })).rejects.toMatchObject({ code: 'unprocessable' });
    expect((await listApplications(deps, 't', { order: 'desc', after: null, limit: 9 })).items).toHaveLength(1);
  });

  it('is one of a limited number', async () => {
    const deps = chatDeps();
    const { item } = applicationsHead('t');
    await deps.table.write({ op: 'put', item: item({ revision: 7, lastNumber: APPLICATIONS, lastAmendment: 0 }) });
    await expect(createApplication(deps, ADA, { name: 'one more' })).rejects.toMatchObject({ code: 'unprocessable' });
  });
});

describe('an unknown application', () => {
  const TOKEN = 'x'.repeat(43);
  const calls = {
    'read it': (deps: ReturnType<typeof chatDeps>, token: string) => readApplication(deps, 't', token),
    'open a chat': (deps: ReturnType<typeof chatDeps>, token: string) => createChat(deps, ADA, token, {}),
    'read a chat': (deps: ReturnType<typeof chatDeps>, token: string) => readChat(deps, 't', { token, number: 1 }),
    'write in a chat': (deps: ReturnType<typeof chatDeps>, token: string) => postChatMessage(deps, ADA, { token, number: 1 }, 'hello'),
  };

  it.each(Object.keys(calls) as (keyof typeof calls)[])('is a 404; to %s again costs no read', async (what) => {
    const recorder = recordUnits(memoryTable());
    const deps = chatDeps(recorder.table);
    const refused = () => expect(calls[what](deps, TOKEN)).rejects.toMatchObject({ code: 'not_found', message: 'No such application.' });
    await refused();
    expect((await recorder.measured(refused)).report.roundTrips).toBe(0);
    // What cannot be a token is not even read once.
    for (const token of ['', 'x', 'é'.repeat(43), `${TOKEN}x`])
      expect((await recorder.measured(() => expect(calls[what](deps, token)).rejects.toMatchObject({ code: 'not_found' }))).report.roundTrips).toBe(0);
  });

  it('is remembered for its tenant only, and not without end', async () => {
    const deps = chatDeps();
    const { token } = await createApplication(deps, ADA, { name: 'shop' });
    await expect(readApplication(deps, 'other', token)).rejects.toMatchObject({ code: 'not_found' });
    expect((await readApplication(deps, 't', token)).name).toBe('shop');
    const recorder = recordUnits(memoryTable());
    for (let n = 0; n < 5_001; n += 1) rememberUnknown(recorder.table, 't', String(n).padStart(43, '0'));
    const again = await recorder.measured(() => expect(readApplication(recorder, 't', '0'.repeat(43))).rejects.toMatchObject({ code: 'not_found' }));
    expect(again.report.roundTrips).toBe(1);
  });
});
