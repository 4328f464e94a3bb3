import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cure, trimStream } from './dynoxide-cure.ts';
import { spawnGuarded } from './guarded.ts';
import type { TableEngine } from './table-engine.ts';

/** The binary of this platform's package; undefined where there is none. */
export function dynoxideBinary(root: string): string | undefined {
  try {
    const require = createRequire(join(root, 'package.json'));
    const binary = join(
      dirname(require.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`)),
      process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide',
    );
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** dynoxide on one SQLite file. `consumed`: the sequence number of each table's stream that every reader has passed. */
export function dynoxide(options: {
  binary: string;
  dataFile: string;
  port: number;
  logFile: string;
  consumed: (table: string) => bigint | undefined;
}): TableEngine {
  const { binary, dataFile, port, logFile } = options;
  return {
    name: 'dynoxide',
    file: dataFile,
    endpoint: `http://127.0.0.1:${port}`,
    install: async () => {
      if (existsSync(dataFile)) trimStream(dataFile, options.consumed);
    },
    spawn: () => spawnGuarded({ program: binary, args: ['--host', '127.0.0.1', '--port', String(port), '--db-path', dataFile], logFile }),
    opened: () => cure(dataFile),
  };
}
