import { ENGINE_KINDS, type Engine } from '../engines/engine.ts';
import { ENDPOINT_VARIABLES } from '../engines/set.ts';
import { describeEngine } from '../engines/start-engine.ts';
import type { Managed } from './managed.ts';

export interface RealEngineOptions {
  readonly root: string;
  readonly home: string;
  /** An engine whose address stands there is used and not started. */
  readonly shell: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Makes an engine a child that is started again whenever it ends. */
  readonly manage: (engine: Engine) => Managed;
}

/** Starts the real engines in parallel. Answers each one's variable with its address. @throws when one does not start */
export async function startRealEngines({ root, home, shell, say, manage }: RealEngineOptions): Promise<Record<string, string>> {
  const began = Date.now();
  const started = await Promise.all(
    ENGINE_KINDS.map(async (kind) => {
      const variable = ENDPOINT_VARIABLES[kind];
      const given = shell[variable];
      if (given !== undefined && given !== '') {
        say(`${kind} is the one at ${given} (${variable})`);
        return [variable, given] as const;
      }
      const engine = await describeEngine(kind, { root, home });
      await engine.install(say);
      say(`starting ${engine.title}`);
      await manage(engine).start();
      say(`${engine.title} serves at ${engine.endpoint} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
      return [variable, engine.endpoint] as const;
    }),
  );
  return Object.fromEntries(started);
}

/** Makes the topics that are missing, with the partitions that the stacks ask for. */
export async function makeTopics(brokers: string, topics: Readonly<Record<string, number>>): Promise<readonly string[]> {
  process.env['KAFKA_BROKERS'] = brokers;
  const { ensureTopics } = await import('../../adapters/topics/kafka-admin.ts');
  return (await ensureTopics(topics, 1)).made;
}

/** As a deployment makes it: the first search must not wait for an index. */
export async function makeSearchIndex(endpoint: string): Promise<void> {
  const [{ openSearchClient }, { bringUpToDate, ensureIndex }] = await Promise.all([
    import('../../adapters/search/opensearch-client.ts'),
    import('../../adapters/search/opensearch-index.ts'),
  ]);
  const client = openSearchClient(endpoint);
  if (!(await ensureIndex(client))) await bringUpToDate(client);
  await client.close();
}
