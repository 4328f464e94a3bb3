import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { guardedHub } from '../harness/guarded-hub.ts';
import { type Api, api } from '../harness/http.ts';
import { removeHome, temporaryHome } from '../harness/hub.ts';
import { createAgent, createTenant, PASSWORD, signIn } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Group {
  readonly id: string;
  readonly conversationId: string;
  readonly name: string;
  readonly membersCount: number;
  readonly messagesCount: number;
  readonly unreadCount: number;
  readonly lastMessage: { readonly number: number; readonly body: string | null } | null;
}
interface Said {
  readonly number: number;
  readonly body: string | null;
}
interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

const all = async <T>(session: Api, path: string): Promise<T[]> => {
  const items: T[] = [];
  for (let cursor = ''; ; ) {
    const page = await session.get<Page<T>>(`${path}?limit=100${path.endsWith('messages') ? '&order=asc' : ''}${cursor}`);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
};

/** Announces a file and uploads it. */
const announce = async (session: Api, text: string): Promise<string> => {
  const draft = { name: 'plan.txt', type: 'text/plain', size: Buffer.byteLength(text) };
  const { id, upload } = await session.post<{ id: string; upload: { url: string; fields: Record<string, string> } }>('/v1/attachments', draft, 201);
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([text], { type: draft.type }), draft.name);
  expect((await fetch(upload.url, { method: 'POST', body: form })).status).toBe(204);
  return id;
};

