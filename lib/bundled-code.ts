import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { functionBundle, type ThreadCode, threadBundle } from './bundling.ts';
import { DOCS_FOLDER, packDocs } from './docs-files.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Files beside a function's bundle. */
export interface BundledFiles {
  readonly thread?: ThreadCode | undefined;
  /** The files of the reference page. */
  readonly docs?: boolean | undefined;
}

/**
 * A function's code, bundled by esbuild. CDK's own `NodejsFunction` makes one file per function and cannot split off code that is loaded at
 * its first use.
 */
export const bundledCode = (entry: string, { thread, docs }: BundledFiles): AssetCode =>
  Code.fromAsset(ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK caches bundles by these options: without the entry's name, all functions would get the code of the first one.
      command: [entry, thread?.entry ?? ''],
      outputType: BundlingOutput.NOT_ARCHIVED,
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle(outdir) {
          buildSync(functionBundle(ROOT, entry, outdir));
          if (thread) buildSync(threadBundle(ROOT, thread, outdir));
          if (docs) packDocs(ROOT, join(outdir, DOCS_FOLDER));
          return true;
        },
      },
    },
  });
