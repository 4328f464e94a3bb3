import type { GroupHead } from '../../conversations/kinds/group.ts';
import type { Participant } from '../../conversations/kinds/kind.ts';
import { append, type LogDeps } from '../../conversations/log/append.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { notFound } from '../../errors.ts';
import type { Key, Write } from '../../table/port.ts';
import { aboutKey, aboutOf, groupHead } from './group.ts';
import { CHUNK, chunksOf, type Group, join, leave, memberKeys } from './joining.ts';
import { requireRemoval, requireRight } from './roles.ts';

export interface GroupDeps extends LogDeps {
  readonly clock: () => number;
}

const momentOf = (deps: GroupDeps, by: Participant) => ({ by, at: new Date(deps.clock()).toISOString() });

/** @throws Problem not_found: no such group, or the person has left it */
const requireMember = (draft: Draft<GroupHead>, own: unknown): void => {
  if (draft.head.revision === 0 || own === undefined) throw notFound('group');
};

/** What else a chunk writes, so that it happens once: the next step of a job. Null: the step has been done, so nothing is written. */
export type Step = () => Promise<Write | null>;

/** Adds at most `CHUNK` people in one transaction. @returns false if its step was done before @throws Problem not_found, forbidden, conflict (too many), unavailable */
export const addChunk = (deps: GroupDeps, group: Group, by: Participant, ids: readonly string[], step?: Step): Promise<boolean> =>
  append(deps, {
    head: groupHead(group),
    reads: memberKeys(group, [by.id, ...ids]),
    async decide(draft, [own, ...found]) {
      const next = await step?.();
      if (next === null) return false;
      requireMember(draft, own);
      requireRight(draft.head, by.id, 'add');
      await join(deps.table, draft, group, ids, found, momentOf(deps, by));
      if (next) draft.write(next);
      return true;
    },
  });

/** Removes at most `CHUNK` members in one transaction. @returns, @throws as `addChunk` */
export const removeChunk = (deps: GroupDeps, group: Group, by: Participant, ids: readonly string[], step?: Step): Promise<boolean> =>
  append(deps, {
    head: groupHead(group),
    reads: memberKeys(group, [by.id, ...ids]),
    async decide(draft, [own, ...found]) {
      const next = await step?.();
      if (next === null) return false;
      requireMember(draft, own);
      requireRemoval(
        draft.head,
        by.id,
        ids.filter((_, index) => found[index] !== undefined),
      );
      await leave(deps.table, draft, group, ids, found, momentOf(deps, by));
      if (next) draft.write(next);
      return true;
    },
  });

/** Adds many, chunk by chunk. Whoever repeats it after a crash adds those who are missing. */
export const addAll = async (deps: GroupDeps, group: Group, by: Participant, ids: readonly string[]): Promise<void> => {
  for (const chunk of chunksOf(ids)) await addChunk(deps, group, by, chunk);
};

/** Removes many, chunk by chunk. */
export const removeAll = async (deps: GroupDeps, group: Group, by: Participant, ids: readonly string[]): Promise<void> => {
  for (const chunk of chunksOf(ids)) await removeChunk(deps, group, by, chunk);
};

/**
 * Adds the people with whom a group is made, from the index at which an earlier attempt ended (`from`; null: there was none). The index moves on in the transaction that adds them: nobody is added
 * twice, and nobody who has left since comes back. @throws Problem unavailable
 */
export const fill = async (deps: GroupDeps, group: Group, by: Participant, ids: readonly string[], from: number | null): Promise<void> => {
  const about: Key = aboutKey(group);
  for (let at = from; at !== null; ) {
    const start: number = at;
    const end = start + CHUNK;
    const chunk = ids.slice(start, end);
    at = await append(deps, {
      head: groupHead(group),
      reads: [about, ...memberKeys(group, chunk)],
      async decide(draft, [stored, ...found]): Promise<number | null> {
        const { filled } = aboutOf(stored);
        // Another call of the same request has added them.
        if (filled !== start) return filled;
        await join(deps.table, draft, group, chunk, found, momentOf(deps, by));
        const isLast = end >= ids.length;
        draft.write({ op: 'update', key: about, ...(isLast ? { remove: ['filled'] } : { set: { filled: end } }), when: { equals: { filled } } });
        return isLast ? null : end;
      },
    });
  }
};
