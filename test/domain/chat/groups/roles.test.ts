import { describe, expect, it } from 'vitest';
import { type GroupAction, may, requireRemoval, roleIn } from '../../../../domain/chat/groups/roles.ts';

const HEAD = { owner: 'olga', admins: ['abe', 'ada'] };

describe('roles in a group', () => {
  it.each([
    ['olga', 'owner'],
    ['ada', 'admin'],
    ['mia', 'member'],
  ])('%s is %s', (id, role) => expect(roleIn(HEAD, id)).toBe(role));

  it.each<[GroupAction, boolean, boolean, boolean]>([
    // action, owner, admin, member
    ['describe', true, true, false],
    ['invite', true, true, false],
    ['add', true, true, false],
    ['leave', true, true, true],
    ['setRole', true, false, false],
    [{ remove: 'member' }, true, true, false],
    [{ remove: 'admin' }, true, false, false],
    [{ remove: 'owner' }, true, false, false],
  ])('%j: owner %s, admin %s, member %s', (action, owner, admin, member) => {
    expect([may('owner', action), may('admin', action), may('member', action)]).toEqual([owner, admin, member]);
  });

  it.each<[string, string[], boolean]>([
    ['olga', ['abe', 'mia', 'olga'], true],
    ['abe', ['mia', 'max'], true],
    ['abe', ['mia', 'ada'], false],
    ['abe', ['olga'], false],
    ['abe', ['abe'], true],
    ['mia', ['mia'], true],
    ['mia', ['mia', 'max'], false],
    ['mia', [], true],
  ])('%s removes %j: %s', (by, ids, allowed) => {
    const removal = () => requireRemoval(HEAD, by, ids);
    if (allowed) expect(removal).not.toThrow();
    else expect(removal).toThrow('Your role in the group does not allow this.');
  });
});
