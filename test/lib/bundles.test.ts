import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOCS_FILES } from '../../functions/api/docs/sources.ts';
import { MAIL_THREAD, MAIN_FILE, threadBundle } from '../../lib/bundling.ts';
import { DOCS_FOLDER, packDocs } from '../../lib/docs-files.ts';
import { verdicts } from '../../scripts/bundles/budgets.ts';
import { type BundleBytes, bundleEntry } from '../../scripts/bundles/bundle.ts';
import { type DeployedFunction, deployedFunctions } from '../../scripts/bundles/functions.ts';
import { initTime } from '../../scripts/bundles/init-time.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SLOW = 120_000;

/** The function that also tests origins. */
const TESTS_ORIGINS = 'functions/senders/outbound.ts';
/** Functions that send mail. */
const SENDS_MAIL = ['functions/senders/outbound.ts', 'functions/senders/actions.ts'];

let functions: readonly DeployedFunction[];
const bytes = new Map<string, BundleBytes>();
let folder: string;
const folderOf = (entry: string): string => join(folder, entry.replaceAll('/', '-'));
const fileOf = (entry: string): string => join(folderOf(entry), MAIN_FILE);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-bundles-'));
  functions = await deployedFunctions();
  for (const { entry } of functions) bytes.set(entry, await bundleEntry(entry, root, folderOf(entry)));
}, SLOW);
afterAll(() => rm(folder, { recursive: true }));

test(
  'every bundle loads by itself, with nothing but its settings',
  async () => {
    for (const { entry, variables } of functions) expect((await initTime(fileOf(entry), variables, 1)).ms, entry).toBeGreaterThan(0);
  },
  SLOW,
);

test('no function starts with more than its budget', () => {
  const broken = [...bytes].flatMap(([entry, weight]) =>
    verdicts(weight)
      .filter(({ bytes: used, budget }) => used > budget)
      .map(({ what, bytes: used, budget }) => `${entry}: ${used} bytes ${what}, the budget is ${budget}`),
  );
  expect(broken).toEqual([]);
});

test('code that is loaded at its first use counts too: the whole deployment package stays within the largest budget', () => {
  // The API has more engines than any other function (Kafka's client is loaded by the first event that somebody puts on a topic), every capability adds routes,
  // and the first replay of a provider's call loads the parsers of all channels.
  // The first passkey loads the library of WebAuthn with its readers of certificates, 310 KB (docs/decisions/0885).
  // The function that sends replies also tests origins: the first test of a mailbox loads the poller's client (docs/decisions/0810).
  // The first task of an OpenID provider loads its client with `oauth4webapi` and `jose` (docs/decisions/0887), the first chat of an application the command of the messages consumer, 62 KB
  // (docs/decisions/0863).
  // The poller has the client of mailboxes, and its first large mail loads those of the object store and the queue (docs/decisions/0841).
  const larger: Readonly<Record<string, number>> = { 'functions/api/handler.ts': 2_700_000, [TESTS_ORIGINS]: 2_250_000, 'functions/jobs/poller.ts': 1_600_000 };
  const most = (entry: string): number => larger[entry] ?? 1_400_000;
  for (const [entry, { total, onDemand }] of bytes) expect(total + onDemand, entry).toBeLessThan(most(entry));
});

test('RE2 is loaded by a `matches`, and the API loads commands, pages and documents by their first request', () => {
  const starts = (name: string): string[] => [...bytes].filter(([, { packages }]) => packages.some(([given]) => given === name)).map(([entry]) => entry);
  expect(starts('re2js')).toEqual([]);
  const { packagesOnDemand } = bytes.get('functions/api/handler.ts') as BundleBytes;
  const later = packagesOnDemand.map(([name]) => name);
  expect(later).toEqual(expect.arrayContaining(['', 're2js', '@zxcvbn-ts/core', '@simplewebauthn/server']));
});

test('no bundle carries the chain of credentials, a schema compiler or an embedded engine', () => {
  for (const [entry, { packages, packagesOnDemand }] of bytes) {
    const names = [...packages, ...packagesOnDemand].map(([name]) => name);
    for (const unwanted of ['@aws-sdk/credential-provider-node', '@aws-sdk/nested-clients', 'ajv', 'avsc', 'aws-cdk-lib'])
      expect(names, entry).not.toContain(unwanted);
  }
});

