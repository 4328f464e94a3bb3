import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verdictOfAudit } from '../../scripts/checks/audit.ts';
import { type Check, failed, passed } from '../../scripts/checks/check.ts';
import { command } from '../../scripts/checks/command.ts';
import { isAllowed, unlicensed } from '../../scripts/checks/licences.ts';
import { runChecks } from '../../scripts/checks/run.ts';
import { type Allowed, unallowed } from '../../scripts/checks/secrets.ts';

describe('the tier', () => {
  const check = (name: string, run: Check['run']): Check => ({ name, run });

  test('counts each check once, says every note, and prints what fails only', async () => {
    const said: string[] = [];
    const tally = await runChecks(
      [
        check('good', async () => passed('3 files')),
        check('bad', async () => failed('2 found', 'this and that')),
        check('broken', () => Promise.reject(new Error('no tool'))),
        check('open', async () => ({ ok: null, note: 'not answered' })),
      ],
      (line) => said.push(line),
    );
    expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 0 });
    for (const note of ['good: 3 files', 'bad: 2 found', 'broken: could not run', 'open: not answered']) expect(tally.note).toContain(note);
    expect(said).toHaveLength(2);
    expect(said.join('\n')).toContain('checks/bad: 2 found\nthis and that');
    expect(said.join('\n')).toContain('Error: no tool');
  });

  test('runs two checks at once, no more', async () => {
    let now = 0;
    let most = 0;
    const slow = check('slow', async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return passed('');
    });
    await runChecks([slow, slow, slow, slow, slow]);
    expect(most).toBe(2);
  });
});

describe('a command', () => {
  test('gives its code, what it wrote and what it complained about', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.stdin.on("end", () => { console.error("!"); process.exitCode = 3; })';
    const { code, out, all } = await command(process.execPath, ['-e', script], { input: 'asked' });
    expect({ code, out }).toEqual({ code: 3, out: 'asked' });
    expect(all).toContain('!');
  });

  test('that is not there, or takes too long, has no code', async () => {
    expect((await command('parley-has-no-such-program', [])).code).toBeNull();
    expect((await command(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { seconds: 0.2 })).code).toBeNull();
  });
});

describe('licences', () => {
  test.each([
    ['MIT', true],
    ['MIT OR GPL-3.0-or-later', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(GPL-2.0-only OR AGPL-3.0-only)', false],
    ['Apache-2.0 AND MIT', true],
    ['Apache-2.0 AND GPL-3.0-only', false],
    ['(MIT AND (ISC OR GPL-3.0-only))', true],
    ['(MIT OR ISC) AND GPL-3.0-only', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN file', false],
  ])('%s is allowed: %s', (expression, allowed) => expect(isAllowed(expression, ['MIT', 'ISC', 'Apache-2.0'])).toBe(allowed));

  test('deployed packages have stricter rules than tools, and a package without a licence is named', () => {
    const packages = {
      '': {},
      'node_modules/a': { version: '1.0.0', license: 'MIT' },
      'node_modules/b': { version: '2.0.0', license: 'MPL-2.0' },
      'node_modules/c': { version: '3.0.0', license: 'MPL-2.0', dev: true },
      'node_modules/a/node_modules/@d/e': { version: '4.0.0' },
      'node_modules/f': { link: true },
      'node_modules/g': { version: '5.0.0', license: 'AGPL-3.0-only', dev: true },
    };
    expect(unlicensed(packages)).toEqual(['b 2.0.0: MPL-2.0 (deployed)', '@d/e 4.0.0: no licence (deployed)', 'g 5.0.0: AGPL-3.0-only (development)']);
  });
});

describe('npm audit', () => {
  const answer = (counts: Record<string, number>, vulnerabilities = {}): string => JSON.stringify({ metadata: { vulnerabilities: counts }, vulnerabilities });

  test('fails from high on, and names what', () => {
    const verdict = verdictOfAudit(answer({ low: 3, high: 1, critical: 1, total: 5 }, { bad: { severity: 'high', range: '<2' }, other: { severity: 'low' } }));
    expect(verdict).toEqual({ ok: false, note: '2 high or critical', details: 'bad <2: high' });
    expect(verdictOfAudit(answer({ low: 3, moderate: 1, total: 4 }))).toEqual({ ok: true, note: '4 below high' });
  });

  test.each([[''], ['<html>'], ['{"error":{"code":"ENOAUDIT"}}']])('a registry that answers %j leaves the question open', (out) =>
    expect(verdictOfAudit(out)).toEqual({ ok: null, note: 'not supported by this registry' }),
  );

  test('says why it was not answered', () => {
    expect(verdictOfAudit('{"message":"405 Method Not Allowed - POST https://registry.example/audit"}').note).toBe(
      'not supported by this registry (405 Method Not Allowed)',
    );
  });
});

describe('secrets', () => {
  const found = { file: 'a.ts', line: 3, type: 'Secret Keyword', value: 'a long made one' };

  test('are named by their place and never shown', () => {
    const [line] = unallowed([found, found], []);
    expect(line).toBe('a.ts:3: Secret Keyword, 15 characters');
  });

  test('are allowed by their exact text only; short words beside `password` are none', () => {
    const allowed: Allowed[] = [{ reason: 'of a test', values: ['a long made one'] }];
    expect(unallowed([found, { ...found, value: 'short' }], allowed)).toEqual([]);
    expect(unallowed([{ ...found, value: 'a long made one!' }], allowed)).toHaveLength(1);
    expect(unallowed([{ ...found, type: 'AWS Access Key', value: 'short' }], allowed)).toHaveLength(1);
  });

  test('each exception has a reason and stands once', () => {
    const allowed = JSON.parse(readFileSync('scripts/checks/secrets/allowed.json', 'utf8')) as Allowed[];
    const values = allowed.flatMap((entry) => entry.values);
    expect(new Set(values).size).toBe(values.length);
    for (const { reason } of allowed) expect(reason.length).toBeGreaterThan(20);
  });
});
