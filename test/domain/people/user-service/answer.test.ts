import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_BYTES, readPeople } from '../../../../domain/people/user-service/answer.ts';

const agent = { id: 'a', name: 'Ann', email: 'ann@out.example', role: 'agent', teamIds: ['t'] };
const team = { id: 't', name: 'Out' };
const read = (agents: unknown, teams: unknown = [team]) => readPeople(JSON.stringify({ agents, teams }));

describe('an answer of the user service', () => {
  test('is read; members that nobody knows are left out', () => {
    expect(read([{ ...agent, name: ' Ann ', phone: '1' }])).toEqual({
      ok: true,
      agents: [agent],
      teams: [team],
      named: { agents: new Set(['a']), teams: new Set(['t']) },
      skipped: [],
    });
  });

  test.each<[string, unknown, string | null, string]>([
    ['no object', 7, null, 'the whole (invalid_type)'],
    ['null', null, null, 'the whole (invalid_type)'],
    ['no id', { ...agent, id: undefined }, null, 'id (invalid_type)'],
    ['an id that a key cannot hold', { ...agent, id: 'x#y' }, null, 'id (invalid_format)'],
    ['an id that a path cannot hold', { ...agent, id: 'x/y' }, null, 'id (invalid_format)'],
    ['an id that means the caller', { ...agent, id: 'me' }, null, 'id (invalid_format)'],
    ['an id that is too long', { ...agent, id: 'x'.repeat(101) }, null, 'id (invalid_format)'],
    ['no name', { ...agent, id: 'b', name: ' ' }, 'b', 'name (too_small)'],
    ['a name that no store takes', { ...agent, id: 'b', name: 'a\u0000' }, 'b', 'name (custom)'],
    ['a bad address', { ...agent, id: 'b', email: 'nobody' }, 'b', 'email (invalid_format)'],
    ['a role that agents do not have', { ...agent, id: 'b', role: 'user' }, 'b', 'role (invalid_value)'],
    ['teams that are no list', { ...agent, id: 'b', teamIds: 't' }, 'b', 'teamIds (invalid_type)'],
    ['too many teams', { ...agent, id: 'b', teamIds: Array.from({ length: 41 }, (_, n) => `t${n}`) }, 'b', 'teamIds (too_big)'],
    ['an id that another has', { ...agent, email: 'other@out.example' }, 'a', 'id (another entry has it)'],
    ['an address that another has', { ...agent, id: 'b', email: 'ANN@out.example' }, 'b', 'email (another entry has it)'],
  ])('with %s leaves out that entry alone, and says why', (_, bad, id, reason) => {
    expect(read([agent, bad])).toMatchObject({ ok: true, agents: [agent], skipped: [{ kind: 'agent', id, reason }] });
  });

  test('without a list of one kind says nothing about that kind', () => {
    expect(readPeople(JSON.stringify({ agents: [agent] }))).toMatchObject({ agents: [agent], teams: null, skipped: [{ kind: 'team', id: null }] });
    expect(read({ a: agent })).toMatchObject({ agents: null, teams: [team], skipped: [{ kind: 'agent', id: null, reason: 'agents is not a list' }] });
  });

  test.each([
    ['not JSON', 'no json', 'not JSON'],
    ['a list', '[]', 'neither'],
    ['null', 'null', 'neither'],
    ['a text', '"x"', 'neither'],
    ['nothing of it', '{}', 'neither'],
    ['too long', ' '.repeat(ANSWER_BYTES + 1), 'bytes'],
  ])('that is %s is no answer', (_, body, reason) => {
    expect(readPeople(body)).toEqual({ ok: false, reason: expect.stringContaining(reason) as unknown });
  });

  test('of any kind never throws, and what is taken is whole', () => {
    const member = fc.constantFrom('id', 'name', 'email', 'role', 'teamIds');
    const fixed = { name: fc.constant('Ann'), email: fc.constant('ann@out.example'), role: fc.constant('agent'), teamIds: fc.constant([]) };
    const entry = fc.oneof(fc.anything(), fc.dictionary(member, fc.anything()), fc.constant(agent), fc.record({ ...fixed, id: fc.string() }));
    fc.assert(
      fc.property(fc.array(entry), fc.anything(), (agents, teams) => {
        const answer = readPeople(JSON.stringify({ agents, teams }));
        if (!answer.ok) return;
        const ids = answer.agents?.map(({ id }) => id) ?? [];
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(answer.named.agents.has(id)).toBe(true);
        expect(
          ids.length + answer.skipped.filter(({ kind, id, reason }) => kind === 'agent' && !(id === null && reason === 'agents is not a list')).length,
        ).toBe(agents.length);
      }),
      { numRuns: 500 },
    );
  });
});
