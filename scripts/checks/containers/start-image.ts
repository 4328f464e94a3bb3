import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../test/harness/port.ts';
import { until } from '../../../test/harness/until.ts';
import { command } from '../command.ts';
import type { Image } from './dockerfile.ts';

/**
 * Starts the image's command in a folder with only the files of the image, and waits until its health check passes. This tests what can be
 * tested without Docker, so not the base image and its users. @throws Error with the output of the hub
 */
export async function startAsImage(root: string, image: Image): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-image-'));
  const app = join(folder, 'parley');
  for (const { from, to } of image.copied) cpSync(join(root, from), join(app, to), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'));
  const env = {
    ...process.env,
    ...image.env,
    PORT: String(await freePort()),
    PARLEY_HOST: '127.0.0.1',
    PARLEY_HOME: join(folder, 'data'),
    PARLEY_DEMO: '0',
    PARLEY_CONSOLE: '0',
  };
  const [program = '', ...args] = image.command;
  const hub = spawn(join(app, program), args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [hub.stdout, hub.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => hub.once('close', () => resolve()));
  const isGone = (): boolean => hub.exitCode !== null || hub.signalCode !== null;
  const isHealthy = async (): Promise<boolean> => {
    if (isGone()) throw new Error('it ended');
    const [check = '', ...checkArgs] = image.healthcheck;
    return (await command(check, checkArgs, { env, cwd: app, seconds: 10 })).code === 0;
  };
  try {
    await until('the health check passes', isHealthy, 90_000);
  } catch (error) {
    throw new Error(`the files of the Dockerfile do not become healthy; output:\n${said}`, { cause: error });
  } finally {
    hub.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
