import { spawn } from 'node:child_process';

/** The output of `scripts/console.ts` for these lines, typed one after the other, on the hub of a data folder. */
export const askConsole = (home: string, lines: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, VITEST: undefined, NODE_ENV: undefined, PARLEY_HOME: home };
    const child = spawn(process.execPath, ['scripts/console.ts'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
    child.stdin.end(`${lines.join('\n')}\n`);
  });
