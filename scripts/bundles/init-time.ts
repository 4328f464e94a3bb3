import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MEASURE = `
  const before = process.cpuUsage();
  const start = performance.now();
  const { handler } = await import(process.argv[1]);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  if (typeof handler !== 'function') throw new Error('no handler');
  process.stdout.write(JSON.stringify({ ms, cpu: (user + system) / 1000 }));
  process.exit(0);
`;

/**
 * Milliseconds that a fresh process needs to load a bundle, elapsed and CPU time, each the median. The environment
 * variables have dummy values, because loading opens no connection. @throws when the bundle does not load
 */
export async function initTime(file: string, variables: readonly string[], runs = 5): Promise<{ readonly ms: number; readonly cpu: number }> {
  const env = {
    PATH: process.env['PATH'],
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    POWERTOOLS_TRACE_ENABLED: 'false',
    ...Object.fromEntries(variables.map((name) => [name, dummyValue(name)])),
  };
  const times: { ms: number; cpu: number }[] = [];
  for (let n = 0; n < runs; n += 1) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', MEASURE, file], { env, timeout: 30_000 });
    times.push(JSON.parse(stdout) as { ms: number; cpu: number });
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
  return { ms: median(times.map(({ ms }) => ms)), cpu: median(times.map(({ cpu }) => cpu)) };
}

function dummyValue(name: string): string {
  if (/SHARDS|WIDTH|_MS$|MINS$|SECONDS$|_PER_|LIMIT$|BYTES$|RETRIES$/.test(name)) return '1';
  if (name === 'KAFKA_BROKERS') return '127.0.0.1:9092';
  if (name === 'PARLEY_OUTGOING_ALLOW') return '';
  return 'https://127.0.0.1:1';
}
