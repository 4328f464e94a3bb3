import type { CompiledList } from '../automation/enrichment/enrich.ts';
import type { CompiledRule } from '../automation/rules/rule.ts';
import type { Role } from '../context.ts';
import type { ChannelName } from '../origins/channels.ts';
import type { CompiledQueue, PastQueue } from '../support/queues/queue.ts';
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

/** Everything of a tenant that judging a message or a ticket needs, compiled, as of one generation. */
export interface Configuration {
  readonly tenantId: string;
  /** Rises with every change of queues, rules, lists, origins, agents, teams and settings. */
  readonly generation: number;
  /** The generation since which tickets can be in other queues than before; a ticket evaluated under an older one is stale. */
  readonly queuesGeneration: number;
  readonly tenant: { readonly name: string; readonly slug: string; readonly settings: Readonly<Record<string, unknown>>; readonly createdAt: string };
  readonly origins: ReadonlyMap<string, OriginEntry>;
  readonly agents: ReadonlyMap<string, AgentEntry>;
  readonly teams: ReadonlyMap<string, TeamEntry>;
  /** By priority. */
  readonly queues: readonly CompiledQueue[];
  /** Queues that were deleted, and who could see them: the wall of the tickets that closed in them. */
  readonly pastQueues: readonly PastQueue[];
  /** By weight; disabled ones too. */
  readonly rules: readonly CompiledRule[];
  /** In the order of their making. */
  readonly lists: readonly CompiledList[];
}
