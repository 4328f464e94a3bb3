import type { Tenant } from '../../../../client/api.ts';

export type Ai = Tenant['ai'];
type Hours = NonNullable<NonNullable<Ai['replies']>['hours']>;

/** What AI does, as the form has it. Times and days keep what was typed while they are off. */
export interface AiForm {
  readonly suggestions: boolean;
  readonly sentiment: boolean;
  readonly onRequest: boolean;
  readonly replies: boolean;
  /** Per cent. */
  readonly threshold: string;
  readonly hasHours: boolean;
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
  /** 1 is Monday. None: every day. */
  readonly days: readonly string[];
}

const isOn = ({ suggestions, sentiment, replies }: Ai): boolean => suggestions === true || sentiment === true || (replies ?? null) !== null;
/** Without an answer of their own, requests of agents follow the rest. */
const onRequestOf = (ai: Ai): boolean => ai.onRequest ?? isOn(ai);

/** Two places behind the point, so that 0.9 is not 90.00000000000001. */
const percentOf = (part: number): string => String(Math.round(part * 10_000) / 100);

/** `timeZone`: of the browser, for who turns hours on. */
export function formOf(ai: Ai, timeZone: string): AiForm {
  const hours: Hours | undefined = ai.replies?.hours;
  return {
    suggestions: ai.suggestions === true,
    sentiment: ai.sentiment === true,
    onRequest: onRequestOf(ai),
    replies: (ai.replies ?? null) !== null,
    threshold: percentOf(ai.replies?.threshold ?? 0.9),
    hasHours: hours !== undefined,
    timeZone: hours?.timeZone ?? timeZone,
    from: hours?.from ?? '18:00',
    to: hours?.to ?? '08:00',
    days: (hours?.days ?? []).map(String),
  };
}

/** The whole setting: the API replaces it as one. A threshold that is no number is not a number for the API either, which says so. */
export function aiOf(form: AiForm): Ai {
  const days = form.days.map(Number).toSorted((a, b) => a - b);
  const hours: Hours = { timeZone: form.timeZone.trim(), from: form.from, to: form.to, ...(days.length === 0 || days.length === 7 ? {} : { days }) };
  const typed = form.threshold.trim().replace(',', '.');
  const threshold = typed === '' ? Number.NaN : Number(typed) / 100;
  return {
    suggestions: form.suggestions,
    sentiment: form.sentiment,
    onRequest: form.onRequest,
    replies: form.replies ? { threshold, ...(form.hasHours ? { hours } : {}) } : null,
  };
}

export type Leaving = 'nothing' | 'asked' | 'all';

/** What leaves for the AI service: nothing, what agents ask about, or each new message of a customer. */
export const leavingOf = (form: AiForm): Leaving => (form.suggestions || form.sentiment || form.replies ? 'all' : form.onRequest ? 'asked' : 'nothing');
