import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { lane, NoAnswer } from '../../../channels/mail/threads/lane.ts';

type Job = { readonly spin?: number; readonly eat?: true; readonly die?: true; readonly say?: string };
type Answer = { readonly said: string; readonly thread: number };

const folder = mkdtempSync(join(tmpdir(), 'parley-lane-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = pathToFileURL(join(folder, 'thread.mjs'));
writeFileSync(
  file,
  `import { parentPort, threadId } from 'node:worker_threads';
   parentPort.on('message', (job) => {
     if (job.die) throw new Error('died');
     if (job.eat) for (const kept = []; ; ) kept.push(new Array(100_000).fill({}));
     for (const until = Date.now() + (job.spin ?? 0); Date.now() < until; );
     parentPort.postMessage({ said: job.say ?? '', thread: threadId });
   });`,
);
const ENDLESS = 600_000;
const open = (more: { readonly runMs?: number; readonly waitMs?: number; readonly idleMs?: number } = {}) =>
  lane<Job, Answer>({ file, heapMb: 32, runMs: 60_000, waitMs: 60_000, idleMs: 60_000, ...more });
const outcome = (answer: Promise<Answer>): Promise<string> =>
  answer.then(
    ({ said }) => said,
    (error: unknown) => (error instanceof NoAnswer ? `no: ${error.message}` : 'other'),
  );

describe('a lane', () => {
  it('does jobs in one thread, which it keeps', async () => {
    const one = open();
    const answers = await Promise.all([one.run({ say: 'a' }, 'x'), one.run({ say: 'b' }, 'x'), one.run({ say: 'c' }, 'x')]);
    expect(answers.map(({ said }) => said)).toEqual(['a', 'b', 'c']);
    expect(new Set(answers.map(({ thread }) => thread)).size).toBe(1);
  });

  it('ends a job that does not end, and does the next one', async () => {
    const one = open({ runMs: 2000 });
    const endless = outcome(one.run({ spin: ENDLESS }, 'x'));
    const next = outcome(one.run({ say: 'next' }, 'y'));
    expect([await endless, await next]).toEqual(['no: took too long', 'next']);
  });

  it('survives a job that takes all memory, and one that throws', async () => {
    const one = open();
    expect(await outcome(one.run({ eat: true }, 'x'))).toMatch(/^no: .*memory/);
    expect(await outcome(one.run({ die: true }, 'x'))).toBe('no: died');
    expect(await outcome(one.run({ say: 'alive' }, 'x'))).toBe('alive');
  });

  it('lets nobody wait for ever', async () => {
    const one = open({ runMs: 4000, waitMs: 50 });
    const endless = outcome(one.run({ spin: ENDLESS }, 'x'));
    expect(await outcome(one.run({ say: 'late' }, 'y'))).toBe('no: waited too long');
    expect(await endless).toBe('no: took too long');
    expect(await outcome(one.run({ say: 'again' }, 'y'))).toBe('again');
  });

  it('takes turns, so that one mailbox’s flood is not in front of everybody', async () => {
    const one = open();
    const order: string[] = [];
    const ask = (say: string, whose: string) => one.run({ say }, whose).then(({ said }) => order.push(said));
    await Promise.all([ask('a1', 'a'), ask('a2', 'a'), ask('a3', 'a'), ask('b1', 'b'), ask('a4', 'a')]);
    expect(order.indexOf('b1')).toBe(1);
  });

  it('starts another thread after the first one was idle and went', async () => {
    const one = open({ idleMs: 1 });
    const { thread } = await one.run({}, 'x');
    await expect.poll(async () => (await one.run({}, 'x')).thread !== thread, { interval: 20, timeout: 20_000 }).toBe(true);
  });
});