describe('people of a tenant', () => {
  it('find each other, meet in groups and in twos, and read what they missed', async () => {
    const tenant = await createTenant(inject('hub'), { registration: 'open' });
    const { baseUrl } = tenant.admin;
    const [bob, cid] = [await createAgent(tenant), await createAgent(tenant)];
    const email = `uma@${tenant.slug}.example`;
    await api(baseUrl).post('/v1/registrations', { tenant: tenant.slug, name: 'Uma Ångström', email, password: PASSWORD, mobileNumber: '+46 70 12' });
    const uma = await signIn(baseUrl, tenant.slug, email);
    const { id: umaId } = await uma.get<{ id: string }>('/v1/me');
    for (const query of ['q=angst', `email=${email.toUpperCase()}`, 'mobileNumber=%2B4670-12'])
      expect((await bob.session.get<Page<{ id: string }>>(`/v1/users?${query}`)).items.map(({ id }) => id)).toEqual([umaId]);

    // Made offline, sent twice.
    const draft = { id: randomUUID(), name: 'Couriers', memberIds: [bob.id, cid.id] };
    const group = await uma.post<Group>('/v1/groups', draft, 201);
    expect(await uma.post<Group>('/v1/groups', draft, 201)).toEqual(group);
    expect(group).toMatchObject({ id: draft.id, membersCount: 3 });
    expect((await uma.call('POST', '/v1/groups', { body: { ...draft, name: 'Others' } })).status).toBe(409);
    const at = `/v1/groups/${group.id}`;
    for (const body of ['one', 'two', 'three']) await uma.post(`${at}/messages`, { body }, 201);
    await bob.session.post(`${at}/messages`, { body: 'four' }, 201);
    await uma.patch(`${at}/messages/2`, { body: 'zwei' });
    await uma.delete(`${at}/messages/3`);
    expect((await all<Said>(cid.session, `${at}/messages`)).map(({ number, body }) => `${number}:${body}`)).toEqual(['1:one', '2:zwei', '3:null', '4:four']);
    expect(await cid.session.get(`${at}/messages/2`)).toMatchObject({ edits: [{ body: 'two' }] });

    const listed = async ({ session }: { readonly session: Api }): Promise<Group | undefined> =>
      (await session.get<Page<Group>>('/v1/groups')).items.find(({ id }) => id === group.id);
    await until('the group is in the list of its members', async () => (await listed(bob)) !== undefined && (await listed(cid)) !== undefined);
    expect(await listed(bob)).toMatchObject({ unreadCount: 3, messagesCount: 4, lastMessage: { number: 4, body: 'four' } });
    await bob.session.post('/v1/acks', { conversationId: group.conversationId, number: 3 }, 200);
    await bob.session.post('/v1/acks', { conversationId: group.conversationId, number: 1 }, 200);
    expect(await listed(bob)).toMatchObject({ unreadCount: 0 });
    expect(await listed(cid)).toMatchObject({ unreadCount: 4 });

    // Only the owner and admins change the group, until somebody leaves it.
    expect((await bob.session.call('PATCH', at, { body: { name: 'Mine' } })).status).toBe(403);
    await uma.patch(`${at}/members/${bob.id}`, { role: 'admin' });
    await bob.session.patch(at, { name: 'Ours', remove: [cid.id] });
    for (const path of [at, `${at}/members`, `${at}/messages`, `${at}/messages/1`]) expect((await cid.session.call('GET', path)).status, path).toBe(404);
    const { invite } = await bob.session.post<{ invite: string }>(`${at}/invitation`, undefined, 201);
    expect(await cid.session.post('/v1/groups/join', { invite }, 200)).toMatchObject({ name: 'Ours', membersCount: 3, unreadCount: 0 });

    // A change of many people is a job.
    const gone = Array.from({ length: 1_500 }, (_, n) => `gone-${n}`);
    const { jobId } = await uma.patch<{ jobId: string }>(at, { remove: [...gone, cid.id] }, 202);
    await until('the job has ended', async () => (await uma.get<{ state: string }>(`/v1/jobs/${jobId}`)).state === 'done');
    expect(await uma.get(at)).toMatchObject({ membersCount: 2 });
    expect((await all<{ userId: string }>(uma, `${at}/members`)).map(({ userId }) => userId).sort()).toEqual([umaId, bob.id].sort());

    const direct = await uma.post<{ id: string }>('/v1/directs', { userId: bob.id }, 201);
    expect((await bob.session.post<{ id: string }>('/v1/directs', { userId: umaId }, 201)).id).toBe(direct.id);
    await uma.post(`/v1/directs/${direct.id}/messages`, { body: 'hello' }, 201);
    expect(await bob.session.get(`/v1/directs/${direct.id}`)).toMatchObject({ unreadCount: 1, user: { id: umaId, name: 'Uma Ångström' } });
    await bob.session.patch(`/v1/directs/${direct.id}`, { blocked: true });
    expect((await uma.call('POST', `/v1/directs/${direct.id}/messages`, { body: { body: 'x' } })).status).toBe(403);

    const stranger = await createTenant(inject('hub'));
    expect((await stranger.admin.get<Page<unknown>>(`/v1/users?email=${email}`)).items).toEqual([]);
    expect((await stranger.admin.call('POST', '/v1/groups', { body: { name: 'x', memberIds: [umaId] } })).status).toBe(422);
    for (const path of [at, `/v1/directs/${direct.id}`]) expect((await stranger.admin.call('GET', path)).status).toBe(404);
  });

  it('share files with those who are there, and are hidden, slowed down, banned and reported', async () => {
    const tenant = await createTenant(inject('hub'));
    const [ann, bob, cid] = [await createAgent(tenant), await createAgent(tenant), await createAgent(tenant)];
    const group = await ann.session.post<Group>('/v1/groups', { id: randomUUID(), name: 'Couriers', memberIds: [bob.id, cid.id] }, 201);
    const at = `/v1/groups/${group.id}`;

    const file = await announce(bob.session, 'the plan');
    const { number } = await bob.session.post<Said>(`${at}/messages`, { attachmentIds: [file] }, 201);
    const link = async ({ session }: { readonly session: Api }) => session.call<{ url: string }>('GET', `/v1/attachments/${file}`);
    expect(await (await fetch((await link(cid)).body.url)).text()).toBe('the plan');
    expect((await tenant.admin.call('GET', `/v1/attachments/${file}`)).status).toBe(404);

    const shown = async (who: { readonly session: Api }) => who.session.get<Said & { hidden: boolean; attachments: unknown[] }>(`${at}/messages/${number}`);
    expect((await cid.session.call('PATCH', `${at}/messages/${number}`, { body: { hidden: true } })).status).toBe(403);
    await ann.session.patch(`${at}/messages/${number}`, { hidden: true });
    expect([await shown(cid), (await link(cid)).status, (await link(ann)).status]).toMatchObject([{ hidden: true, body: null, attachments: [] }, 404, 200]);
    await ann.session.patch(`${at}/messages/${number}`, { hidden: false });
    expect(await shown(cid)).toMatchObject({ hidden: false, attachments: [{ id: file, size: 8 }] });

    await ann.session.patch(at, { slowModeSeconds: 3_600 });
    await cid.session.post(`${at}/messages`, { body: 'once' }, 201);
    expect((await cid.session.call('POST', `${at}/messages`, { body: { body: 'twice' } })).status).toBe(429);
    for (const body of ['one', 'two']) await ann.session.post(`${at}/messages`, { body }, 201);

    await ann.session.post(`${at}/messages`, { body: 'why twice?', threadOf: 2 }, 201);
    expect((await cid.session.get<Page<Said>>(`${at}/messages?thread=2`)).items).toMatchObject([{ body: 'why twice?', threadOf: 2 }]);
    expect(await cid.session.get(`${at}/messages/2`)).toMatchObject({ replyCount: 1 });

    const { invite } = await ann.session.post<{ invite: string }>(`${at}/invitation`, undefined, 201);
    expect((await ann.session.call('PUT', `${at}/bans/${bob.id}`, { body: { reason: 'spam' } })).status).toBe(200);
    expect([(await bob.session.call('GET', at)).status, (await link(bob)).status, (await link(cid)).status]).toEqual([404, 404, 200]);
    expect((await bob.session.call('POST', '/v1/groups/join', { body: { invite } })).status).toBe(403);
    expect((await ann.session.call('PATCH', at, { body: { add: [bob.id] } })).status).toBe(422);
    await ann.session.delete(`${at}/bans/${bob.id}`);
    expect(await bob.session.post('/v1/groups/join', { invite }, 200)).toMatchObject({ membersCount: 3 });

    const direct = await bob.session.post<{ id: string }>('/v1/directs', { userId: cid.id }, 201);
    await bob.session.post(`/v1/directs/${direct.id}/messages`, { body: 'you fool' }, 201);
    const { id } = await cid.session.post<{ id: string }>(`/v1/directs/${direct.id}/messages/1/report`, { reason: 'rude' }, 201);
    const open = async () => (await tenant.admin.get<Page<{ id: string; message: Said }>>('/v1/reports')).items;
    await until('the report is in the list', async () => (await open()).some((report) => report.id === id && report.message.body === 'you fool'));
    expect(await tenant.admin.patch(`/v1/reports/${id}`, { action: 'delete' })).toMatchObject({ state: 'settled', message: { deleted: true } });
    expect(await cid.session.get(`/v1/directs/${direct.id}/messages/1`)).toMatchObject({ deleted: true, body: null });
    const audited = (await tenant.admin.get<Page<{ object: { type: string } }>>('/v1/audit?limit=20')).items.map(({ object }) => object.type);
    expect(audited).toEqual(expect.arrayContaining(['message', 'report', 'groupBan', 'group']));
  });
});

