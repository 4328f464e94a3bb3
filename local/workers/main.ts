import { dataPath, required } from '../../adapters/embedded/home.ts';
import { hostWakes, onWake } from '../../adapters/embedded/wake.ts';
import { numberSetting } from '../../adapters/environment.ts';
import { queueEngine } from '../../adapters/queues/embedded.ts';
import { scheduleStore } from '../../adapters/scheduler/embedded.ts';
import { tableDatabase } from '../../adapters/table/embedded.ts';
import { DynamoDbClient } from '../engines/dynamodb-client.ts';
import { gatewayQueues, workerFunctions } from '../functions/launch.ts';
import { loadFunctions, readLaunch } from '../functions/load.ts';
import { serveSupervisor } from '../supervisor/messages.ts';
import { Checkpoints } from './checkpoints.ts';
import { embeddedTopics } from './embedded-topics.ts';
import { EngineHealth } from './engine-health.ts';
import { giveUpTo } from './failure-destination.ts';
import type { Poller } from './poller.ts';
import { pollQueues } from './queue-poller.ts';
import { Scheduler } from './scheduler.ts';
import { WITH_NOTIFICATIONS, WITHOUT_NOTIFICATIONS } from './stream-reader.ts';
import { StreamWalker } from './stream-walker.ts';
import { type OpenWalker, pollStreams } from './streams.ts';
import { keepTable } from './table-upkeep.ts';
import { TableWalker } from './table-walker.ts';

/** The workers: functions with an event source that do not post to connections. One process, so that only one manages order and positions. */
const launch = readLaunch();
const health = new EngineHealth();
const pollers: Poller[] = [];
const supervisor = serveSupervisor({
  engine: (up, engine) => health.set(up, engine),
  stop: async () => {
    health.set(true);
    await Promise.all(pollers.map((poller) => poller.stop()));
  },
});

const { plan } = launch;
const functions = await loadFunctions(launch, workerFunctions(plan));
await hostWakes(launch.wakePorts.workers);
const queues = queueEngine();
const giveUp = giveUpTo(queues);
const checkpoints = new Checkpoints(dataPath('checkpoints.db'));
const walkers = (): OpenWalker => {
  if (launch.tableFile !== null) {
    const file = tableDatabase(launch.tableFile);
    return (_table, arn, position, from) => new TableWalker(file, arn, position, from);
  }
  const client = new DynamoDbClient(required('AWS_ENDPOINT_URL_DYNAMODB'));
  return (table, arn, position, from) => new StreamWalker(client, table, arn, position, from);
};

if (launch.kafkaBrokers === null) {
  pollers.push(...embeddedTopics(plan.topicSources, functions, health, giveUp));
} else {
  const { kafkaTopics } = await import('./kafka-topics.ts');
  pollers.push(...kafkaTopics(launch.kafkaBrokers, plan.topicSources, functions, health, giveUp));
}
const elsewhere = new Set(gatewayQueues(plan));
pollers.push(
  pollQueues(
    plan.queueSources.filter((source) => !elsewhere.has(source)),
    functions,
    queues,
    health,
  ),
);
const news = { onRing: (ring: () => void) => onWake('stream', ring), polls: launch.tableFile === null ? WITHOUT_NOTIFICATIONS : WITH_NOTIFICATIONS };
pollers.push(pollStreams(plan.streamSources, functions, walkers(), checkpoints, health, giveUp, news));
if (launch.tableFile !== null) pollers.push(keepTable(launch.tableFile, () => checkpoints.lowest(plan.tables[0]?.name ?? '')));
const byArn = new Map([...functions.values()].map((fn) => [fn.plan.arn, fn]));
const mostMs = 1_000 * numberSetting('PARLEY_SCHEDULE_SECONDS', Number.MAX_SAFE_INTEGER);
pollers.push(new Scheduler(scheduleStore(), plan.schedules, byArn, health, giveUp, mostMs));
supervisor.ready();
