import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../logic/types.ts';
import { useParts } from './context.ts';
import { Icon } from './icons.tsx';
import { MessageRow, PendingRow } from './message.tsx';

const GROUP_MS = 5 * 60_000;
const NEAR_END = 60;

const isSameSpeaker = (a: Message | undefined, b: Message | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.from === b.from &&
  a.name === b.name &&
  Math.abs(Date.parse(a.createdAt) - Date.parse(b.createdAt)) < GROUP_MS &&
  new Date(a.createdAt).toDateString() === new Date(b.createdAt).toDateString();

/** The conversation. It follows its end while the reader is there, and stays where they are otherwise. */
export function Log({ away }: { readonly away: string | null }) {
  const { chat, speech, now } = useParts();
  const { state } = chat;
  const list = state.list.value;
  const unsent = state.unsent.value;
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const anchor = useRef<{ height: number; top: number } | null>(null);
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  const look = (): void => {
    const at = box.current;
    if (at) setAtEnd(at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END);
  };
  const last = list.at(-1)?.number;
  const typing = state.typing.value;
  useLayoutEffect(() => {
    const at = box.current;
    if (at && anchor.current) {
      at.scrollTop = anchor.current.top + at.scrollHeight - anchor.current.height;
      anchor.current = null;
    } else if (isAtEnd) toEnd();
  }, [list.length, last, unsent.length, typing]);
  useLayoutEffect(toEnd, [unsent.length]);
  useEffect(() => {
    const at = box.current;
    if (!at) return;
    // Pictures grow, the keyboard of a phone comes up: what was at the end stays at the end.
    const observer = new ResizeObserver(() => {
      if (isAtEnd) toEnd();
    });
    observer.observe(at);
    for (const child of at.children) observer.observe(child);
    return () => observer.disconnect();
  }, [isAtEnd]);
  useEffect(() => {
    const seen = (): void => {
      if (isAtEnd && document.visibilityState === 'visible') chat.seen();
    };
    seen();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [isAtEnd, last]);
  const readOlder = async (): Promise<void> => {
    const at = box.current;
    if (at) anchor.current = { height: at.scrollHeight, top: at.scrollTop };
    setAtEnd(false);
    await chat.readOlder();
  };
  const { greeting = speech.say('$greeting') } = state.settings.value.widget;
  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div class="log" ref={box} role="log" aria-live="polite" aria-label={speech.say('$messages')} tabIndex={0} onScroll={look}>
        <div class="log-inner">
          {state.older.value !== null && (
            <button type="button" class="quiet older" onClick={() => void readOlder()}>
              {speech.say('$older')}
            </button>
          )}
          {state.older.value === null && (
            <div class="row theirs first">
              <span class="face" aria-hidden="true">
                <Icon name="chat" size={14} />
              </span>
              <div class="stack">
                <div class="bubble">
                  <div class="text" dir="auto">
                    {greeting}
                  </div>
                </div>
                {away === null && <div class="meta">{speech.say('$weAnswer')}</div>}
              </div>
            </div>
          )}
          {list.map((message, at) => {
            const before = list[at - 1];
            const day = speech.day(Date.parse(message.createdAt), now());
            const isNewDay = !before || speech.day(Date.parse(before.createdAt), now()) !== day;
            return (
              <div key={message.id ?? message.number} class="item">
                {isNewDay && <div class="notice day">{day}</div>}
                <MessageRow message={message} isFirst={!isSameSpeaker(before, message)} isLast={!isSameSpeaker(message, list[at + 1])} />
              </div>
            );
          })}
          {unsent.map((one) => (
            <div key={one.id} class="item" aria-live="off">
              <PendingRow one={one} />
            </div>
          ))}
          {typing !== undefined && (
            <div class="row theirs typing-row">
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span class="meta">{typing === null ? speech.say('$someoneTyping') : speech.say('$typing', { name: typing })}</span>
            </div>
          )}
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" class={`jump${state.unread.value.length > 0 ? ' news' : ''}`} aria-label={speech.say('$newMessages')} onClick={toEnd}>
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}
