import { fold } from '../text/fold.ts';

type SkillsOf = (agentId: string) => readonly string[];

/**
 * Of these agents, those who can do what a ticket asks, in their order. `required`: skills that they must all have. `tags`: tags of the ticket; those
 * that are a skill of anybody in the team are required too, others say nothing about people. Words are compared as everywhere. Pure.
 */
export const skilled = (members: readonly string[], skillsOf: SkillsOf, required: readonly string[], tags: readonly string[]): readonly string[] => {
  const having = new Map(members.map((id) => [id, new Set(skillsOf(id).map(fold))]));
  const isSkill = (tag: string): boolean => members.some((id) => having.get(id)?.has(tag));
  const asked = [...new Set([...required.map(fold), ...tags.map(fold).filter(isSkill)])];
  return members.filter((id) => asked.every((skill) => having.get(id)?.has(skill)));
};
