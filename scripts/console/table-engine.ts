import { join } from 'node:path';
import { chooseTableEngine } from '../../local/engines/choose.ts';
import { DynamoDbClient } from '../../local/engines/dynamodb-client.ts';
import { whenAnswering } from '../../local/engines/tables.ts';
import { freePorts } from '../../local/supervisor/ports.ts';
import type { LaptopHub } from './hub.ts';

export interface OpenEngine {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * The table's engine: the running hub's, or one of our own on the same file while the hub does not run.
 * @throws Error when it is a real engine that does not run
 */
export async function openTableEngine({ home, launch, running }: LaptopHub, root: string): Promise<OpenEngine> {
  if (running) return { endpoint: launch.tableEndpoint, close: async () => undefined };
  if (launch.tableFile === null) throw new Error('the hub does not run, and its table is on a real engine: start it first (npm start -- --engines=real)');
  const [port = 0] = await freePorts(1);
  const engine = chooseTableEngine({ root, home, port, logFile: join(home, 'logs', 'engine.log'), say: () => undefined });
  const child = engine.spawn();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const client = new DynamoDbClient(engine.endpoint);
  try {
    await whenAnswering(client, 20_000);
  } finally {
    client.close();
  }
  return {
    endpoint: engine.endpoint,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
