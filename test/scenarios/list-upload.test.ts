import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets } from '../harness/read-all.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Announced {
  readonly id: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}
interface UploadJob {
  readonly id: string;
  readonly state: string;
  readonly error?: string;
  readonly result?: { readonly read: number; readonly kept: number; readonly bad: number; readonly errorsUrl?: string };
}

const ROWS = 2_000;
const number = (at: number): string => `4917${String(at).padStart(8, '0')}`;
const csv = (tag: string, isBad: (at: number) => boolean): string =>
  ['value,priority,tags', ...Array.from({ length: ROWS }, (_, at) => `${number(at)},${isBad(at) ? 'soonish' : 'high'},${tag};listed`)].join('\r\n');

describe('a list of thousands is uploaded', () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let listId: string;

  const upload = async (text: string, onBadRows?: string): Promise<UploadJob> => {
    const body = Buffer.from(text);
    const { id, upload: form } = await tenant.admin.post<Announced>(`/v1/enrichment-lists/${listId}/uploads`, { type: 'text/csv', size: body.byteLength });
    const data = new FormData();
    for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
    data.set('file', new Blob([body]));
    expect((await fetch(form.url, { method: 'POST', body: data })).ok).toBe(true);
    const path = `/v1/enrichment-lists/${listId}/uploads/${id}/start`;
    const started = await tenant.admin.call<UploadJob>('POST', path, { body: onBadRows === undefined ? {} : { onBadRows } });
    expect(started.status).toBe(202);
    return until(
      'the upload has ended',
      async () => {
        const job = await tenant.admin.get<UploadJob>(`/v1/jobs/${started.body.id}`);
        return job.state === 'running' ? undefined : job;
      },
      60_000,
    );
  };
  /** The tags of a new ticket of this customer. */
  const tagsOf = async (at: number): Promise<readonly string[]> => {
    const name = `Listed ${at}`;
    await whatsapp.send([[{ id: `wamid.listed-${at}`, from: number(at), name, text: 'hello' }]]);
    const ticket = await until('the message is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === name));
    return ticket.tags;
  };

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
    const entries = [{ value: number(1), set: { tags: ['before'] } }];
    ({ id: listId } = await tenant.admin.post<{ id: string }>('/v1/enrichment-lists', { name: 'Customers', key: 'author.id', match: 'exact', entries }));
  });

  it('with bad rows it stays as it was, and a file names each of them', async () => {
    const job = await upload(csv('first', (at) => at % 500 === 7));
    expect(job).toMatchObject({ state: 'failed', error: '4 of 2000 rows are bad; the list stays as it was.', result: { read: ROWS, kept: 0, bad: 4 } });
    const report = await (await fetch(job.result?.errorsUrl as string)).text();
    const lines = report.trim().split('\r\n');
    expect(lines[0]).toBe('row,column,reason');
    expect(lines.slice(1).map((line) => line.split(',', 2).join(','))).toEqual(['9,priority', '509,priority', '1009,priority', '1509,priority']);
    expect(await tagsOf(1)).toEqual(['before']);
  });

  it('keeps the good rows when asked to, and a new message sees the new list', async () => {
    const job = await upload(
      csv('second', (at) => at % 500 === 7),
      'keep',
    );
    expect(job).toMatchObject({ state: 'done', result: { read: ROWS, kept: ROWS - 4, bad: 4 } });
    await until('the list is swapped', async () => (await tenant.admin.get<{ size: number }>(`/v1/enrichment-lists/${listId}`)).size === ROWS - 4);
    expect([...(await tagsOf(ROWS - 1))].sort()).toEqual(['listed', 'second']);
    expect(await tagsOf(7)).toEqual([]);
  });

  it('a file that is no list is told so, and the list stays', async () => {
    expect(await upload('%PDF-1.7\n')).toMatchObject({ state: 'failed', error: expect.stringContaining('unknown column') });
    expect((await tenant.admin.get<{ size: number }>(`/v1/enrichment-lists/${listId}`)).size).toBe(ROWS - 4);
  });
});
