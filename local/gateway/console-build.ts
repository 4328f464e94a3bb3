import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, relative, sep } from 'node:path';

/** `node console/build/write.ts` in a process of its own, whose memory is freed at the end. */
export const builtBy =
  (root: string) =>
  async (folder: string): Promise<readonly string[]> => {
    const inputs = `${folder}-inputs.json`;
    const child = spawn(process.execPath, [join(root, 'console', 'build', 'write.ts'), folder, inputs], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      // The hub's settings are none of Vite's; NODE_ENV decides which React it takes.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      // Whoever writes or answers meanwhile goes first.
      child.once('spawn', () => setPriority(child.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL));
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`the console’s build ended with code ${code}`);
    return JSON.parse(readFileSync(inputs, 'utf8')) as string[];
  };

/** Every file below a folder: its name in the page's addresses, and its path. */
export function listed(folder: string): ReadonlyMap<string, string> {
  try {
    return new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).split(sep).join('/'), path]),
    );
  } catch {
    return new Map();
  }
}
