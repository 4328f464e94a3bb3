import { hash } from 'node:crypto';
import type { KindKeys, KindName } from './kind.ts';

/** Threads have a partition format of their own; all other kinds share one (DESIGN §9). */
export type Family = 'TH' | 'CV';

/** The partition of a conversation. No id contains `#`. */
export const partition = (tenantId: string, family: Family, id: string): string => `T#${tenantId}#${family}#${id}`;

/** `T#{t}#TH#{thread}` → its parts; null for any other partition. */
export const parsePartition = (pk: string, family: Family): { readonly tenantId: string; readonly id: string } | null => {
  const end = pk.indexOf('#', 2);
  if (end <= 2 || !pk.startsWith('T#') || !pk.startsWith(`#${family}#`, end)) return null;
  const id = pk.slice(end + 4);
  return id === '' || id.includes('#') ? null : { tenantId: pk.slice(2, end), id };
};

/** 132 bits: ids cannot be guessed and do not repeat. */
export const hashedId = (...parts: readonly string[]): string => hash('sha256', parts.join('\n'), 'base64url').slice(0, 22);

/** The keys of a kind whose ids begin with a letter of its own, so that the id alone tells the kind. */
export const keysInFamily = (name: Exclude<KindName, 'thread'>, letter: string): KindKeys => {
  const id = new RegExp(`^${letter}\\.[A-Za-z0-9_-]{1,64}$`);
  return {
    name,
    owns: (text) => id.test(text),
    pk: (tenantId, own) => partition(tenantId, 'CV', own),
    headKey: (tenantId, own) => ({ pk: partition(tenantId, 'CV', own), sk: 'META' }),
  };
};
