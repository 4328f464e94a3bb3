import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { downloadPath, readDownload, readUpload, uploadFields } from '../../../adapters/objects/embedded/links.ts';
import { ObjectStore } from '../../../adapters/objects/embedded/store.ts';
import { objectsKey, objectsRoot, openObjects } from '../../../adapters/objects/embedded.ts';
import { closeServer } from '../../../local/gateway/http-server.ts';
import { objectLinks } from '../../../local/gateway/objects.ts';
import { objectsConformance } from '../../conformance/objects.ts';
import { useTemporaryHome } from '../../local/temporary-home.ts';

useTemporaryHome();

const serve = async () => {
  const links = objectLinks(new ObjectStore(objectsRoot()), objectsKey());
  const server = createServer((incoming, response) => {
    const [path = '', query = ''] = (incoming.url ?? '').split('?');
    if (!links(incoming, response, path, query)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['PARLEY_PUBLIC_URL'] = `${base}/`;
  return { base, objects: openObjects(), close: () => closeServer(server, 100) };
};

objectsConformance('disk', serve);

test('an expired link is refused', () => {
  const key = Buffer.alloc(32, 1);
  const [path = '', query = ''] = downloadPath(key, { key: 'T/a', filename: 'a', contentType: 'a/b' }, 60, 1_000).split('?');
  expect(readDownload(key, path, query, 60_999)).toMatchObject({ key: 'T/a' });
  expect(readDownload(key, path, query, 61_000)).toBeUndefined();
  expect(readDownload(key, '/_objects/%ff', query, 1_000)).toBeUndefined();
  const fields = uploadFields(key, { key: 'T/a', contentType: 'a/b', maxBytes: 9 }, 60, 1_000);
  expect(readUpload(key, fields, 60_999)).toMatchObject({ maxBytes: 9 });
  expect(readUpload(key, fields, 61_000)).toBeUndefined();
  expect(readUpload(Buffer.alloc(32, 2), fields, 1_000)).toBeUndefined();
  expect(readUpload(key, {}, 1_000)).toBeUndefined();
});

test('a download runs nothing and is not sniffed', async () => {
  const { objects, close } = await serve();
  await objects.put('T/x', Buffer.from('<script>'), 'text/html');
  const link = await objects.presignDownload('T/x', { filename: "it's (1).html", contentType: 'text/html', seconds: 10 });
  const answer = await fetch(link, { method: 'HEAD' });
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''it%27s%20%281%29.html");
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  await close();
});

test('a missing object is a 404, another method a 405, a preflight is answered', async () => {
  const { objects, base, close } = await serve();
  const link = await objects.presignDownload('T/none', { filename: 'x', contentType: 'a/b', seconds: 10 });
  expect((await fetch(link)).status).toBe(404);
  expect((await fetch(link, { method: 'DELETE' })).status).toBe(405);
  expect((await fetch(`${base}/_objects/`, { method: 'OPTIONS' })).status).toBe(200);
  expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
  await close();
});

test('a form that is none is a 400', async () => {
  const { base, close } = await serve();
  const post = async (type: string, body: string): Promise<number> =>
    (await fetch(`${base}/_objects/`, { method: 'POST', headers: { 'content-type': type }, body })).status;
  const form = 'multipart/form-data; boundary=b';
  expect(await post('text/plain', 'x')).toBe(400);
  expect(await post(form, 'x')).toBe(400);
  // A part without a name is none, so that no policy is left.
  expect(await post(form, '--b\r\ncontent-type: a/b\r\n\r\nx\r\n--b--')).toBe(403);
  expect(await post(form, '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\nT/x\r\n--b--')).toBe(403);
  expect(await post(form, `--b\r\ncontent-disposition: form-data; name="key"\r\n\r\n${'x'.repeat(100_000)}`)).toBe(400);
  await close();
});

test('an upload that breaks off leaves nothing behind', async () => {
  const { objects, close } = await serve();
  const { url, fields } = await objects.presignUpload('T/cut', { contentType: 'a/b', maxBytes: 1_000_000, seconds: 10 });
  const head = Object.entries(fields).map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  await new Promise<void>((resolve) => {
    const call = request(url, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' } });
    call.on('error', () => resolve());
    call.write(`${head.join('')}--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n${'x'.repeat(50_000)}`, () =>
      call.destroy(new Error('cut')),
    );
  });
  expect(await objects.head('T/cut')).toBeUndefined();
  await close();
});

test('every answer for an object carries the headers of every answer', async () => {
  const { objects, base, close } = await serve();
  await objects.put('T/y', Buffer.from('y'), 'text/plain');
  const download = { filename: 'y', contentType: 'text/plain', seconds: 10 };
  const [there, gone] = [await objects.presignDownload('T/y', download), await objects.presignDownload('T/none', download)];
  const upload = await objects.presignUpload('T/z', { contentType: 'text/plain', maxBytes: 10, seconds: 10 });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
  form.set('file', new Blob(['z']));
  const asked: [string, RequestInit?][] = [
    [there],
    [there, { method: 'HEAD' }],
    [there, { method: 'DELETE' }],
    [gone],
    [`${base}/_objects/`, { method: 'OPTIONS' }],
    [`${base}/_objects/T/y`],
    [`${base}/_objects/`, { method: 'POST', body: 'x' }],
    [upload.url, { method: 'POST', body: form }],
  ];
  const statuses: number[] = [];
  for (const [url, init] of asked) {
    const answer = await fetch(url, init);
    await answer.arrayBuffer();
    statuses.push(answer.status);
    expect([answer.status, answer.headers.get('x-content-type-options'), answer.headers.get('referrer-policy')]).toEqual([
      answer.status,
      'nosniff',
      'no-referrer',
    ]);
  }
  expect(statuses).toEqual([200, 200, 405, 404, 200, 403, 400, 204]);
  await close();
});

test.each([
  ['is refused', 5_000_000, { policy: 'none' }, 403],
  ['is larger than was announced', 5_000_000, {}, 400],
  ['has no boundary', 5_000_000, undefined, 400],
])('an upload that %s leaves its connection to the next request', async (_, size, fields, status) => {
  const { base, objects, close } = await serve();
  const announced = await objects.presignUpload('T/up', { contentType: 'a/b', maxBytes: 100_000, seconds: 60 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (method: string, path: string, body?: Buffer, type?: string) =>
    new Promise<{ status: number | undefined; port: number | undefined }>((resolve, reject) => {
      const sent = request(`${base}${path}`, { method, agent, headers: type === undefined ? {} : { 'content-type': type } }, (answer) => {
        const port = answer.socket.localPort;
        answer.resume().on('end', () => resolve({ status: answer.statusCode, port }));
      });
      sent.on('error', reject).end(body);
    });
  const form = new Request('http://x/', { method: 'POST', body: formOf(fields === undefined ? {} : { ...announced.fields, ...fields }, size) });
  const type = fields === undefined ? 'multipart/form-data' : (form.headers.get('content-type') ?? '');
  const first = await call('POST', '/_objects/', Buffer.from(await form.arrayBuffer()), type);
  expect(first.status).toBe(status);
  expect(await call('OPTIONS', '/_objects/')).toEqual({ status: 200, port: first.port });
  agent.destroy();
  await close();
});

const formOf = (fields: Readonly<Record<string, string>>, size: number): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(size)]));
  return form;
};
