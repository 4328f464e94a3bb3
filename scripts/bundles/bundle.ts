import { build } from 'esbuild';
import { BUNDLING, REPLACED } from '../../lib/bundling.ts';

/** Where the bytes of a bundle come from. */
export interface BundleBytes {
  /** Our own code. */
  readonly own: number;
  /** Libraries that speak to no engine. */
  readonly libraries: number;
  /** Clients of engines: the AWS SDK (X-Ray's too), Kafka, OpenSearch, with what they bring along. */
  readonly clients: number;
  readonly total: number;
  readonly hasKafka: boolean;
  /** Packages, largest first. */
  readonly packages: readonly (readonly [name: string, bytes: number])[];
}

const CLIENTS = new RegExp(
  [
    '^(@aws-sdk|@smithy|@aws-crypto|@aws|@platformatic)/',
    '^(bowser|tslib|aws-xray-sdk-core|cls-hooked|async-hook-jl|stack-chain|shimmer|emitter-listener|atomic-batcher|semver)$',
    '^(aws4|json11|secure-json-parse|debug|ms|hpagent|mnemonist|obliterator|fastq|reusify|scule)$',
  ].join('|'),
);

/** One entry point as it is deployed. `outfile`: where to leave it; without, it is only weighed. `charset`: `utf8` for what runs in a thread. */
export async function bundleEntry(entry: string, root: string, outfile?: string, charset: 'ascii' | 'utf8' = 'ascii'): Promise<BundleBytes> {
  const result = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: BUNDLING.format,
    target: BUNDLING.target,
    minify: BUNDLING.minify,
    mainFields: BUNDLING.mainFields,
    banner: { js: BUNDLING.banner },
    define: BUNDLING.define,
    charset,
    alias: { ...REPLACED },
    metafile: true,
    write: outfile !== undefined,
    outfile: outfile ?? 'index.mjs',
    logLevel: 'error',
  });
  const [output] = Object.values(result.metafile.outputs);
  if (!output) throw new Error(`no bundle of ${entry}`);
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) bytes.set(packageOf(path), (bytes.get(packageOf(path)) ?? 0) + bytesInOutput);
  const own = bytes.get('') ?? 0;
  bytes.delete('');
  const packages = [...bytes].sort((a, b) => b[1] - a[1]);
  const sum = (wanted: (name: string) => boolean): number => packages.filter(([name]) => wanted(name)).reduce((total, [, n]) => total + n, 0);
  return {
    own,
    libraries: sum((name) => !CLIENTS.test(name)),
    clients: sum((name) => CLIENTS.test(name)),
    total: output.bytes,
    hasKafka: bytes.has('@platformatic/kafka'),
    packages,
  };
}

/** `''`: ours. */
function packageOf(path: string): string {
  const inside = path.split('node_modules/').at(-1) ?? '';
  if (!path.includes('node_modules/')) return '';
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}
