import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, FileText, RotateCw, X } from 'lucide-react';
import type { DraftKind } from '../data/drafts.ts';
import { useDraftFiles, useHub } from '../data/use-hub.ts';
import { fileSize } from '../i18n/format.ts';
import { IconButton } from '../parts/button.tsx';
import styles from './draft-files.module.css';

/** The files of a draft, with how far each is uploaded. */
export function DraftFileList({ ticketId, kind }: { readonly ticketId: string; readonly kind: DraftKind }) {
  const { t, i18n } = useLingui();
  const { files } = useHub();
  const list = useDraftFiles(ticketId, kind);
  if (list.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={t`Files`}>
      {list.map(({ id, name, size, state, progress }) => (
        <li key={id} className={styles.file} data-state={state}>
          {state === 'failed' ? <CircleAlert size={16} aria-hidden="true" /> : <FileText size={16} aria-hidden="true" />}
          <bdi className={styles.name}>{name}</bdi>
          {state === 'failed' ? (
            <Trans>Not uploaded</Trans>
          ) : state === 'ready' ? (
            <span className={styles.size}>{fileSize(i18n.locale, size)}</span>
          ) : (
            <progress className={styles.progress} max={1} value={progress} aria-label={t`Uploading ${name}`} />
          )}
          {state === 'failed' && <IconButton label={t`Try again`} icon={<RotateCw size={14} />} onPress={() => files.retry(ticketId, kind, id)} />}
          <IconButton label={t`Remove ${name}`} icon={<X size={14} />} onPress={() => files.remove(ticketId, kind, id)} />
        </li>
      ))}
    </ul>
  );
}
