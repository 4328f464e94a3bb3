import { spawn } from 'node:child_process';

export interface Said {
  /** null when it timed out or could not start. */
  readonly code: number | null;
  readonly out: string;
  /** Both streams, for people. */
  readonly all: string;
}

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Standard input. */
  readonly input?: string;
  /** Seconds before it is killed; the default is 120. */
  readonly seconds?: number;
}

/** Runs a program to its end and returns its output. Never rejects: a missing program has the code `null` and the reason as output. */
export const command = (program: string, args: readonly string[], options: CommandOptions = {}): Promise<Said> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { env: options.env ?? process.env, cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), (options.seconds ?? 120) * 1000);
    let out = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (all += text));
    // The command may exit without reading its input.
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    child.on('error', (error) => resolve({ code: null, out, all: String(error) }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, all });
    });
  });
