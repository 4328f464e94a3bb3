import { dataPath } from '../../adapters/embedded/home.ts';
import { openEmbeddedSearch } from '../../adapters/search/embedded.ts';
import { dynamoTable, tableClient } from '../../adapters/table/dynamodb.ts';
import type { Search } from '../../domain/search/port.ts';
import type { Table } from '../../domain/table/port.ts';
import { type ConsoleApi, consoleApi } from './caller.ts';
import type { LaptopHub } from './hub.ts';
import { type ConsoleQueues, consoleQueues } from './queues.ts';
import { openTableEngine } from './table-engine.ts';
import { brokerTopics, type ConsoleTopics, embeddedTopics } from './topics.ts';

/** The stores of one hub, opened for somebody who looks in; the same adapters as the functions use. */
export interface Stores {
  readonly table: Table;
  readonly search: Search;
  readonly topics: ConsoleTopics;
  readonly queues: ConsoleQueues;
  readonly api: ConsoleApi;
  close(): Promise<void>;
}

/** @throws Error when the table's engine cannot be reached */
export async function openStores(hub: LaptopHub, root: string): Promise<Stores> {
  const { launch, home } = hub;
  process.env['PARLEY_HOME'] = home;
  const tableName = launch.plan.tables[0]?.name;
  if (tableName === undefined) throw new Error('the stacks have no table');
  const engine = await openTableEngine(hub, root);
  const credentials = { accessKeyId: 'laptop', secretAccessKey: 'laptop' };
  const client = tableClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  const topicNames = Object.keys(launch.plan.topics);
  const queues = consoleQueues(launch.plan.queues.map(({ name }) => name));
  const search = await openSearch(launch.searchEndpoint);
  if (launch.kafkaBrokers !== null) process.env['KAFKA_BROKERS'] = launch.kafkaBrokers;
  const topics = launch.kafkaBrokers === null ? embeddedTopics(topicNames) : brokerTopics(topicNames);
  return {
    table: dynamoTable(client, tableName),
    search,
    topics,
    queues,
    api: consoleApi(hub.dev),
    async close() {
      queues.close();
      await Promise.all([topics.close(), search.close()]);
      client.destroy();
      await engine.close();
    },
  };
}

async function openSearch(endpoint: string | null): Promise<Search> {
  if (endpoint === null) return openEmbeddedSearch(dataPath('search.sqlite'));
  const { openSearchAt } = await import('../../adapters/search/opensearch.ts');
  return openSearchAt(endpoint);
}
