// zod/mini, because only the log shows these errors.
import * as z from 'zod/mini';
import { POSTED_TEXT } from '../../limits.ts';
import { readJsonAnswer } from '../../services/json-answer.ts';
import { isWellFormed } from '../../text/well-formed.ts';

/** Maximum bytes of an answer. */
export const ANSWER_BYTES = 256_000;

export const WANTS = ['suggestion', 'reply', 'sentiment', 'language', 'summary', 'translation'] as const;
export type Want = (typeof WANTS)[number];

/** A language tag, such as `de` or `pt-BR` (RFC 5646, its usual parts). */
export const LANGUAGE = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/;

const text = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(POSTED_TEXT),
  z.refine((given) => isWellFormed(given) && !given.includes('\u0000'), 'is not storable text'),
);
const proposal = z.object({ text, confidence: z.number().check(z.minimum(0), z.maximum(1)), model: z.string().check(z.minLength(1), z.maxLength(200)) });
const language = z.string().check(z.regex(LANGUAGE));
/** A text, with the members of a proposal or alone. */
const written = z.union([
  proposal,
  z.pipe(
    text,
    z.transform((given) => ({ text: given, confidence: null, model: null })),
  ),
]);

/** Members that are not named here are dropped: a toolbox may send more than this release knows. */
export const ANSWER_PARTS = {
  suggestion: proposal,
  reply: proposal,
  sentiment: z.object({ label: z.enum(['positive', 'neutral', 'negative']), score: z.number().check(z.minimum(-1), z.maximum(1)) }),
  language,
  summary: written,
  translation: written,
} as const satisfies Record<Want, z.ZodMiniType>;

export type ToolboxAnswer = { readonly [Part in Want]?: z.infer<(typeof ANSWER_PARTS)[Part]> | undefined };
export type Proposal = z.infer<typeof proposal>;
export type Written = z.infer<typeof written>;

export type ReadAnswer =
  /** `faults`: requested parts that cannot be read. */
  { readonly ok: true; readonly answer: ToolboxAnswer; readonly faults: readonly string[] } | { readonly ok: false; readonly reason: string };

/**
 * Reads the toolbox's answer, each part by itself, so that a bad part does not invalidate a good suggestion. Reads only the requested parts;
 * `null` counts as absent. Never throws.
 */
export const readToolboxAnswer = (body: string, want: readonly Want[]): ReadAnswer => {
  const said = readJsonAnswer(body, ANSWER_BYTES);
  if (!said.ok) return said;
  const { json } = said;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { ok: false, reason: 'the answer has an unexpected format: the whole' };
  const given = json as Readonly<Record<string, unknown>>;
  const answer: Partial<Record<Want, unknown>> = {};
  const faults: string[] = [];
  for (const part of want) {
    if (!Object.hasOwn(given, part) || given[part] === null) continue;
    const read = ANSWER_PARTS[part].safeParse(given[part]);
    if (read.success) answer[part] = read.data;
    else faults.push(faultOf(part, read.error.issues[0]));
  }
  if (faults.length > 0 && Object.keys(answer).length === 0) return { ok: false, reason: `the answer has an unexpected format: ${faults.join(', ')}` };
  return { ok: true, answer: answer as ToolboxAnswer, faults };
};

const faultOf = (part: Want, issue: z.core.$ZodIssue | undefined): string => `${[part, ...(issue?.path ?? [])].join('.')} (${issue?.code ?? 'unknown'})`;
