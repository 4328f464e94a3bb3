import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronUp, Paperclip } from 'lucide-react';
import { memo, useRef } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { DraftKind } from '../data/drafts.ts';
import { printed } from '../keys/registry.ts';
import { APPLE } from '../keys/use-keys.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Keys } from '../parts/keys.tsx';
import { Menu } from '../parts/menu.tsx';
import styles from './composer.module.css';
import { SnoozeDialog } from './snooze.tsx';

/** What happens to the ticket with a reply. */
export type Then = { readonly thenStatus?: 'pending' | 'solved' | 'followup'; readonly followupAt?: string };

// All of these are memoised: a key in the text draws none of them again.

export interface KindChoiceProps {
  readonly kind: DraftKind;
  readonly onKind: (kind: DraftKind) => void;
  /** Undefined: the place has no private answers. */
  readonly isPrivate: boolean | undefined;
  readonly onPrivate: (isPrivate: boolean) => void;
}
/** Reply or note, and to whom a reply goes. */
export const KindChoice = memo(function KindChoice({ kind, onKind, isPrivate, onPrivate }: KindChoiceProps) {
  const { t } = useLingui();
  return (
    <>
      <ToggleButtonGroup
        aria-label={t`What you write`}
        className={styles.kinds ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[kind]}
        onSelectionChange={(keys) => onKind([...keys][0] === 'note' ? 'note' : 'reply')}
      >
        <ToggleButton id="reply" className={styles.kind ?? ''}>
          <Trans>Reply</Trans>
        </ToggleButton>
        <ToggleButton id="note" className={styles.kind ?? ''}>
          <Trans>Note</Trans>
        </ToggleButton>
      </ToggleButtonGroup>
      {isPrivate !== undefined && (
        <ToggleButton className={styles.kind ?? ''} isSelected={isPrivate} onChange={onPrivate}>
          <Trans>Privately</Trans>
        </ToggleButton>
      )}
    </>
  );
});

export const AttachButton = memo(function AttachButton({ isDisabled, onFiles }: { readonly isDisabled: boolean; readonly onFiles: (files: File[]) => void }) {
  const { t } = useLingui();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t`Attach files`} icon={<Paperclip size={18} />} isDisabled={isDisabled} onPress={() => chooser.current?.click()} />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={t`Attach files`}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
});

export interface SendButtonsProps {
  readonly kind: DraftKind;
  readonly canSend: boolean;
  readonly onSend: (then: Then) => void;
  readonly isSnoozeOpen: boolean;
  readonly onSnoozeOpen: (isOpen: boolean) => void;
}
export const SendButtons = memo(function SendButtons({ kind, canSend, onSend, isSnoozeOpen, onSnoozeOpen }: SendButtonsProps) {
  const { t } = useLingui();
  if (kind === 'note')
    return (
      <Button look="primary" isDisabled={!canSend} onPress={() => onSend({})}>
        <Trans>Add note</Trans>
        <Keys keys={printed('mod+Enter', APPLE)} />
      </Button>
    );
  return (
    <>
      <Menu
        label={t`Other ways to send`}
        button={<IconButton label={t`Other ways to send`} icon={<ChevronUp size={16} />} isDisabled={!canSend} />}
        choices={[
          { id: 'open', label: t`Send` },
          { id: 'solved', label: t`Send and solve`, keys: printed('mod+shift+Enter', APPLE) },
          { id: 'followup', label: t`Send and snooze…` },
        ]}
        onChoose={(id) => (id === 'followup' ? onSnoozeOpen(true) : onSend(id === 'solved' ? { thenStatus: 'solved' } : {}))}
      />
      <SnoozeDialog isOpen={isSnoozeOpen} onOpenChange={onSnoozeOpen} onChoose={(at) => onSend({ thenStatus: 'followup', followupAt: at.toISOString() })} />
      <Button look="primary" isDisabled={!canSend} onPress={() => onSend({ thenStatus: 'pending' })}>
        <Trans>Send & wait</Trans>
        <Keys keys={printed('mod+Enter', APPLE)} />
      </Button>
    </>
  );
});
