import type { Key } from '../../domain/table/port.ts';

/** To a reader of the stream. The schedule: process delayed changes. An operator: process these items (`scripts/operate/replay.ts`). */
export interface RetryEvent {
  readonly retry: 'due' | readonly (Key & { readonly projection: string })[];
}
