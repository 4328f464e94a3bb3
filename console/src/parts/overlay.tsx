import { Fragment, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { ModalOverlay as AriaModalOverlay, Popover as AriaPopover, type ModalOverlayProps, type PopoverProps } from 'react-aria-components';

/** What had the focus before each open overlay. */
const openedFrom = new WeakMap<Element, Element>();
/** A second click of a double click, or a press that comes while the overlay fades out, must not choose again. */
const PRESSES = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'keydown', 'keyup'] as const;
const swallow = (event: Event): void => {
  event.stopPropagation();
  event.preventDefault();
};

/** An overlay also closes by itself, when what is under it scrolls: the Escape that comes meanwhile was meant for it, not for the page. */
const swallowEscape = (event: KeyboardEvent): void => {
  if (event.key === 'Escape') swallow(event);
};

/** Where the focus returns to. A dialog that a menu opened returns to the button of the menu, because the menu has gone. */
function returnOf(overlay: Element): Element | undefined {
  const from = openedFrom.get(overlay);
  for (let at: Element | null | undefined = from; at !== null && at !== undefined; at = at.parentElement)
    if (at !== overlay && openedFrom.has(at) && (!at.isConnected || at.hasAttribute('data-exiting'))) return returnOf(at);
  return from;
}

function giveFocusBack(overlay: Element): void {
  const now = document.activeElement;
  const isElsewhere = now !== null && now !== document.body && !overlay.contains(now);
  const to = isElsewhere ? undefined : returnOf(overlay);
  if (to instanceof HTMLElement && to !== document.body) to.focus({ preventScroll: true });
}

/**
 * Ends an overlay at the moment it closes. React Aria keeps its content, with the focus, until it has faded out, and returns the focus a frame later: a key
 * that is pressed meanwhile would choose what is no longer wanted, or act on the page. Effects of a press or key run before the next event.
 */
function Closing({ of, isExiting }: { readonly of: RefObject<HTMLElement | null>; readonly isExiting: boolean }) {
  const [from] = useState(() => document.activeElement);
  useEffect(() => {
    const overlay = of.current;
    if (overlay === null || from === null) return undefined;
    openedFrom.set(overlay, from);
    // While it is still there, this is a rehearsal of React's development mode.
    return () => void (overlay.isConnected || giveFocusBack(overlay));
  }, [of, from]);
  useEffect(() => {
    const overlay = of.current;
    if (!isExiting || overlay === null) return undefined;
    giveFocusBack(overlay);
    for (const name of PRESSES) overlay.addEventListener(name, swallow, { capture: true });
    document.addEventListener('keydown', swallowEscape, { capture: true });
    return () => {
      document.removeEventListener('keydown', swallowEscape, { capture: true });
      for (const name of PRESSES) overlay.removeEventListener(name, swallow, { capture: true });
    };
  }, [of, isExiting]);
  return null;
}

/** An overlay that is opened again before it has faded out is a new one: only then does its content take the focus. */
function Content({ of, isExiting, children }: { readonly of: RefObject<HTMLElement | null>; readonly isExiting: boolean; readonly children: ReactNode }) {
  const [last, setLast] = useState({ isExiting, opening: 0 });
  if (last.isExiting !== isExiting) setLast({ isExiting, opening: last.opening + Number(!isExiting) });
  return (
    <Fragment key={last.opening}>
      <Closing of={of} isExiting={isExiting} />
      {children}
    </Fragment>
  );
}

export function Popover({ children, ...props }: PopoverProps & { readonly children: ReactNode }) {
  const overlay = useRef<HTMLElement>(null);
  return (
    <AriaPopover {...props} ref={overlay}>
      {({ isExiting }) => (
        <Content of={overlay} isExiting={isExiting}>
          {children}
        </Content>
      )}
    </AriaPopover>
  );
}

export function ModalOverlay({ children, ...props }: ModalOverlayProps & { readonly children: ReactNode }) {
  const overlay = useRef<HTMLDivElement>(null);
  return (
    <AriaModalOverlay {...props} ref={overlay}>
      {({ isExiting }) => (
        <Content of={overlay} isExiting={isExiting}>
          {children}
        </Content>
      )}
    </AriaModalOverlay>
  );
}
