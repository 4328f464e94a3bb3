import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, Paperclip } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button as Pressable } from 'react-aria-components';
import type { Message } from '../../../client/api.ts';
import { linkOf, mediaOf } from '../data/shown-files.ts';
import { fileOrigins } from '../data/told.ts';
import { fileSize } from '../i18n/format.ts';
import styles from './message-files.module.css';

const Lightbox = lazy(() => import('./lightbox.tsx'));
type Attachment = Message['attachments'][number];

const ORIGINS = fileOrigins();
const BASE = location.origin;
/** An address that may be followed. */
export const safeLink = (url: string | null | undefined): string | undefined => linkOf(url ?? null, ORIGINS, BASE);

function FileChip({ file }: { readonly file: Attachment }) {
  const { i18n, t } = useLingui();
  const { name, size, url, state, error } = file;
  const href = safeLink(url);
  const isGone = state === 'failed';
  const content = (
    <>
      {isGone ? <CircleAlert size={14} aria-hidden="true" /> : <Paperclip size={14} aria-hidden="true" />}
      <bdi>{name ?? t`File`}</bdi>
      {size !== null && <span className={styles.size}>{fileSize(i18n.locale, size)}</span>}
      {state === 'fetching' && <Trans>on its way</Trans>}
      {isGone && <span>{error?.code === 'too_large' ? t`too large to be kept` : t`not available any more`}</span>}
    </>
  );
  return href === undefined || isGone ? (
    <span className={styles.file}>{content}</span>
  ) : (
    <a className={styles.file} href={href} target="_blank" rel="noreferrer noopener">
      {content}
    </a>
  );
}

/** The files of a message: pictures in boxes of a fixed size, so that nothing moves when they arrive; sound and film with controls. */
export function MessageFiles({ files }: { readonly files: readonly Attachment[] }) {
  const { t } = useLingui();
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<number>();
  const kindOf = (file: Attachment) => (broken.has(file.id) ? undefined : mediaOf(file, ORIGINS, BASE));
  const pictures = files.filter((file) => kindOf(file) === 'image');
  const fail = (id: string): void => setBroken((before) => new Set([...before, id]));
  return (
    <>
      <ul className={styles.files}>
        {files.map((file) => {
          const kind = kindOf(file);
          const name = file.name ?? t`File`;
          const url = file.url ?? '';
          return (
            <li key={file.id}>
              {kind === 'image' ? (
                <Pressable className={styles.picture ?? ''} aria-label={t`Show ${name}`} onPress={() => setOpen(pictures.indexOf(file))}>
                  <img src={url} alt={name} loading="lazy" width={220} height={165} onError={() => fail(file.id)} />
                </Pressable>
              ) : kind === 'audio' ? (
                // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's voice message has none
                <audio className={styles.sound} src={url} controls preload="none" aria-label={name} onError={() => fail(file.id)} />
              ) : kind === 'video' ? (
                // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's film has none
                <video className={styles.film} src={url} controls preload="metadata" aria-label={name} onError={() => fail(file.id)} />
              ) : (
                <FileChip file={file} />
              )}
            </li>
          );
        })}
      </ul>
      {open !== undefined && (
        <Suspense>
          <Lightbox pictures={pictures.map(({ name, url }) => ({ name: name ?? t`File`, url: url ?? '' }))} first={open} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </>
  );
}
