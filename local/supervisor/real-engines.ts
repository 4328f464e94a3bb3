import { ENGINE_KINDS, type Engine } from '../engines/engine.ts';
import { ENDPOINT_VARIABLES } from '../engines/set.ts';
import { describeEngine } from '../engines/start-engine.ts';
import type { Managed } from './managed.ts';

export interface RealEngineOptions {
  readonly root: string;
  readonly home: string;
  /** An engine whose address is set here is used and not started. */
  readonly shell: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Turns an engine into a child process that is restarted whenever it ends. */
  readonly manage: (engine: Engine) => Managed;
}

/** Starts the real engines in parallel. Returns the address of each by its variable. @throws when one does not start */
export async function startRealEngines({ root, home, shell, say, manage }: RealEngineOptions): Promise<Record<string, string>> {
  const began = Date.now();
  const started = await Promise.all(
    ENGINE_KINDS.map(async (kind) => {
      const variable = ENDPOINT_VARIABLES[kind];
      const given = shell[variable];
      if (given !== undefined && given !== '') {
        say(`using ${kind} at ${given} (${variable})`);
        return [variable, given] as const;
      }
      const engine = await describeEngine(kind, { root, home });
      await engine.install(say);
      say(`starting ${engine.title}`);
      await manage(engine).start();
      say(`${engine.title} is ready at ${engine.endpoint} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
      return [variable, engine.endpoint] as const;
    }),
  );
  return Object.fromEntries(started);
}

/** Creates missing topics, with the partitions of the stacks. */
export async function makeTopics(brokers: string, topics: Readonly<Record<string, number>>): Promise<readonly string[]> {
  process.env['KAFKA_BROKERS'] = brokers;
  const { ensureTopics } = await import('../../adapters/topics/kafka-admin.ts');
  return (await ensureTopics(topics, 1)).made;
}

/** Creates the index as a deployment does, so that the first search does not wait for it. */
export async function makeSearchIndex(endpoint: string): Promise<void> {
  const [{ openSearchClient }, { bringUpToDate, ensureIndex }] = await Promise.all([
    import('../../adapters/search/opensearch-client.ts'),
    import('../../adapters/search/opensearch-index.ts'),
  ]);
  const client = openSearchClient(endpoint);
  if (!(await ensureIndex(client))) await bringUpToDate(client);
  await client.close();
}
