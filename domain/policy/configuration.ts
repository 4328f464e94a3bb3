import type { CompiledList } from '../automation/enrichment/enrich.ts';
import type { CompiledRule } from '../automation/rules/rule.ts';
import type { Part } from '../configuration/keys.ts';
import type { Role } from '../context.ts';
import type { ChannelName } from '../origins/channels.ts';
import type { QueueSet } from '../support/queues/queue.ts';
import type { Item } from '../table/port.ts';

/** The attributes that evaluation needs of `ORIGIN#`, `AGENT#` and `TEAM#` items, under these names; `item` has the rest. */
export interface OriginEntry {
  readonly id: string;
  readonly channel: ChannelName;
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  readonly item: Item;
}

export interface AgentEntry {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly item: Item;
}

export interface TeamEntry {
  readonly id: string;
  readonly name: string;
  readonly item: Item;
}

/** Queues and rules: for evaluation of tickets and for visibility. */
export interface PolicySet extends QueueSet {
  readonly tenantId: string;
  /** Rises with every change of queues and rules; a ticket keeps the one it was evaluated under. */
  readonly generation: number;
  /** When the tenant was made. */
  readonly tenantSince: string;
  /** By weight; disabled ones too. */
  readonly rules: readonly CompiledRule[];
}

/** Agents, teams and origins: for assignment and for names on a screen. */
export interface DirectorySet {
  readonly origins: ReadonlyMap<string, OriginEntry>;
  readonly agents: ReadonlyMap<string, AgentEntry>;
  readonly teams: ReadonlyMap<string, TeamEntry>;
}

/** Enrichment lists, in the order of their making. */
export interface ListSet {
  readonly lists: readonly CompiledList[];
}

export interface PartSets {
  readonly policy: PolicySet;
  readonly directory: DirectorySet;
  readonly lists: ListSet;
}
export type PartSet = PartSets[Part];

/** What walls need of a tenant. */
export type Walls = PolicySet & DirectorySet;
