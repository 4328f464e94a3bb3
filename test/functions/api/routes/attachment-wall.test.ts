import { beforeEach, describe, expect, it } from 'vitest';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { attachmentKey } from '../../../../domain/support/messages/attachment-keys.ts';
import type { Attachment } from '../../../../domain/support/messages/content.ts';
import { inbound } from '../../../domain/support/inbound/events.ts';
import { createHarness, type Harness, type World } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

interface Who {
  readonly id: string;
  readonly token: string;
}
interface Seen {
  readonly id: string;
  readonly threadId: string;
}

const FILE = { name: 'invoice.pdf', type: 'application/pdf', size: 3 };
let harness: Harness;
let world: World;
let [insider, outsider]: [Who, Who] = [] as never;
let secret: Seen;
let open: Seen;

const call = (who: { token: string }, target: string, body?: unknown) => harness.call(target, { token: who.token, ...(body === undefined ? {} : { body }) });
const get = async (who: { token: string }, id: string) => (await call(who, `GET /v1/attachments/${id}`)).status;
const admin = () => ({ token: world.adminToken });

/** Announced and uploaded by somebody. */
const uploaded = async (who: { token: string }): Promise<string> => {
  const { id, upload } = (await call(who, 'POST /v1/attachments', FILE)).body;
  await harness.deps.objects.put(upload.fields.key, new Uint8Array(3), FILE.type);
  return id;
};
const note = (who: { token: string }, { id }: Seen, attachmentIds: readonly string[]) =>
  call(who, `POST /v1/tickets/${id}/messages`, { kind: 'note', text: 'see', attachmentIds });

/** A customer writes, with files; the ticket. */
const receive = async (author: string, id: string, attachments: readonly Attachment[] = []): Promise<Seen> => {
  const origin = (await call(admin(), 'GET /v1/origins')).body.items[0];
  const event = inbound(author, id, { content: { text: 'hello', attachments: [...attachments] } });
  await applyBatch(receiverOf(harness), [{ ...event, tenantId: world.tenantId, originId: origin.id }]);
  const { items } = (await call(admin(), 'GET /v1/tickets')).body;
  return items.find((ticket: { author: { id: string } }) => ticket.author.id === author);
};

const inboundFile = (key: string | null): Attachment => ({
  name: 'photo.png',
  type: 'image/png',
  size: 5,
  url: key === null ? 'https://media.test/p' : null,
  mediaId: null,
  objectKey: key,
});

beforeEach(async () => {
  harness = createHarness();
  world = await harness.tenant();
  insider = await world.person('agent');
  outsider = await world.person('agent');
  const credentials = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' };
  await call(admin(), 'POST /v1/origins', { channel: 'whatsapp', name: 'WA', credentials });
  await call(admin(), 'POST /v1/queues', {
    name: 'Secret',
    condition: { all: [{ field: 'author.id', op: 'eq', value: 'vip' }] },
    visibleTo: { teamIds: [], agentIds: [insider.id] },
  });
  const key = `T/${world.tenantId}/media/o1/hash`;
  await harness.deps.objects.put(key, new Uint8Array(5), 'image/png');
  secret = await receive('vip', 'v1', [inboundFile(key), inboundFile(null), inboundFile(`T/${world.tenantId}/media/o1/gone`)]);
  open = await receive('joe', 'j1');
});

describe('an upload that no message carries', () => {
  it('is its uploader’s, supervisors’ and admins’, and does not exist for others', async () => {
    const id = await uploaded(insider);
    expect(await get(insider, id)).toBe(200);
    expect(await get(outsider, id)).toBe(404);
    expect(await get(await world.person('supervisor'), id)).toBe(200);
    expect(await get(admin(), id)).toBe(200);
    const key = await world.key('agent');
    expect(await get(key, id)).toBe(404);
    expect(await get(key, await uploaded(key))).toBe(200);
    expect((await call(outsider, `GET /v1/attachments/${id}`)).body).toEqual((await call(outsider, 'GET /v1/attachments/nothing')).body);
  });

  it('cannot be sent by another agent, in a ticket that both see', async () => {
    const id = await uploaded(insider);
    expect(await note(outsider, open, [id])).toMatchObject({ status: 422, body: { errors: [{ path: 'attachmentIds.0' }] } });
    expect((await note(insider, open, [id])).status).toBe(201);
  });

  it('of an older release, which kept no uploader, is supervisors’ and admins’', async () => {
    const id = await uploaded(insider);
    await harness.table.write({ op: 'update', key: attachmentKey(world.tenantId, id), remove: ['uploader'] });
    expect([await get(insider, id), await get(admin(), id)]).toEqual([404, 200]);
  });
});

