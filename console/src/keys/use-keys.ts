import { createContext, useContext, useEffect, useRef } from 'react';
import { createKeyboard, type Keyboard, type Shortcut } from './registry.ts';

export const KeyboardContext = createContext<Keyboard>(createKeyboard());

const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);
export const APPLE = typeof navigator !== 'undefined' && isApple();

/** Registers keys while the component is there. The newest `run` is called. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const keyboard = useContext(KeyboardContext);
  const newest = useRef(shortcuts);
  newest.current = shortcuts;
  const signature = shortcuts.map(({ id, keys, label }) => `${id}|${keys}|${label}`).join('\n');
  useEffect(() => {
    void signature;
    return keyboard.register(newest.current.map((one, at) => ({ ...one, run: () => newest.current[at]?.run() })));
  }, [keyboard, signature]);
}

const FIELDS = 'input, textarea, select, [contenteditable=true]';
/** What has its own use of letters and arrows while it has the focus. */
const OWN_KEYS = '[role=menu], [role=dialog], [role=listbox][data-own-keys]';

/** What Enter presses while it has the focus. */
const PRESSED = 'button, a, summary, [role=radio], [role=option]';

/** Sends the page's keys to the registry. */
export function listen(keyboard: Keyboard): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest(OWN_KEYS) !== null) return;
    const { ctrlKey, metaKey, altKey, shiftKey } = event;
    // With Alt, a letter's key may write another sign: ⌥A is å on Apple.
    const key = (altKey && /^Key(.)$/.exec(event.code)?.[1]) || event.key;
    if (key === 'Enter' && !ctrlKey && !metaKey && target.closest(PRESSED) !== null) return;
    if (keyboard.press({ key, ctrlKey, metaKey, altKey, shiftKey, isTyping: target.closest(FIELDS) !== null })) event.preventDefault();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
