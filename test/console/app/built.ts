import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

export interface BuiltFile {
  readonly name: string;
  readonly body: Buffer;
  /** Of a script: what it loads with itself. */
  readonly imports: readonly string[];
}

const PUBLIC = new URL('../../../console/src/public/', import.meta.url);
const CONFIG = fileURLToPath(new URL('../../../console/vite.config.ts', import.meta.url));

async function make(): Promise<readonly BuiltFile[]> {
  // vitest says `test`, with which React is built for development.
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    const result = await build({ configFile: CONFIG, logLevel: 'error', build: { write: false } });
    const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput;
    const made = output.map((file) =>
      file.type === 'chunk'
        ? { name: file.fileName, body: Buffer.from(file.code), imports: file.imports }
        : { name: file.fileName, body: Buffer.from(file.source), imports: [] },
    );
    // Vite copies these only when it writes to a folder.
    return [...made, ...readdirSync(PUBLIC).map((name) => ({ name, body: readFileSync(new URL(name, PUBLIC)), imports: [] }))];
  } finally {
    process.env['NODE_ENV'] = NODE_ENV;
  }
}

let made: Promise<readonly BuiltFile[]> | undefined;

/** The page as `npm run console-build` makes it, in memory. */
export function builtConsole(): Promise<readonly BuiltFile[]> {
  made ??= make();
  return made;
}
