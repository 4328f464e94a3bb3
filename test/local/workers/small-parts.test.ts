import { afterEach, describe, expect, test, vi } from 'vitest';
import type { QueueEngine } from '../../../adapters/queues/embedded/engine.ts';
import { backoff, WakeableSleep } from '../../../local/workers/backoff.ts';
import { verdictOf } from '../../../local/workers/batch-answer.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import { giveUpTo } from '../../../local/workers/failure-destination.ts';
import { passes } from '../../../local/workers/filter.ts';
import { nextRun } from '../../../local/workers/schedule-expression.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what a function says of its batch', () => {
  test.each([
    [undefined, { failed: 'none' }],
    [null, { failed: 'none' }],
    [{}, { failed: 'none' }],
    [{ batchItemFailures: [] }, { failed: 'none' }],
    [{ batchItemFailures: null }, { failed: 'none' }],
    [{ batchItemFailures: [{ itemIdentifier: 'a' }] }, { failed: 'some', items: ['a'] }],
    [{ batchItemFailures: [{ itemIdentifier: { partition: 't-0', offset: 1 } }] }, { failed: 'some', items: [{ partition: 't-0', offset: 1 }] }],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }, { failed: 'all' }],
    [{ batchItemFailures: [{ itemIdentifier: null }] }, { failed: 'all' }],
    [{ batchItemFailures: [{ wrong: 'a' }] }, { failed: 'all' }],
    [{ batchItemFailures: [null] }, { failed: 'all' }],
    [{ batchItemFailures: 'x' }, { failed: 'all' }],
  ])('%j', (result, verdict) => {
    expect(verdictOf(result, true)).toEqual(verdict);
    expect(verdictOf(result, false)).toEqual({ failed: 'none' });
  });
});

describe('filters', () => {
  const record = { eventName: 'MODIFY', dynamodb: { Keys: { pk: { S: 'T#1#TH#x' }, sk: { S: 'HEAD' } }, NewImage: { n: { N: '5' } } }, tags: ['a', 'b'] };
  test.each([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['INSERT'] }, false],
    [{ dynamodb: { Keys: { sk: { S: ['HEAD'] } } } }, true],
    [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'T#1' }] }, sk: { S: [{ suffix: 'AD' }] } } } }, true],
    [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'X' }] } } } }, false],
    [{ dynamodb: { OldImage: [{ exists: false }] } }, true],
    [{ dynamodb: { NewImage: { n: [{ exists: true }] } } }, true],
    [{ dynamodb: { Keys: { sk: { S: [{ 'anything-but': ['HEAD'] }] } } } }, false],
    [{ dynamodb: { Keys: { sk: { S: [{ 'anything-but': { prefix: 'M#' } }] } } } }, true],
    [{ dynamodb: { Keys: { sk: { S: [{ 'equals-ignore-case': 'head' }] } } } }, true],
    [{ dynamodb: { NewImage: { n: { N: [{ numeric: ['>', 4, '<=', 5] }] } } } }, true],
    [{ dynamodb: { NewImage: { n: { N: [{ numeric: ['=', 6] }] } } } }, false],
    [{ eventName: [{ numeric: ['>', 1] }] }, false],
    [{ tags: ['b'] }, true],
    [{ $or: [{ eventName: ['REMOVE'] }, { tags: ['a'] }] }, true],
    [{ $or: [{ eventName: ['REMOVE'] }] }, false],
    [{ missing: { deep: ['x'] } }, false],
    ['no pattern', false],
  ])('%j', (pattern, expected) => {
    expect(passes([pattern], record)).toBe(expected);
  });
  test('no filter lets everything through, one of several is enough, an unknown operator is said', () => {
    expect(passes([], record)).toBe(true);
    expect(passes([{ eventName: ['X'] }, { eventName: ['MODIFY'] }], record)).toBe(true);
    expect(() => passes([{ eventName: [{ wildcard: 'x' }] }], record)).toThrow(/wildcard/);
  });
});

