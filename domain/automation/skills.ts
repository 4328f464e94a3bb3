import { fold } from '../text/fold.ts';

type SkillsOf = (agentId: string) => readonly string[];

/**
 * The agents who have the skills that a ticket needs, in their order. `required`: skills that they must all have. `tags`: tags of the ticket. A tag
 * that is a skill of anybody in the team is required too; other tags do not matter. Comparison ignores case and accents. Pure.
 */
export const skilled = (members: readonly string[], skillsOf: SkillsOf, required: readonly string[], tags: readonly string[]): readonly string[] => {
  const having = new Map(members.map((id) => [id, new Set(skillsOf(id).map(fold))]));
  const isSkill = (tag: string): boolean => members.some((id) => having.get(id)?.has(tag));
  const asked = [...new Set([...required.map(fold), ...tags.map(fold).filter(isSkill)])];
  return members.filter((id) => asked.every((skill) => having.get(id)?.has(skill)));
};
