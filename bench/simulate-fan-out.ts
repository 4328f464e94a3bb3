/**
 * `npm run simulate-fan-out`: which of AWS's limits a chat of many users meets first, and at what cost. The real code of the log and the fan-out runs against a table that counts units, and against models of DynamoDB's
 * partitions, of a FIFO queue and of API Gateway's account limit in simulated time. `--users 20000000 --members 50000 --online 2500 --seconds 5`. A test runs a small one.
 */
import { groupCeilings, grow, POPULATION } from './fan-out/population.ts';
import { QUOTAS } from './fan-out/quotas.ts';
import { type Replay, replay } from './fan-out/replay.ts';

const option = (name: string, otherwise: number): number => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : Number(process.argv[index + 1]);
};
const say = (text: string): void => console.log(text);
const figure = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const table = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  for (const row of [head, head.map(() => '---'), ...rows]) say(`| ${row.join(' | ')} |`);
  say('');
};

const users = option('users', POPULATION.users);
const members = option('members', 50_000);
const online = option('online', 2_500);
const seconds = option('seconds', 5);
const talks = POPULATION.talks.map((talk) =>
  talk.members > 100 ? { ...talk, name: `group of ${figure(members)}, ${figure(online)} connected`, members, online } : talk,
);

const { messagesPerSecond, costs, demands, dollarsAMonth } = await grow({ ...POPULATION, users, talks });
table(
  ['one message in', 'write units', 'read units', 'posts', 'acks', 'messages of queues', 'pushes'],
  costs.map(({ name, writeUnits, readUnits, posts, acks, queued, looks, pushes }) => [
    name,
    ...[writeUnits, readUnits, posts, acks, queued + looks, pushes].map(figure),
  ]),
);
say(`${figure(users)} users, ${figure(messagesPerSecond)} messages in the busiest second:`);
table(
  ['limit of an account in a Region (default)', 'needed a second', 'limit', 'reached at users'],
  demands.map(({ limit, perSecond, quota, reachedAt }) => [limit, figure(perSecond), figure(quota), figure(reachedAt)]),
);
table(
  ['a month', 'dollars'],
  [...Object.entries(dollarsAMonth), ['together', Object.values(dollarsAMonth).reduce((sum, one) => sum + one, 0)] as const].map(([what, dollars]) => [
    what,
    figure(dollars),
  ]),
);
const large = costs.at(-1);
if (large)
  table(
    [`one group: ${large.name}`, 'messages a second'],
    Object.entries(groupCeilings(large)).map(([what, rate]) => [what, figure(rate)]),
  );

const scenes: readonly (readonly [string, Replay, number])[] = [
  ['4 messages a second', { members, online, rate: 4, seconds }, 1],
  ['16 messages a second', { members, online, rate: 16, seconds }, 1],
  ['4 messages a second, with acknowledgements', { members, online, rate: 4, seconds, acks: true }, 1],
  ['4 messages a second, a fifth of the account’s posts left', { members, online, rate: 4, seconds }, 0.2],
];
const replays: string[][] = [];
for (const [name, scene, left] of scenes) {
  const { perSecond, burst } = QUOTAS.gateway;
  const found = await replay(scene, { ...QUOTAS, gateway: { ...QUOTAS.gateway, perSecond: perSecond * left, burst: burst * left } });
  const { delivered, lagP50, lagP99, posts, throttledPosts, closed, partitionWaits } = found;
  replays.push([name, `${(delivered * 100).toFixed(1)} %`, ...[lagP50, lagP99, posts / found.lasted, throttledPosts, closed, partitionWaits].map(figure)]);
}
say(`replayed in simulated time, ${figure(seconds)} s, a group of ${figure(members)} with ${figure(online)} connected:`);
table(['', 'delivered', 'p50, ms', 'p99, ms', 'posts a second', 'throttled posts', 'connections closed', 'waits for the hottest partition, ms'], replays);
