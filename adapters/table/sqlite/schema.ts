import { INDEX_KEYS } from '../indexes.ts';

const columns = Object.values(INDEX_KEYS).flat();

/**
 * An owner's and a team's active tickets in the order of activity, which their indexes do not have: an agent with 2,000 tickets would have all of
 * them sorted for each list. Only items with an owner cost something. `index`: the one whose partitions these are.
 */
export const BY_ACTIVITY = [
  { index: 'byOwner', name: 'byOwnersActivity' },
  { index: 'byTeam', name: 'byTeamsActivity' },
] as const;

/**
 * One table like DynamoDB's: items as JSON with the keys of the sparse indexes as columns, and the stream of changes as a second table
 * with the old and the new image. SQLite compares text by its UTF-8 bytes, as DynamoDB does. `bytes`: the size that DynamoDB would bill.
 */
export const TABLE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY, pk TEXT NOT NULL, sk TEXT NOT NULL, item TEXT NOT NULL, bytes INTEGER NOT NULL, ttl INTEGER,
    ${columns.map((name) => `${name} TEXT`).join(', ')}, UNIQUE (pk, sk)
  );
  ${Object.entries(INDEX_KEYS)
    .map(([index, [pk, sk]]) => `CREATE INDEX IF NOT EXISTS ${index} ON items (${pk}, ${sk}, pk, sk) WHERE ${pk} IS NOT NULL AND ${sk} IS NOT NULL;`)
    .join('\n  ')}
  ${BY_ACTIVITY.map(({ index, name }) => {
    const [[pk, sk], [, position]] = [INDEX_KEYS[index], INDEX_KEYS.byActivity];
    return `CREATE INDEX IF NOT EXISTS ${name} ON items (${pk}, ${position}, pk, sk) WHERE ${pk} IS NOT NULL AND ${sk} IS NOT NULL AND ${position} IS NOT NULL;`;
  }).join('\n  ')}
  CREATE INDEX IF NOT EXISTS byTtl ON items (ttl) WHERE ttl IS NOT NULL;
  CREATE TABLE IF NOT EXISTS stream (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, pk TEXT NOT NULL, sk TEXT NOT NULL, before TEXT, after TEXT, expired INTEGER);
`;
