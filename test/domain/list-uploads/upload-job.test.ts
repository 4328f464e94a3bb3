import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { changeList, createList, deleteList, getList } from '../../../domain/automation/enrichment/commands.ts';
import { configurationKey, tenantKey } from '../../../domain/configuration/keys.ts';
import { readAudit } from '../../../domain/configuration/read-audit.ts';
import type { Actor, Context } from '../../../domain/context.ts';
import { Unavailable } from '../../../domain/edge-errors.ts';
import { findJob } from '../../../domain/jobs/job.ts';
import { LIST_FILE_BYTES } from '../../../domain/limits.ts';
import { announceUpload, type OnBadRows, type StartDeps, startUpload, withErrorsLink } from '../../../domain/list-uploads/upload.ts';
import { runListUpload, type UploadJobDeps } from '../../../domain/list-uploads/upload-job.ts';
import { type Table, TableUnavailable } from '../../../domain/table/port.ts';

const TENANT = 'acme';
const ADMIN = { type: 'agent', id: 'ada', role: 'admin', teamIds: [], name: 'Ada' } as const satisfies Actor;
const context: Context = { tenantId: TENANT, actor: ADMIN, correlationId: 'c', causationId: null, depth: 0 };
const GOOD = 'value,tags\nx,new\ny,new\n';
const BAD = 'value,priority\nx,high\ny,=wrong\n';

const world = async () => {
  const inner = memoryTable();
  let dieAfter: number | null = null;
  const living =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    (...given: A): Promise<R> => {
      if (dieAfter !== null && (dieAfter -= 1) < 0) return Promise.reject(new TableUnavailable('killed'));
      return call(...given);
    };
  const table: Table = { ...inner, write: living(inner.write), transact: living(inner.transact) };
  await inner.write({ op: 'put', item: { ...tenantKey(TENANT), generation: 1 } });
  await inner.write({ op: 'put', item: { ...configurationKey(TENANT, 'AGENT', 'ann'), id: 'ann' } });
  let ids = 0;
  const files = new Map<string, { body: Uint8Array; contentType: string }>();
  const sent: string[] = [];
  let rights: Actor | null = ADMIN;
  let now = Date.parse('2026-11-28T10:00:00Z');
  const start: StartDeps = {
    table,
    clock: () => now,
    newId: () => `id${(ids += 1)}`,
    objects: {
      head: async (key) => {
        const file = files.get(key);
        return file && { size: file.body.byteLength, contentType: file.contentType };
      },
      presignUpload: async (key, { contentType }) => ({ url: 'https://objects.test/', fields: { key, 'Content-Type': contentType } }),
      presignDownload: async (key, { filename }) => `https://objects.test/${key}?${filename}`,
    },
    queues: { send: async (_, messages) => void sent.push(...messages.map(({ body }) => body)) },
    bulkQueueUrl: 'bulk',
  };
  const deps: UploadJobDeps = {
    ...start,
    objects: {
      open: async (key) => {
        const file = files.get(key);
        return (
          file && {
            size: file.body.byteLength,
            bytes: (async function* () {
              for (let at = 0; at < file.body.length; at += 65_536) yield file.body.subarray(at, at + 65_536);
            })(),
          }
        );
      },
      put: async (key, body, contentType) => void files.set(key, { body, contentType }),
      delete: async (key) => void files.delete(key),
    },
    rightsOf: async () => rights,
  };
  const { id: listId } = await createList(deps, context, { name: 'VIPs', key: 'author.id', match: 'exact', entries: [{ value: 'old', set: {} }] });
  const upload = async (text: string | Uint8Array, onBadRows: OnBadRows = 'refuse', type: 'text/csv' | 'application/json' = 'text/csv') => {
    const announced = await announceUpload(start, context, listId, { type, size: 10 });
    files.set(announced.upload.fields['key'] as string, { body: Buffer.from(text), contentType: announced.upload.fields['Content-Type'] as string });
    return startUpload(start, context, { listId, uploadId: announced.id, onBadRows });
  };
  const job = (id: string) => findJob(inner, TENANT, id);
  const run = (id: string, more: Partial<UploadJobDeps> = {}) => runListUpload({ ...deps, ...more }, { job: 'listUpload', tenantId: TENANT, id });
  const values = async () => (await getList({ table: inner }, context, listId)).entries.map(({ value }) => value);
  return {
    inner,
    start,
    deps,
    files,
    sent,
    listId,
    upload,
    job,
    run,
    values,
    die: (after: number | null) => void (dieAfter = after),
    becomes: (is: Actor | null) => void (rights = is),
    pass: () => void (now += 1),
  };
};
const uploadsIn = (files: ReadonlyMap<string, unknown>) => [...files.keys()].filter((key) => key.includes('/lists/'));

