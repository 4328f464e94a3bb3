import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type EngineSetup, findJava, whenHealthy } from './engine.ts';
import { type Artifact, jarsOf } from './maven.ts';

const TRAINING_MS = 60_000;

/** The JVM's archive of a program's loaded classes. It is valid for one Java and one version of the program. */
function archiveOf(root: string, artifact: Artifact): string {
  const id = createHash('sha256').update(findJava().version).digest('hex').slice(0, 12);
  return join(jarsOf(root, artifact), '..', `classes-${id}.jsa`);
}

/** Flags of a JVM that starts from the archive, if there is one. */
export function archiveFlags(setup: EngineSetup, artifact: Artifact): string[] {
  if (setup.archive !== undefined) return [`-XX:ArchiveClassesAtExit=${setup.archive}`];
  const archive = archiveOf(setup.root, artifact);
  return existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`, '-Xshare:auto'] : [];
}

/**
 * Starts the program once only to write its archive, if there is none. A JVM spends most of its start loading classes; with an archive, it takes half
 * the time (docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html, 2026-11). The archive is optional.
 */
export async function trainOnce(artifact: Artifact, setup: EngineSetup, describe: (setup: EngineSetup) => Engine, say: (line: string) => void): Promise<void> {
  const archive = archiveOf(setup.root, artifact);
  if (existsSync(archive)) return;
  say(`preparing ${artifact.title}'s classes (once)`);
  const home = mkdtempSync(join(jarsOf(setup.root, artifact), '..', 'training-'));
  const fresh = join(home, 'classes.jsa');
  try {
    const engine = describe({ ...setup, home, archive: fresh });
    await engine.install(() => undefined);
    const child = engine.spawn();
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const force = setTimeout(() => child.kill('SIGKILL'), TRAINING_MS);
    await whenHealthy(engine, child, TRAINING_MS).catch(() => undefined);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(force);
    if (existsSync(fresh) && child.signalCode !== 'SIGKILL') renameSync(fresh, archive);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
