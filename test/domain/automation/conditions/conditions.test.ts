import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Condition, type Leaf, MAX_DEPTH, MAX_LEAVES, OPERATORS } from '../../../../domain/automation/conditions/condition.ts';
import { conditionSchema } from '../../../../domain/automation/conditions/condition-schema.ts';
import { evaluate, type Snapshot } from '../../../../domain/automation/conditions/evaluate.ts';
import { FIELDS, fieldOf } from '../../../../domain/automation/conditions/fields.ts';
import { refusedAt, refusedInQueues } from '../../../../domain/automation/conditions/message-fields.ts';
import { compileRegex, loadRegexEngine, MATCHED_CHARACTERS } from '../../../../domain/automation/conditions/regex.ts';
import { usesRegex, validateCondition } from '../../../../domain/automation/conditions/validate.ts';
import { Problem } from '../../../../domain/errors.ts';

it('no pattern is compiled before its engine is there', () => {
  expect(() => compileRegex('a')).toThrow('not been loaded');
});

const snapshot: Snapshot = {
  ticket: {
    id: 'th.1',
    threadId: 'th',
    sequence: 7,
    status: 'working',
    priority: 'high',
    origin: { id: 'o1', channel: 'whatsapp' },
    author: { id: 'u1', name: 'Ann Ørsted', handle: null },
    owner: { agentId: null, teamId: 'team' },
    queueIds: ['q1'],
    tags: ['VIP', 'refund'],
    topic: 'Delivery',
    customFields: { order: 42, since: '2026-01-02', flag: true, colours: ['Red', 'blue'], deep: { a: 'x' }, none: null },
    sentiment: null,
    starRating: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    waitingSince: null,
    lastMessage: { number: 3, kind: 'customer', text: 'Where is my order?', createdAt: '2026-11-20T11:00:00.000Z' },
  },
  message: {
    number: 3,
    kind: 'customer',
    text: 'Where is my ORDER 4711?\nThanks',
    to: [],
    cc: ['boss@shop.example'],
    attachments: [
      { name: 'a.png', type: 'image/png', size: 10 },
      { name: null, type: 'text/plain', size: null },
    ],
    surface: 'dm',
    hidden: false,
    createdAt: '2026-11-20T11:00:00+00:00',
  },
};

const leaf = (field: string, op: Leaf['op'], value?: Leaf['value']): Leaf => ({ field, op, ...(value === undefined ? {} : { value }) });