describe('the upload of a list', () => {
  it('swaps the list, tells the counts and deletes the file', async () => {
    const { upload, run, job, values, files, sent } = await world();
    const begun = await upload(GOOD);
    expect(begun).toMatchObject({ kind: 'list-upload', state: 'running', done: 0, total: GOOD.length });
    expect(JSON.parse(sent[0] as string)).toEqual({ job: 'listUpload', tenantId: TENANT, id: begun.id });
    expect(await values()).toEqual(['old']);
    expect(await run(begun.id)).toBe('done');
    expect(await values()).toEqual(['x', 'y']);
    expect(await job(begun.id)).toMatchObject({ state: 'done', done: GOOD.length, result: { read: 2, kept: 2, bad: 0 } });
    expect([...files]).toEqual([]);
    expect(await run(begun.id)).toBe('overtaken');
  });

  it('refuses a file with a bad row, and reports it by a link', async () => {
    const { upload, run, job, values, start, files } = await world();
    const { id } = await upload(BAD);
    expect(await run(id)).toBe('failed');
    expect(await values()).toEqual(['old']);
    const told = await withErrorsLink(start.objects, (await job(id))!);
    expect(told).toMatchObject({ state: 'failed', error: '1 of 2 rows are bad; the list stays as it was.', result: { read: 2, kept: 0, bad: 1 } });
    expect(told.result).toMatchObject({ errorsUrl: `https://objects.test/T/${TENANT}/bad-rows/${id}.csv?bad-rows-${id}.csv` });
    expect(told.result).not.toHaveProperty('errorsKey');
    expect(Buffer.from(files.get(`T/${TENANT}/bad-rows/${id}.csv`)!.body).toString()).toMatch(/^row,column,reason\r\n3,priority,/);
    expect(uploadsIn(files)).toEqual([]);
  });

  it('keeps the good rows when asked to, but never takes a list’s last row for it', async () => {
    const { upload, run, job, values } = await world();
    const kept = await upload(BAD, 'keep');
    expect(await run(kept.id)).toBe('done');
    expect(await values()).toEqual(['x']);
    expect(await job(kept.id)).toMatchObject({ result: { read: 2, kept: 1, bad: 1 } });
    const none = await upload('value,priority\nx,none\n', 'keep');
    expect(await run(none.id)).toBe('failed');
    expect(await values()).toEqual(['x']);
  });

  it.each([
    ['not CSV', '%PDF-1.7', 'text/csv' as const, 'unknown column'],
    ['no rows', 'value\n', 'text/csv' as const, 'no rows'],
    ['no JSON', 'value\n', 'application/json' as const, 'not a JSON array'],
    ['empty', '[]', 'application/json' as const, 'no rows'],
    ['too many rows', `value\n${'x\n'.repeat(100_001)}`, 'text/csv' as const, 'more than 100000 rows'],
  ])('leaves the list when the file is %s', async (_, text, type, error) => {
    const { upload, run, job, values } = await world();
    const { id } = await upload(text, 'keep', type);
    expect(await run(id)).toBe('failed');
    expect(await job(id)).toMatchObject({ state: 'failed', error: expect.stringContaining(error) });
    expect(await values()).toEqual(['old']);
  });

  it('knows who owns: agents and teams of the tenant', async () => {
    const { upload, run, job } = await world();
    const { id } = await upload('value,owner.agentId,owner.teamId\na,ann,\nb,bob,\nc,,t\n', 'keep');
    await run(id);
    expect(await job(id)).toMatchObject({ result: { read: 3, kept: 1, bad: 2 } });
  });

  it('fails with a sentence when it may not go on: rights, file or list are gone, or the file has grown', async () => {
    const { upload, run, job, becomes, files, deps, listId, values } = await world();
    const errorOf = async (id: string) => (await job(id))?.error;
    for (const now of [null, { ...ADMIN, role: 'agent' as const }]) {
      becomes(now);
      const { id } = await upload(GOOD);
      await run(id);
      expect(await errorOf(id)).toContain('may no longer change lists');
    }
    becomes(ADMIN);
    const lost = await upload(GOOD);
    for (const key of uploadsIn(files)) files.delete(key);
    await run(lost.id);
    expect(await errorOf(lost.id)).toContain('no longer in the store');
    const grown = await upload(GOOD);
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(LIST_FILE_BYTES + 1, 'x');
    };
    await run(grown.id, { objects: { ...deps.objects, open: async () => ({ size: 1, bytes: bytes() }) } });
    expect(await errorOf(grown.id)).toContain('bytes');
    const broken = await upload(GOOD);
    await expect(run(broken.id, { objects: { ...deps.objects, open: async () => Promise.reject(new Error('defect')) } })).rejects.toThrow('defect');
    expect(await errorOf(broken.id)).toBe('The file could not be read.');
    expect(await values()).toEqual(['old']);
    const orphan = await upload(GOOD);
    await deleteList(deps, context, listId);
    await run(orphan.id);
    expect(await errorOf(orphan.id)).toContain('enrichment list');
  });

  it('killed at any write, it is done at the next delivery, and the list is whole at each moment', { timeout: 60_000 }, async () => {
    // Few and large: more than one transaction takes.
    const customFields = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`text${at}`, 'x'.repeat(1_000)]));
    const rows = Array.from({ length: 45 }, (_, at) => ({ value: `v${at}`, set: { customFields } }));
    for (let after = 0, state = ''; state !== 'done'; after += after < 3 ? 1 : 11) {
      const { upload, run, values, die, deps, inner, listId, job } = await world();
      const { id } = await upload(JSON.stringify(rows), 'refuse', 'application/json');
      die(after);
      state = await run(id).catch((error: unknown) => {
        if (!(error instanceof TableUnavailable)) throw error;
        return 'killed';
      });
      die(null);
      expect([1, rows.length]).toContain((await values()).length);
      const ended = (await job(id))?.state === 'done';
      // Somebody changes the list after the swap: another delivery must not take that back.
      if (ended) await changeList(deps, context, listId, { entries: [{ value: 'mine', set: {} }] });
      await run(id);
      expect(await values()).toHaveLength(ended ? 1 : rows.length);
      expect((await job(id))?.state).toBe('done');
      expect(inner.all().filter(({ state: of }) => of === 'gone')).toEqual([]);
    }
  });

  it('an upload that was started later wins, whichever ends first; one that fails takes nothing away', async () => {
    const { upload, run, job, values, pass } = await world();
    const first = await upload('value\nfirst\n');
    pass();
    const second = await upload('value\nsecond\n');
    pass();
    const broken = await upload('value,wings\na,b\n');
    expect([await run(broken.id), await run(second.id), await run(first.id)]).toEqual(['failed', 'done', 'failed']);
    expect(await values()).toEqual(['second']);
    expect((await job(first.id))?.error).toBe('A later call replaced the entries while the file was read; those entries stay.');
    const third = await upload('value\nthird\n');
    pass();
    const fourth = await upload('value\nfourth\n');
    expect([await run(third.id), await run(fourth.id)]).toEqual(['done', 'done']);
    expect(await values()).toEqual(['fourth']);
  });

  it('entries that somebody set after the start stay; a new name is no entry', async () => {
    const { upload, run, values, pass, deps, listId } = await world();
    const early = await upload(GOOD);
    pass();
    await changeList(deps, context, listId, { entries: [{ value: 'mine', set: {} }] });
    expect(await run(early.id)).toBe('failed');
    expect(await values()).toEqual(['mine']);
    const late = await upload(GOOD);
    pass();
    await changeList(deps, context, listId, { name: 'Best customers' });
    expect(await run(late.id)).toBe('done');
    expect(await values()).toEqual(['x', 'y']);
  });

  it('is recorded as a change of who started it, in the transaction of the swap', async () => {
    const { upload, run, inner, listId } = await world();
    const lines = async () => (await readAudit(inner, TENANT, { after: null, limit: 10 })).lines;
    expect(await run((await upload(BAD)).id)).toBe('failed');
    expect(await lines()).toEqual([]);
    expect(await run((await upload(GOOD)).id)).toBe('done');
    const text = expect.any(String) as unknown;
    expect(await lines()).toMatchObject([
      {
        object: { type: 'enrichmentList', id: listId },
        by: { type: 'agent', id: 'ada' },
        correlationId: 'c',
        changes: [
          { field: 'size', from: 1, to: 2 },
          { field: 'digest', from: text, to: text },
        ],
      },
    ]);
  });

  it('two deliveries at once swap once', async () => {
    const { upload, run, values, job } = await world();
    const { id } = await upload(GOOD);
    expect((await Promise.all([run(id), run(id)])).filter((state) => state === 'done')).toHaveLength(1);
    expect(await values()).toEqual(['x', 'y']);
    expect((await job(id))?.state).toBe('done');
  });

  it('comes again when the store does not answer', async () => {
    const { upload, run, job, deps, values } = await world();
    const { id } = await upload(BAD, 'keep');
    const put = async (): Promise<void> => Promise.reject(new Unavailable('slow down'));
    await expect(run(id, { objects: { ...deps.objects, put } })).rejects.toThrow('slow down');
    expect(await job(id)).toMatchObject({ state: 'running' });
    expect(await run(id)).toBe('done');
    expect(await values()).toEqual(['x']);
  });

  it('is asked for only where there is a list and a file of a size and type', async () => {
    const { start, listId, files } = await world();
    await expect(announceUpload(start, context, 'nobody', { type: 'text/csv', size: 1 })).rejects.toThrow('No such enrichment list');
    await expect(announceUpload(start, context, listId, { type: 'text/csv', size: LIST_FILE_BYTES + 1 })).rejects.toMatchObject({ code: 'too_large' });
    const begin = (uploadId: string, list = listId) => startUpload(start, context, { listId: list, uploadId, onBadRows: 'refuse' });
    await expect(begin('x', 'nobody')).rejects.toThrow('No such enrichment list');
    for (const id of ['nothing', '../x', '']) await expect(begin(id)).rejects.toThrow('No such upload');
    files.set(`T/${TENANT}/lists/${listId}/up`, { body: Buffer.alloc(1), contentType: 'image/png' });
    await expect(begin('up')).rejects.toThrow('No such upload');
    files.set(`T/${TENANT}/lists/${listId}/up`, { body: Buffer.alloc(LIST_FILE_BYTES + 1), contentType: 'text/csv' });
    await expect(begin('up')).rejects.toMatchObject({ code: 'too_large' });
    const other = { id: 'j', kind: 'bulk-change', state: 'done' as const, done: 1, total: 1, result: {} };
    expect(await withErrorsLink(start.objects, other)).toBe(other);
  });
});
