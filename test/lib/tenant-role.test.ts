import { beforeAll, describe, expect, it } from 'vitest';
import { INDEX_KEYS } from '../../adapters/table/indexes.ts';
import { type Asked, allows, type NarrowedPolicies, narrowedPolicies } from '../harness/leading-keys/policy.ts';
import { type Synthesised, synthesise } from './synthesised.ts';

const SLOW = 60_000;
const OWN = ['T#${aws:PrincipalTag/tenant}', 'T#${aws:PrincipalTag/tenant}#*'];

const API = 'functions/api/handler.ts';
const GATEWAY = 'functions/realtime/gateway.ts';

/** What each may do in the directory: beside items of its tenant, to look up, and alone. */
const DIRECTORY = {
  [API]: {
    joined: ['DIR#slug#*', 'DIR#origin#*', 'DIR#key#*', 'DIR#passkey#*', 'DIR#once#*', 'DIR#poll'],
    own: [
      ['dynamodb:BatchGetItem', ['DIR#slug#*', 'DIR#origin#*', 'DIR#key#*', 'DIR#passkey#*', 'DIR#once#*', 'DIR#rate#*', 'DIR#cx#*', 'DIR#poll']],
      [['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['DIR#rate#*']],
      ['dynamodb:PutItem', ['DIR#ticket#*']],
      ['dynamodb:DeleteItem', ['DIR#cx#*']],
    ],
  },
  [GATEWAY]: {
    joined: ['DIR#ticket#*', 'DIR#cx#*'],
    own: [
      ['dynamodb:BatchGetItem', ['DIR#ticket#*', 'DIR#cx#*']],
      ['dynamodb:DeleteItem', ['DIR#cx#*']],
    ],
  },
} as const;

const condition = (keys: readonly string[], further = {}) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
  Null: { 'dynamodb:LeadingKeys': 'false' },
  ...further,
});

