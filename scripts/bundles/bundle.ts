import { build, type Metafile } from 'esbuild';
import { functionBundle, MAIN_FILE } from '../../lib/bundling.ts';

/** The sources of a bundle's bytes. All but `onDemand` and `deployed` count what a start loads: `index.mjs` and what it imports. */
export interface BundleBytes {
  /** Our own code. */
  readonly own: number;
  /** Libraries that are not clients of engines. */
  readonly libraries: number;
  /** Clients of engines: the AWS SDK (also X-Ray's) and Kafka, with their dependencies. */
  readonly clients: number;
  /** OpenSearch's client, which is not part of a budget. */
  readonly openSearch: number;
  /** The total without OpenSearch's client. */
  readonly total: number;
  readonly hasKafka: boolean;
  /** Packages, largest first. */
  readonly packages: readonly (readonly [name: string, bytes: number])[];
  /** Code that is loaded at its first use: everything else that is deployed, without OpenSearch's client. */
  readonly onDemand: number;
  /** Packages of `onDemand`, largest first; `''` is our own code. */
  readonly packagesOnDemand: readonly (readonly [name: string, bytes: number])[];
}

const OPENSEARCH = /^(@opensearch-project\/opensearch|aws4|json11|secure-json-parse|debug|ms)$/;
const CLIENTS = new RegExp(
  [
    '^(@aws-sdk|@smithy|@aws-crypto|@aws|@platformatic)/',
    '^(bowser|tslib|aws-xray-sdk-core|cls-hooked|async-hook-jl|stack-chain|shimmer|emitter-listener|atomic-batcher|semver)$',
    '^(mnemonist|obliterator|fastq|reusify|scule)$',
  ].join('|'),
);

/** Bundles one entry point as for a deployment. `outdir`: where to write it; without it, only the sizes are measured. */
export async function bundleEntry(entry: string, root: string, outdir?: string): Promise<BundleBytes> {
  const { metafile } = await build({ ...functionBundle(root, entry, outdir ?? 'never-written'), metafile: true, write: outdir !== undefined });
  const { start, later } = loadedFiles(metafile);
  const packages = packagesOf(metafile, start);
  const packagesOnDemand = packagesOf(metafile, later);
  const sum = (of: typeof packages, wanted: (name: string) => boolean): number => of.reduce((total, [name, bytes]) => total + (wanted(name) ? bytes : 0), 0);
  const size = (files: readonly string[], of: typeof packages): number =>
    files.reduce((total, file) => total + (metafile.outputs[file]?.bytes ?? 0), 0) - sum(of, (name) => OPENSEARCH.test(name));
  return {
    own: sum(packages, (name) => name === ''),
    libraries: sum(packages, (name) => name !== '' && !CLIENTS.test(name) && !OPENSEARCH.test(name)),
    clients: sum(packages, (name) => CLIENTS.test(name)),
    openSearch: sum(packages, (name) => OPENSEARCH.test(name)),
    total: size(start, packages),
    hasKafka: packages.some(([name]) => name === '@platformatic/kafka'),
    packages: packages.filter(([name]) => name !== ''),
    onDemand: size(later, packagesOnDemand),
    packagesOnDemand,
  };
}

/** The files that a start loads, and the others. */
function loadedFiles({ outputs }: Metafile): { readonly start: readonly string[]; readonly later: readonly string[] } {
  const main = Object.keys(outputs).find((file) => file.endsWith(`/${MAIN_FILE}`));
  if (main === undefined) throw new Error('the bundle has no entry');
  const start = new Set([main]);
  for (const file of start) {
    for (const { path, kind, external } of outputs[file]?.imports ?? []) if (kind === 'import-statement' && !external) start.add(path);
  }
  return { start: [...start], later: Object.keys(outputs).filter((file) => !start.has(file)) };
}

/** Largest first. `''`: ours. */
function packagesOf({ outputs }: Metafile, files: readonly string[]): [name: string, bytes: number][] {
  const bytes = new Map<string, number>();
  for (const file of files) {
    for (const [path, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {}))
      bytes.set(packageOf(path), (bytes.get(packageOf(path)) ?? 0) + bytesInOutput);
  }
  return [...bytes].sort((a, b) => b[1] - a[1]);
}

function packageOf(path: string): string {
  const inside = path.split('node_modules/').at(-1) ?? '';
  if (!path.includes('node_modules/')) return '';
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}
