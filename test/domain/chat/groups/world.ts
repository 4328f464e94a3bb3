import { type MemoryTable, memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { groupHead, groupOf } from '../../../../domain/chat/groups/group.ts';
import { runMembersJob } from '../../../../domain/chat/groups/members-job.ts';
import type { GroupHead } from '../../../../domain/conversations/kinds/group.ts';
import { readAfter, START } from '../../../../domain/conversations/log/cursor.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { as, chatDeps } from '../world.ts';

export const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
export const [ANN, BOB, EVE] = [as('ann'), as('bob'), as('eve')];

/** People `p1` … `p{count}`. */
export const people = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at + 1}`);

/** Everybody is known whose id does not begin with `nobody`. */
export const groupWorld = (table: Table = memoryTable(), random = seeded(1)) => {
  const objects = new Map<string, Uint8Array>();
  const sent: string[] = [];
  const deps = {
    ...chatDeps(table, random),
    bulkQueueUrl: 'bulk',
    namesOf: async (_: string, ids: readonly string[]) => new Map(ids.filter((id) => !id.startsWith('nobody')).map((id) => [id, `The ${id}`] as const)),
    objects: {
      put: async (key: string, body: Uint8Array) => void objects.set(key, body),
      delete: async (key: string) => void objects.delete(key),
      open: async (key: string) => {
        const body = objects.get(key);
        return (
          body && {
            size: body.byteLength,
            bytes: (async function* () {
              yield body;
            })(),
          }
        );
      },
    },
    queues: { send: async (_: string, messages: readonly { readonly body: string }[]) => void sent.push(...messages.map(({ body }) => body)) },
  };
  /** Runs the jobs that were sent, each to its end. */
  const work = async (stretchMs = 86_400_000): Promise<string[]> => {
    const states: string[] = [];
    for (let body = sent.shift(); body !== undefined; body = sent.shift()) {
      const state = await runMembersJob(deps, JSON.parse(body) as Parameters<typeof runMembersJob>[1], stretchMs);
      states.push(state);
      if (state === 'more') sent.push(body);
    }
    return states;
  };
  return { deps, objects, sent, work };
};

export const headOf = async (table: Table, id = UUID): Promise<GroupHead> => {
  const { key, parse } = groupHead(groupOf('t', id));
  const [item] = await table.get([key]);
  if (!item) throw new Error('there is no group');
  return parse(item);
};

/** The rows of a group's members, from the whole table. */
export const rowsOf = (table: MemoryTable, id = UUID): string[] =>
  table
    .all()
    .filter(({ pk }) => pk.startsWith(`T#t#GM#g.${id}#`))
    .map(({ sk }) => sk)
    .sort();

/** Who is in the group by its log: everybody who joined and has not left since. Throws if somebody joins twice or leaves without being in. */
export const byTheLog = async (table: Table, id = UUID): Promise<string[]> => {
  const inside = new Set<string>();
  const pk = `T#t#CV#g.${id}`;
  let position = START;
  for (let page = await readAfter(table, pk, position); page.length > 0; page = await readAfter(table, pk, position)) {
    for (const { type, item } of page) {
      if (type !== 'amendment') continue;
      for (const userId of (item['users'] as string[] | undefined) ?? []) {
        const joins = item['type'] === 'join';
        if (inside.has(userId) === joins) throw new Error(`${userId} ${joins ? 'joins twice' : 'leaves without being in'}`);
        if (joins) inside.add(userId);
        else inside.delete(userId);
      }
    }
    position = page.at(-1)?.position ?? position;
  }
  return [...inside].sort();
};