describe('an upload that a message carries', () => {
  it('is behind the wall of its ticket, whoever uploaded it', async () => {
    const id = await uploaded(insider);
    expect((await note(insider, secret, [id])).body.attachments).toMatchObject([{ id }]);
    expect(await get(insider, id)).toBe(200);
    expect(await get(outsider, id)).toBe(404);
    expect(await note(outsider, open, [id])).toMatchObject({ status: 422 });
    // The wall moves; the file moves with it.
    await call(admin(), `PATCH /v1/tickets/${secret.id}`, { owner: { agentId: outsider.id, teamId: null } });
    expect(await get(outsider, id)).toBe(200);
    const { id: queueId } = (await call(admin(), 'GET /v1/queues')).body.items[0];
    await call(admin(), `PATCH /v1/queues/${queueId}`, { visibleTo: { teamIds: [], agentIds: [outsider.id] } });
    expect(await get(insider, id)).toBe(404);
    expect(await get(admin(), id)).toBe(200);
  });

  it('of several tickets is open to whoever sees one of them', async () => {
    const id = await uploaded(insider);
    await note(insider, secret, [id]);
    expect(await get(outsider, id)).toBe(404);
    expect((await note(insider, open, [id])).status).toBe(201);
    expect(await get(outsider, id)).toBe(200);
    expect((await note(outsider, open, [id])).status).toBe(201);
  });

  it('goes back to its uploader when the message is deleted', async () => {
    const id = await uploaded(insider);
    const { number } = (await note(insider, open, [id])).body;
    expect(await get(outsider, id)).toBe(200);
    expect((await call(admin(), `DELETE /v1/tickets/${open.id}/messages/${number}`)).status).toBe(204);
    expect([await get(outsider, id), await get(insider, id), await get(admin(), id)]).toEqual([404, 200, 200]);
  });

  it('of another tenant cannot be sent nor read, by nobody', async () => {
    const id = await uploaded(insider);
    await note(insider, secret, [id]);
    const other = await harness.tenant();
    expect(await get({ token: other.adminToken }, id)).toBe(404);
    expect(await get({ token: other.adminToken }, `${secret.threadId}.1.0`)).toBe(404);
  });
});

describe('a file that came in with a message', () => {
  it('is read by the id that the message shows, behind the same wall', async () => {
    const [shown] = (await call(insider, `GET /v1/tickets/${secret.id}/messages`)).body.items;
    const [{ id }] = shown.attachments;
    expect(id).toBe(`${secret.threadId}.1.0`);
    expect((await call(insider, `GET /v1/attachments/${id}`)).body).toEqual({
      id,
      name: 'photo.png',
      type: 'image/png',
      size: 5,
      state: 'ready',
      error: null,
      url: expect.stringContaining('/media/o1/hash'),
    });
    expect([await get(outsider, id), await get(admin(), id)]).toEqual([404, 200]);
    expect(await note(outsider, open, [id])).toMatchObject({ status: 422 });
    expect((await note(insider, open, [id])).body.attachments).toMatchObject([{ name: 'photo.png' }]);
  });

  it('tells when there is nothing to download, and why', async () => {
    const failed = (code: string) => ({ status: 200, body: { state: 'failed', error: { code, message: expect.any(String) }, url: null } });
    const waits = { status: 200, body: { state: 'fetching', error: null, url: null } };
    expect(await call(insider, `GET /v1/attachments/${secret.threadId}.1.1`)).toMatchObject(waits);
    expect(await call(insider, `GET /v1/attachments/${secret.threadId}.1.2`)).toMatchObject(failed('missing'));
    expect(await note(insider, open, [`${secret.threadId}.1.1`])).toMatchObject({ status: 422 });
  });

  it.each(['.1.9', '.2.0', '.1', '.0.0', '.1.0.0'])('%s names none', async (end) => {
    expect(await get(insider, `${secret.threadId}${end}`)).toBe(404);
  });
});
