import { beforeAll, describe, expect, inject, it } from 'vitest';
import { startListUpload, type UploadJob, uploadEnded } from '../harness/list-upload.ts';
import { allTickets } from '../harness/read-all.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** `npm run bench -- --scale` sets 100,000. */
const ROWS = Number(process.env['PARLEY_LIST_ROWS'] ?? 2_000);
const number = (at: number): string => `4917${String(at).padStart(8, '0')}`;
const csv = (tag: string, isBad: (at: number) => boolean = () => false): string =>
  ['value,priority,tags', ...Array.from({ length: ROWS }, (_, at) => `${number(at)},${isBad(at) ? 'soonish' : 'high'},${tag};listed`)].join('\r\n');
const json = (tag: string): string => JSON.stringify(Array.from({ length: ROWS }, (_, at) => ({ value: number(at), set: { tags: [tag, 'listed'] } })));
const fourBad = (at: number): boolean => at % (ROWS / 4) === 7;

describe(`a list of ${ROWS} entries is uploaded`, () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let listId: string;

  const upload = async (file: string | Uint8Array, how?: Parameters<typeof startListUpload>[3]): Promise<UploadJob> =>
    uploadEnded(tenant.admin, (await startListUpload(tenant.admin, listId, file, how)).id);
  const size = async (): Promise<number> => (await tenant.admin.get<{ size: number }>(`/v1/enrichment-lists/${listId}`)).size;
  const write = (at: number) => whatsapp.send([[{ id: `wamid.listed-${at}`, from: number(at), name: `Listed ${at}`, text: 'hello' }]]);
  const tagsByName = async (): Promise<ReadonlyMap<string | null, readonly string[]>> =>
    new Map((await allTickets(tenant.admin)).map(({ author, tags }) => [author.name, tags.toSorted()]));
  /** The tags of a new ticket of this customer. */
  const tagsOf = async (at: number): Promise<readonly string[]> => {
    await write(at);
    return until('the message is there', async () => (await tagsByName()).get(`Listed ${at}`));
  };

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
    const entries = [{ value: number(1), set: { tags: ['before'] } }];
    ({ id: listId } = await tenant.admin.post<{ id: string }>('/v1/enrichment-lists', { name: 'Customers', key: 'author.id', match: 'exact', entries }));
  });

  it('with bad rows it stays as it was, and a file names each of them', async () => {
    const job = await upload(csv('first', fourBad));
    expect(job).toMatchObject({ state: 'failed', error: `4 of ${ROWS} rows are bad; the list stays as it was.`, result: { read: ROWS, kept: 0, bad: 4 } });
    const report = await (await fetch(job.result?.errorsUrl as string)).text();
    const lines = report.trim().split('\r\n');
    expect(lines[0]).toBe('row,column,reason');
    const rows = [0, 1, 2, 3].map((quarter) => (quarter * ROWS) / 4 + 9);
    expect(lines.slice(1)).toEqual(rows.map((row) => `${row},priority,"must be one of low, normal, high, urgent"`));
    expect(await tagsOf(1)).toEqual(['before']);
  });

  it('keeps the good rows when asked to, and a new message sees the new list', async () => {
    const job = await upload(csv('second', fourBad), { onBadRows: 'keep' });
    expect(job).toMatchObject({ state: 'done', result: { read: ROWS, kept: ROWS - 4, bad: 4 } });
    expect(await size()).toBe(ROWS - 4);
    expect(await tagsOf(ROWS - 1)).toEqual(['listed', 'second']);
    expect(await tagsOf(7)).toEqual([]);
  });

  it.each([
    ['a PDF', '%PDF-1.7\n', 'unknown column'],
    ['a blank', ' ', 'first line is empty'],
    ['Latin-1', Buffer.from('value,topic\nx,Gr\xfc\xdfe\n', 'latin1'), 'not UTF-8'],
    ['semicolons', 'value;topic\nx;y\n', 'separated by commas'],
    ['100,001 rows', `value\n${'x\n'.repeat(100_001)}`, 'more than 100000 rows'],
  ])('%s is refused by a sentence, and the list stays', async (_, file, why) => {
    expect(await upload(file, { onBadRows: 'keep' })).toMatchObject({ state: 'failed', error: expect.stringContaining(why) as unknown });
    expect(await size()).toBe(ROWS - 4);
  });

  it('a spreadsheet’s file is read as it was meant: a byte order mark, quotes with line ends, the first of equal values', async () => {
    const file = `\ufeffvalue,topic,customFields.note\r\n${number(20)},"Returns, ""fast""","two\r\nlines"\r\n${number(20)},never,\r\n`;
    expect(await upload(file)).toMatchObject({ state: 'done', result: { read: 2, kept: 2, bad: 0 } });
    await write(20);
    const found = await until('the message is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Listed 20'));
    expect(found).toMatchObject({ topic: 'Returns, "fast"', customFields: { note: 'two\r\nlines' } });
  });

  it('is swapped while customers write: each finds the whole old list or the whole new one', async () => {
    expect(await upload(json('old'), { type: 'application/json' })).toMatchObject({ state: 'done', result: { read: ROWS } });
    const { id } = await startListUpload(tenant.admin, listId, json('new'), { type: 'application/json' });
    const from = 100;
    let at = from;
    for (let running = true; running && at < 600; at += 1) {
      await write(at);
      running = (await tenant.admin.get<UploadJob>(`/v1/jobs/${id}`)).state === 'running';
    }
    expect(await uploadEnded(tenant.admin, id)).toMatchObject({ state: 'done' });
    expect(await tagsOf(at)).toEqual(['listed', 'new']);
    const names = Array.from({ length: at - from }, (_, index) => `Listed ${from + index}`);
    const tags = await until('all are there', async () => {
      const found = await tagsByName();
      return names.every((name) => found.has(name)) ? found : undefined;
    });
    for (const name of names) expect(['listed,new', 'listed,old']).toContain(tags.get(name)?.join());
  });

  it('an upload that is started later wins, whichever is read first', async () => {
    const first = await startListUpload(tenant.admin, listId, csv('slow'));
    const second = await startListUpload(tenant.admin, listId, `value,tags\n${number(50)},quick\n`);
    expect(await uploadEnded(tenant.admin, second.id)).toMatchObject({ state: 'done' });
    const { state, error } = await uploadEnded(tenant.admin, first.id);
    expect(state === 'done' || error?.includes('later call replaced')).toBe(true);
    expect(await size()).toBe(1);
    expect(await tagsOf(50)).toEqual(['quick']);
  });

  it('tells each swap in the audit, with who started it', async () => {
    const { items } = await tenant.admin.get<{
      items: readonly { readonly object: { id: string }; readonly by: { type: string }; readonly changes: readonly unknown[] }[];
    }>('/v1/audit?limit=100');
    const swaps = items.filter(({ object }) => object.id === listId);
    expect(swaps.length).toBeGreaterThan(4);
    for (const { by } of swaps) expect(by.type).toBe('agent');
    expect(swaps.flatMap(({ changes }) => changes)).toContainEqual({ field: 'size', from: 1, to: ROWS - 4 });
  });
});
