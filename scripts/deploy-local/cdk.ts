import { join } from 'node:path';
import { command } from './command.ts';

/** The context for the synthesis of the app; see `docs/deploy.md`, "Settings". */
export interface Addresses {
  /** The address of the emulator, as functions reach it. */
  readonly endpoint: string;
  readonly kafkaBrokers: string;
  readonly searchEndpoint: string;
  /** The address of the simulated providers. */
  readonly providers: string;
}

export interface Cdk {
  /** Bundles every function and writes the assembly, without policy checks, which `npm test` runs. */
  synthesise(addresses: Addresses): Promise<void>;
  bootstrap(): Promise<void>;
  /** Deploys every stack of the assembly, independent ones in parallel. Reports each when it is done. */
  deploy(done: (stack: string, seconds: number) => void): Promise<void>;
  destroy(): Promise<void>;
}

export interface CdkOptions {
  readonly root: string;
  /** The folder of the assembly and the log. */
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** `aws://account/region`. */
  readonly environment: string;
}

export const LIMITS = { synthesise: 180, bootstrap: 120, deploy: 240, destroy: 180 } as const;
export const assemblyIn = (home: string): string => join(home, 'assembly');
export const outputsIn = (home: string): string => join(home, 'outputs.json');

/** The project's own CDK command line, with a time limit for every call, because a custom resource that never answers would block it for an hour. */
export function cdk({ root, home, env, environment }: CdkOptions): Cdk {
  const assembly = assemblyIn(home);
  const run = (limitSeconds: number, args: readonly string[], onLine?: (line: string) => void): Promise<void> =>
    command({
      file: process.execPath,
      args: [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args, '--ci', '--no-color', '--no-notices', '--no-version-reporting'],
      cwd: root,
      // The app and its bundler run on the project's Node.
      env: { ...env, PATH: [join(root, 'node_modules', '.bin'), env['PATH']].join(':') },
      limitSeconds,
      logFile: join(home, 'cdk.log'),
      ...(onLine ? { onLine } : {}),
    });
  return {
    synthesise: (addresses) => {
      const context = { emulator: 'true', profile: 'dev', watch: 'true', checks: 'false', ...addresses };
      const flags = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      return run(LIMITS.synthesise, ['synth', '--quiet', '--output', assembly, ...flags]);
    },
    bootstrap: () => run(LIMITS.bootstrap, ['bootstrap', environment, '--app', assembly]),
    deploy: async (done) => {
      let stack = '';
      const flags = ['--all', '--concurrency', '4', '--asset-parallelism', '--method', 'direct', '--require-approval', 'never', '--progress', 'events'];
      await run(LIMITS.deploy, ['deploy', '--app', assembly, ...flags, '--outputs-file', outputsIn(home)], (line) => {
        stack = /✅ {2}(\S+)/.exec(line)?.[1] ?? stack;
        const seconds = /Deployment time: ([\d.]+)s/.exec(line)?.[1];
        if (seconds !== undefined) done(stack, Number(seconds));
      });
    },
    destroy: () => run(LIMITS.destroy, ['destroy', '--app', assembly, '--all', '--force']),
  };
}
