import type { ReactNode } from 'react';
import { useStatusWord } from '../i18n/words.ts';
import styles from './marks.module.css';
import { Spoken } from './marks.tsx';

export const STATUSES = ['created', 'working', 'pending', 'followup', 'solved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** Each status has a shape of its own, so that it is clear without colour. */
const SHAPES: Readonly<Record<Status, ReactNode>> = {
  created: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2.3 2.02" />,
  working: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" />
    </>
  ),
  pending: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M6.5 5.8v4.4M9.5 5.8v4.4" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  followup: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M8 5.2V8l1.9 1.2" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  solved: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path d="m5.2 8.2 2 2 3.7-4" fill="none" stroke="var(--surface)" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  closed: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" fill="currentColor" />
      <path d="M5.5 7V5.2a2.5 2.5 0 0 1 5 0V7" fill="none" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
};

const known = (status: string): Status => (STATUSES.includes(status as Status) ? (status as Status) : 'created');

export function StatusGlyph({ status, size = 16 }: { readonly status: string; readonly size?: number }) {
  return (
    <svg className={styles[known(status)]} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[known(status)]}
    </svg>
  );
}

/** Shape, colour and word. `isWordHidden`: the word is for screen readers. */
export function StatusMark({ status, isWordHidden = false }: { readonly status: string; readonly isWordHidden?: boolean }) {
  const word = useStatusWord(known(status));
  return (
    <span className={`${styles.status} ${styles[known(status)]}`}>
      <StatusGlyph status={status} />
      {isWordHidden ? <Spoken>{word}</Spoken> : word}
    </span>
  );
}
