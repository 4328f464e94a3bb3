import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { Cells } from '../logic/cells.ts';
import { useParts } from './context.ts';
import { Icon } from './icons.tsx';
import { Panel } from './panel.tsx';

/** Everything is drawn again when a value changes: there is little of it. */
export function Widget({ open, cells }: { readonly open: () => void; readonly cells: Cells }) {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  useEffect(() => cells.watch(() => draw(undefined)), []);
  const { chat, speech, close } = useParts();
  const { isOpen, unread } = chat.state;
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen.value);
  const count = unread.value.length;
  // In the same turn: the element that had the focus is gone.
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen.value) button.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen.value;
  }, [isOpen.value]);
  const label = isOpen.value ? speech.say('$close') : count > 0 ? `${speech.say('$open')}, ${speech.unread(count)}` : speech.say('$open');
  return (
    <>
      {isOpen.value && <Panel />}
      <button
        ref={button}
        type="button"
        class={`launcher${isOpen.value ? ' opened' : ''}`}
        aria-label={label}
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value ? close() : open())}
      >
        <Icon name={isOpen.value ? 'down' : 'chat'} size={24} />
        {!isOpen.value && count > 0 && (
          <span class="badge" aria-hidden="true">
            {count > 9 ? '9+' : count}
          </span>
        )}
      </button>
      <div class="spoken" role="status">
        {!isOpen.value && count > 0 ? speech.unread(count) : ''}
      </div>
    </>
  );
}
