import type { Chat } from '../logic/chat.ts';
import type { Drawer } from '../logic/drawer.ts';
import type { Uploads } from '../uploads.ts';
import type { Speech } from '../words/words.ts';

export interface Parts {
  readonly chat: Chat;
  readonly drawer: Drawer;
  readonly speech: Speech;
  readonly uploads: Uploads;
  readonly now: () => number;
  readonly close: () => void;
}

let parts: Parts | null = null;

/** A page has one widget, so its parts need no context of Preact's. */
export const provide = (given: Parts): void => {
  parts = given;
};
export const useParts = (): Parts => {
  if (!parts) throw new Error('not set up');
  return parts;
};
