import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, BundlingOutput, DockerImage, Stage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { type Addresses, addressed } from '../console/addresses.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Files that a script of the repository writes, built at synthesis. Where bundles are left out, the folder of the sources stands for them. */
const builtBy = (scope: Construct, id: string, sources: string, argumentsFor: (folder: string) => readonly string[]): Asset =>
  new Asset(scope, id, {
    path: join(ROOT, sources),
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK caches what is built by these options.
      command: [sources],
      outputType: BundlingOutput.NOT_ARCHIVED,
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle(folder) {
          const { status } = spawnSync(process.execPath, [...argumentsFor(folder)], {
            cwd: ROOT,
            stdio: ['ignore', 'ignore', 'inherit'],
            env: { ...process.env, NODE_ENV: 'production' },
          });
          if (status !== 0) throw new Error(`the files of ${sources} could not be built`);
          return true;
        },
      },
    },
  });

/** The console's files, as `npm run console-build` writes them. */
export const consoleAsset = (scope: Construct): Asset =>
  builtBy(scope, 'ConsoleFiles', 'console/src', (folder) => [
    join(ROOT, 'console/build/write.ts'),
    folder,
    join(mkdtempSync(join(tmpdir(), 'parley-console-')), 'inputs.json'),
  ]);

/** The widget's files, as `npm run widget-build` writes them. */
export const widgetAsset = (scope: Construct): Asset => builtBy(scope, 'WidgetFiles', 'widget/src', (folder) => [join(ROOT, 'scripts/widget.ts'), folder]);

/** The page of the console with its addresses. */
export const pageOf = (asset: Asset, addresses: Addresses): string => {
  const built = join(Stage.of(asset)?.outdir ?? '', asset.assetPath, 'index.html');
  return addressed(readFileSync(existsSync(built) ? built : join(ROOT, 'console/src/index.html'), 'utf8'), addresses);
};
