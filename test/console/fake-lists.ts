import type { FakeHub } from './fake-hub.ts';
import { type Answer, done, ok, page, type Routes, refusal } from './fake-settings.ts';

interface FakeList {
  id: string;
  name: string;
  key: string;
  match: string;
  entries: Record<string, unknown>[];
  size: number;
  createdAt: string;
  updatedAt: string;
}

/** A list with 120 entries and one that is too long to be shown. A job of an upload is done when it is read the second time. */
export function lists(hub: FakeHub): Routes {
  const createdAt = '2026-11-01T09:00:00Z';
  const entries = Array.from({ length: 120 }, (_, at) => ({
    value: `guest${at}@acme.example`,
    set: { priority: 'high', tags: ['vip'], customFields: { room: at } },
  }));
  const all: FakeList[] = [
    { id: 'l1', name: 'Hotel guests', key: 'author.email', match: 'exact', entries, size: 120, createdAt, updatedAt: createdAt },
    { id: 'l2', name: 'Spam words', key: 'message.text', match: 'contains', entries: [], size: 60_000, createdAt, updatedAt: createdAt },
  ];
  const found = (id: string, then: (list: FakeList) => Answer): Answer => {
    const list = all.find((one) => one.id === id);
    return list === undefined ? refusal(404, 'not_found', 'No such list.') : then(list);
  };
  const whole = (list: FakeList) => (list.size > list.entries.length ? { ...list, entries: undefined } : list);
  let reads = 0;
  return {
    'GET /v1/enrichment-lists': () => page(all.map((list) => ({ ...list, entries: undefined }))),
    'POST /v1/enrichment-lists': (_, body) => {
      const made = { id: 'l3', entries: [], size: 0, createdAt, updatedAt: createdAt, ...body } as unknown as FakeList;
      all.push(made);
      return ok(made, 201);
    },
    'GET /v1/enrichment-lists/{id}': (id) => found(id, (list) => ok(whole(list))),
    'PATCH /v1/enrichment-lists/{id}': (id, body) =>
      found(id, (list) => {
        const given = body['entries'] as FakeList['entries'] | undefined;
        if (given?.some(({ value }) => value === '\u200b') === true)
          return refusal(422, 'unprocessable', 'No.', [{ path: `entries.${given.length - 1}.value`, message: 'must have visible characters' }]);
        Object.assign(list, body, given === undefined ? {} : { size: given.length });
        return ok(whole(list));
      }),
    'DELETE /v1/enrichment-lists/{id}': (id) => {
      all.splice(
        all.findIndex((one) => one.id === id),
        1,
      );
      return done;
    },
    'POST /v1/enrichment-lists/{id}/uploads': () => ok({ id: 'u1', upload: { url: `${hub.url}/_uploads`, fields: { key: 'k' } } }, 201),
    'POST /v1/enrichment-lists/{id}/uploads/{id}/start': (_, body) => {
      reads = 0;
      return ok({ id: body['onBadRows'] === 'keep' ? 'j-keep' : 'j-refuse', kind: 'list-upload', state: 'running', done: 0, total: 100 }, 202);
    },
    'GET /v1/jobs/{id}': (id) => {
      reads += 1;
      const job = { id, kind: 'list-upload', total: 100 };
      if (reads === 1) return ok({ ...job, state: 'running', done: 60 });
      const result = { read: 3, kept: id === 'j-keep' ? 2 : 0, bad: 1, errorsUrl: `${hub.url}/bad-rows.csv` };
      return ok({
        ...job,
        done: 100,
        result,
        ...(id === 'j-keep' ? { state: 'done' } : { state: 'failed', error: '1 of 3 rows is bad, so the list stays as it was.' }),
      });
    },
  };
}
