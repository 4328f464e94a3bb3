import { useLingui } from '@lingui/react/macro';
import { Field } from '../../parts/field.tsx';

export interface Proof {
  readonly password: string;
  readonly code: string;
}
export const NO_PROOF: Proof = { password: '', code: '' };

/** What the hub wants before it changes how somebody signs in: `{password}`, with a code if codes are on. */
export const bodyOf = ({ password, code }: Proof, hasCodes: boolean): { password: string; code?: string } => ({
  password,
  ...(hasCodes ? { code: code.trim() } : {}),
});

export interface ProofFieldsProps {
  readonly proof: Proof;
  readonly hasCodes: boolean;
  readonly onChange: (proof: Proof) => void;
}

/** An open screen is not enough for a lasting way in. */
export function ProofFields({ proof, hasCodes, onChange }: ProofFieldsProps) {
  const { t } = useLingui();
  return (
    <>
      <Field
        label={t`Your password`}
        name="password"
        type="password"
        isRequired
        autoFocus
        autoComplete="current-password"
        value={proof.password}
        onChange={(password) => onChange({ ...proof, password })}
      />
      {hasCodes && <CodeField value={proof.code} onChange={(code) => onChange({ ...proof, code })} />}
    </>
  );
}

export interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly hint?: string;
}

export function CodeField({ value, onChange, hint }: CodeFieldProps) {
  const { t } = useLingui();
  return (
    <Field
      label={t`Code`}
      hint={hint ?? t`From your authenticator app, or a recovery code.`}
      name="code"
      isRequired
      inputMode="numeric"
      autoComplete="one-time-code"
      value={value}
      onChange={onChange}
    />
  );
}
