import type { Node } from 'constructs';

/** The differences between the profiles. Everything else is the same in all of them. */
export interface Profile {
  readonly name: 'dev' | 'prod';
  /** Availability zones of the network, the brokers and the search nodes. */
  readonly zones: number;
  /** Zones that have interface endpoints of their own. */
  readonly endpointZones: number;
  /** Point-in-time recovery, deletion protection, and stateful resources that remain after their stack is deleted. */
  readonly protect: boolean;
  readonly alarms: boolean;
  readonly logDays: 7 | 90;
  /** Rate and burst limits in requests a second, of the API and of the WebSocket API's frames. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly brokers: {
    readonly type: string;
    readonly version: string;
    readonly replicas: number;
    readonly minInSync: number;
    readonly volumeGib: number | null;
  };
  readonly search: { readonly nodes: number; readonly type: string; readonly managers: number; readonly volumeGib: number };
  /** Executions reserved for webhooks; 0: none. */
  readonly webhookConcurrency: number;
  /** Pollers of the topic's event source. One handles up to 5 MB/s. */
  readonly pollers: { readonly min: number; readonly max: number };
  readonly messagesWindowSeconds: 0 | 1;
  /** Concurrent batches per stream shard; changes of a partition key stay in order. */
  readonly streamParallelism: number;
  readonly activityShards: number;
  readonly counterShards: number;
}

/**
 * API Gateway's limits of an account in a Region, unless AWS raised them. Webhooks have no lower limit, because a provider that gets a 429 may
 * retry late or never.
 */
export const ACCOUNT_THROTTLE = { rate: 10_000, burst: 5_000 } as const;

const PROFILES: Readonly<Record<Profile['name'], Profile>> = {
  dev: {
    name: 'dev',
    zones: 2,
    endpointZones: 1,
    protect: false,
    alarms: false,
    logDays: 7,
    throttle: { rate: 500, burst: 1000 },
    brokers: { type: 'kafka.t3.small', version: '3.8.x', replicas: 2, minInSync: 1, volumeGib: 10 },
    search: { nodes: 1, type: 't3.small.search', managers: 0, volumeGib: 10 },
    webhookConcurrency: 0,
    pollers: { min: 1, max: 1 },
    messagesWindowSeconds: 0,
    streamParallelism: 1,
    activityShards: 1,
    counterShards: 1,
  },
  prod: {
    name: 'prod',
    zones: 3,
    endpointZones: 3,
    protect: true,
    alarms: true,
    logDays: 90,
    throttle: { rate: 2000, burst: 4000 },
    // Express brokers have fixed settings: three replicas, two of them in sync, and elastic storage.
    brokers: { type: 'express.m7g.large', version: '3.8.x', replicas: 3, minInSync: 2, volumeGib: null },
    search: { nodes: 3, type: 'm7g.large.search', managers: 3, volumeGib: 100 },
    webhookConcurrency: 200,
    pollers: { min: 2, max: 20 },
    messagesWindowSeconds: 1,
    streamParallelism: 4,
    activityShards: 8,
    counterShards: 8,
  },
};

/** The profile of `-c profile=…`; the default is `dev`. @throws for an unknown name */
export function readProfile(node: Node): Profile {
  const name = String(node.tryGetContext('profile') ?? 'dev');
  if (name !== 'dev' && name !== 'prod') throw new Error(`-c profile=${name}: must be dev or prod`);
  return PROFILES[name];
}
