import { afterAll, expect, it } from 'vitest';
import { guardedHub } from '../harness/guarded-hub.ts';
import { removeHome, temporaryHome } from '../harness/hub.ts';
import { startListUpload, uploadEnded } from '../harness/list-upload.ts';
import { createTenant, signIn } from '../harness/tenant.ts';

/** `npm run bench -- --scale` sets 100,000. */
const ROWS = Number(process.env['PARLEY_LIST_ROWS'] ?? 20_000);
const KILLS = 2;
const home = temporaryHome();
afterAll(() => removeHome(home));

it(`${ROWS} entries are read while every process is killed: the list is whole at each moment, and the upload ends`, { timeout: 600_000 }, async () => {
  const hub = await guardedHub(home);
  try {
    const tenant = await createTenant(hub.address());
    const draft = { name: 'Customers', key: 'author.id', match: 'exact', entries: [{ value: 'old', set: {} }] };
    const { id: listId } = await tenant.admin.post<{ id: string }>('/v1/enrichment-lists', draft);
    const file = ['value,priority,customFields.note', ...Array.from({ length: ROWS }, (_, at) => `customer-${at},high,${'word '.repeat(8)}`)].join('\n');
    const { id } = await startListUpload(tenant.admin, listId, file);
    const killed: boolean[] = [];
    const sizes = new Set<number>();
    for (let round = 0; round < KILLS; round += 1) {
      for (const kind of hub.kinds()) killed.push(hub.killOne(kind));
      await hub.healed();
      const admin = await signIn(hub.address().baseUrl, tenant.slug, tenant.email);
      sizes.add((await admin.get<{ size: number }>(`/v1/enrichment-lists/${listId}`)).size);
    }
    expect(killed).toContain(true);
    const admin = await signIn(hub.address().baseUrl, tenant.slug, tenant.email);
    expect(await uploadEnded(admin, id, 240_000)).toMatchObject({ state: 'done', result: { read: ROWS, kept: ROWS, bad: 0 } });
    expect((await admin.get<{ size: number }>(`/v1/enrichment-lists/${listId}`)).size).toBe(ROWS);
    expect([1, ROWS]).toEqual(expect.arrayContaining([...sizes]));
  } finally {
    await hub.end();
  }
});
