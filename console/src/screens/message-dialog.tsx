import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Message } from '../../../client/api.ts';
import { useHub } from '../data/use-hub.ts';
import { moment } from '../i18n/format.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import styles from './message-dialog.module.css';
import { useMessageActions } from './use-message-actions.ts';

interface Props {
  readonly message: Message;
  readonly onClose: () => void;
}

function Edit({ message, onClose }: Props) {
  const { t } = useLingui();
  const { edit } = useMessageActions(message);
  const [text, setText] = useState(message.text ?? '');
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    if (await edit(text)) onClose();
    setIsBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <textarea className={styles.field} rows={5} dir="auto" aria-label={t`The new text`} value={text} onChange={(event) => setText(event.target.value)} />
      <div className={styles.buttons}>
        <Button onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" look="primary" isDisabled={isBusy || text.trim() === '' || text === message.text}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}

function Delete({ message, onClose }: Props) {
  const { remove } = useMessageActions(message);
  const [isBusy, setIsBusy] = useState(false);
  const go = async (): Promise<void> => {
    setIsBusy(true);
    if (await remove()) onClose();
    setIsBusy(false);
  };
  return (
    <div className={styles.form}>
      <p>
        <Trans>Its text is deleted for good, here and where the channel can do that. Its place in the conversation stays.</Trans>
      </p>
      <div className={styles.buttons}>
        <Button onPress={onClose} autoFocus>
          <Trans>Cancel</Trans>
        </Button>
        <Button look="danger" isDisabled={isBusy} onPress={() => void go()}>
          <Trans>Delete</Trans>
        </Button>
      </div>
    </div>
  );
}

function Edits({ message }: Props) {
  const { i18n } = useLingui();
  const { api } = useHub();
  const path = { id: message.ticketId ?? '', number: message.number };
  const edits = useQuery({
    queryKey: ['edits', message.conversationId, message.number, message.editedAt],
    queryFn: () => api.GET('/v1/tickets/{id}/messages/{number}/edits', { params: { path } }),
  });
  if (edits.isError)
    return (
      <Button onPress={() => void edits.refetch()}>
        <Trans>Try again</Trans>
      </Button>
    );
  if (edits.data === undefined) return <Skeleton width="100%" height="3rem" />;
  return (
    <ol className={styles.edits}>
      {edits.data.items.map(({ version, text, writtenAt }) => (
        <li key={version}>
          <time dateTime={writtenAt}>{moment(i18n.locale, writtenAt)}</time>
          <p dir="auto">{text ?? <Trans>Without text</Trans>}</p>
        </li>
      ))}
    </ol>
  );
}

export type Asked = 'edit' | 'delete' | 'edits';

export default function MessageDialog({ asked, ...props }: Props & { readonly asked: Asked }) {
  const { t } = useLingui();
  const title = { edit: t`Edit this message`, delete: t`Delete this message?`, edits: t`Earlier texts` }[asked];
  return (
    <Dialog title={title} isOpen onOpenChange={(isOpen) => isOpen || props.onClose()}>
      {asked === 'edit' ? <Edit {...props} /> : asked === 'delete' ? <Delete {...props} /> : <Edits {...props} />}
    </Dialog>
  );
}
