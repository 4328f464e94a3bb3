import { CLIENT_FRAME, CLIENT_FRAMES, CLIENT_MESSAGE_BYTES } from '../limits.ts';
import { fitsBytes } from '../text/json-size.ts';
import { wellFormedJson } from '../text/well-formed.ts';
import { type ClientFrame, type ClientFrameType, clientFrames, errorFrame, type ServerFrame } from './frames.ts';

export type ErrorFrame = Extract<ServerFrame, { type: 'error' }>;

const error = (code: 'invalid_request' | 'too_large', title: string, id?: string): ErrorFrame => errorFrame(code, title, id) as ErrorFrame;
const isType = (type: unknown): type is ClientFrameType => typeof type === 'string' && Object.hasOwn(clientFrames, type);

/**
 * The frames of one WebSocket message of a client, one object or an array of them; for each invalid one, the error frame that answers
 * it. Never quotes the input. Never throws.
 */
export const readFrames = (text: string): (ClientFrame | ErrorFrame)[] => {
  if (!fitsBytes(text, CLIENT_MESSAGE_BYTES)) return [error('too_large', `A message may have at most ${CLIENT_MESSAGE_BYTES} bytes.`)];
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return [error('invalid_request', 'A frame is one JSON object.')];
  }
  if (!Array.isArray(given)) return [text.length > CLIENT_FRAME ? tooLong(given) : readFrame(given)];
  if (given.length === 0) return [error('invalid_request', 'An array of frames has at least one.')];
  if (given.length > CLIENT_FRAMES) return [error('too_large', `An array may have at most ${CLIENT_FRAMES} frames.`)];
  return given.map((one: unknown) => (lengthOf(one) > CLIENT_FRAME ? tooLong(one) : readFrame(one)));
};

/** Nesting may be too deep for recursive code; JSON.parse is safe. */
const lengthOf = (frame: unknown): number => {
  try {
    return JSON.stringify(frame).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

const isObject = (value: unknown): value is { readonly type?: unknown; readonly id?: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (frame: unknown): string | undefined => {
  const id = isObject(frame) ? frame.id : undefined;
  return typeof id === 'string' && id.length > 0 && id.length <= 100 && id.isWellFormed() ? id : undefined;
};

const tooLong = (frame: unknown): ErrorFrame => error('too_large', `A frame may have at most ${CLIENT_FRAME} characters.`, idOf(frame));

/** One frame of a client, or the error that answers it. Its size is the caller's concern. Never throws. */
export const readFrame = (given: unknown): ClientFrame | ErrorFrame => {
  if (!isObject(given)) return error('invalid_request', 'A frame is one JSON object.');
  const about = idOf(given);
  if (!isType(given.type)) return error('invalid_request', `\`type\` is one of ${Object.keys(clientFrames).join(', ')}.`, about);
  const parsed = clientFrames[given.type].safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const title = issue?.code === 'unrecognized_keys' ? 'The frame has an unknown member.' : `\`${issue?.path.join('.') ?? ''}\` is missing or not valid.`;
    return error('invalid_request', title, about);
  }
  // Frames that match a schema are shallow.
  if (wellFormedJson(parsed.data) !== parsed.data) return error('invalid_request', 'The frame has text that is not well-formed.', about);
  return parsed.data;
};
