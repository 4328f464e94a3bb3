import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Condition, Job } from '../../../client/api.ts';
import { FIELDS, fieldOf, leafFor, operatorsFor, textOf, valueOf } from '../../../console/src/settings/conditions/fields.ts';
import { conditionOf, groupOf, isGroup, leavesOf, pathOf, withoutPart, withPart } from '../../../console/src/settings/conditions/groups.ts';
import { finished, JobFailed } from '../../../console/src/settings/data/jobs.ts';
import { refusalOf } from '../../../console/src/settings/data/problem.ts';
import { CHANNEL_FIELDS, credentialsOf, NO, newSecret, YES } from '../../../console/src/settings/origins/channel-fields.ts';
import { evaluate } from '../../../domain/automation/conditions/evaluate.ts';
import * as hub from '../../../domain/automation/conditions/fields.ts';
import { CHANNELS } from '../../../domain/origins/channels.ts';

// The macro is for the build; here a message is its English text.
vi.mock('@lingui/core/macro', () => ({ msg: ([text]: TemplateStringsArray) => ({ id: text }) }));

describe('the fields of the builder', () => {
  test.each(FIELDS.map(({ path }) => [path]))('%s is one that the hub has, with operators that it takes', (path) => {
    const known = hub.fieldOf(path);
    expect(known).toBeDefined();
    const allowed = known === undefined ? [] : hub.operatorsOf(known);
    expect(operatorsFor(path).filter((op) => !allowed.includes(op))).toEqual([]);
  });
  test('a custom field takes what the hub takes', () => {
    const custom = hub.fieldOf('customFields.tier');
    expect([...operatorsFor('customFields.tier')].toSorted()).toEqual([...(custom === undefined ? [] : hub.operatorsOf(custom))].toSorted());
  });
  test.each([
    ['message.starRating', 'lte', ' 2 ', 2],
    ['message.starRating', 'lte', 'two', 'two'],
    ['message.starRating', 'in', '1, 2,', [1, 2]],
    ['tags', 'contains', 'vip', 'vip'],
    ['topic', 'eq', '38', '38'],
    ['customFields.tier', 'gt', '3', 3],
    ['customFields.tier', 'eq', 'gold', 'gold'],
    ['origin.channel', 'in', 'x, mail', ['x', 'mail']],
  ] as const)('%s %s “%s” is %j', (path, op, text, value) => expect(valueOf(path, op, text)).toEqual(value));
  test('a value is shown as it was typed', () => expect([textOf(['a', 'b']), textOf(3), textOf(undefined), textOf(true)]).toEqual(['a, b', '3', '', 'true']));
  test('a new test begins with an operator of its field', () =>
    expect([leafFor('tags'), leafFor('status').op, fieldOf('nothing')]).toEqual([{ field: 'tags', op: 'contains', value: '' }, 'eq', undefined]));
});

const leaf: Condition = { field: 'status', op: 'eq', value: 'working' };
const anyCondition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.record({ field: fc.constantFrom('status', 'topic'), op: fc.constantFrom('eq' as const, 'ne' as const), value: fc.constantFrom('working', 'a', 'b') }),
    fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

describe('groups of tests', () => {
  test.each<[Condition, Condition]>([
    [leaf, { all: [leaf] }],
    [{ not: leaf }, { not: { any: [leaf] } }],
    [{ any: [{ all: [leaf] }, leaf] }, { any: [{ all: [leaf] }, leaf] }],
    [{ not: { any: [leaf, { not: { all: [] } }] } }, { not: { any: [leaf, { not: { any: [{ all: [] }] } }] } }],
  ])('%j is built as %j', (before, after) => expect(conditionOf(groupOf(before))).toEqual(after));

  test('the builder never changes what a condition means, and opens what it saved', () => {
    const tickets = [{ status: 'working', topic: 'a' }, { status: 'created', topic: 'b' }, { status: 'working' }];
    fc.assert(
      fc.property(anyCondition, (condition) => {
        const built = conditionOf(groupOf(condition));
        for (const ticket of tickets) expect(evaluate(built, { ticket, message: null })).toBe(evaluate(condition, { ticket, message: null }));
        expect(conditionOf(groupOf(built))).toEqual(built);
      }),
    );
  });

  test('a place is where the API points', () => {
    expect([pathOf('condition', 'all', 0), pathOf('condition.all.0', 'none', 2), pathOf('condition', 'any', 1)]).toEqual([
      'condition.all.0',
      'condition.all.0.not.any.2',
      'condition.any.1',
    ]);
    const error = { path: 'rule.condition.all.0.not.any.2.value', message: 'is no number' };
    expect(refusalOf(Object.assign(new JobFailed({ id: 'j', kind: 'k', state: 'failed', done: 0, total: 0, error: 'No room.' })), [], '').detail).toBe(
      'No room.',
    );
    expect(error.path.endsWith(`${pathOf('condition.all.0', 'none', 2)}.value`)).toBe(true);
  });
  test('parts are replaced, removed and counted', () => {
    const group = groupOf({ all: [leaf, { any: [leaf, leaf] }] });
    expect(leavesOf(group)).toBe(3);
    expect(leavesOf(withoutPart(group, 1))).toBe(1);
    expect(withPart(group, 0, { mode: 'any', parts: [] }).parts.map(isGroup)).toEqual([true, true]);
  });
});

