import { createContext, useContext } from 'react';

export interface Answering {
  /** Number of the message that the next reply answers; undefined: the customer's newest. */
  readonly number: number | undefined;
  answer(number: number | undefined): void;
}

export const AnsweringContext = createContext<Answering>({ number: undefined, answer: () => undefined });
export const useAnswering = (): Answering => useContext(AnsweringContext);
