import { readdirSync, readFileSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TransactionRefused } from '../../domain/table/port.ts';

vi.hoisted(() => void Object.assign(process.env, { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO', AWS_REGION: 'eu-central-1' }));
const { METRICS } = await import('../../functions/metrics.ts');
const { Logged, observed } = await import('../../functions/observed.ts');

const lambda = { awsRequestId: 'request-1', functionName: 'f', memoryLimitInMB: '128', invokedFunctionArn: 'arn', functionVersion: '1' } as Context;
const lines: Record<string, unknown>[] = [];

/** Powertools writes to a console of its own, which ends at the process's streams. */
beforeEach(() => {
  lines.length = 0;
  const keep = (chunk: unknown): boolean => {
    for (const line of String(chunk).split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line) as Record<string, unknown>);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => vi.restoreAllMocks());

test('a line carries the request, and the correlation id of its message where it has one', async () => {
  const { logger, entry } = observed('bulk');
  const handler = entry<string, string>().handler(async (event) => {
    logger.info('plain');
    logger.info('of a message', { correlation_id: event });
    return 'done';
  });
  expect(await handler('c-7', lambda)).toBe('done');
  expect(lines).toMatchObject([
    { level: 'INFO', service: 'bulk', function_request_id: 'request-1', correlation_id: 'request-1' },
    { message: 'of a message', correlation_id: 'c-7' },
  ]);
});

test('counts are published once, at the end, by service only; without counts nothing is published', async () => {
  const { count, took, entry } = observed('timers');
  const handler = entry<number, void>().handler(async (fired) => {
    count('TimersFired', fired);
    if (fired > 0) took('TimerLateness', -3);
    if (fired > 2) throw new Error('after counting');
  });
  await handler(0, lambda);
  expect(lines).toEqual([]);
  await handler(2, lambda);
  expect(lines).toMatchObject([
    { service: 'timers', TimersFired: 2, TimerLateness: 0, _aws: { CloudWatchMetrics: [{ Namespace: 'Parley', Dimensions: [['service']] }] } },
  ]);
  await expect(handler(3, lambda)).rejects.toThrow(Logged);
  expect(lines.filter((line) => line['TimersFired'] === 3)).toHaveLength(1);
});

test("an error that leaves a handler has been written without the customer's words, and Lambda gets its name only", async () => {
  const item = { pk: 'T#t#TH#1', sk: 'M#1', text: 'my secret illness' };
  const refused = new TransactionRefused([{ index: 0, reason: 'condition', item }]);
  const { entry } = observed('projector');
  const handler = entry<unknown, void>().handler(async () => {
    throw refused;
  });
  const thrown = await handler({}, lambda).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Logged);
  expect(JSON.stringify(lines)).not.toContain('illness');
  expect(JSON.stringify(Object.entries(thrown as Error))).not.toContain('illness');
  expect((thrown as Error).cause).toBeUndefined();
  expect(lines).toMatchObject([
    {
      level: 'ERROR',
      message: 'handler failed',
      correlation_id: 'request-1',
      failure: { name: 'TransactionRefused', reason: 'transaction refused: #:condition' },
    },
  ]);
});

test('functions of deployments throw their errors, because CloudFormation shows them', async () => {
  const { entry } = observed('deploy', 'as they are');
  const handler = entry<unknown, void>().handler(async () => {
    throw new Error('no brokers');
  });
  await expect(handler({}, lambda)).rejects.toThrow('no brokers');
});

const root = new URL('../../functions/', import.meta.url);
const handlers = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }))
  .filter(({ text }) => /^export const handler\b/m.test(text));

test.each(handlers)('$path is watched: trace, log context, metrics, scrubbed errors', ({ text }) => {
  const service = /= observed\('([a-zA-Z]+)'/.exec(text)?.[1];
  expect(Object.keys(METRICS)).toContain(service);
  expect(text).toMatch(/^export const handler = entry</m);
  // It counts itself, or hands `count` to what does.
  if (service !== 'deploy') expect(text).toMatch(/\b(count|observer|observe)\(|\(\{ logger, count \}/);
  for (const unwatched of ["'@aws-lambda-powertools/logger'", "'@aws-lambda-powertools/metrics'", "'@middy/core'"]) expect(text).not.toContain(unwatched);
});

test('no log line is given an error as it is', () => {
  const given = handlers.flatMap(({ path, text }) => [...text.matchAll(/logger\.\w+\([^;]*\berror(?:: | as |\))[^;]*;/g)].map(([line]) => `${path}: ${line}`));
  expect(given.filter((line) => !line.includes('failureOf(error)'))).toEqual([]);
});

test('every service has its handler, and none but deployments share one', () => {
  const services = handlers.map(({ text }) => /= observed\('([a-zA-Z]+)'/.exec(text)?.[1] ?? '');
  expect([...new Set(services)].toSorted()).toEqual(Object.keys(METRICS).toSorted());
  expect(services.filter((service, index) => services.indexOf(service) !== index && service !== 'deploy')).toEqual([]);
});
