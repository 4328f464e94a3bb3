import { acknowledge } from '../../domain/chat/acknowledge.ts';
import { type AcceptDeps, acceptFrame } from '../../domain/chat/frames/accept-frame.ts';
import type { Context } from '../../domain/context.ts';
import { Rejected, Unavailable } from '../../domain/edge-errors.ts';
import { Problem, type ProblemCode } from '../../domain/errors.ts';
import { answerKey, bindKey } from '../../domain/idempotency/parts.ts';
import type { ClientFrame } from '../../domain/realtime/frames.ts';
import { readFrame } from '../../domain/realtime/read-frames.ts';

export interface Sent {
  readonly id: string | null;
  readonly accepted: boolean;
  readonly conversationId?: string;
  readonly number?: number;
  readonly jobId?: string;
  readonly error?: { readonly code: ProblemCode; readonly title: string };
}

const refused = (id: string | null, code: ProblemCode, title: string): Sent => ({ id, accepted: false, error: { code, title } });

const accept = async (deps: AcceptDeps, { once: _once, ...context }: Context, frame: ClientFrame): Promise<Sent> => {
  const { id } = frame;
  if (id === undefined) return refused(null, 'invalid_request', '`id` is missing or not valid.');
  if (frame.type === 'send' || frame.type === 'group.create' || frame.type === 'group.update')
    return { id, accepted: true, ...(await acceptFrame(deps, context, frame)) };
  if (frame.type !== 'ack' || frame.conversationId === undefined)
    return refused(id, 'invalid_request', '`type` is one of send, group.create, group.update and ack, and an ack names its conversation.');
  const { conversationId, number } = await acknowledge(deps, context, { ...frame, conversationId: frame.conversationId });
  return { id, accepted: true, conversationId, number };
};

/** @throws what is neither a refusal nor an outage: a defect */
const sendOne = async (deps: AcceptDeps, context: Context, given: unknown): Promise<Sent> => {
  const frame = readFrame(given);
  if (frame.type === 'error') return refused(frame.id ?? null, frame.code, frame.title);
  const id = frame.id ?? null;
  try {
    return await accept(deps, context, frame);
  } catch (error) {
    if (error instanceof Problem) return refused(id, error.code, error.message);
    if (error instanceof Rejected) return refused(id, 'unprocessable', 'This frame cannot be stored.');
    if (error instanceof Unavailable) return refused(id, 'unavailable', 'This frame could not be handled. Send it again.');
    throw error;
  }
};

/**
 * Runs frames one after another, and says of each whether it was accepted: a bad one fails alone. An Idempotency-Key is bound to the whole call; the frames' own ids never expire.
 * @throws Replayed; Problem unprocessable (the key was used with other frames); TableUnavailable; a defect, after all frames were run
 */
export const sendFrames = async (deps: AcceptDeps, context: Context, given: readonly unknown[]): Promise<{ items: Sent[] }> => {
  await bindKey(deps.table, context);
  const items: Sent[] = [];
  const defects: unknown[] = [];
  for (const one of given)
    try {
      items.push(await sendOne(deps, context, one));
    } catch (error) {
      defects.push(error);
    }
  if (defects.length > 0) throw defects[0];
  const body = { items };
  await answerKey(deps.table, context, { status: 200, body });
  return body;
};
