import type * as z from 'zod/mini';

/** One type and version of event on one topic. Producers, consumers and documentation use the same row. */
export interface EventRow<Data = unknown> {
  readonly type: string;
  readonly version: number;
  readonly data: z.ZodMiniType<Data>;
  /** What the event does, for the documentation. */
  readonly says: string;
  /** The key of the record: records with the same key stay in order. The consumer does not rely on it. */
  keyOf(data: Data, id: string): string;
}

/** A row whose data are validated by its own schema before other code reads them. */
export const eventRow = <Data>(row: EventRow<Data>): EventRow => row as unknown as EventRow;
