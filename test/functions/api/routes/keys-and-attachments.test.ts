import { describe, expect, it } from 'vitest';
import { createHarness } from '../harness.ts';

describe('an API key', () => {
  it('is shown once, acts in its role and is listed by its first characters', async () => {
    const harness = createHarness();
    const { adminToken: token, slug } = await harness.tenant();
    const made = await harness.call('POST /v1/api-keys', { token, body: { name: 'CRM', role: 'supervisor' } });
    expect(made).toMatchObject({ status: 201, body: { name: 'CRM', role: 'supervisor', key: expect.stringMatching(/^pk_[\w-]{43}$/) } });
    const { key, ...rest } = made.body;
    expect((await harness.call('GET /v1/api-keys', { token })).body.items).toEqual([rest]);
    expect(key.startsWith(rest.hint.slice(0, -1))).toBe(true);
    expect(JSON.stringify(harness.table.all())).not.toContain(key);
    expect((await harness.call('GET /v1/me', { token: key })).body).toMatchObject({
      type: 'key',
      name: 'CRM',
      role: 'supervisor',
      email: null,
      tenant: { slug },
    });
    expect((await harness.call('GET /v1/agents', { token: key })).status).toBe(200);
    expect((await harness.call('POST /v1/teams', { token: key, body: { name: 'x' } })).status).toBe(403);
  });

  it('is worthless at once when it is deleted', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { id, token } = await world.key('agent');
    expect((await harness.call('GET /v1/me', { token })).status).toBe(200);
    expect((await harness.call(`DELETE /v1/api-keys/${id}`, { token: world.adminToken })).status).toBe(204);
    expect((await harness.call('GET /v1/me', { token })).status).toBe(401);
    expect(harness.closed).toEqual([{ tenantId: world.tenantId, personId: id, sessionId: null }]);
    expect((await harness.call(`DELETE /v1/api-keys/${id}`, { token: world.adminToken })).status).toBe(404);
  });

  it('deleted twice at once is gone once', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { id } = await world.key('agent');
    const remove = async () => (await harness.call(`DELETE /v1/api-keys/${id}`, { token: world.adminToken })).status;
    expect((await Promise.all([remove(), remove()])).toSorted((a, b) => a - b)).toEqual([204, 404]);
  });

  it('of another tenant cannot be deleted', async () => {
    const harness = createHarness();
    const [world, other] = [await harness.tenant(), await harness.tenant()];
    const { id, token } = await world.key('agent');
    expect((await harness.call(`DELETE /v1/api-keys/${id}`, { token: other.adminToken })).status).toBe(404);
    expect((await harness.call('GET /v1/me', { token })).status).toBe(200);
  });
});

describe('an attachment', () => {
  const file = { name: 'Rechnung März.pdf', type: 'application/pdf', size: 3 };

  it('is announced, uploaded by a form and downloaded by a link', async () => {
    const harness = createHarness();
    const { adminToken: token, tenantId } = await harness.tenant();
    const made = await harness.call('POST /v1/attachments', { token, body: file });
    expect(made).toMatchObject({ status: 201, body: { upload: { url: 'https://objects.test/', fields: { 'content-type': 'application/pdf' } } } });
    const objectKey: string = made.body.upload.fields.key;
    expect(objectKey.startsWith(`T/${tenantId}/`)).toBe(true);
    const target = `GET /v1/attachments/${made.body.id}`;
    // Nothing to download before the upload.
    expect((await harness.call(target, { token })).status).toBe(404);
    await harness.deps.objects.put(objectKey, new Uint8Array(3), 'application/pdf');
    expect((await harness.call(target, { token })).body).toEqual({
      id: made.body.id,
      ...file,
      state: 'ready',
      error: null,
      url: expect.stringContaining(objectKey),
    });
  });

  it('has its type in the one form that every store keeps', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const made = await harness.call('POST /v1/attachments', { token, body: { ...file, type: 'Image/PNG' } });
    expect(made.body.upload.fields['content-type']).toBe('image/png');
    expect((await harness.call('POST /v1/attachments', { token, body: { ...file, type: `application/${'x'.repeat(300)}` } })).body.errors).toMatchObject([
      { path: 'type' },
    ]);
  });

  it('may have 25 MB and not a byte more', async () => {
    const harness = createHarness();
    const { adminToken: token } = await harness.tenant();
    const size = 25 * 1024 * 1024;
    expect((await harness.call('POST /v1/attachments', { token, body: { ...file, size } })).status).toBe(201);
    expect(await harness.call('POST /v1/attachments', { token, body: { ...file, size: size + 1 } })).toMatchObject({
      status: 413,
      body: { code: 'too_large', errors: [{ path: 'size' }] },
    });
  });

  it.each([{ size: 0 }, { size: 1.5 }, { type: 'pdf' }, { type: 'a/b; c=d' }, { name: '../x' }, { name: 'a\nb' }, { name: '' }, { name: 'a\\b' }])(
    '%j is a 400',
    async (bad) => {
      const harness = createHarness();
      const { adminToken: token } = await harness.tenant();
      expect((await harness.call('POST /v1/attachments', { token, body: { ...file, ...bad } })).status).toBe(400);
    },
  );

  it('of another tenant is not there', async () => {
    const harness = createHarness();
    const [world, other] = [await harness.tenant(), await harness.tenant()];
    const made = (await harness.call('POST /v1/attachments', { token: world.adminToken, body: file })).body;
    await harness.deps.objects.put(made.upload.fields.key, new Uint8Array(3), 'application/pdf');
    expect((await harness.call(`GET /v1/attachments/${made.id}`, { token: other.adminToken })).status).toBe(404);
  });
});
