import { createContext, useContext } from 'react';

export interface Answering {
  /** Number of the message that the next reply answers; undefined: the customer's newest. */
  readonly number: number | undefined;
  answer(number: number | undefined): void;
  /** Puts a proposed reply into the draft, behind what is there. */
  propose(text: string): void;
  /** How many were put there: the composer shows each. */
  readonly proposals: number;
}

export const AnsweringContext = createContext<Answering>({ number: undefined, answer: () => undefined, propose: () => undefined, proposals: 0 });
export const useAnswering = (): Answering => useContext(AnsweringContext);