describe.each(['dev', 'prod'].flatMap((profile) => ([API, GATEWAY] as const).map((entry) => [profile, entry] as const)))('in %s, %s', (profile, entry) => {
  let app: Synthesised;
  let policies: NarrowedPolicies;
  beforeAll(async () => {
    app = await synthesise({ profile });
    policies = narrowedPolicies(app, entry);
  }, SLOW);
  const { joined, own } = DIRECTORY[entry];

  it('the tenant role reaches the keys of the tag, on the table and on every index, and joined entries of the directory in transactions only', () => {
    const table = expect.objectContaining({ 'Fn::ImportValue': expect.stringContaining('Table') });
    const index = (name: string) => ({ 'Fn::Join': ['', [table, `/index/${name}`]] });
    const writes = ['ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem'].map((name) => `dynamodb:${name}`);
    expect(policies.tenant).toEqual([
      { Effect: 'Allow', Action: ['dynamodb:BatchGetItem', ...writes.slice(0, 3), 'dynamodb:Query', writes[3]], Resource: table, Condition: condition(OWN) },
      { Effect: 'Allow', Action: 'dynamodb:Query', Resource: Object.keys(INDEX_KEYS).sort().map(index), Condition: condition(OWN) },
      {
        Effect: 'Allow',
        Action: writes,
        Resource: table,
        Condition: condition([...OWN, ...joined], {
          'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
        }),
      },
    ]);
    expect(policies.tenantRole.Properties['ManagedPolicyArns']).toBeUndefined();
  });

  it('only the function itself may have a session of it, with the tag, no other tag, and none that is passed on', () => {
    const fn = app.fn(entry);
    expect(policies.trust).toEqual([
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: { AWS: { 'Fn::GetAtt': [app.roleOf(fn), 'Arn'] } },
        Condition: {
          StringLike: { 'aws:RequestTag/tenant': '?*' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenant'] },
          Null: { 'sts:TransitiveTagKeys': 'true' },
        },
      },
    ]);
    const may = (context: Asked['context']): boolean => allows(policies.trust, { action: 'sts:AssumeRole', resource: 'role', context });
    const tagged = { 'aws:RequestTag/tenant': ['a'], 'aws:TagKeys': ['tenant'] };
    expect(may(tagged)).toBe(true);
    expect(may({})).toBe(false);
    expect(may({ ...tagged, 'aws:RequestTag/tenant': [''] })).toBe(false);
    expect(may({ ...tagged, 'aws:TagKeys': ['tenant', 'more'] })).toBe(false);
    expect(may({ ...tagged, 'sts:TransitiveTagKeys': ['tenant'] })).toBe(false);
  });

  it("the function's own role reaches entries of the directory only, and no index", () => {
    const table = policies.own.filter(({ Action }) => JSON.stringify(Action).includes('dynamodb:'));
    expect(table.map(({ Action, Condition }) => [Action, Condition])).toEqual(own.map(([names, keys]) => [names, condition(keys)]));
    for (const { Resource } of table) expect(JSON.stringify(Resource)).not.toContain('/index/');
    expect(policies.own.filter(({ Action }) => JSON.stringify(Action).includes('sts:'))).toEqual([
      { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: { 'Fn::GetAtt': [policies.tenantRole.id, 'Arn'] } },
    ]);
  });

  describe('a session tagged with a tenant', () => {
    const session = (
      action: string,
      keys: readonly string[],
      { index, tenant = 'a', enclosing }: { index?: string; tenant?: string; enclosing?: string } = {},
    ) =>
      allows(policies.tenant, {
        action: `dynamodb:${action}`,
        resource: index === undefined ? 'table' : `table/index/${index}`,
        context: {
          ...(tenant === '' ? {} : { 'aws:PrincipalTag/tenant': [tenant] }),
          'dynamodb:LeadingKeys': keys,
          ...(enclosing === undefined ? {} : { 'dynamodb:EnclosingOperation': [enclosing] }),
        },
      });
    const whole = { enclosing: 'TransactWriteItems' };

    it.each(['T#a', 'T#a#TH#1', 'T#a#U#p'])('reaches %s', (key) => {
      for (const action of ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']) expect(session(action, [key])).toBe(true);
      for (const index of Object.keys(INDEX_KEYS)) expect(session('Query', [key], { index })).toBe(true);
    });

    it.each(['T#b', 'T#ab', 'T#b#TH#1', 'T#', 'DIR#slug#s', 'DIR#origin#o', 'DIR#key#k', 'DIR#ticket#t', 'x', ''])('does not reach %s', (key) => {
      for (const action of ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']) {
        expect(session(action, [key])).toBe(false);
        expect(session(action, ['T#a', key])).toBe(false);
      }
      expect(session('Query', [key], { index: 'byActivity' })).toBe(false);
    });

    it('reaches nothing without keys, without its tag, or by an action that names none', () => {
      expect(session('Query', [])).toBe(false);
      expect(session('PutItem', ['T#'], { tenant: '' })).toBe(false);
      expect(session('PutItem', ['T#a'], { tenant: '' })).toBe(false);
      for (const action of ['Scan', 'DeleteTable', 'PartiQLSelect']) expect(session(action, ['T#a'])).toBe(false);
      expect(session('PutItem', ['T#abc'], { tenant: 'a*' })).toBe(false);
    });

    it('writes its entries of the directory in a transaction, and no others', () => {
      const entries = ['slug', 'origin', 'key', 'once', 'ticket', 'cx', 'rate'].map((kind) => `DIR#${kind}#`);
      for (const key of entries) {
        const joins = joined.some((pattern) => pattern === `${key}*`);
        for (const action of ['PutItem', 'DeleteItem']) expect(session(action, ['T#a', `${key}x`], whole)).toBe(joins);
        expect(session('BatchGetItem', [`${key}x`], whole)).toBe(false);
      }
      expect(session('PutItem', ['T#a', 'T#b'], whole)).toBe(false);
    });
  });
});

it('nobody else has such a role', async () => {
  const app = await synthesise({ profile: 'prod' });
  const named = app.entries.filter((entry) => JSON.stringify(app.fn(entry).Properties['Environment'] ?? {}).includes('TENANT_ROLE_ARN'));
  expect(named.toSorted()).toEqual([API, GATEWAY]);
});
