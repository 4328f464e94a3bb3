import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SearchQuery } from '../../domain/search/port.ts';
import { tagWord } from '../../domain/search/words.ts';

export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

/** Different lists of tags whose words are kept. */
const MOST_KEPT = 5_000;

/** Registers `has_tag(tags, word)` on a connection: whether the row's tags (JSON) contain a tag that folds to this word. */
export function addHasTag(db: DatabaseSync): void {
  const kept = new Map<string, ReadonlySet<string>>();
  const wordsIn = (tags: string): ReadonlySet<string> => {
    const known = kept.get(tags);
    if (known) return known;
    const words = new Set((JSON.parse(tags) as string[]).map(tagWord));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(tags, words);
    return words;
  };
  db.function('has_tag', { deterministic: true }, (tags, word) => (typeof tags === 'string' && tags !== '[]' && wordsIn(tags).has(String(word)) ? 1 : 0));
}

/** The condition on a row of tickets (`t`): tenant, filters and queue visibility. The tag too, unless it is looked up by its word. */
export function conditions(tenant: number, query: SearchQuery, { tag: withTag }: { readonly tag: boolean }): Sql {
  const parts = ['t.tenant = ?', 't.version > 0'];
  const values: SQLInputValue[] = [tenant];
  const add = (part: string, ...more: SQLInputValue[]): void => {
    parts.push(part);
    values.push(...more);
  };
  const { status, queueId, tag, updatedSince, ...scalars } = query.filters;
  if (status) add(`t.status IN (${status.map(() => '?').join(', ')})`, ...status);
  if (updatedSince !== undefined) add('t.updatedAt >= ?', updatedSince);
  for (const [field, value] of Object.entries(scalars)) {
    if (value === null) add(`t.${field} IS NULL`);
    else if (value !== undefined) add(`t.${field} = ?`, value);
  }
  if (queueId !== undefined) {
    // `instr` is cheap and filters out nearly all rows before the exact check.
    add('instr(t.queueIds, ?) AND EXISTS (SELECT 1 FROM json_each(t.queueIds) WHERE value = ?)', JSON.stringify(queueId), queueId);
  }
  if (query.wall) {
    const { agentId, teamIds, queueIds, hiddenQueueIds } = query.wall;
    const anyOf = (ids: readonly string[]): string => `EXISTS (SELECT 1 FROM json_each(t.queueIds) WHERE value IN (${ids.map(() => '?').join(', ')}))`;
    add(
      `(t.agentId = ? OR t.teamId IN (SELECT value FROM json_each(?)) OR NOT ${anyOf(hiddenQueueIds)} OR ${anyOf(queueIds)})`,
      agentId,
      JSON.stringify(teamIds),
      ...hiddenQueueIds,
      ...queueIds,
    );
  }
  // A call costs a microsecond, and most tickets have no tag.
  if (withTag && tag !== undefined) add("t.tags <> '[]' AND has_tag(t.tags, ?)", tagWord(tag));
  return { text: parts.join(' AND '), values };
}
