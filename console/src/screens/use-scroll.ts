import { type RefObject, useLayoutEffect, useRef } from 'react';

const NEAR_END = 80;

export interface Loaded {
  readonly first: number;
  readonly last: number;
  readonly waiting: number;
  /** Number of the message to show, once it is loaded. */
  readonly target: number | undefined;
}

/** Keeps the place in a conversation: at its end while somebody is there; at the same message while older ones come in above; at a message that is jumped to. */
export function useScroll(box: RefObject<HTMLDivElement | null>, { first, last, waiting, target }: Loaded) {
  const isAtEnd = useRef(true);
  const before = useRef({ height: 0, first: 0 });
  const shown = useRef<number>(undefined);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const there = target === undefined || shown.current === target ? null : document.getElementById(`message-${target}`);
    const { height, first: firstBefore } = before.current;
    if (there !== null) {
      there.scrollIntoView({ block: 'center' });
      shown.current = target;
      isAtEnd.current = false;
    } else if (firstBefore > first && first > 0) element.scrollTop += element.scrollHeight - height;
    else if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    before.current = { height: element.scrollHeight, first };
  }, [box, first, last, waiting, target]);

  // Pictures, the composer and late layout change heights: who is at the end stays there.
  useLayoutEffect(() => {
    const element = box.current;
    const content = element?.firstElementChild;
    if (element === null || content === null || content === undefined) return undefined;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
      before.current.height = element.scrollHeight;
    });
    observer.observe(content);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);

  return {
    isAtEnd,
    scrolled: (): boolean => {
      const element = box.current;
      if (element !== null) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
      return isAtEnd.current;
    },
    toEnd: (): void => {
      const element = box.current;
      if (element !== null) element.scrollTop = element.scrollHeight;
    },
  };
}
