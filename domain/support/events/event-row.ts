import type * as z from 'zod/mini';

/** One type and version of event on one topic. Who produces, who consumes and what documents it read the same row. */
export interface EventRow<Data = unknown> {
  readonly type: string;
  readonly version: number;
  readonly data: z.ZodMiniType<Data>;
  /** What the event does, for the documents. */
  readonly says: string;
  /** The key of the record: what has one key stays in order. The consumer does not rely on it. */
  keyOf(data: Data, id: string): string;
}

/** A row among others, whose data are judged by its own schema before anything else sees them. */
export const eventRow = <Data>(row: EventRow<Data>): EventRow => row as unknown as EventRow;
