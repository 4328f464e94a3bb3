import { describe, expect, test } from 'vitest';
import { packFanOut, unpackFanOut } from '../../../../domain/realtime/fan-out/work.ts';
import { isFannedOut, workOfChanges } from '../../../../domain/realtime/fan-out/work-of-changes.ts';

const [GROUP, DIRECT, CHAT] = ['g.1', 'd.1', 'c.1'];
const entry = (sk: string, entered: number, conversationId = GROUP, tenantId = 't') => ({ pk: `T#${tenantId}#CV#${conversationId}`, sk, entered, number: 1 });
const isNew = (after: ReturnType<typeof entry>) => ({ before: undefined, after });
const row = (n: number, more: object = {}) => ({ pk: `T#t#GM#${GROUP}#3`, sk: 'ann', joinedAt: 'x', n, ...more });

test.each([
  [`T#t#CV#${GROUP}`, 'M#0000000001', true],
  [`T#t#CV#${DIRECT}`, 'A#0000000001', true],
  [`T#t#CV#${CHAT}`, 'M#0000000001', true],
  [`T#t#GM#${GROUP}#3`, 'ann', true],
  ['T#t#U#ann', `R#${CHAT}`, true],
  [`T#t#CV#${GROUP}`, 'META', false],
  [`T#t#CV#${GROUP}`, 'FAN', false],
  ['T#t#TH#abcdefghijklmnop', 'M#0000000001', false],
  ['T#t#U#ann', 'R#abcdefghijklmnop', false],
  ['T#t#U#ann', 'LIVE', false],
  ['T#t#XY#ann', `R#${CHAT}`, false],
])('%s / %s is looked at: %s', (pk, sk, isLooked) => expect(isFannedOut({ pk, sk })).toBe(isLooked));

describe('changes of a batch', () => {
  test('are one message for each conversation, with the range of its entries', () => {
    const changes = [
      isNew(entry('M#1', 7)),
      isNew(entry('A#1', 8)),
      isNew(entry('M#1', 3, DIRECT)),
      isNew(entry('M#2', 9)),
      isNew(entry('M#1', 3, GROUP, 'other')),
    ];
    expect(workOfChanges(changes)).toEqual([
      { tenantId: 't', conversationId: GROUP, work: [{ kind: 'entries', from: 7, to: 9, messages: 2, amendments: 1 }] },
      { tenantId: 't', conversationId: DIRECT, work: [{ kind: 'entries', from: 3, to: 3, messages: 1, amendments: 0 }] },
      { tenantId: 'other', conversationId: GROUP, work: [{ kind: 'entries', from: 3, to: 3, messages: 1, amendments: 0 }] },
    ]);
  });

  test('ask for nothing if a message is rewritten, deleted, or has no revision', () => {
    const item = entry('M#1', 7);
    const { entered: _, ...old } = item;
    expect(
      workOfChanges([
        { before: item, after: item },
        { before: item, after: undefined },
        { before: undefined, after: old },
      ]),
    ).toEqual([]);
  });

  test.each([
    ['that moves', row(2), row(5), [{ kind: 'delivered', userId: 'ann', from: 2, to: 5 }]],
    ['that is read', row(5, { r: 1 }), row(5, { r: 4 }), [{ kind: 'read', userId: 'ann', from: 1, to: 4 }]],
    [
      'that does both',
      row(2),
      row(5, { r: 5 }),
      [
        { kind: 'delivered', userId: 'ann', from: 2, to: 5 },
        { kind: 'read', userId: 'ann', from: 0, to: 5 },
      ],
    ],
    ['of a new member', undefined, row(5), []],
    ['of who leaves', row(5), undefined, []],
    ['that is muted', row(5), row(5, { mutedUntil: 'x' }), []],
    ['in a large group', row(2, { large: true }), row(5, { large: true }), []],
  ])('of a member’s row %s', (_, before, after, work) => expect(workOfChanges([{ before, after }]).flatMap((one) => one.work)).toEqual(work));

  test('of the first position of a chat’s reader', () => {
    const after = { pk: 'T#t#U#ann', sk: `R#${CHAT}`, n: 3 };
    expect(workOfChanges([{ before: undefined, after }])).toEqual([
      { tenantId: 't', conversationId: CHAT, work: [{ kind: 'delivered', userId: 'ann', from: 0, to: 3 }] },
    ]);
  });
});

test('a packed message is of its conversation, and says the same each time', () => {
  const fanOut = { tenantId: 't', conversationId: GROUP ?? '', work: [{ kind: 'wait', number: 1, late: { ann: 2 } }] } as const;
  const packed = packFanOut(fanOut);
  expect([packed.groupId, packed.dedupeId]).toEqual([`t.${GROUP}`, packFanOut(fanOut).dedupeId]);
  expect(unpackFanOut(packed.body)).toEqual(fanOut);
  for (const late of [[], 7, { ann: 'x' }, null])
    expect(() => unpackFanOut(JSON.stringify({ ...fanOut, work: [{ kind: 'wait', number: 1, late }] }))).toThrow(SyntaxError);
});
