import type { Item, Key, Write } from '../../table/port.ts';
import type { HeadShape, LogHead } from '../log/head.ts';

export const KINDS = ['thread', 'chat', 'group', 'direct'] as const;
export type KindName = (typeof KINDS)[number];

/** Who wants to append. */
export interface Participant {
  readonly type: 'customer' | 'agent' | 'user' | 'key' | 'rule' | 'system' | 'origin';
  readonly id: string;
}

/** How a kind of conversation is stored: its keys. */
export interface KindKeys {
  readonly name: KindName;
  /** Whether an opaque conversation id names one of this kind. */
  owns(id: string): boolean;
  pk(tenantId: string, id: string): string;
  headKey(tenantId: string, id: string): Key;
}

/** Who may append. */
export interface Admission<Head extends LogHead> {
  /** The items that decide it, read together with the head. */
  reads(tenantId: string, id: string, who: Participant): readonly Key[];
  /** `found`: those items, in their order. */
  admits(who: Participant, head: Head, found: readonly (Item | undefined)[]): boolean;
}

/** One kind of conversation. The log treats all kinds alike. */
export interface Kind<Head extends LogHead> extends KindKeys, Admission<Head> {
  readonly shape: HeadShape<Head>;
  /** Whom a message can mention: the items that decide it, one for each person or none. Missing: whoever its writer has found. */
  readonly mentionable?: {
    reads(tenantId: string, id: string, userIds: readonly string[]): readonly Key[];
    admits(userId: string, head: Head, found: Item | undefined): boolean;
  };
  /** Whether a person may hide and delete messages of others. Missing: nobody may by their place in the conversation. */
  moderates?(userId: string, head: Head): boolean;
  /**
   * Of a message that somebody writes now (epoch ms): how long they still have to wait, or what keeps the time of this one. Null: nobody has to wait. `found`: the items of `reads`.
   */
  pace?(
    who: Participant,
    conversation: { readonly tenantId: string; readonly id: string; readonly head: Head },
    found: readonly (Item | undefined)[],
    now: number,
  ): { readonly waitMs: number } | { readonly write: Write } | null;
  /** What a message at this time changes in the head, besides the tails. */
  spoken?(at: string): Partial<Omit<Head, keyof LogHead>>;
}

/** One conversation of a tenant. */
export interface Conversation<Head extends LogHead> {
  readonly kind: Kind<Head>;
  readonly tenantId: string;
  readonly id: string;
}
