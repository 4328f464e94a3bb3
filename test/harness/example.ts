import { type ChildProcess, spawn } from 'node:child_process';
import { isAlive, killNow, processTree } from './processes.ts';
import { until } from './until.ts';

export interface Example {
  /** What it has printed so far. */
  said(): string;
  /** SIGKILL to the process and all that it started. */
  kill(): Promise<void>;
}

/** Starts `node examples/{name}`, and waits until it has printed what matches. @throws with its output if it ends before */
export async function startExample(name: 'bot' | 'chat-web', env: Readonly<Record<string, string>>, ready: RegExp): Promise<Example> {
  const child: ChildProcess = spawn(process.execPath, [`examples/${name}`], {
    env: { ...process.env, VITEST: undefined, NODE_ENV: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const kill = async (): Promise<void> => {
    const pids = processTree(child.pid ?? 0).map(({ pid }) => pid);
    for (const pid of pids) killNow(pid);
    await until(`${name} is gone`, () => pids.every((pid) => !isAlive(pid)));
  };
  try {
    await until(`${name} is ready`, () => ready.test(said) || child.exitCode !== null, 60_000);
    if (!ready.test(said)) throw new Error('it ended');
  } catch (error) {
    await kill();
    throw new Error(`examples/${name} did not start; it said:\n${said.slice(-4000)}`, { cause: error });
  }
  return { said: () => said, kill };
}
