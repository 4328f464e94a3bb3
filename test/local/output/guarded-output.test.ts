import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writer } from '../../../local/output/guarded-output.ts';

const MODULE = fileURLToPath(new URL('../../../local/output/guarded-output.ts', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A log that takes `room` bytes. */
const tightLog = (room: number) => {
  let text = '';
  return {
    text: () => text,
    give: (more: number) => void (room += more),
    write: ((_fd: number, bytes: Uint8Array, from: number, length: number) => {
      const count = Math.min(length, room);
      if (count === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      room -= count;
      text += Buffer.from(bytes.subarray(from, from + count)).toString('utf8');
      return count;
    }) as never,
  };
};

describe('a log on a full disk', () => {
  test('never throws, counts what finds no room, and tells it when there is room again', () => {
    const log = tightLog(8);
    const write = writer(1, log.write);
    expect(write('one\n')).toBe(true);
    for (let i = 0; i < 5; i += 1) expect(write(`entry ${i}\n`)).toBe(true);
    log.give(1_000);
    write('two\n');
    write('three\n');
    expect(log.text()).toBe('one\nentr\nparley: 5 entries of this log are missing (ENOSPC)\ntwo\nthree\n');
  });

  test('calls back in every form of a stream', async () => {
    const write = writer(1, tightLog(0).write);
    await new Promise<void>((resolve) => write('x', () => resolve()));
    await new Promise<void>((resolve) => write('78', 'hex', () => resolve()));
    expect(write(Buffer.from('x'))).toBe(true);
  });
});

describe('a process', () => {
  /** Writes from everywhere for a while, its handler of uncaught errors too; answers its exit code and its CPU in a share of that while. */
  const run = async (stdio: number | 'pipe', before = ''): Promise<{ code: number | null; cpu: number }> => {
    const script = `
      import { guardOutput } from ${JSON.stringify(MODULE)};
      guardOutput();
      process.on('uncaughtException', (error) => console.error('uncaught', error));
      ${before}
      const timer = setInterval(() => { console.log('line'); console.error(new Error('trouble')); process.stdout.write('raw\\n'); }, 5);
      setTimeout(() => { clearInterval(timer); process.send(process.cpuUsage().user + process.cpuUsage().system); process.disconnect(); }, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', stdio, stdio, 'ipc'] });
    child.stdout?.destroy();
    child.stderr?.destroy();
    let cpu = Number.NaN;
    child.on('message', (used) => {
      cpu = Number(used) / 1_000_000;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, cpu };
  };

  test('whose reader of a pipe has gone lives on, and does not spin', async () => {
    const { code, cpu } = await run('pipe');
    expect(code).toBe(0);
    expect(cpu).toBeLessThan(0.8);
  });

  test('whose log may not grow lives on, does not spin, and goes on writing when it may', async () => {
    const file = join(folder, 'log');
    const log = openSync(file, 'a');
    // A file descriptor that can only be read stands for a disk that takes nothing: every write fails.
    const closed = openSync(file, 'r');
    const { code, cpu } = await run(closed);
    expect(code).toBe(0);
    expect(cpu).toBeLessThan(0.8);
    expect((await run(log)).code).toBe(0);
    closeSync(log);
    closeSync(closed);
    expect(readFileSync(file, 'utf8')).toContain('raw\n');
  });
});