describe('a leaf', () => {
  beforeAll(loadRegexEngine);

  it.each<[string, Leaf['op'], Leaf['value'], boolean]>([
    ['status', 'eq', 'working', true],
    ['status', 'eq', 'Working', false],
    ['status', 'ne', 'closed', true],
    ['status', 'in', ['created', 'working'], true],
    ['status', 'nin', ['created', 'working'], false],
    ['origin.channel', 'eq', 'whatsapp', true],
    ['priority', 'gte', 'high', true],
    ['priority', 'gt', 'high', false],
    ['priority', 'lt', 'urgent', true],
    ['priority', 'eq', 'high', true],
    ['priority', 'in', ['low', 'high'], true],
    ['sequence', 'eq', 7, true],
    ['sequence', 'gt', 6, true],
    ['sequence', 'gte', 7, true],
    ['sequence', 'lt', 7, false],
    ['sequence', 'lte', 7, true],
    ['conversationId', 'eq', 'th', true],
    ['tags', 'eq', 'VIP', true],
    ['tags', 'eq', 'vip', true],
    ['owner.teamId', 'eq', 'TEAM', false],
    ['queueIds', 'in', ['Q1'], false],
    ['tags', 'ne', 'VIP', false],
    ['tags', 'ne', 'other', true],
    ['tags', 'in', ['x', 'refund'], true],
    ['tags', 'nin', ['x', 'y'], true],
    ['tags', 'contains', 'vip', true],
    ['tags', 'contains', 'ref', false],
    ['tags', 'matches', '^ref', true],
    ['topic', 'contains', 'LIVER', true],
    ['topic', 'matches', '^deli', true],
    ['author.name', 'matches', 'ØRSTED$', true],
    ['lastMessage.text', 'contains', 'order', true],
    ['message.text', 'matches', 'order \\d{4}', true],
    ['message.text', 'matches', 'order$', false],
    ['message.hidden', 'eq', false, true],
    ['message.cc', 'contains', 'BOSS@shop.example', true],
    ['message.attachments', 'exists', true, true],
    ['message.attachments.type', 'contains', 'image/png', true],
    ['message.attachments.size', 'gt', 9, true],
    ['message.attachments.name', 'in', ['b.png'], false],
    ['message.createdAt', 'eq', '2026-11-20T11:00:00.000Z', true],
    ['createdAt', 'lt', '2026-11-20T10:00:01Z', true],
    ['createdAt', 'gte', '2026-11-20', true],
    ['createdAt', 'in', ['2026-11-20T12:00:00+02:00'], true],
    ['customFields.order', 'gt', 41, true],
    ['customFields.order', 'eq', '42', false],
    ['customFields.order', 'gt', '41', false],
    ['customFields.order', 'contains', '4', false],
    ['customFields.order', 'matches', '4', false],
    ['customFields.since', 'lt', '2026-02', true],
    ['customFields.flag', 'eq', true, true],
    ['customFields.colours', 'contains', 'red', true],
    ['customFields.colours', 'contains', 're', false],
    ['customFields.colours', 'eq', 'blue', true],
    ['customFields.deep.a', 'eq', 'x', true],
    ['customFields', 'exists', undefined, true],
    ['lastMessage', 'exists', true, true],
    ['topic', 'exists', false, false],
  ])('%s %s %j is %s', (field, op, value, expected) => {
    expect(evaluate(leaf(field, op, value), snapshot)).toBe(expected);
  });

  it.each([
    'sentiment',
    'owner.agentId',
    'author.handle',
    'waitingSince',
    'customFields.none',
    'customFields.toString',
    'customFields.order.x',
    'message.to',
    'message.subject',
    'message.delivery.state',
  ])('of an absent %s is false but for ne, nin and exists:false', (field) => {
    const value = field === 'message.delivery.state' ? 'sent' : 'x';
    for (const op of OPERATORS) {
      if (op === 'exists') continue;
      const given = op === 'in' || op === 'nin' ? [value] : value;
      expect([op, evaluate(leaf(field, op, given), snapshot)]).toEqual([op, op === 'ne' || op === 'nin']);
    }
    expect(evaluate(leaf(field, 'exists'), snapshot)).toBe(false);
    expect(evaluate(leaf(field, 'exists', true), snapshot)).toBe(false);
    expect(evaluate(leaf(field, 'exists', false), snapshot)).toBe(true);
  });

  it('of a message is absent where there is no message', () => {
    const without = { ticket: snapshot.ticket, message: null };
    expect(evaluate(leaf('message.text', 'contains', 'order'), without)).toBe(false);
    expect(evaluate(leaf('message.text', 'ne', 'order'), without)).toBe(true);
    expect(evaluate(leaf('message', 'exists', false), without)).toBe(true);
  });

  it('looks for patterns in the beginning of very long texts, in time that grows with the text only', () => {
    const long = { ticket: {}, message: { text: `${'a'.repeat(MATCHED_CHARACTERS)}b` } };
    expect(evaluate(leaf('message.text', 'matches', '(a+)+$'), long)).toBe(true);
    expect(evaluate(leaf('message.text', 'matches', 'b'), long)).toBe(false);
  });
});

const conditions: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Condition>(
      leaf('status', 'eq', 'working'),
      leaf('tags', 'contains', 'x'),
      leaf('sentiment', 'ne', 'bad'),
      leaf('priority', 'gt', 'low'),
      leaf('topic', 'exists', false),
      leaf('message.text', 'contains', 'order'),
    ),
    fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

