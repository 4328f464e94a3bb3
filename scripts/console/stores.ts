import { openDatabase } from '../../adapters/embedded/database.ts';
import { dataPath } from '../../adapters/embedded/home.ts';
import { openEmbeddedSearch } from '../../adapters/search/embedded.ts';
import { dynamoTable, tableClient } from '../../adapters/table/dynamodb.ts';
import { TABLE_SCHEMA } from '../../adapters/table/sqlite/schema.ts';
import { sqliteTable } from '../../adapters/table/sqlite/table.ts';
import type { Search } from '../../domain/search/port.ts';
import type { Table } from '../../domain/table/port.ts';
import { type ConsoleApi, consoleApi } from './caller.ts';
import type { LaptopHub } from './hub.ts';
import { type ConsoleQueues, consoleQueues } from './queues.ts';
import { brokerTopics, type ConsoleTopics, embeddedTopics } from './topics.ts';

/** The stores of one hub for the console, with the same adapters that the functions use. */
export interface Stores {
  readonly table: Table;
  readonly search: Search;
  readonly topics: ConsoleTopics;
  readonly queues: ConsoleQueues;
  readonly api: ConsoleApi;
  close(): Promise<void>;
}

/** @throws Error when the table's engine cannot be reached */
export async function openStores(hub: LaptopHub): Promise<Stores> {
  const { launch, home } = hub;
  process.env['PARLEY_HOME'] = home;
  const tableName = launch.plan.tables[0]?.name;
  if (tableName === undefined) throw new Error('the stacks have no table');
  const { table, close } = openTableOf(hub, tableName);
  const topicNames = Object.keys(launch.plan.topics);
  const queues = consoleQueues(launch.plan.queues.map(({ name }) => name));
  const search = await openSearch(launch.searchEndpoint);
  if (launch.kafkaBrokers !== null) process.env['KAFKA_BROKERS'] = launch.kafkaBrokers;
  const topics = launch.kafkaBrokers === null ? embeddedTopics(topicNames) : brokerTopics(topicNames);
  return {
    table,
    search,
    topics,
    queues,
    api: consoleApi(hub.dev),
    async close() {
      queues.close();
      await Promise.all([topics.close(), search.close()]);
      close();
    },
  };
}

/** The file of the embedded table, whether the hub runs or not, or the real engine. @throws Error when that does not run */
function openTableOf({ launch, running }: LaptopHub, tableName: string): { readonly table: Table; readonly close: () => void } {
  if (launch.tableFile !== null) {
    const db = openDatabase(launch.tableFile, TABLE_SCHEMA);
    return { table: sqliteTable(db), close: () => db.close() };
  }
  if (!running || launch.tableEndpoint === null)
    throw new Error('the hub does not run, and its table is on a real engine: start it first (npm start -- --engines=real)');
  const client = tableClient({ endpoint: launch.tableEndpoint, region: 'us-east-1', credentials: { accessKeyId: 'laptop', secretAccessKey: 'laptop' } });
  return { table: dynamoTable(client, tableName), close: () => client.destroy() };
}

async function openSearch(endpoint: string | null): Promise<Search> {
  if (endpoint === null) return openEmbeddedSearch(dataPath('search.sqlite'));
  const { openSearchAt } = await import('../../adapters/search/opensearch.ts');
  return openSearchAt(endpoint);
}
