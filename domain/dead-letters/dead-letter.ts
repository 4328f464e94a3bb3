/**
 * What is given up, with its reason, as it is in the queue of dead letters. Operators read it (`scripts/operate/letters.ts`).
 */

/** A record of a topic that can never be applied, whole. */
export interface RecordLetter {
  readonly reason: string;
  /** Topic and number, `messages-0`. */
  readonly partition: string;
  readonly offset: number;
  /** The record's own, base64. */
  readonly key: string | null;
  readonly value: string;
}

/** A changed item of the table that a projection cannot carry on. The item itself is in the table. */
export interface ChangeLetter {
  readonly reason: string;
  readonly projection: string;
  readonly pk: string;
  readonly sk: string;
}

export type DeadLetter = RecordLetter | ChangeLetter;

/** A letter with whose it is; null where nobody could tell. */
export interface Addressed {
  readonly tenantId: string | null;
  readonly letter: DeadLetter;
}
