import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useDirectory } from '../data/use-hub.ts';
import { classes } from '../parts/classes.ts';
import styles from './mention-list.module.css';

const MOST = 6;
/** An `@` and what follows it, up to the caret. */
const OPEN = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u;

export interface Mentions {
  /** Colleagues whose name goes on as it is typed; undefined: nobody is being named. */
  readonly names: readonly string[] | undefined;
  readonly at: number;
  /** True: the key belongs to the list. */
  press(event: KeyboardEvent): boolean;
  choose(name: string): void;
  moved(): void;
}

/** Names colleagues in a note: the full name after an `@` tells them. */
export function useMentions(isOn: boolean, field: RefObject<HTMLTextAreaElement | null>, text: string, setText: (text: string) => void): Mentions {
  const { agents, teams } = useDirectory();
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [closedAt, setClosedAt] = useState(-1);
  const placed = useRef<number>(undefined);
  const [, typed] = OPEN.exec(text.substring(0, caret)) ?? [];
  const all = [...agents, ...teams].map(({ name }) => name);
  const fits = (name: string): boolean =>
    name
      .toLocaleLowerCase()
      .split(' ')
      .some((word) => word.startsWith((typed ?? '').toLocaleLowerCase()));
  const found = isOn && typed !== undefined && closedAt !== caret ? all.filter(fits).slice(0, MOST) : [];
  const names = found.length > 0 ? found : undefined;
  const choose = (name: string): void => {
    const start = caret - (typed ?? '').length;
    const next = `${text.substring(0, start)}${name} ${text.substring(caret)}`;
    placed.current = start + name.length + 1;
    setCaret(placed.current);
    setText(next);
  };
  // With the text itself: a frame later, what was typed meanwhile would stand behind the caret.
  useLayoutEffect(() => {
    const to = placed.current;
    if (to === undefined || field.current === null) return;
    placed.current = undefined;
    field.current.focus();
    field.current.setSelectionRange(to, to);
  });
  return {
    names,
    at: Math.min(at, found.length - 1),
    choose,
    moved: () => setCaret(field.current?.selectionStart ?? 0),
    press(event) {
      if (names === undefined) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) setAt((at + step + found.length) % found.length);
      else if (event.key === 'Escape') setClosedAt(caret);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) choose(found[Math.min(at, found.length - 1)] ?? '');
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

export function MentionList({ mentions }: { readonly mentions: Mentions }) {
  const { t } = useLingui();
  if (mentions.names === undefined) return null;
  return (
    <ul className={styles.list} id="mentions" role="listbox" aria-label={t`Colleagues`}>
      {mentions.names.map((name, index) => (
        // The field keeps the focus and has the keys.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <li
          key={name}
          id={`mention-${index}`}
          role="option"
          aria-selected={index === mentions.at}
          className={classes(styles.name, index === mentions.at && styles.at)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => mentions.choose(name)}
        >
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
