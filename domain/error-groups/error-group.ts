import type { Item, Key } from '../table/port.ts';

/** Errors of one kind, in a small separate table. */
export interface ErrorGroup {
  readonly fingerprint: string;
  readonly service: string;
  readonly name: string;
  readonly logged: string;
  readonly reason: string;
  /** The first event's. */
  readonly frames: readonly string[];
  readonly state: 'open' | 'resolved';
  readonly count: number;
  /** ISO 8601 UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly firstRelease: string;
  readonly lastRelease: string;
  readonly resolvedAt: string | null;
  /** The newest event's: a starting point for reading the log. */
  readonly correlationId: string | null;
}

/** Days after its last event until a group expires. */
const KEPT_DAYS = 90;

export const groupKey = (fingerprint: string): Key => ({ pk: `E#${fingerprint}`, sk: 'GROUP' });

export const groupOf = ({ pk: _pk, sk: _sk, ttl: _ttl, ...group }: Item): ErrorGroup => group as unknown as ErrorGroup;

/** Epoch seconds. */
export const expiryOf = (lastSeen: string): number => Math.floor(Date.parse(lastSeen) / 1000) + KEPT_DAYS * 86_400;
