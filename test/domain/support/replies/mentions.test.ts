import { describe, expect, it } from 'vitest';
import { type Colleagues, mentionsOf } from '../../../../domain/support/replies/mentions.ts';
import { plainTicket } from '../../../harness/ticket.ts';

const ticket = plainTicket({ threadId: 'aaaaaaaaaaaaaaaa' });
const named = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries).map(([id, name]) => [id, { name }]));
const colleagues: Colleagues = {
  agents: named({ a1: 'Ann', a2: 'Ann Lee', b: 'Bo', t1: 'Twin', t2: 'Twin', out: 'Outsider' }),
  teams: named({ desk: 'Front Desk' }),
  maySee: (id) => id !== 'out',
};
const of = (text: string, ids: { agentIds?: readonly string[]; teamIds?: readonly string[] } = {}) =>
  mentionsOf({ text, ...ids }, ticket, colleagues).map(({ type, id }) => `${type} ${id}`);

describe('whom a note mentions', () => {
  it.each<[string, string, string[]]>([
    ['a name', 'please look, @Bo!', ['agent b']],
    ['the longest name', '@Ann Lee, and @Ann.', ['agent a2', 'agent a1']],
    ['a team, in any case', '(@front desk)', ['team desk']],
    ['one twice', '@Bo @bo', ['agent b']],
    ['no part of a word', '@Bob, bo@Bo.example, @', []],
    ['nobody where two have the name', '@Twin', []],
    ['nobody without an @', 'Bo', []],
  ])('%s', (_, text, expected) => expect(of(text)).toEqual(expected));

  it('those given by id, beside those in the text', () => {
    expect(of('@Bo', { agentIds: ['a1', 'b'], teamIds: ['desk'] })).toEqual(['agent a1', 'agent b', 'team desk']);
  });

  it('is refused for who is nobody, and for who may not see the ticket', () => {
    const errorsOf = (...given: Parameters<typeof of>): unknown => {
      try {
        return of(...given);
      } catch (error) {
        return (error as { errors: unknown }).errors;
      }
    };
    expect(errorsOf('', { agentIds: ['b', 'x'], teamIds: ['y'] })).toEqual([
      { path: 'mentions.agentIds.1', message: 'is not an agent' },
      { path: 'mentions.teamIds.0', message: 'is not a team' },
    ]);
    expect(errorsOf('@Outsider')).toEqual([{ path: 'mentions', message: 'Outsider cannot see the ticket' }]);
    const many = { agents: named(Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`m${n}`, `M${n}`]))), teams: new Map(), maySee: () => true };
    expect(() => mentionsOf({ text: '', agentIds: [...many.agents.keys()] }, ticket, many)).toThrow('cannot be notified');
  });
});
