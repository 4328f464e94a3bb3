import type { IndexName } from '../../domain/table/port.ts';

/** Partition and sort attribute of each keys-only index. `lib/` builds the table from it. */
export const INDEX_KEYS = {
  byActivity: ['aPk', 'aSk'],
  byOwner: ['oPk', 'oSk'],
  byTeam: ['gPk', 'gSk'],
  bySequence: ['nPk', 'nSk'],
} as const satisfies Record<IndexName, readonly [string, string]>;
