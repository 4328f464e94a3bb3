import type { ParsedElement } from '../../inbound.ts';
import type { Receipt } from '../reader/event.ts';

/** What is asked of a thread that reads mail. `headers`: only these, because the whole cost too much. */
export interface Job {
  readonly reading: 'whole' | 'headers';
  readonly bytes: Uint8Array;
  readonly receipt: Receipt;
}

/** `nobody`: a mail without a sender. `failed`: over the budget, or no mail at all. */
export type Answer =
  | { readonly kind: 'read'; readonly event: Extract<ParsedElement, { kind: 'event' }> }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'failed'; readonly reason: string };
