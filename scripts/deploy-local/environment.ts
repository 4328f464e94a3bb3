import { join } from 'node:path';
import { type StartedEngine, startEngine } from '../../local/engines/start-engine.ts';
import { freePorts } from '../../local/supervisor/ports.ts';
import { emulatorCredentials, startEmulator } from '../emulator/start.ts';
import type { Addresses } from './cdk.ts';
import { startProviderDouble } from './provider-double.ts';
import type { Target } from './target.ts';
import { makeTopics } from './topics.ts';

export interface EnvironmentOptions {
  readonly root: string;
  readonly home: string;
  readonly say: (line: string) => void;
  /** `AWS_ENDPOINT_URL`, `KAFKA_BROKERS` and `SEARCH_ENDPOINT` are used instead of starting our own. */
  readonly env: NodeJS.ProcessEnv;
}

/** Everything that a deployment needs and that no stack creates: the emulator, Kafka, OpenSearch, a provider simulator. */
export interface Environment {
  readonly target: Target;
  readonly addresses: Addresses;
  /** The file with the actions of roles; only with our own emulator. */
  readonly actionsFile: string | undefined;
  /** Starts Kafka with its topics, and OpenSearch. Their addresses are known in advance. */
  startEngines(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the emulator with permissions enforced; without the engines. */
export async function openEnvironment({ root, home, say, env }: EnvironmentOptions): Promise<Environment> {
  const given = env['AWS_ENDPOINT_URL']?.replace(/\/$/, '');
  if (given !== undefined && /\.amazonaws\.com/.test(given)) throw new Error(`${given} is AWS itself: see docs/deploy.md to deploy there`);
  const emulator = given === undefined ? await startEmulator({ home: join(home, 'emulator'), say, auth: true }) : undefined;
  const providers = await startProviderDouble();
  const [kafkaPort = 0, searchPort = 0] = await freePorts(2);
  const kafkaBrokers = env['KAFKA_BROKERS'] ?? `127.0.0.1:${kafkaPort}`;
  const searchEndpoint = env['SEARCH_ENDPOINT'] ?? `http://127.0.0.1:${searchPort}`;
  const running: StartedEngine[] = [];
  const start = async (kind: 'kafka' | 'opensearch', port: number): Promise<void> => {
    running.push(await startEngine(kind, { root, home: join(home, 'engines'), say, port }));
  };
  return {
    target: { endpoint: emulator?.endpoint ?? given ?? '', ...credentials(given === undefined ? {} : env) },
    addresses: { endpoint: emulator?.endpoint ?? given ?? '', kafkaBrokers, searchEndpoint, providers: providers.url },
    actionsFile: emulator?.actionsFile,
    startEngines: async () => {
      const started = await Promise.allSettled([
        env['KAFKA_BROKERS'] === undefined ? start('kafka', kafkaPort) : undefined,
        env['SEARCH_ENDPOINT'] === undefined ? start('opensearch', searchPort) : undefined,
      ]);
      for (const one of started) if (one.status === 'rejected') throw one.reason;
      await makeTopics(kafkaBrokers);
    },
    stop: async () => {
      await Promise.allSettled([...running.map((engine) => engine.stop()), emulator?.stop(), providers.stop()]);
    },
  };
}

const credentials = (env: NodeJS.ProcessEnv): Omit<Target, 'endpoint'> => ({
  region: env['AWS_REGION'] ?? emulatorCredentials.AWS_REGION,
  accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? emulatorCredentials.AWS_ACCESS_KEY_ID,
  secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? emulatorCredentials.AWS_SECRET_ACCESS_KEY,
});
