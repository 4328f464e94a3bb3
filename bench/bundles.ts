import { existsSync } from 'node:fs';
import { atMost, info, type Row } from './report.ts';

interface Size {
  readonly entry: string;
  /** Own code and libraries other than the AWS SDK. */
  readonly ownBytes: number;
  readonly totalBytes: number;
  readonly initMs: number;
  readonly kafka: boolean;
}

/** Bytes and init time of each function, as `scripts/bundle-sizes.ts` measures them. */
export const bundleRows = async (): Promise<Row[]> => {
  const script = new URL('../scripts/bundle-sizes.ts', import.meta.url);
  if (!existsSync(script)) return [info('bundles', 'scripts/bundle-sizes.ts is missing')];
  const { bundleSizes } = (await import(script.href)) as { bundleSizes: () => Promise<readonly Size[]> };
  const kb = (bytes: number): number => bytes / 1000;
  return (await bundleSizes()).flatMap(({ entry, ownBytes, totalBytes, initMs, kafka }) => [
    atMost(`bundle of ${entry}, own code and libraries`, 200, kb(ownBytes), 'KB', 0),
    atMost(`bundle of ${entry}, in all`, kafka ? 1_400 : 700, kb(totalBytes), 'KB', 0),
    atMost(`init of ${entry}`, 200, initMs, 'ms', 0),
  ]);
};