test('no bundle carries the reader of mail, and who validates nothing carries no validator', () => {
  const carries = (name: string): string[] =>
    [...bytes].filter(([, { packages, packagesOnDemand }]) => [...packages, ...packagesOnDemand].some(([given]) => given === name)).map(([entry]) => entry);
  for (const name of ['htmlparser2', 'postal-mime']) expect(carries(name)).toEqual([]);
  // The client of mailboxes has two of its libraries; the poller and tests of origins load it by the first mailbox.
  for (const name of ['@zone-eu/mailsplit', 'iconv-lite', 'imapflow']) {
    const readers = ['functions/jobs/poller.ts', TESTS_ORIGINS];
    expect(carries(name).toSorted(), name).toEqual(readers);
    for (const entry of readers) expect(bytes.get(entry)?.packages.map(([given]) => given)).not.toContain(name);
  }
  // Its composer and the client of SES are loaded by the first mail that is sent.
  for (const [entry, { packages, packagesOnDemand }] of bytes) {
    const [atStart, later] = [packages, packagesOnDemand].map((given) => given.map(([name]) => name));
    for (const name of ['nodemailer', '@aws-sdk/client-sesv2']) {
      expect(atStart, entry).not.toContain(name);
      expect(later?.includes(name), `${entry}: ${name}`).toBe(SENDS_MAIL.includes(entry));
    }
  }
  const validating = carries('zod');
  for (const entry of ['realtime/delivery', 'senders/outbound', 'streams/projector', 'streams/reindex', 'webhooks/handler'])
    expect(validating).not.toContain(`functions/${entry}.ts`);
});

test('the whole zod, whose messages people read, is the API’s alone; all others validate by zod/mini', () => {
  for (const [entry, { packages, packagesOnDemand }] of bytes) {
    const zod = [...packages, ...packagesOnDemand].reduce((sum, [name, size]) => sum + (name === 'zod' ? size : 0), 0);
    if (entry !== 'functions/api/handler.ts') expect(zod, entry).toBeLessThan(40_000);
  }
});

const READ = `const [file, mail] = process.argv.slice(1);
  const { parseMail } = await import(file);
  const [element] = await parseMail({ body: Buffer.from(mail), receivedAt: 1 }, { address: 'c@d.example' });
  process.stdout.write(element.event.content.text);`;

describe('the thread that reads mail', () => {
  test('is deployed beside the functions that read mail, which know its name', async () => {
    const reading = ['functions/api/handler.ts', 'functions/mail/handler.ts', 'functions/webhooks/handler.ts'];
    const threads = functions.filter(({ thread }) => thread !== undefined).map(({ entry, thread }) => [entry, thread] as const);
    expect(threads.toSorted(([a], [b]) => a.localeCompare(b))).toEqual(reading.map((entry) => [entry, MAIL_THREAD]));
    for (const entry of reading) {
      const files = await readdir(folderOf(entry));
      const texts = await Promise.all(files.map((file) => readFile(join(folderOf(entry), file), 'utf8')));
      expect(
        texts.filter((text) => text.includes(`./${MAIL_THREAD.file}`)),
        entry,
      ).toHaveLength(1);
    }
  });

  test(
    'is small enough, and reads a mail from where the deployment puts it',
    async () => {
      await bundleEntry('channels/mail/parse.ts', root, folder);
      await build(threadBundle(root, MAIL_THREAD, folder));
      // Nothing of it is loaded before the first mail, so it has a budget beside that of the functions that carry Kafka: half of what is loaded on demand.
      const { size } = await stat(join(folder, MAIL_THREAD.file));
      expect(size).toBeLessThan(500_000);
      const mail = 'From: a@b.example\r\nContent-Type: text/html; name="=?iso-2022-jp?B?GyRCSlY2YhsoQg==?="\r\n\r\n<p>Gr&uuml;&szlig;e</p>';
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', READ, join(folder, MAIN_FILE), mail], { timeout: 60_000 });
      expect(stdout).toBe('Grüße');
    },
    SLOW,
  );
});

test(
  'the reference page lies beside the API, and no bundle carries it',
  async () => {
    const page = join(folder, 'page');
    packDocs(root, join(page, DOCS_FOLDER));
    const packed = await readdir(join(page, DOCS_FOLDER));
    expect(packed.toSorted()).toEqual(
      Object.keys(DOCS_FILES)
        .map((name) => `${name}.gz`)
        .toSorted(),
    );
    // API Gateway takes an answer of 6 MB from a function, in base64.
    for (const name of packed) expect((await stat(join(page, DOCS_FOLDER, name))).size, name).toBeLessThan(600_000);
    for (const { packages, packagesOnDemand } of bytes.values())
      expect([...packages, ...packagesOnDemand].map(([name]) => name)).not.toContain('swagger-ui-dist');
    const api = folderOf('functions/api/handler.ts');
    for (const file of await readdir(api)) expect(await readFile(join(api, file), 'utf8')).not.toContain('A reply to the customer, or a note for colleagues.');
    // Read from where the deployment puts it.
    await bundleEntry('functions/api/docs/files.ts', root, page);
    const read = `process.stdout.write(await (await import(process.argv[1])).textOf('openapi.json'))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', read, join(page, MAIN_FILE)], { maxBuffer: 10_000_000 });
    expect(stdout).toBe(await readFile(`${root}/docs/openapi.json`, 'utf8'));
  },
  SLOW,
);

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
