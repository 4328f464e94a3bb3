import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Files that the app reads during synthesis, in addition to its sources. */
const READ_TOO = ['cdk.json', 'package.json', 'package-lock.json'];

/** `lib/api-routes.ts` imports the route table by its URL. Of the imports of the table, only the API's own files determine the routes. */
const ROUTE_TABLE = 'functions/api/routes.ts';

/** A hash of all inputs of the assembly: every source that the app imports, directly or not. */
export async function assemblyHash(root: string, app: string): Promise<{ hash: string; inputs: string[] }> {
  const inputs = await importsOf(root, app);
  if (existsSync(join(root, ROUTE_TABLE))) inputs.push(...(await importsOf(root, ROUTE_TABLE)).filter((path) => path.startsWith('functions/')));
  const hash = createHash('sha256').update(process.versions.node);
  const paths = [...new Set(inputs)].sort().concat(READ_TOO);
  for (const path of paths) {
    const file = join(root, path);
    if (existsSync(file)) hash.update(path).update('\0').update(readFileSync(file)).update('\0');
  }
  return { hash: hash.digest('hex').slice(0, 24), inputs: paths };
}

async function importsOf(root: string, entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: { '.html': 'text', '.css': 'text' },
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

/** Assemblies of earlier starts, by their hash, shared by all data folders of this checkout. */
export class AssemblyCache {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, 'node_modules', '.cache', 'parley');
  }

  /** Copies the assembly of this hash to `target`; false when it is not in the cache. */
  restore(hash: string, target: string): boolean {
    const stamp = join(target, 'parley-hash');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
    const cached = join(this.#folder, hash);
    if (!existsSync(cached)) return false;
    rmSync(target, { recursive: true, force: true });
    cpSync(cached, target, { recursive: true });
    return true;
  }

  /** Removes the assembly of this hash, because it cannot be read. */
  drop(hash: string): void {
    rmSync(join(this.#folder, hash), { recursive: true, force: true });
  }

  /** Stores the assembly in `source`: only templates and manifests, because nothing here reads the rest. */
  keep(hash: string, source: string): void {
    writeFileSync(join(source, 'parley-hash'), hash);
    const cached = join(this.#folder, hash);
    const fresh = `${cached}.${process.pid}`;
    mkdirSync(this.#folder, { recursive: true });
    cpSync(source, fresh, { recursive: true, filter: (path) => !/[/\\](asset\.[^/\\]+|tree\.json|.*\.metadata\.json|.*\.assets\.json)$/.test(path) });
    try {
      renameSync(fresh, cached);
    } catch {
      // Another start was faster.
      rmSync(fresh, { recursive: true, force: true });
    }
  }
}
