import { useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import styles from './message.module.css';
import type { MessageMenuProps } from './message-choices.tsx';

const load = () => import('./message-choices.tsx');
/** Before it is pressed. Without a connection, the press tries again. */
const ahead = (): void => void load().catch(() => undefined);
const MessageChoices = lazy(load);

/** What can be done with a message, beside it. A conversation has many: each is a plain button until it is used. */
export function MessageMenu({ message, ticketId }: MessageMenuProps) {
  const { t } = useLingui();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState<boolean>();
  const [focus, setFocus] = useState<'menu' | 'first'>('menu');
  // A press outside closes the menu before the button has its click.
  const wasOpen = useRef(false);
  const open = (first: 'menu' | 'first'): void => {
    setFocus(first);
    setIsOpen(true);
  };
  return (
    <span className={styles.more}>
      <button
        ref={button}
        type="button"
        className={styles.moreButton}
        aria-label={t`This message`}
        title={t`This message`}
        aria-haspopup="menu"
        aria-expanded={isOpen === true}
        onPointerEnter={ahead}
        onFocus={ahead}
        onPointerDown={() => {
          wasOpen.current = isOpen === true;
        }}
        onClick={() => {
          if (wasOpen.current) setIsOpen(false);
          else open('menu');
          wasOpen.current = false;
        }}
        onKeyDown={(event) => {
          // Without the click that would follow, the focus goes to the first choice at once.
          if (event.key !== 'ArrowDown' && event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          open('first');
        }}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </button>
      {isOpen !== undefined && (
        <Suspense>
          <MessageChoices message={message} ticketId={ticketId} at={button} isOpen={isOpen} onOpenChange={setIsOpen} focus={focus} />
        </Suspense>
      )}
    </span>
  );
}