interface Schema {
  readonly properties: Readonly<Record<string, { readonly properties?: object; readonly required?: readonly string[] }>>;
  readonly required: readonly string[];
}
const { components } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { components: { schemas: Record<string, Schema> } };
describe('the credentials of the wizard', () => {
  test('are of every channel', () => expect(Object.keys(CHANNEL_FIELDS).toSorted()).toEqual([...CHANNELS].toSorted()));
  test.each(CHANNELS.map((channel) => [channel]))('%s: those of the API, and the same ones are optional', (channel) => {
    const name = ['facebook', 'instagram', 'whatsapp'].includes(channel) ? 'Meta' : channel.charAt(0).toUpperCase() + channel.substring(1);
    const { properties = {}, required = [] } = components.schemas[`${name}Credentials`] ?? {};
    const names = Object.entries(properties).flatMap(([member, { properties: inner }]) =>
      inner === undefined ? [member] : Object.keys(inner).map((one) => `${member}.${one}`),
    );
    const fields = CHANNEL_FIELDS[channel] ?? [];
    expect(fields.map((field) => field.name).toSorted()).toEqual(names.toSorted());
    expect(
      fields
        .filter(({ isOptional }) => isOptional !== true)
        .map((field) => field.name)
        .toSorted(),
    ).toEqual(required.toSorted());
  });
  test('empty ones are not sent, and members of members are in their place', () => {
    expect(
      credentialsOf('mail', { address: ' a@b.example ', inboundSecret: 's', 'imap.host': 'imap.b.example', 'imap.port': '143', 'imap.user': '', other: 'x' }),
    ).toEqual({
      address: 'a@b.example',
      inboundSecret: 's',
      imap: { host: 'imap.b.example', port: 143 },
    });
    expect(credentialsOf('livechat', { allowedDomains: 'shop.example, *.shop.example' })).toEqual({ allowedDomains: ['shop.example', '*.shop.example'] });
    expect(credentialsOf('mail', { plusAddress: YES, 'imap.tls': NO })).toEqual({ plusAddress: true, imap: { tls: false } });
    expect(credentialsOf('mail', { plusAddress: '' })).toEqual({});
    expect(credentialsOf('unknown', { a: 'b' })).toEqual({});
  });
  test('a proposed secret has 160 bits', () => {
    expect(newSecret((bytes) => bytes.fill(10))).toBe('0a'.repeat(20));
    expect(newSecret()).toMatch(/^[\da-f]{40}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});

describe('a job', () => {
  const job = (state: Job['state'], error?: string): Job => ({ id: 'j', kind: 'k', state, done: 0, total: 1, ...(error === undefined ? {} : { error }) });
  test('is asked for at growing intervals until it is done', async () => {
    const waited: number[] = [];
    const read = vi.fn<(id: string) => Promise<Job>>().mockResolvedValueOnce(job('running')).mockResolvedValueOnce(job('done'));
    const wait = (ms: number): Promise<void> => {
      waited.push(ms);
      return Promise.resolve();
    };
    expect((await finished(job('running'), read, wait)).state).toBe('done');
    expect(waited).toEqual([500, 750]);
  });
  test('that is done already is not asked for', async () => expect((await finished(job('done'), () => Promise.reject(new Error('asked')))).state).toBe('done'));
  test('that failed says why', async () => {
    await expect(finished(job('failed', 'Row 3 is bad.'), () => Promise.reject(new Error('asked')))).rejects.toThrow('Row 3 is bad.');
    await expect(finished(job('failed'), () => Promise.reject(new Error('asked')))).rejects.toThrow('failed');
  });
});
