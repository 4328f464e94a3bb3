import { useEffect, useLayoutEffect, useRef } from 'react';
import { linesOf } from '../model/lines.ts';
import type { Room } from '../model/types.ts';
import { useChat, useChatState } from './context.tsx';
import { type LineActions, MessageLine } from './MessageLine.tsx';
import { OutgoingLine } from './OutgoingLine.tsx';

const NEAR = 80;

/** The messages of a room, or of one of its threads. Stays at its end while new ones come, and where it is while older ones are read. */
export function Log({ room, thread, actions }: { readonly room: Room; readonly thread: number | null; readonly actions: LineActions }) {
  const chat = useChat();
  const state = useChatState();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const heightBefore = useRef(0);
  const firstBefore = useRef('');
  const { id } = room;
  const log = state.logs[id];
  const lines = linesOf(state, id, thread);
  const last = lines.at(-1)?.key ?? '';
  const first = lines[0]?.key ?? '';
  const mine = state.outgoing.length;

  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) return;
    // Older lines came before the first one: what was on the screen stays there.
    if (first !== firstBefore.current && !isAtEnd.current) box.scrollTop += box.scrollHeight - heightBefore.current;
    else if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    firstBefore.current = first;
    heightBefore.current = box.scrollHeight;
  });
  useLayoutEffect(() => {
    isAtEnd.current = true;
    const box = list.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, [id, thread, mine]);
  useEffect(() => {
    const look = (): void => {
      if (thread === null && log?.older !== undefined && isAtEnd.current && document.visibilityState === 'visible') chat.seen(id);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [chat, id, thread, last, room.count, log?.older]);
  // Pictures and the keyboard of a phone change the height without a new line.
  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    if (box.firstElementChild !== null) observer.observe(box.firstElementChild);
    return () => observer.disconnect();
  }, [id, thread]);

  const scrolled = (): void => {
    const box = list.current;
    if (box === null) return;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    if (isAtEnd.current && thread === null && document.visibilityState === 'visible') chat.seen(id);
    if (box.scrollTop < NEAR && thread === null && log?.older) void chat.older(id).catch(() => undefined);
  };
  return (
    <div
      className="log"
      ref={list}
      onScroll={scrolled}
      tabIndex={0}
      aria-label={thread === null ? 'Messages' : 'Messages of the thread'}
      role="log"
      aria-live="polite"
    >
      <ol>
        {thread === null && log?.older && (
          <li className="day">
            <button type="button" className="link" onClick={() => void chat.older(id).catch(() => undefined)}>
              Earlier messages
            </button>
          </li>
        )}
        {lines.length === 0 && log?.older === null && <li className="quiet empty">Nobody has written here yet. Say hello!</li>}
        {lines.map((line) =>
          'message' in line ? <MessageLine key={line.key} id={id} line={line} actions={actions} /> : <OutgoingLine key={line.key} line={line} />,
        )}
      </ol>
    </div>
  );
}
