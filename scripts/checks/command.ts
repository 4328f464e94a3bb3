import { spawn } from 'node:child_process';

export interface Said {
  /** null when it was ended for taking too long, or never began. */
  readonly code: number | null;
  readonly out: string;
  /** Both streams, for people. */
  readonly all: string;
}

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Given on standard input. */
  readonly input?: string;
  /** Seconds before it is killed; 120 unless given. */
  readonly seconds?: number;
}

/** Runs a program to its end and keeps what it says. Never rejects: a program that is not there is a `null` code with the reason. */
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
    // A command that does not read its input gets none.
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    child.on('error', (error) => resolve({ code: null, out, all: String(error) }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, all });
    });
  });
