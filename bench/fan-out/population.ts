import { HOURS, priceOf, type Region } from '../prices.ts';
import { type MessageCost, messageCost, type Talk } from './message-cost.ts';
import { LATENCY, QUOTAS } from './quotas.ts';

/** How people talk. Every number here is an assumption; what a message costs is measured. */
export interface Population {
  readonly users: number;
  /** Users who are connected in the busiest hour, and for how many minutes one connection lasts. */
  readonly onlineShare: number;
  readonly connectionMinutes: number;
  /** Messages a day of all users, for each of them. */
  readonly messagesADay: number;
  /** The busiest second against the mean. */
  readonly peak: number;
  readonly talks: readonly (Talk & { readonly name: string; readonly share: number })[];
}

export const POPULATION: Population = {
  users: 20_000_000,
  onlineShare: 0.05,
  connectionMinutes: 20,
  messagesADay: 4,
  peak: 3,
  talks: [
    { name: 'direct, the other is connected', members: 2, online: 1, share: 0.3 },
    { name: 'direct, the other is away', members: 2, online: 0, share: 0.3 },
    { name: 'group of 8, 2 connected', members: 8, online: 2, share: 0.25 },
    { name: 'group of 60, 6 connected', members: 60, online: 6, share: 0.1499 },
    { name: 'group of 50,000, 2,500 connected', members: 50_000, online: 2_500, share: 0.0001 },
  ],
};

/** Milliseconds of Lambda for one message apart from the fan-out: its POST or frame, its part of a projector's batch, and each ack's frame. Assumed. */
const FRAME_MS = 20;
const PROJECTED_MS = 5;
/** Posts under way in one delivery. */
const POSTS_AT_ONCE = 128;

export interface Demand {
  readonly limit: string;
  readonly perSecond: number;
  readonly quota: number;
  /** Users at whom this limit is reached, if they talk like this. */
  readonly reachedAt: number;
}

export interface Grown {
  readonly messagesPerSecond: number;
  readonly costs: readonly (MessageCost & { readonly name: string })[];
  /** The limit that is reached first comes first. */
  readonly demands: readonly Demand[];
  readonly dollarsAMonth: Readonly<Record<string, number>>;
}

const DAY = 86_400;
const MONTH_DAYS = 30.4;

const fanOutMs = ({ roundTrips, posts }: MessageCost): number => roundTrips * LATENCY.read + Math.ceil(posts / POSTS_AT_ONCE) * LATENCY.post;

/** What these users need in the busiest second, which of AWS's default limits of one account and Region that meets first, and what a month costs. */
export const grow = async (population: Population, region: Region = 'us-east-1'): Promise<Grown> => {
  const { users, onlineShare, connectionMinutes, messagesADay, peak, talks } = population;
  const costs: (MessageCost & { readonly name: string; readonly share: number })[] = [];
  for (const { name, share, ...talk } of talks) costs.push({ name, share, ...(await messageCost(talk)) });
  const mean = (of: (cost: MessageCost) => number): number => costs.reduce((sum, cost) => sum + cost.share * of(cost), 0);
  const messages = (users * messagesADay) / DAY;
  const atPeak = messages * peak;
  const online = users * onlineShare;
  const lambdaMs = mean((cost) => (1 + cost.acks) * FRAME_MS + PROJECTED_MS + fanOutMs(cost));
  const demand = (limit: string, perSecond: number, quota: number): Demand => ({ limit, perSecond, quota, reachedAt: (users * quota) / perSecond });
  const demands = [
    demand('API Gateway: calls (POSTs or frames, posts, acks)', atPeak * mean(({ posts, acks }) => 1 + posts + acks), QUOTAS.gateway.perSecond),
    demand('API Gateway: new connections', online / (connectionMinutes * 60), QUOTAS.gateway.connectionsPerSecond),
    demand('DynamoDB: write units of the table', atPeak * mean(({ writeUnits }) => writeUnits), QUOTAS.table.writeUnits),
    demand('DynamoDB: read units of the table', atPeak * mean(({ readUnits }) => readUnits), QUOTAS.table.readUnits),
    demand('SQS: calls to the queue fanout', atPeak * mean(({ queued }) => queued), QUOTAS.queue.callsPerSecond),
    demand('Lambda: functions at once', (atPeak * lambdaMs) / 1000, QUOTAS.lambda.atOnce),
  ].sort((a, b) => a.reachedAt - b.reachedAt);
  const monthly = messages * DAY * MONTH_DAYS;
  const price = (name: string): number => priceOf(name, region);
  const dollarsAMonth = {
    'posts and frames': monthly * mean(({ posts, acks }) => 1 + posts + acks) * price('socketMessage'),
    'connection minutes': (online / 2) * HOURS * 60 * price('socketMinute'),
    'write units': monthly * mean(({ writeUnits }) => writeUnits) * price('tableWrite'),
    'read units': monthly * mean(({ readUnits }) => readUnits) * price('tableRead'),
    queues: monthly * (3 * mean(({ queued }) => queued) * price('queueFifoRequest') + 3 * mean(({ looks, pushes }) => looks + pushes) * price('queueRequest')),
    Lambda: monthly * (mean(({ acks, queued }) => 1 + acks + queued) * price('lambdaRequest') + (lambdaMs / 1000) * 0.5 * price('lambdaGbSecond')),
  };
  return { messagesPerSecond: atPeak, costs, demands, dollarsAMonth };
};

/** Messages a second at which a limit of one group is reached. */
export const groupCeilings = ({ hottestWrite, hottestRead, posts }: MessageCost): Readonly<Record<string, number>> => ({
  'write units of its hottest partition': QUOTAS.partition.writeUnits / hottestWrite,
  'read units of its hottest partition': QUOTAS.partition.readUnits / hottestRead,
  'posts of the account, each message posted by itself': QUOTAS.gateway.perSecond / posts,
});
