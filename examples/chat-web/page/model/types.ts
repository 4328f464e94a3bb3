import type { ChatMessage, Direct, Group, Outgoing, Status } from '../../../../client/index.ts';

export type { ChatMessage, Direct, Group, Outgoing, Status };

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A group, a direct or a chat of an application, in one shape. */
export interface Room {
  /** Its conversation. */
  readonly id: string;
  readonly kind: 'group' | 'direct' | 'chat';
  /** Where the API has it: `/v1/groups/{id}`. */
  readonly path: string;
  readonly title: string;
  /** Members of a group. */
  readonly members?: number;
  /** The other person of a direct. */
  readonly otherId?: string;
  /** The number of the last message. */
  readonly count: number;
  readonly unread: number;
  /** What this person has read here, also if the hub does not know it yet. */
  readonly readTo?: number;
  readonly last: Pick<ChatMessage, 'body' | 'senderId' | 'createdAt' | 'deleted'> | null;
  readonly createdAt: string;
}

/** How far somebody else has got in a conversation. */
export interface Mark {
  readonly delivered: number;
  readonly read: number;
}

export interface Log {
  /** By number, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** Where older ones continue; null at the beginning, undefined before the first page. */
  readonly older: string | null | undefined;
}

export interface Writing extends Person {
  /** Epoch ms, until which it is shown. */
  readonly until: number;
}

export interface State {
  readonly me: Person;
  readonly status: Status;
  readonly loaded: boolean;
  readonly rooms: readonly Room[];
  readonly openId: string | null;
  readonly logs: Readonly<Record<string, Log>>;
  /** What was sent from this browser and has no number: it waits, or was refused. */
  readonly outgoing: readonly Outgoing[];
  readonly names: Readonly<Record<string, string>>;
  /** Who can be mentioned, by conversation. */
  readonly members: Readonly<Record<string, readonly Person[]>>;
  readonly writing: Readonly<Record<string, readonly Writing[]>>;
  readonly marks: Readonly<Record<string, Readonly<Record<string, Mark>>>>;
  /** What went wrong last, for people. */
  readonly notice: string | null;
}
