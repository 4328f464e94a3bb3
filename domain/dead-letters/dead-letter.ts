/**
 * The messages of the dead-letter queue, each with its reason. Operators read them (`scripts/operate/letters.ts`).
 */

/** A whole record of a topic that can never be applied. */
export interface RecordLetter {
  readonly reason: string;
  /** Topic and partition, `messages-0`. */
  readonly partition: string;
  readonly offset: number;
  /** The record's own, base64. */
  readonly key: string | null;
  readonly value: string;
}

/** A changed item of the table that a projection cannot process. The item itself is in the table. */
export interface ChangeLetter {
  readonly reason: string;
  readonly projection: string;
  readonly pk: string;
  readonly sk: string;
}

export type DeadLetter = RecordLetter | ChangeLetter;

/** A letter and its tenant; null if the tenant is unknown. */
export interface Addressed {
  readonly tenantId: string | null;
  readonly letter: DeadLetter;
}
