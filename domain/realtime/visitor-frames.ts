import * as z from 'zod/mini';
import { PROBLEMS, type ProblemCode } from '../errors.ts';

const time = z.iso.datetime();
const nullable = z.nullable(z.string());

/** A message as its visitor sees it, without links to its files (`domain/livechat/present.ts`). */
const message = z.strictObject({
  number: z.int(),
  id: z.optional(z.string()),
  from: z.enum(['visitor', 'agent', 'bot']),
  name: nullable,
  text: nullable,
  attachments: z.array(z.strictObject({ name: nullable, type: z.string(), size: z.nullable(z.int()), url: nullable })),
  createdAt: time,
  editedAt: z.nullable(time),
  deleted: z.boolean(),
  status: z.enum(['sent', 'delivered', 'read']),
  revision: z.int(),
});

/** The state of the conversation (`domain/livechat/chat-state.ts`). */
const chat = z.strictObject({
  state: z.enum(['open', 'ended']),
  endedAt: z.nullable(time),
  rating: z.nullable(z.strictObject({ stars: z.int(), comment: nullable })),
  canRate: z.boolean(),
  revision: z.int(),
});

/** To a visitor of a live chat. Each shows a state, so that getting it twice does no harm. */
export const visitorFrames = {
  message: z
    .strictObject({ type: z.literal('message'), message, truncated: z.optional(z.literal(true)) })
    .check(z.meta({ description: 'A message that is new or has changed, as it is now. `truncated`: the text is cut; read it through the API.' })),
  chat: z.strictObject({ type: z.literal('chat'), chat }).check(z.meta({ description: 'The chat has ended, was rated, or goes on after an end.' })),
  typing: z.strictObject({ type: z.literal('typing'), name: nullable }).check(z.meta({ description: 'An agent is writing to the visitor.' })),
  error: z
    .strictObject({
      type: z.literal('error'),
      id: z.optional(z.string()),
      code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
      title: z.string(),
    })
    .check(z.meta({ description: 'Your frame could not be processed; the connection stays open.' })),
} as const;
export type VisitorFrame = { [T in keyof typeof visitorFrames]: z.input<(typeof visitorFrames)[T]> }[keyof typeof visitorFrames];
