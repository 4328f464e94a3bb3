import { describe, expect, it } from 'vitest';
import { skilled } from '../../../domain/automation/skills.ts';

const SKILLS: Readonly<Record<string, readonly string[]>> = { ann: ['French', 'billing'], bob: ['french'], cid: [] };
const team = ['ann', 'bob', 'cid'];

describe('who of a team can do what a ticket asks', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['nothing is asked', [], [], team],
    ['no tag is a skill of the team', [], ['vip', 'urgent'], team],
    ['one tag is a skill; other tags say nothing', [], ['vip', 'FRENCH'], ['ann', 'bob']],
    ['two tags are skills', [], ['french', 'billing'], ['ann']],
    ['the rule asks for a skill', ['billing'], [], ['ann']],
    ['the rule asks for a skill that nobody has', ['welding'], [], []],
    ['rule and tags ask together', ['billing'], ['french'], ['ann']],
  ])('%s', (_, required, tags, wanted) => expect(skilled(team, (id) => SKILLS[id] ?? [], required, tags)).toEqual(wanted));

  it('a team of none has nobody', () => expect(skilled([], () => [], [], ['french'])).toEqual([]));
});
