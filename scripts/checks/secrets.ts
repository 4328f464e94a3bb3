import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Check, failed, verdictOf } from './check.ts';
import { command } from './command.ts';
import { pythonTool } from './python.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SCANNER = fileURLToPath(new URL('secrets/scan.py', import.meta.url));
const ALLOWED = 'scripts/checks/secrets/allowed.json';

export interface Found {
  readonly file: string;
  readonly line: number;
  readonly type: string;
  readonly value: string;
}

export interface Allowed {
  readonly reason: string;
  readonly values: readonly string[];
}

/** The findings of detect-secrets in these files. @throws Error with its output */
export async function scan(files: readonly string[], cwd = root): Promise<Found[]> {
  const tool = await pythonTool('detect-secrets');
  const { code, out, all } = await command(tool('python'), [SCANNER], { cwd, input: files.join('\n'), seconds: 300 });
  if (code !== 0) throw new Error(all);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Found);
}

/** Shorter texts next to a word such as `password` are not reported: no provider's key and no password of ours is that short. */
const SHORTEST_KEY = 8;

/** One line per text that is not allowed, without the text itself, because many people read logs. */
export function unallowed(found: readonly Found[], allowed: readonly Allowed[]): string[] {
  const values = new Set(allowed.flatMap((entry) => entry.values));
  const telling = found.filter(({ type, value }) => !values.has(value) && (type !== 'Secret Keyword' || value.length >= SHORTEST_KEY));
  const lines = telling.map(({ file, line, type, value }) => `${file}:${line}: ${type}, ${value.length} characters`);
  return [...new Set(lines)];
}

/** Planted secrets that the scanner must find, by type. They are concatenated here, so that no file contains them. */
const PLANTED: Readonly<Record<string, string>> = {
  'AWS Access Key': ['id = "AKIA', 'Q3EGRIZWPLT6XHVM"'].join(''),
  'Private Key': ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '),
  'Base64 High Entropy String': `token = "${createHash('sha512').update('planted').digest('base64')}"`,
};

/** The types of planted secrets that the scanner does not find. */
async function blindFor(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-planted-'));
  try {
    writeFileSync(join(folder, 'planted.txt'), Object.values(PLANTED).join('\n'));
    const seen = (await scan(['planted.txt'], folder)).map(({ type }) => type);
    return Object.keys(PLANTED).filter((type) => !seen.includes(type));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Searches the files in git for keys, tokens and passwords. Each exception is one exact text with its reason. Planted secrets must be found. */
export const secrets: Check = {
  name: 'secrets',
  async run() {
    const { code, out, all } = await command('git', ['ls-files', '-z'], { cwd: root });
    if (code !== 0) throw new Error(all);
    const files = out.split('\0').filter((file) => file !== '' && file !== ALLOWED && existsSync(join(root, file)));
    const blind = await blindFor();
    if (blind.length > 0) return failed('a planted secret was not found', blind.join('\n'));
    const allowed = JSON.parse(readFileSync(join(root, ALLOWED), 'utf8')) as Allowed[];
    const verdict = verdictOf(unallowed(await scan(files), allowed), `${files.length} files`);
    return verdict.ok
      ? verdict
      : { ...verdict, details: `${verdict.details}\nTo allow a text that is not a secret, add its exact text and the reason to ${ALLOWED}.` };
  },
};
