/**
 * Replaces an AI on a laptop and in tests: it implements the toolbox's protocol (docs/ai.md) and answers with simple rules, always the same for the same
 * messages. It is not an AI. Tests control it with words in the customer's message: `confidence 0.3`.
 */
export interface AnalyzeRequest {
  readonly messages: readonly { readonly kind: string; readonly text: string }[];
  readonly language?: string;
  readonly want: readonly string[];
}

const MODEL = 'laptop-rules-1';
const SAD = /\b(broken|angry|bad|late|wrong|terrible|refund|complain|kaputt|schlecht)\b/i;
const GLAD = /\b(thanks|thank you|great|love|perfect|danke|super)\b/i;
const GERMAN = /\b(und|ich|nicht|ist|das|bitte|danke|wo|wann|mein|kaputt)\b/i;
const TOPICS: readonly (readonly [RegExp, string, number])[] = [
  [/\b(where|order|delivery|parcel|shipped)\b/i, 'Your order is on its way. You get the tracking link by mail as soon as it leaves us.', 0.92],
  [/\b(refund|return|money back)\b/i, 'You can send it back within 30 days. We refund you as soon as it is here.', 0.81],
  [/\b(open|hours|when)\b/i, 'We are there from Monday to Friday, 9 to 17.', 0.95],
];

const score = (text: string): { label: 'positive' | 'neutral' | 'negative'; score: number } => {
  if (SAD.test(text)) return { label: 'negative', score: -0.7 };
  return GLAD.test(text) ? { label: 'positive', score: 0.7 } : { label: 'neutral', score: 0 };
};

const proposalFor = (text: string): { text: string; confidence: number; model: string } => {
  const [, words, sure] = TOPICS.find(([about]) => about.test(text)) ?? [null, 'Thank you for your message. We look into it and come back to you.', 0.5];
  const steered = /\bconfidence (0(?:\.\d+)?|1)\b/.exec(text)?.[1];
  return { text: words, confidence: steered === undefined ? sure : Number(steered), model: MODEL };
};

const written = (text: string, confidence: number) => ({ text, confidence, model: MODEL });

/** The answer to one call. */
export const analyze = ({ messages, want, language }: AnalyzeRequest): Record<string, unknown> => {
  const newest = messages.findLast(({ kind }) => kind === 'customer')?.text ?? '';
  const all: Record<string, () => unknown> = {
    suggestion: () => proposalFor(newest),
    reply: () => proposalFor(newest),
    sentiment: () => score(newest),
    language: () => (GERMAN.test(newest) ? 'de' : 'en'),
    summary: () => written(`${messages.length} messages. The customer last wrote: ${newest.slice(0, 200) || 'nothing'}`, 0.7),
    translation: () => written(`[${language ?? 'en'}] ${messages.at(-1)?.text ?? '-'}`, 0.6),
  };
  return Object.fromEntries(want.flatMap((name) => (all[name] ? [[name, all[name]()]] : [])));
};
