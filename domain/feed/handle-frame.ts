import { announceTyping } from './announce-typing.ts';
import type { Connection } from './connection.ts';
import { type ClientFrame, type ClientFrameType, clientFrames, errorFrame, type ServerFrame } from './frames.ts';
import { postFrames } from './post-frames.ts';
import { acknowledgeFeed, type ResumeDeps, resumeFeed } from './resume-feed.ts';

/** Characters; more than that goes by the API. */
const LARGEST_FRAME = 32_768;

/** What a frame is answered with, when it is answered at all: handlers post what they have to say to others themselves. */
type Handler<T extends ClientFrameType> = (deps: ResumeDeps, connection: Connection, frame: ClientFrame<T>) => Promise<ServerFrame | undefined>;

const wrongCursor = (id?: string): ServerFrame => errorFrame('invalid_request', 'The cursor is not one of this feed.', id);
const noChats: Handler<'send' | 'group.create' | 'group.update'> = async (_deps, _connection, { id }) =>
  errorFrame('unprocessable', 'There is no chat or group to send this to: answer tickets by the API.', id);

/** One handler a type: a new kind of frame is a row here and its schema in `frames.ts`. */
const handlers: { readonly [T in ClientFrameType]: Handler<T> } = {
  resume: async (deps, connection, { cursor, id }) => ((await resumeFeed(deps, connection, { cursor, id })) ? undefined : wrongCursor(id)),
  ack: async (deps, connection, { cursor, id }) => {
    if (cursor === undefined) return errorFrame('unprocessable', 'The feed is acknowledged by a cursor.', id);
    return (await acknowledgeFeed(deps.table, connection, cursor)) ? undefined : wrongCursor(id);
  },
  typing: async (deps, connection, { conversationId, id }) =>
    (await announceTyping(deps, connection, conversationId)) ? undefined : errorFrame('not_found', 'No such conversation.', id),
  send: noChats,
  'group.create': noChats,
  'group.update': noChats,
};

const isType = (type: unknown): type is ClientFrameType => typeof type === 'string' && Object.hasOwn(clientFrames, type);

/** The frame, or the error that is the answer to it. Never quotes what was sent. */
const parseFrame = (text: string): ClientFrame | Extract<ServerFrame, { type: 'error' }> => {
  const error = (code: 'invalid_request' | 'too_large', title: string, id?: string) => errorFrame(code, title, id) as Extract<ServerFrame, { type: 'error' }>;
  if (text.length > LARGEST_FRAME) return error('too_large', `A frame may have at most ${LARGEST_FRAME} characters.`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return error('invalid_request', 'A frame is one JSON object.');
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return error('invalid_request', 'A frame is one JSON object.');
  const { type, id } = given as { type?: unknown; id?: unknown };
  const about = typeof id === 'string' && id.length > 0 && id.length <= 100 ? id : undefined;
  if (!isType(type)) return error('invalid_request', `\`type\` is one of ${Object.keys(clientFrames).join(', ')}.`, about);
  const parsed = clientFrames[type].safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return error('invalid_request', `The frame is not valid: ${issue?.path.join('.') || type} ${issue?.message ?? ''}`.trim(), about);
};

/**
 * Runs one frame of a client. What is wrong with it is told by an `error` frame; the connection stays.
 * @throws Undeliverable, TableUnavailable
 */
export const handleFrame = async (deps: ResumeDeps, connection: Connection, text: string): Promise<void> => {
  const frame = parseFrame(text);
  // The table of handlers is typed row by row; here the row is chosen by the frame's own type.
  const answer = frame.type === 'error' ? frame : await (handlers[frame.type] as Handler<ClientFrameType>)(deps, connection, frame);
  if (answer) await postFrames(deps, [{ connection, lanes: [[JSON.stringify(answer)]] }]);
};
