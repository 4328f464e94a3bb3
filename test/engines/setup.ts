import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EngineKind, startEngine } from '../../local/engines/start-engine.ts';
import { startEmulator } from '../../scripts/emulator/start.ts';

/** Where the engines of this run are; `inject('engines')`. A test that kills one starts its own. */
export interface Engines {
  /** host:port */
  readonly kafka: string;
  readonly dynamodb: string;
  readonly opensearch: string;
  /** The second engine of queues, schedules and objects is the emulator. */
  readonly emulator: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    engines: Engines;
  }
}

/** An engine that the environment names is used instead of started. */
const GIVEN = { kafka: 'KAFKA_BROKERS', dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB', opensearch: 'SEARCH_ENDPOINT', emulator: 'PARLEY_EMULATOR' } as const;

/** Starts all of them in parallel, once for the tier. @throws with the log's folder when one does not start */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'parley-engines-'));
  const stops: (() => Promise<void>)[] = [];
  const say = (line: string): void => void process.stderr.write(`engines: ${line}\n`);
  const started = async (what: keyof Engines, start: () => Promise<{ endpoint: string; stop(): Promise<void> }>): Promise<string> => {
    const given = process.env[GIVEN[what]];
    if (given) return given;
    const engine = await start();
    stops.push(() => engine.stop());
    return engine.endpoint;
  };
  const java = (kind: EngineKind): Promise<string> => started(kind, () => startEngine(kind, { root: resolve('.'), home: join(home, kind), say }));
  const stopAll = async (): Promise<void> => {
    await Promise.all(stops.map((stop) => stop()));
  };
  const outcomes = await Promise.allSettled([java('kafka'), java('dynamodb'), java('opensearch'), started('emulator', () => startEmulator({ home, say }))]);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await stopAll();
    throw new Error(`an engine did not start; logs are in ${home}`, { cause: failed.reason });
  }
  const [kafka = '', dynamodb = '', opensearch = '', emulator = ''] = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : ''));
  provide('engines', { kafka, dynamodb, opensearch, emulator });
  return async () => {
    await stopAll();
    rmSync(home, { recursive: true, force: true });
  };
}
