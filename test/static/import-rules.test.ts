import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

it('the order of the domain’s folders names all of them', () => {
  const text = readFileSync('.dependency-cruiser.cjs', 'utf8');
  const order = /const ORDER = \[([\s\S]*?)\n\];/.exec(text)?.[1] ?? '';
  const folders = readdirSync('domain', { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  expect(folders.filter((name) => !order.includes(`'${name}'`))).toEqual([]);
});

/** A rule that never fires protects nothing: each is shown a file that breaks it. */
describe('the import rules catch', () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'parley-imports-'));
    for (const file of ['.dependency-cruiser.cjs', 'package.json']) cpSync(file, join(project, file));
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
    for (const directory of ['domain', 'channels/x', 'channels/y', 'functions', 'adapters', 'local', 'lib', 'bin'])
      mkdirSync(join(project, directory), { recursive: true });
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const broken = (files: Record<string, string>): string[] => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'bin', 'lib', 'functions', 'domain', 'channels', 'adapters', 'local'];
    const { stdout } = spawnSync(resolve('node_modules/.bin/depcruise'), args, { cwd: project, encoding: 'utf8' });
    const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
    return [...new Set(report.summary.violations.map(({ rule }) => rule.name))].sort();
  };
  const empty = 'export const thing = 1;\n';

  it.each<[string, Record<string, string>, string]>([
    ['the domain importing an adapter', { 'domain/a.ts': "import '../adapters/b.ts';", 'adapters/b.ts': empty }, 'domain-knows-no-outside'],
    [
      'the domain importing a mere type of an adapter',
      { 'domain/a.ts': "import type { thing } from '../adapters/b.ts'; export type A = typeof thing;", 'adapters/b.ts': empty },
      'domain-knows-no-outside',
    ],
    ['the domain importing the SDK', { 'domain/a.ts': "import '@aws-sdk/client-dynamodb';" }, 'domain-knows-no-aws'],
    ['the domain reading files', { 'domain/a.ts': "import 'node:fs';" }, 'domain-does-no-io'],
    ['a lower folder importing an upper one', { 'domain/jobs/a.ts': "import '../realtime/b.ts';", 'domain/realtime/b.ts': empty }, 'domain-in-order'],
    ['a file beside the folders importing one of them', { 'domain/a.ts': "import './jobs/b.ts';", 'domain/jobs/b.ts': empty }, 'domain-files-below-folders'],
    ['a channel importing another', { 'channels/x/a.ts': "import '../y/b.ts';", 'channels/y/b.ts': empty }, 'channels-apart'],
    ['a channel importing the registry', { 'channels/x/a.ts': "import '../registry/b.ts';", 'channels/registry/b.ts': empty }, 'channels-apart'],
    ['the laptop cloud importing a channel', { 'local/a.ts': "import '../channels/x/b.ts';", 'channels/x/b.ts': empty }, 'local-knows-no-business'],
    ['a channel importing an adapter', { 'channels/x/a.ts': "import '../../adapters/b.ts';", 'adapters/b.ts': empty }, 'channels-know-words-only'],
    ['a function importing the laptop cloud', { 'functions/a.ts': "import '../local/b.ts';", 'local/b.ts': empty }, 'functions-use-inner-rooms'],
    ['an adapter importing a function', { 'adapters/a.ts': "import '../functions/b.ts';", 'functions/b.ts': empty }, 'adapters-know-ports-only'],
    [
      'the laptop cloud importing the domain',
      { 'local/a.ts': "export const late = () => import('../domain/b.ts');", 'domain/b.ts': empty },
      'local-knows-no-business',
    ],
    [
      'automation importing a ticket',
      {
        'domain/automation/rules/a.ts': "import type { thing } from '../../support/tickets/b.ts'; export type A = typeof thing;",
        'domain/support/tickets/b.ts': empty,
      },
      'automation-knows-no-support',
    ],
    [
      'automation importing a folder that is yet to come',
      { 'domain/automation/a.ts': "import '../support/b.ts';", 'domain/support/b.ts': empty },
      'automation-knows-no-support',
    ],
    [
      'the storage of the configuration importing rules',
      { 'domain/configuration/a.ts': "import '../automation/b.ts';", 'domain/automation/b.ts': empty },
      'configuration-knows-no-kinds',
    ],
    [
      'a queue importing the compiled configuration',
      { 'domain/support/queues/a.ts': "import '../../policy/b.ts';", 'domain/policy/b.ts': empty },
      'support-knows-no-compiled-configuration',
    ],
    [
      'the log importing a ticket',
      { 'domain/conversations/log/a.ts': "import '../../support/b.ts';", 'domain/support/b.ts': empty },
      'conversations-know-no-kind-of-work',
    ],
    ['a word importing anything', { 'domain/vocabulary/a.ts': "import '../b.ts';", 'domain/b.ts': empty }, 'vocabulary-knows-nothing'],
    [
      'two folders of the domain that use each other, by files that do not',
      {
        'domain/a/one.ts': "import '../b/two.ts';",
        'domain/b/two.ts': empty,
        'domain/b/three.ts': "import type { thing } from '../a/four.ts'; export type A = typeof thing;",
        'domain/a/four.ts': empty,
      },
      'no-folder-circles',
    ],
    [
      'a circle over three folders',
      {
        'domain/a/one.ts': "import '../b/c/two.ts';",
        'domain/b/c/two.ts': empty,
        'domain/b/c/three.ts': "import '../../d/four.ts';",
        'domain/d/four.ts': empty,
        'domain/d/five.ts': "import '../a/six.ts';",
        'domain/a/six.ts': empty,
      },
      'no-folder-circles',
    ],
    [
      'support importing what sends',
      { 'domain/support/replies/a.ts': "import '../../outbound/b.ts';", 'domain/outbound/b.ts': empty },
      'support-knows-nobody-above',
    ],
    [
      'a message importing a ticket',
      { 'domain/support/messages/a.ts': "import '../tickets/b.ts';", 'domain/support/tickets/b.ts': empty },
      'messages-know-no-tickets',
    ],
    [
      'a ticket importing the way of inbound events',
      { 'domain/support/tickets/a.ts': "import '../inbound/b.ts';", 'domain/support/inbound/b.ts': empty },
      'tickets-know-no-ways-in',
    ],
    [
      'a queue importing files',
      { 'domain/support/queues/a.ts': "import '../attachments/b.ts';", 'domain/support/attachments/b.ts': empty },
      'support-in-order',
    ],
    [
      'what a channel can do importing a ticket',
      { 'domain/channels/a.ts': "import '../support/tickets/b.ts';", 'domain/support/tickets/b.ts': empty },
      'channel-words-know-no-work',
    ],
    ['a circle', { 'domain/a.ts': "import './b.ts';", 'domain/b.ts': "import './a.ts';" }, 'no-cycles'],
    ['an import that leads nowhere', { 'domain/a.ts': "import './gone.ts';" }, 'no-broken-imports'],
    ['a function that needs a development package', { 'functions/a.ts': "import 'vitest';" }, 'no-development-packages-in-functions'],
  ])('%s', (_what, files, rule) => expect(broken(files)).toContain(rule));

  it('nothing where arrows run the right way', () => {
    const files = {
      'functions/a.ts': "import '../domain/b.ts'; import '../channels/x/c.ts'; import '../adapters/d.ts'; import '@middy/core';",
      'domain/b.ts': "import 'node:crypto'; import 'zod';",
      'domain/g/h.ts': "import '../b.ts'; import './i/j.ts';",
      'domain/g/i/j.ts': "import '../../k/l.ts';",
      'domain/k/l.ts': empty,
      'channels/x/c.ts': "import '../../domain/b.ts'; import '../y.ts';",
      'channels/y.ts': empty,
      'adapters/d.ts': "import '../domain/b.ts'; import '@aws-sdk/client-dynamodb';",
      'lib/e.ts': "import 'aws-cdk-lib'; import '../channels/registry/providers.ts';",
      'local/f.ts': "import '../channels/registry/providers.ts';",
      'channels/registry/providers.ts': "import '../x/c.ts';",
    };
    expect(broken(files)).toEqual([]);
  });
});
