import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../parts/button.tsx';
import form from '../../parts/form/form.module.css';
import styles from '../parts/settings.module.css';

/** Codes for the day on which the phone is lost. The hub has only hashes of them. */
export function RecoveryCodes({ codes, done }: { readonly codes: readonly string[]; readonly done: () => void }) {
  const { t } = useLingui();
  const [isCopied, setIsCopied] = useState(false);
  const text = codes.join('\n');
  const save = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
    link.download = 'parley-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={form.form}>
      <p>
        <Trans>Your recovery codes. Each is good once, for the day on which you have no phone. They are shown now and never again.</Trans>
      </p>
      <ul className={styles.codes} dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={form.bar}>
        <Button onPress={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}>
          <span role="status">{isCopied ? t`Copied` : t`Copy`}</span>
        </Button>
        <Button onPress={save}>
          <Trans>Save as a file</Trans>
        </Button>
        <Button look="primary" onPress={done}>
          <Trans>I have stored them</Trans>
        </Button>
      </div>
    </div>
  );
}
