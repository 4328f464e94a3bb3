// The small build: an answer of the toolbox is shown to nobody but the log.
import * as z from 'zod/mini';
import { POSTED_TEXT } from '../../limits.ts';
import { isWellFormed } from '../../text/well-formed.ts';

/** Bytes of an answer. */
export const ANSWER_BYTES = 256_000;

export const WANTS = ['suggestion', 'reply', 'sentiment', 'language', 'summary', 'translation'] as const;
export type Want = (typeof WANTS)[number];

const text = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(POSTED_TEXT),
  z.refine((given) => isWellFormed(given) && !given.includes('\u0000'), 'is not storable text'),
);
const proposal = z.strictObject({ text, confidence: z.number().check(z.minimum(0), z.maximum(1)), model: z.string().check(z.minLength(1), z.maxLength(200)) });

const answerSchema = z.strictObject({
  suggestion: z.optional(proposal),
  reply: z.optional(proposal),
  sentiment: z.optional(z.strictObject({ label: z.enum(['positive', 'neutral', 'negative']), score: z.number().check(z.minimum(-1), z.maximum(1)) })),
  language: z.optional(z.string().check(z.regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/))),
  summary: z.optional(text),
  translation: z.optional(text),
});
export type ToolboxAnswer = z.infer<typeof answerSchema>;
export type Proposal = z.infer<typeof proposal>;

export type ReadAnswer = { readonly ok: true; readonly answer: ToolboxAnswer } | { readonly ok: false; readonly reason: string };

/** Reads what the toolbox answered; what was not asked for is left out. Never throws. */
export const readToolboxAnswer = (body: string, want: readonly Want[]): ReadAnswer => {
  if (Buffer.byteLength(body) > ANSWER_BYTES) return { ok: false, reason: `the answer has more than ${ANSWER_BYTES} bytes` };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { ok: false, reason: 'the answer is not JSON' };
  }
  const read = answerSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ok: false, reason: `the answer has another form: ${issue?.path.join('.') || 'the whole'} (${issue?.code ?? 'unknown'})` };
  }
  const wanted = new Set<string>(want);
  return { ok: true, answer: Object.fromEntries(Object.entries(read.data).filter(([name]) => wanted.has(name))) };
};
