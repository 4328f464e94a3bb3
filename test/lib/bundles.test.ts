import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hooksFor, MAIL_THREAD } from '../../lib/bundling.ts';
import { verdicts } from '../../scripts/bundles/budgets.ts';
import { type BundleBytes, bundleEntry } from '../../scripts/bundles/bundle.ts';
import { type DeployedFunction, deployedFunctions } from '../../scripts/bundles/functions.ts';
import { initTime } from '../../scripts/bundles/init-time.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SLOW = 120_000;

/**
 * Who is over a budget of DESIGN §10, and how far at most: growth beyond is a failure, and so is an entry that is no longer needed.
 * RE2 (151 KB) is in every function that evaluates a condition, and in each of these; docs/decisions/0202 tells of the rest.
 */
const OVER: Readonly<Record<string, Partial<Record<'own code and libraries' | 'in all', number>>>> = JSON.parse(
  await readFile(new URL('./bundles-over-budget.json', import.meta.url), 'utf8'),
) as Record<string, Partial<Record<'own code and libraries' | 'in all', number>>>;

let functions: readonly DeployedFunction[];
const bytes = new Map<string, BundleBytes>();
let folder: string;
const fileOf = (entry: string): string => join(folder, `${entry.replaceAll('/', '-')}.mjs`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-bundles-'));
  functions = await deployedFunctions();
  for (const { entry } of functions) bytes.set(entry, await bundleEntry(entry, root, fileOf(entry)));
}, SLOW);
afterAll(() => rm(folder, { recursive: true }));

test(
  'every bundle loads by itself, with nothing but its settings',
  async () => {
    for (const { entry, variables } of functions) expect((await initTime(fileOf(entry), variables, 1)).ms, entry).toBeGreaterThan(0);
  },
  SLOW,
);

test('no bundle is over its budget, but for those that are known to be', () => {
  const broken: string[] = [];
  for (const [entry, weight] of bytes) {
    for (const { what, bytes: used, budget } of verdicts(weight)) {
      const ceiling = OVER[entry]?.[what];
      if (used > (ceiling ?? budget))
        broken.push(`${entry}: ${used} bytes ${what}, ${ceiling === undefined ? 'the budget' : 'the known excess'} is ${ceiling ?? budget}`);
      if (ceiling !== undefined && used <= budget) broken.push(`${entry}: ${what} is within its budget again: strike it from bundles-over-budget.json`);
    }
  }
  expect(broken).toEqual([]);
});

test('no bundle carries the chain of credentials, a schema compiler or an embedded engine', () => {
  for (const [entry, { packages }] of bytes) {
    const names = packages.map(([name]) => name);
    for (const unwanted of ['@aws-sdk/credential-provider-node', '@aws-sdk/nested-clients', 'ajv', 'avsc', 'aws-cdk-lib'])
      expect(names, entry).not.toContain(unwanted);
  }
});

test('no bundle carries the reader of mail, and who validates nothing carries no validator', () => {
  const carries = (name: string): string[] => [...bytes].filter(([, { packages }]) => packages.some(([given]) => given === name)).map(([entry]) => entry);
  for (const name of ['@zone-eu/mailsplit', 'iconv-lite', 'htmlparser2', 'nodemailer', 'postal-mime']) expect(carries(name)).toEqual([]);
  const validating = carries('zod');
  for (const entry of ['realtime/delivery', 'senders/outbound', 'streams/projector', 'streams/reindex', 'webhooks/handler'])
    expect(validating).not.toContain(`functions/${entry}.ts`);
});

const READ = `const [file, mail] = process.argv.slice(1);
  const { parseMail } = await import(file);
  const [element] = await parseMail({ body: Buffer.from(mail), receivedAt: 1 }, { address: 'c@d.example' });
  process.stdout.write(element.event.content.text);`;

describe('the thread that reads mail', () => {
  test('is deployed beside the webhooks alone, which know its name', async () => {
    expect(functions.filter(({ thread }) => thread !== undefined).map(({ entry, thread }) => [entry, thread])).toEqual([
      ['functions/webhooks/handler.ts', MAIL_THREAD],
    ]);
    expect(await readFile(fileOf('functions/webhooks/handler.ts'), 'utf8')).toContain(`./${MAIL_THREAD.file}`);
  });

  test(
    'is small enough, and reads a mail from where the deployment puts it',
    async () => {
      const [command = ''] = hooksFor(MAIL_THREAD).afterBundling(root, folder);
      await promisify(execFile)('bash', ['-c', command], { cwd: root });
      // Nothing of it is loaded before the first mail; with the webhooks' own bundle it stays within the budget of what carries Kafka.
      const { size } = await stat(join(folder, MAIL_THREAD.file));
      expect(size + (bytes.get('functions/webhooks/handler.ts')?.total ?? 0)).toBeLessThan(1_400_000);
      await bundleEntry('channels/mail/parse.ts', root, join(folder, 'parse.mjs'));
      const mail = 'From: a@b.example\r\nContent-Type: text/html; name="=?iso-2022-jp?B?GyRCSlY2YhsoQg==?="\r\n\r\n<p>Gr&uuml;&szlig;e</p>';
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', READ, join(folder, 'parse.mjs'), mail], { timeout: 60_000 });
      expect(stdout).toBe('Grüße');
    },
    SLOW,
  );
});

describe('environment', () => {
  /** Our own sources of a bundle, as one text. */
  const sourcesOf = async (entry: string): Promise<string> => {
    const { metafile } = await build({
      entryPoints: [entry],
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      write: false,
      metafile: true,
      logLevel: 'error',
    });
    const texts = await Promise.all(Object.keys(metafile.inputs).map((path) => readFile(`${root}/${path}`, 'utf8')));
    return texts.join('\n');
  };

  test(
    'every function gets what it cannot do without, and nothing that it does not read',
    async () => {
      const wrong: string[] = [];
      for (const { entry, variables } of functions) {
        const text = await sourcesOf(entry);
        const required = [...text.matchAll(/\bsetting\('([A-Z_]+)'\)/g)].map(([, name]) => name ?? '').filter((name) => !name.startsWith('AWS_'));
        for (const name of new Set(required)) if (!variables.includes(name)) wrong.push(`${entry} needs ${name}`);
        for (const name of variables) if (!name.startsWith('POWERTOOLS_') && !text.includes(name)) wrong.push(`${entry} never reads ${name}`);
      }
      expect(wrong).toEqual([]);
    },
    SLOW,
  );
});
