import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from './lock.ts';

/** A Java program, by its Maven coordinates. */
export interface Artifact {
  /** The name for people. */
  readonly title: string;
  /** The name of its folder. */
  readonly name: string;
  readonly group: string;
  readonly id: string;
  readonly version: string;
  /** Further artifacts that it runs with, `group:id:version`. */
  readonly also?: readonly string[];
}

export interface Fetching {
  /** The repository's root. Jars are stored in its folder `.engines/`. */
  readonly root: string;
  readonly say: (line: string) => void;
  /** Runs Maven in a folder with a pom.xml; it must leave the jars in `lib`. */
  readonly maven?: (folder: string) => Promise<void>;
}

const GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const LIMIT_MS = 300_000;

const folderOf = (root: string, { name, version }: Artifact): string => join(root, '.engines', `${name}-${version}`);

/** The folder of an artifact's jars, fetched or not. */
export const jarsOf = (root: string, artifact: Artifact): string => join(folderOf(root, artifact), 'lib');

/**
 * Fetches an artifact and its dependencies once. If two processes need it, one fetches and the other waits. An interrupted download starts again.
 * Returns the folder of the jars. @throws with Maven's output
 */
export async function fetchJars(artifact: Artifact, { root, say, maven = copyDependencies }: Fetching): Promise<string> {
  const folder = folderOf(root, artifact);
  const lib = jarsOf(root, artifact);
  // Written last, when all artifacts are complete.
  const marker = join(folder, 'complete');
  const wanted = coordinatesOf(artifact).join('\n');
  const complete = (): boolean => existsSync(marker) && existsSync(lib) && readFileSync(marker, 'utf8') === wanted;
  if (complete()) return lib;
  mkdirSync(folder, { recursive: true });
  const unlock = await lock(join(folder, 'lock'), () => say(`another process fetches ${artifact.title}: waiting`));
  try {
    if (complete()) return lib;
    say(`fetching ${artifact.title} ${artifact.version} with Maven (once)`);
    const began = Date.now();
    const fresh = join(folder, 'fetching');
    for (const old of [marker, lib, fresh]) rmSync(old, { recursive: true, force: true });
    mkdirSync(fresh);
    writeFileSync(join(fresh, 'pom.xml'), pomOf(artifact));
    await maven(fresh);
    renameSync(join(fresh, 'lib'), lib);
    rmSync(fresh, { recursive: true, force: true });
    writeFileSync(marker, wanted);
    say(`${artifact.title} ${artifact.version} fetched in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    return lib;
  } catch (error) {
    throw new Error(`${artifact.title} could not be fetched: ${wordsOf(error)}`, { cause: error });
  } finally {
    unlock();
  }
}

const coordinatesOf = ({ group, id, version, also = [] }: Artifact): string[] => [`${group}:${id}:${version}`, ...also];

function pomOf(artifact: Artifact): string {
  const dependencies = coordinatesOf(artifact).map((coordinates) => {
    const [group, id, version] = coordinates.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${id}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project><modelVersion>4.0.0</modelVersion><groupId>parley</groupId><artifactId>engines</artifactId><version>1</version>
<dependencies>
${dependencies.join('\n')}
</dependencies></project>
`;
}

async function copyDependencies(folder: string): Promise<void> {
  await promisify(execFile)('mvn', ['-q', '-B', GOAL, '-DoutputDirectory=lib', '-DincludeScope=runtime'], {
    cwd: folder,
    timeout: LIMIT_MS,
    maxBuffer: 16 * 1024 * 1024,
  });
}

function wordsOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'Maven (mvn) is not installed';
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout).trim().slice(-1_500) : '';
  return said === '' ? String(error) : said;
}