describe('a group that many write in and change while the gateway is killed twice', () => {
  const home = temporaryHome();
  afterAll(() => removeHome(home));

  it('has messages without gaps, each key once, and the exact number of its members', { timeout: 600_000 }, async () => {
    const hub = await guardedHub(home);
    try {
      const tenant = await createTenant(hub.address());
      const [bob, cid, dan] = [await createAgent(tenant), await createAgent(tenant), await createAgent(tenant)];
      const writer = tenant.admin;
      const id = randomUUID();
      await writer.post('/v1/groups', { id, name: 'Crowd', memberIds: [bob.id, cid.id] }, 201);
      const at = `/v1/groups/${id}`;
      const gateway = hub.kinds().find((kind) => kind.includes('gateway'));

      /** As a client does: again until there is an answer. */
      const insist = async <T>(method: string, path: string, body: object, key?: string): Promise<T> => {
        for (;;) {
          const answer = await writer
            .call<T>(method, path, { body, ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }) })
            .catch(() => undefined);
          if (answer && answer.status < 300) return answer.body;
          if (answer && answer.status !== 503) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      const [writers, each] = [6, 20];
      let accepted = 0;
      const killed: boolean[] = [];
      const write = async (name: number): Promise<number[]> => {
        const own: number[] = [];
        for (let n = 0; n < each; n += 1) {
          own.push((await insist<Said>('POST', `${at}/messages`, { body: `${name} ${n}` }, `${name}-${n}`)).number);
          accepted += 1;
          if (accepted === 40 || accepted === 80) killed.push(gateway !== undefined && hub.killOne(gateway));
        }
        return own;
      };
      const change = async (): Promise<void> => {
        for (let n = 0; n < 10; n += 1) await insist('PATCH', at, n % 2 === 0 ? { add: [dan.id], remove: [cid.id] } : { add: [cid.id], remove: [dan.id] });
      };
      const [, ...numbers] = await Promise.all([change(), ...Array.from({ length: writers }, (_, name) => write(name))]);
      expect(killed).toEqual([true, true]);
      const total = writers * each;
      const upTo = Array.from({ length: total }, (_, place) => place + 1);
      expect(numbers.flat().sort((a, b) => a - b)).toEqual(upTo);
      const listed = await all<Said>(writer, `${at}/messages`);
      expect(listed.map(({ number }) => number)).toEqual(upTo);
      expect(new Set(listed.map(({ body }) => body)).size).toBe(total);
      const members = await all<{ userId: string }>(writer, `${at}/members`);
      const { id: adminId } = await writer.get<{ id: string }>('/v1/me');
      expect(members.map(({ userId }) => userId).sort()).toEqual([adminId, bob.id, cid.id].sort());
      expect(await writer.get(at)).toMatchObject({ membersCount: 3, messagesCount: total, unreadCount: 0 });
    } finally {
      await hub.end();
    }
  });
});
