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
  /** Incremented by every change of queues and rules; a ticket stores the one of its last evaluation. */
  readonly generation: number;
  /** When the tenant was created. */
  readonly tenantSince: string;
  /** By weight; includes disabled ones. */
  readonly rules: readonly CompiledRule[];
}

/** Agents, teams and origins: for assignment and for names on a screen. */
export interface DirectorySet {
  readonly origins: ReadonlyMap<string, OriginEntry>;
  readonly agents: ReadonlyMap<string, AgentEntry>;
  readonly teams: ReadonlyMap<string, TeamEntry>;
}

/** Enrichment lists, in order of creation. */
export interface ListSet {
  readonly lists: readonly CompiledList[];
}

export interface PartSets {
  readonly policy: PolicySet;
  readonly directory: DirectorySet;
  readonly lists: ListSet;
}
export type PartSet = PartSets[Part];

/** The parts of a tenant's configuration that visibility depends on. */
export type Walls = PolicySet & DirectorySet;