describe('conditions obey the laws of logic', () => {
  const truth = (condition: Condition) => evaluate(condition, snapshot);

  it('not, any and all', () => {
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 4 }), (parts) => {
        expect(truth({ all: parts })).toBe(parts.every(truth));
        expect(truth({ any: parts })).toBe(parts.some(truth));
        expect(truth({ not: { any: parts } })).toBe(truth({ all: parts.map((not) => ({ not })) }));
        expect(truth({ not: { all: parts } })).toBe(truth({ any: parts.map((not) => ({ not })) }));
        for (const part of parts) expect(truth({ not: { not: part } })).toBe(truth(part));
      }),
    );
  });

  it('ne is not eq, nin is not in, for any field and value', () => {
    const fields = fc.constantFrom('topic', 'tags', 'sentiment', 'customFields.order', 'customFields.colours', 'customFields.none');
    fc.assert(
      fc.property(fields, fc.oneof(fc.constantFrom('VIP', 'Delivery', 'blue'), fc.string(), fc.integer()), (field, value) => {
        expect(truth(leaf(field, 'ne', value))).toBe(!truth(leaf(field, 'eq', value)));
        expect(truth(leaf(field, 'nin', [value]))).toBe(!truth(leaf(field, 'in', [value])));
      }),
    );
  });

  it('every condition that the schema accepts survives JSON', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        expect(conditionSchema.parse(JSON.parse(JSON.stringify(condition)))).toEqual(condition);
      }),
    );
  });
});

describe('the shape', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'status'],
    ['an empty object', {}],
    ['an unknown operator', { field: 'status', op: 'like', value: 'x' }],
    ['an unknown member', { field: 'status', op: 'eq', value: 'x', also: 1 }],
    ['two kinds in one', { all: [], any: [] }],
    ['a null value', { field: 'owner.agentId', op: 'eq', value: null }],
    ['all of something else', { all: { field: 'status', op: 'exists' } }],
  ])('refuses %s', (_, condition) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false);
  });

  it('refuses what is too deep or too large before it costs anything', () => {
    let deep: unknown = leaf('status', 'exists');
    for (let level = 0; level < 100_000; level += 1) deep = { not: deep };
    expect(conditionSchema.safeParse(deep).error?.issues[0]?.message).toContain(`${MAX_DEPTH} levels`);
    expect(conditionSchema.safeParse({ all: Array.from({ length: MAX_LEAVES + 1 }, () => leaf('status', 'exists')) }).success).toBe(false);
    expect(conditionSchema.safeParse({ any: Array.from({ length: MAX_LEAVES }, () => leaf('status', 'exists')) }).success).toBe(true);
  });

  it('says what a condition looks like', () => {
    expect(conditionSchema.safeParse({ status: 'open' }).error?.issues[0]?.message).toContain('{field, op, value}');
  });
});

const faults = async (condition: Condition, refuse?: (field: string) => string | undefined): Promise<readonly string[]> => {
  try {
    await validateCondition(condition, refuse ? { refuse } : {});
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unprocessable') throw error;
    return error.errors.map(({ path, message }) => `${path}: ${message}`);
  }
};

