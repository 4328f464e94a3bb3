import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { replaceFileSync } from '../../adapters/embedded/whole-file.ts';
import { objectsKey } from '../../adapters/objects/embedded.ts';
import { QueueEngine } from '../../adapters/queues/embedded/engine.ts';
import { queueName, queuesPath } from '../../adapters/queues/embedded.ts';
import { openSecrets } from '../../adapters/secrets/embedded.ts';
import { tablePath } from '../../adapters/table/embedded.ts';
import { prepareTableFile } from '../../adapters/table/sqlite/file.ts';
import { foldLogs } from '../data/fold-logs.ts';
import { inspectFolder } from '../data/inspect-folder.ts';
import { dataFolder, isSearchEmpty, REBUILD_JOB } from '../data/search-file.ts';
import { DynamoDbClient } from '../engines/dynamodb-client.ts';
import { whenHealthy } from '../engines/engine.ts';
import { createTables } from '../engines/tables.ts';
import { gatewayQueues, type Launch } from '../functions/launch.ts';
import { DEMO } from '../prepare/entries.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { demoAccount, whenDemoOpen, writeDevFile } from './dev-file.ts';
import { childEnvironment } from './environment.ts';
import { Managed } from './managed.ts';
import type { ToChild } from './messages.ts';
import { spawnNode, whenReady } from './node-child.ts';
import { freeDatagramPorts, freePorts } from './ports.ts';
import { makeSearchIndex, makeTopics, startRealEngines } from './real-engines.ts';
import { RunningProcesses } from './running.ts';
import { prepareSecrets } from './secrets.ts';
import type { Settings } from './settings.ts';

export interface CloudOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly prepared: Prepared;
  /** Folder of the children's logs. */
  readonly logs: string;
  readonly say: (line: string) => void;
}

const READY_MS = 120_000;
/** Kafka hands over its partitions before it ends, OpenSearch closes its indexes. */
const ENGINE_GRACE_MS = 8_000;

interface StartedEngines {
  /** Null: the table is embedded. */
  readonly tableEndpoint: string | null;
  /** The file of the embedded table, null for an engine. */
  readonly tableFile: string | null;
  /** Addresses of real engines, by variable. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The process tree of one laptop cloud. */
export class Cloud {
  readonly #options: CloudOptions;
  readonly #running: RunningProcesses;
  #managed: Managed[] = [];
  readonly #engines = new Set<Managed>();
  #client: DynamoDbClient | undefined;

  constructor(options: CloudOptions) {
    this.#options = options;
    this.#running = new RunningProcesses(join(options.settings.home, 'run', 'processes.json'), options.settings.home);
  }

  async start(): Promise<{ url: string }> {
    const { settings, prepared, say } = this.#options;
    const { home } = settings;
    // The embedded adapters find their data with this variable, also in this process.
    process.env['PARLEY_HOME'] = home;
    for (const notice of prepared.notices) say(`note: ${notice}`);
    this.#running.write([]);
    const { removed } = inspectFolder(dataFolder(home));
    for (const name of removed) say(`${name} was damaged and is recreated`);
    const searchIsEmpty = settings.engines === 'embedded' && isSearchEmpty(home);
    const [simulatorPort = 0] = await freePorts(1);
    const [workersPort = 0, gatewayPort = 0] = await freeDatagramPorts(2);
    const url = `http://127.0.0.1:${settings.port}`;
    const engines = settings.engines === 'real' ? await this.#startRealEngines() : this.#prepareEmbeddedTable();
    const launch: Launch = {
      ...this.#addresses(url),
      plan: prepared.plan,
      bundles: join(home, 'functions'),
      port: settings.port,
      wakePorts: { workers: workersPort, gateway: gatewayPort },
      tableFile: engines.tableFile,
      kafkaBrokers: engines.environment['KAFKA_BROKERS'] ?? null,
      tableEndpoint: engines.tableEndpoint,
      searchEndpoint: engines.environment['SEARCH_ENDPOINT'] ?? null,
      simulatorPort: prepared.simulator ? simulatorPort : null,
    };
    const launchFile = join(home, 'run', 'launch.json');
    replaceFileSync(launchFile, JSON.stringify(launch));
    const secrets = openSecrets();
    const { adminToken } = await prepareSecrets(prepared.plan, secrets, settings.adminToken);
    this.#declareQueues();
    if (searchIsEmpty) this.#rebuildSearch();
    objectsKey();

    const env = childEnvironment(process.env, {
      root: this.#options.root,
      settings,
      apiUrl: url,
      launchFile,
      wakePorts: launch.wakePorts,
      gatewayQueues: gatewayQueues(launch.plan).map(({ queue }) => queue),
      tableEndpoint: engines.tableEndpoint,
      engines: engines.environment,
      serviceSecret: randomBytes(24).toString('hex'),
      simulatorUrl: launch.simulatorPort === null ? null : `http://127.0.0.1:${launch.simulatorPort}`,
    });
    say('starting the gateway and the workers');
    const workers = this.#node('workers', 'local/workers/main.js', env, true);
    const gateway = this.#node('gateway', 'local/gateway/main.js', env, true);
    await Promise.all([workers.start(), gateway.start()]);
    const demo = settings.demo && prepared.demo ? await demoAccount(secrets) : null;
    const wsUrl = Object.values(launch.addresses.sockets)[0]?.wsUrl ?? null;
    writeDevFile(join(home, 'dev.json'), { apiUrl: url, wsUrl, consoleUrl: `${url}/`, adminToken, demo });
    if (demo !== null) {
      say('opening the demo shop');
      await this.#node('demo', DEMO.replace(/\.ts$/, '.js'), env, false).start();
      await whenDemoOpen(home);
    }
    return { url };
  }

