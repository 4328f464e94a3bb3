import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { type Frame, openSocket } from '../harness/socket.ts';
import { createAgent, createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Preview {
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  readonly siteName: string | null;
  readonly image?: { readonly id: string; readonly name: string; readonly type: string; readonly size: number };
}
interface Said {
  readonly number: number;
  readonly body: string | null;
  readonly preview?: Preview;
}
type Amended = Frame & Said & { readonly change: { readonly type: string } };

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const article = (title: string): string =>
  `<!doctype html><title>tab</title><meta property="og:title" content="${title}"><meta property="og:description" content="All of &lt;it&gt;">
   <meta property="og:site_name" content="The Shop"><meta property="og:image" content="/picture">`;

/** A page that people send to each other is read by the hub, once, and shown beside the message. */
describe('links in chats', { timeout: 180_000 }, () => {
  const visits: string[] = [];
  let pages: Server;
  let site: string;
  let hub: Hub;
  let tenant: TestTenant;
  let ann: Api;
  let bob: { readonly id: string; readonly session: Api };

  beforeAll(async () => {
    pages = createServer((request, response) => {
      const path = request.url ?? '/';
      visits.push(path);
      if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (path === '/picture') response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(PNG);
      else if (path === '/file.pdf') response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7');
      else response.writeHead(200, { 'content-type': 'text/html' }).end(article(`Page ${path}`));
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(pages.address() as AddressInfo).port}`;
    site = `http://${host}`;
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: host } });
    tenant = await createTenant(hub);
    ann = tenant.admin;
    bob = await createAgent(tenant);
  });
  afterAll(async () => {
    await hub.stop();
    pages.close();
    removeHome(hub.home);
  });

  const visitsOf = (path: string): number => visits.filter((one) => one === path).length;
  const makeGroup = async () => {
    const group = await ann.post<{ id: string; conversationId: string }>('/v1/groups', { name: 'Friends', memberIds: [bob.id] }, 201);
    const at = `/v1/groups/${group.id}/messages`;
    const say = async (body: string): Promise<number> => (await ann.post<Said>(at, { body }, 201)).number;
    const read = (number: number): Promise<Said> => bob.session.get<Said>(`${at}/${number}`);
    const shown = (number: number): Promise<Preview> => until(`the preview of ${number}`, async () => (await read(number)).preview);
    return { ...group, at, say, read, shown };
  };
  const previewOf = (path: string): Preview => ({
    url: `${site}${path}`,
    title: `Page ${path}`,
    description: 'All of <it>',
    siteName: 'The Shop',
    image: { id: expect.any(String) as unknown as string, name: 'preview.png', type: 'image/png', size: PNG.length },
  });

  it('get a preview after their message, for everybody in it, with a picture that the hub has kept', async () => {
    const { conversationId, say, read, shown } = await makeGroup();
    const socket = await openSocket(bob.session, hub.wsUrl);
    const number = await say(`Look: ${site}/a.`);
    const preview = await shown(number);
    expect(preview).toEqual(previewOf('/a'));
    const told = await socket.frame<Amended>(
      'the preview',
      (frame) => frame.type === 'amended' && frame.conversationId === conversationId && frame.number === number,
    );
    expect(told).toMatchObject({ body: `Look: ${site}/a.`, preview, change: { type: 'preview', by: 'previews' } });
    const { items } = await bob.session.get<{ items: (Said & { type: string; change?: { type: string } })[] }>('/v1/messages');
    expect(items.filter((one) => one.number === number).map((one) => [one.type, one.change?.type, one.preview])).toEqual([
      ['message', undefined, preview],
      ['amendment', 'preview', preview],
    ]);
    const { url } = await bob.session.get<{ url: string }>(`/v1/attachments/${preview.image?.id}`);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(PNG);
    // An edit of the link replaces it, a deletion removes it.
    await ann.patch(`/v1/groups/${conversationId}/messages/${number}`, { body: `Now ${site}/b` });
    await until('the new preview', async () => (await read(number)).preview?.title === 'Page /b');
    await ann.delete(`/v1/groups/${conversationId}/messages/${number}`);
    expect((await read(number)).preview).toBeUndefined();
    expect((await bob.session.call('GET', `/v1/attachments/${preview.image?.id}`)).status).toBe(404);
    socket.close();
  });

  it('that are bad fail alone: a circle, a file, an address inside', async () => {
    const { say, read, shown } = await makeGroup();
    const bad = [];
    for (const link of [`${site}/loop`, `${site}/file.pdf`, 'https://169.254.169.254/latest/', 'http://localhost:1/']) bad.push(await say(link));
    expect((await shown(await say(`${site}/good`))).title).toBe('Page /good');
    await until('the bad ones were visited', () => visitsOf('/file.pdf') === 1 && visitsOf('/loop') === 4);
    for (const number of bad) expect((await read(number)).preview).toBeUndefined();
  });

  it('that many send at once are read once', async () => {
    const groups = await Promise.all(Array.from({ length: 6 }, makeGroup));
    const previews = await Promise.all(groups.map(async ({ say, shown }) => shown(await say(`${site}/hot`))));
    expect(new Set(previews.map(({ image }) => image?.id)).size).toBe(1);
    expect(visitsOf('/hot')).toBe(1);
  });

  it('stay links where the application has turned previews off', async () => {
    const { token } = await ann.post<{ token: string }>('/v1/applications', { name: 'App' }, 201);
    await ann.patch(`/v1/applications/${token}`, { linkPreviews: false });
    await ann.post(`/v1/applications/${token}/chats`, {}, 201);
    const chat = `/v1/applications/${token}/chats/1/messages`;
    await ann.post(chat, { body: `${site}/off` }, 201);
    // The same link in a group comes after it.
    const { say, shown } = await makeGroup();
    await shown(await say(`${site}/off`));
    expect((await ann.get<Said>(`${chat}/1`)).preview).toBeUndefined();
    await ann.patch(`/v1/applications/${token}`, { linkPreviews: true });
    await ann.post(chat, { body: `${site}/off` }, 201);
    expect(await until('the preview in the chat', async () => (await ann.get<Said>(`${chat}/2`)).preview)).toEqual(previewOf('/off'));
    expect(visitsOf('/off')).toBe(1);
  });
});
