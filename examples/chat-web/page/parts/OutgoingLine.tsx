import { CircleAlert, Clock } from 'lucide-react';
import type { Line } from '../model/lines.ts';
import { useChat, useChatState } from './context.tsx';
import { Text } from './Text.tsx';

/** What was just written: it waits for its number, or the hub has refused it. */
export function OutgoingLine({ line }: { readonly line: Extract<Line, { outgoing: unknown }> }) {
  const chat = useChat();
  const { names, me } = useChatState();
  const { outgoing, startsBlock } = line;
  const { frame, state, error } = outgoing;
  if (frame.type !== 'send') return null;
  return (
    <li className="message" data-mine="true" data-starts={startsBlock} data-state={state}>
      <div className="bubble">
        <p className="text" dir="auto">
          <Text text={frame.body ?? 'File'} names={names} meId={me.id} />
        </p>
        {state === 'pending' ? (
          <span className="meta">
            <Clock size={13} role="img" aria-label="Waiting" />
          </span>
        ) : (
          <span className="meta problem" role="alert">
            <CircleAlert size={14} aria-hidden="true" /> {error?.title ?? 'Not sent'}
            <button type="button" className="link" onClick={() => chat.again(outgoing)}>
              Try again
            </button>
            <button type="button" className="link" onClick={() => chat.discard(outgoing)}>
              Discard
            </button>
          </span>
        )}
      </div>
    </li>
  );
}
