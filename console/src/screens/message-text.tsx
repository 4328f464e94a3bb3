import { Trans, useLingui } from '@lingui/react/macro';
import { createContext, useContext, useMemo, useState } from 'react';
import { Button as Pressable } from 'react-aria-components';
import { segmentsOf } from '../data/segments.ts';
import { number } from '../i18n/format.ts';
import { headOf } from '../parts/head-of.ts';
import styles from './message.module.css';

/** A longer text is drawn when somebody asks for it. */
const SHOWN = 20_000;

/** What was searched for: its hits are marked. */
export const WordsContext = createContext<readonly string[]>([]);

export function Marked({ text }: { readonly text: string }) {
  const words = useContext(WordsContext);
  const segments = useMemo(() => segmentsOf(text, words), [text, words]);
  return segments.map(({ text: part, isHit, href }, at) => {
    const shown = isHit === true ? <mark key={at}>{part}</mark> : part;
    return href === undefined ? (
      shown
    ) : (
      <a key={at} className={styles.link} href={href} target="_blank" rel="noreferrer noopener" dir="ltr">
        {shown}
      </a>
    );
  });
}

/** The text of a message. What a mail quotes is folded, and a very long text is cut. */
export function MessageText({ text, quotedAt }: { readonly text: string; readonly quotedAt?: number | undefined }) {
  const { t, i18n } = useLingui();
  const [isWhole, setIsWhole] = useState(false);
  const [isQuoteShown, setIsQuoteShown] = useState(false);
  const own = quotedAt === undefined || isQuoteShown ? text : text.substring(0, quotedAt).trimEnd();
  const count = number(i18n.locale, text.length);
  return (
    <>
      <div className={styles.text} dir="auto">
        <Marked text={isWhole ? own : headOf(own, SHOWN)} />
      </div>
      {!isWhole && own.length > SHOWN && (
        <Pressable className={styles.link ?? ''} onPress={() => setIsWhole(true)}>
          {t`Show all ${count} characters`}
        </Pressable>
      )}
      {quotedAt !== undefined && quotedAt < text.length && (
        <Pressable className={styles.link ?? ''} aria-expanded={isQuoteShown} onPress={() => setIsQuoteShown(!isQuoteShown)}>
          {isQuoteShown ? <Trans>Hide what it quotes</Trans> : <Trans>Show what it quotes</Trans>}
        </Pressable>
      )}
    </>
  );
}
