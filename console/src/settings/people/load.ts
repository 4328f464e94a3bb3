import type { Agent, AgentChange } from '../../../../client/api.ts';
import { changedOf } from '../data/changed.ts';

/** How much work, and of which kind, as the form has it. */
export interface LoadForm {
  /** Empty: any number. */
  readonly capacity: string;
  readonly skills: string;
}

export const loadFormOf = ({ capacity, skills }: Pick<Agent, 'capacity' | 'skills'>): LoadForm => ({
  capacity: capacity === null ? '' : String(capacity),
  skills: skills.join(', '),
});

const loadOf = ({ capacity, skills }: LoadForm) => ({
  // What is no number is not one for the API either, which says so.
  capacity: capacity.trim() === '' ? null : /^\d+$/.test(capacity.trim()) ? Number(capacity) : capacity.trim(),
  skills: skills
    .split(',')
    .map((skill) => skill.trim())
    .filter((skill) => skill !== ''),
});

/** What a PATCH sends. */
export const loadChangeOf = (before: LoadForm, after: LoadForm): AgentChange => changedOf(loadOf(before), loadOf(after)) as AgentChange;
