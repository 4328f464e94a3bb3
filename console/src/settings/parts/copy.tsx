import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import field from '../../parts/field.module.css';
import form from '../../parts/form/form.module.css';

/** A text to take along, such as an address or a key. */
export function Copy({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useLingui();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 2000);
  };
  return (
    <div className={field.field}>
      <span className={field.label}>{label}</span>
      <div className={form.copy}>
        <code dir="ltr">{text}</code>
        <Button onPress={() => void copy()} aria-label={t`Copy: ${label}`}>
          <span role="status">{isCopied ? t`Copied` : t`Copy`}</span>
        </Button>
      </div>
    </div>
  );
}

export interface ShownOnceProps {
  readonly title: string;
  readonly label: string;
  /** Undefined: closed. */
  readonly secret: string | undefined;
  readonly close: () => void;
}

/** A secret that the hub does not keep. It stays until the person says that they have it. */
export function ShownOnce({ title, label, secret, close }: ShownOnceProps) {
  return (
    <Dialog title={title} isOpen={secret !== undefined} onOpenChange={() => undefined} isDismissable={false}>
      <p>
        <Trans>This is shown once. Store it now: Parley cannot show it again.</Trans>
      </p>
      <Copy label={label} text={secret ?? ''} />
      <div className={form.bar}>
        <Button look="primary" onPress={close}>
          <Trans>I have stored it</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