  /** Stops the children first, then the engines that they used. */
  async stop(): Promise<void> {
    this.#running.stopping();
    const others = this.#managed.filter((child) => !this.#engines.has(child));
    await Promise.all(others.map((child) => child.stop()));
    // The table's engine waits for open connections before it ends.
    this.#client?.close();
    await Promise.all([...this.#engines].map((child) => child.stop()));
    foldLogs(dataFolder(this.#options.settings.home));
    this.#running.clear();
  }

  #addresses(url: string): Pick<Launch, 'addresses'> {
    const { prepared } = this.#options;
    const alone = prepared.plan.sockets.length === 1;
    const sockets = Object.fromEntries(
      prepared.plan.sockets.map(({ apiId }) => [
        apiId,
        { wsUrl: `${url.replace('http', 'ws')}/ws${alone ? '' : `/${apiId}`}`, connections: `laptop:${apiId}` },
      ]),
    );
    return { addresses: { apiUrl: url, sockets } };
  }

  /** The embedded table has no process: the gateway and the workers open its file. */
  #prepareEmbeddedTable(): StartedEngines {
    const tableFile = tablePath();
    prepareTableFile(tableFile, this.#options.say);
    return { tableEndpoint: null, tableFile, environment: {} };
  }

  async #startRealEngines(): Promise<StartedEngines> {
    const { root, settings, prepared, say } = this.#options;
    const environment = await startRealEngines({
      root,
      home: settings.home,
      shell: process.env,
      say,
      manage: (engine) => {
        const name = engine.kind === 'dynamodb' ? 'table' : engine.kind;
        return this.#engine(
          engine.title,
          name,
          () => engine.spawn(),
          (child) => whenHealthy(engine, child),
        );
      },
    });
    const { AWS_ENDPOINT_URL_DYNAMODB: tableEndpoint = '', KAFKA_BROKERS: brokers = '', SEARCH_ENDPOINT: searchEndpoint = '' } = environment;
    this.#client = new DynamoDbClient(tableEndpoint);
    await this.#createTables(this.#client);
    const made = await makeTopics(brokers, prepared.plan.topics);
    if (made.length > 0) say(`created the topics ${made.join(', ')}`);
    await makeSearchIndex(searchEndpoint);
    return { tableEndpoint, tableFile: null, environment };
  }

  /** `engine`: the name that the workers use. They wait for the table and retry with the others. */
  #engine(name: string, engine: string, spawn: () => ChildProcess, ready: (child: ChildProcess) => Promise<void>): Managed {
    const managed = this.#add(
      new Managed({
        name,
        spawn,
        onSpawn: () => this.#record(),
        ready,
        stop: (child) => child.kill('SIGTERM'),
        graceMs: ENGINE_GRACE_MS,
        lasting: true,
        onUp: () => this.#tell({ type: 'engine', up: true, engine }),
        onDown: () => this.#tell({ type: 'engine', up: false, engine }),
        say: this.#options.say,
      }),
    );
    this.#engines.add(managed);
    return managed;
  }

  async #createTables(client: DynamoDbClient): Promise<void> {
    const { prepared, say } = this.#options;
    const differing = await createTables(client, prepared.plan.tables);
    for (const table of differing) say(`note: table ${table} has other indexes than in the stacks; remove the data folder to recreate it`);
  }

  #node(name: string, script: string, env: Record<string, string>, lasting: boolean): Managed {
    const { settings, logs, say } = this.#options;
    return this.#add(
      new Managed({
        name,
        spawn: () => spawnNode({ name, script: join(settings.home, 'functions', script), env, log: join(logs, `${name}.log`), say }),
        ready: (child) => (lasting ? whenReady(child, READY_MS) : Promise.resolve()),
        stop: (child) => (lasting && child.connected ? child.send({ type: 'stop' } satisfies ToChild) : child.kill('SIGTERM')),
        graceMs: 9_000,
        lasting,
        onSpawn: () => this.#record(),
        say,
      }),
    );
  }

  #declareQueues(): void {
    const engine = new QueueEngine(queuesPath());
    for (const queue of this.#options.prepared.plan.queues) engine.declare(queue);
    engine.close();
  }

  /** A job of the queue `bulk` fills the index from the table, as an administrator's rebuild would. */
  #rebuildSearch(): void {
    const { prepared, say } = this.#options;
    const url = prepared.plan.functions.map(({ environment }) => environment['BULK_QUEUE_URL']).find((value) => value !== undefined && value !== '');
    if (url === undefined) return;
    const engine = new QueueEngine(queuesPath());
    engine.send([{ queue: queueName(url), body: JSON.stringify(REBUILD_JOB) }], Date.now());
    engine.close();
    say('search is being rebuilt from the table: results are incomplete until then');
  }

  #tell(message: ToChild): void {
    for (const { child } of this.#managed) if (child?.connected === true && child.channel !== undefined) child.send(message, () => undefined);
  }

  #add(managed: Managed): Managed {
    this.#managed.push(managed);
    return managed;
  }

  #record(): void {
    this.#running.write(this.#managed.flatMap(({ child }) => child?.pid ?? []));
  }
}
