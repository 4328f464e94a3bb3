import type { Receipt } from '../reader/event.ts';
import type { MailRead } from '../reader/read.ts';

/** A request to a thread that reads mail. `headers`: read only the headers, because the whole mail costs too much. */
export interface Job {
  readonly reading: 'whole' | 'headers';
  readonly bytes: Uint8Array;
  readonly receipt: Receipt;
}

/** `nobody`: a mail without a sender. `failed`: over the budget, or not a mail. */
export type Answer = ({ readonly kind: 'read' } & MailRead) | { readonly kind: 'nobody' } | { readonly kind: 'failed'; readonly reason: string };