describe('schedules', () => {
  const at = (iso: string): number => Date.parse(iso);
  test.each([
    ['rate(5 minutes)', '2026-11-21T00:00:00Z', '2026-11-21T00:05:00Z'],
    ['rate(1 hour)', '2026-11-21T00:00:00Z', '2026-11-21T01:00:00Z'],
    ['rate(2 days)', '2026-11-21T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['at(2026-11-22T10:00:00)', '2026-11-21T00:00:00Z', '2026-11-22T10:00:00Z'],
    ['cron(0 10 * * ? *)', '2026-11-21T10:00:00Z', '2026-11-22T10:00:00Z'],
    ['cron(15 12 ? * MON-FRI *)', '2026-11-21T00:00:00Z', '2026-11-23T12:15:00Z'],
    ['cron(0/15 * * * ? *)', '2026-11-21T00:16:30Z', '2026-11-21T00:30:00Z'],
    ['cron(0 8 1 JAN,JUL ? *)', '2026-11-21T00:00:00Z', '2027-01-01T08:00:00Z'],
    ['cron(30 23 29 FEB ? *)', '2026-11-21T00:00:00Z', '2028-02-29T23:30:00Z'],
  ])('%s after %s is %s', (expression, after, next) => {
    expect(nextRun(expression, at(after))).toBe(at(next));
  });
  test('a time that has passed never runs again', () => {
    expect(nextRun('at(2020-01-01T00:00:00)', at('2026-11-21T00:00:00Z'))).toBeUndefined();
    expect(nextRun('cron(0 0 1 1 ? 2020)', at('2026-11-21T00:00:00Z'))).toBeUndefined();
  });
  test.each(['rate(0 minutes)', 'rate(5 weeks)', 'at(tomorrow)', 'cron(0 0 * *)', 'cron(61 * * * ? *)', 'every day'])('%s is none', (expression) => {
    expect(() => nextRun(expression, 0)).toThrow();
  });
});

describe('patience', () => {
  test('grows and has an end', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => backoff(attempt))).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
  });
  test('a ring ends the wait, also one that came before', async () => {
    const sleeper = new WakeableSleep();
    sleeper.ring();
    await sleeper.wait(60_000);
    const waiting = sleeper.wait(60_000);
    sleeper.ring();
    await waiting;
    await sleeper.wait(1);
  });
});

describe('the engine’s health', () => {
  test('failures while it was down are explained, others are not', async () => {
    const health = new EngineHealth();
    const startedAt = Date.now();
    expect(await health.explains(new Error('bug'), startedAt)).toBe(false);
    health.set(false);
    expect(await health.explains(null, startedAt)).toBe(true);
    health.set(true);
    expect(await health.explains(new Error('bug'), startedAt)).toBe(true);
    expect(await health.explains(new Error('bug'), Date.now() + 1)).toBe(false);
  });
  test('an error that says an engine is away needs no further proof', async () => {
    const error = Object.assign(new Error('x'), { name: 'TableUnavailable' });
    expect(await new EngineHealth().explains(error, Date.now())).toBe(true);
  });
  test('waiting callers continue when it is up again', async () => {
    const health = new EngineHealth();
    await health.whenUp();
    health.set(false);
    const waiting = health.whenUp();
    health.set(true);
    await waiting;
  });
});

describe('giving up', () => {
  test('the reason and the facts stand in the dead letter', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const sent: { queue: string; body: string; groupId?: string }[] = [];
    const engine = { send: (messages: typeof sent) => void sent.push(...messages) } as unknown as QueueEngine;
    const giveUp = giveUpTo(engine);
    const failure = { functionArn: 'arn:f', condition: 'RetryAttemptsExhausted', attempts: 6 } as const;
    giveUp('dead', { ...failure, error: new TypeError('bad') }, { Info: 1 });
    giveUp('dead.fifo', { ...failure, error: null }, {});
    giveUp('dead', { ...failure, error: 'text' }, {});
    giveUp(null, { ...failure, error: undefined }, {});
    const [first, second, third] = sent.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(first).toMatchObject({
      requestContext: { functionArn: 'arn:f:$LATEST', condition: 'RetryAttemptsExhausted', approximateInvokeCount: 6 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'bad' },
      Info: 1,
    });
    expect(second).toMatchObject({ responseContext: { functionError: null }, responsePayload: { errorType: 'BatchItemFailure' } });
    expect(third).toMatchObject({ responsePayload: { errorMessage: '"text"' } });
    expect(sent.map(({ groupId }) => groupId)).toEqual([undefined, 'arn:f', undefined]);
  });
});