describe('what cannot be evaluated is refused when saved', () => {
  it.each<[string, Leaf, string]>([
    ['a path outside the schema', leaf('colour', 'eq', 'x'), 'condition.field: colour is not a field'],
    ['a path into a prototype', leaf('constructor', 'exists'), 'condition.field: constructor'],
    ['an internal field', leaf('revision', 'eq', 1), 'condition.field: revision'],
    ['an operator that does not fit', leaf('status', 'contains', 'w'), 'condition.op: contains does not apply to status'],
    ['an order of texts', leaf('topic', 'gt', 'a'), 'condition.op: gt'],
    ['a comparison with an object', leaf('owner', 'eq', 'x'), 'condition.op: eq'],
    ['an unknown status', leaf('status', 'eq', 'open'), 'condition.value: status is one of created'],
    ['an unknown priority in a list', leaf('priority', 'in', ['low', 'top']), 'condition.value: priority is one of'],
    ['a number for a text', leaf('topic', 'eq', 1), 'condition.value: a text expected'],
    ['a text for a number', leaf('sequence', 'gt', '1'), 'condition.value: a number expected'],
    ['a text for a boolean', leaf('message.hidden', 'eq', 'yes'), 'condition.value: true or false'],
    ['no time', leaf('createdAt', 'gt', 'yesterday'), 'condition.value: a time in ISO 8601'],
    ['no possible time', leaf('createdAt', 'gt', '2026-13-45'), 'condition.value: a time in ISO 8601'],
    ['a number for a time', leaf('createdAt', 'gt', 5), 'condition.value: a time in ISO 8601'],
    ['no value', leaf('topic', 'eq'), 'condition.value: a value is needed'],
    ['a list for one value', leaf('topic', 'eq', ['a']), 'condition.value: one value expected'],
    ['one value for a list', leaf('topic', 'in', 'a'), 'condition.value: a list expected'],
    ['exists with a text', leaf('topic', 'exists', 'yes'), 'condition.value: true or false'],
    ['an empty text to contain', leaf('topic', 'contains', ''), 'condition.value: a text expected'],
    ['nothing visible to contain', leaf('topic', 'contains', '\u200b\u00ad'), 'condition.value: a text with visible characters'],
    ['a skin tone alone to contain', leaf('topic', 'contains', '🏽'), 'condition.value: a text with visible characters'],
    ['a number to contain', leaf('tags', 'contains', 3), 'condition.value: a text expected'],
    ['a pattern that is none', leaf('topic', 'matches', '(a'), 'condition.value: is not an RE2 pattern'],
    ['a pattern with a back reference', leaf('topic', 'matches', '(a)\\1'), 'condition.value: is not an RE2 pattern'],
    ['a pattern that is too long', leaf('topic', 'matches', 'a'.repeat(501)), 'condition.value: at most 500'],
    ['a number as pattern', leaf('topic', 'matches', 5), 'condition.value: a pattern expected'],
    ['an order of truths', leaf('customFields.vip', 'gt', true), 'condition.value: a number or a text'],
  ])('%s', async (_, condition, expected) => {
    const found = await faults(condition);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it('every fault is named with its place', async () => {
    const found = await faults({ all: [leaf('status', 'eq', 'working'), { any: [leaf('nope', 'exists')] }, { not: leaf('topic', 'matches', '[') }] });
    expect(found.map((fault) => fault.split(':')[0])).toEqual(['condition.all.1.any.0.field', 'condition.all.2.not.value']);
  });

  it('a field can be refused at a place, with the reason', async () => {
    expect(await faults(leaf('queueIds', 'eq', 'q'), refusedInQueues)).toEqual(['condition.field: a queue cannot depend on queues']);
  });

  it('a queue is asked about the newest message, of which a ticket keeps number, kind, text and time', async () => {
    const fields = Object.keys(FIELDS).filter((field) => field === 'message' || field.startsWith('message.'));
    expect(fields.length).toBeGreaterThan(25);
    const kept = ['message', 'message.number', 'message.kind', 'message.text', 'message.createdAt'];
    for (const field of fields) {
      const found = await faults(leaf(field, 'exists'), refusedInQueues);
      expect([field, found.length]).toEqual([field, kept.includes(field) ? 0 : 1]);
      if (!kept.includes(field)) expect(found[0]).toMatch(new RegExp(`^condition\\.field: a queue cannot see ${field}: of its newest message a ticket keeps`));
      for (const event of ['timer', 'ticket.updated']) expect(await faults(leaf(field, 'exists'), refusedAt(event))).toHaveLength(kept.includes(field) ? 0 : 1);
      for (const event of ['message.received', 'ticket.created']) expect(await faults(leaf(field, 'exists'), refusedAt(event))).toEqual([]);
    }
  });

  it('sound conditions pass', async () => {
    expect(
      await faults({
        all: [
          leaf('origin.channel', 'eq', 'whatsapp'),
          leaf('customFields.größe', 'in', [1, 'a', true]),
          leaf('customFields.vip', 'eq', true),
          leaf('customFields.vip', 'ne', false),
          leaf('message.attachments', 'exists', false),
          leaf('topic', 'matches', '^refund|money\\b'),
          leaf('createdAt', 'gt', '2026-11-20T10:00:00+02:00'),
        ],
      }),
    ).toEqual([]);
  });
});

it('knows which conditions need the regex engine', () => {
  expect(usesRegex({ not: { any: [leaf('topic', 'matches', 'a')] } })).toBe(true);
  expect(usesRegex({ all: [leaf('topic', 'eq', 'a')] })).toBe(false);
  expect(fieldOf('customFields.a.b.c.d.e')).toBeUndefined();
});
