import { useParts } from './context.ts';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly isRequired: boolean;
  readonly error?: string | null;
  readonly type?: 'text' | 'email';
  readonly autoComplete?: string;
  readonly most?: number;
}

export function Field({ id, label, value, onValue, isRequired, error = null, type = 'text', autoComplete = 'off', most = 1000 }: FieldProps) {
  const { speech } = useParts();
  return (
    <div class="field">
      <label for={id}>
        <bdi>{label}</bdi> {!isRequired && <span class="meta">({speech.say('$optional')})</span>}
      </label>
      <input
        id={id}
        type={type as 'text'}
        dir={value === '' ? undefined : 'auto'}
        value={value}
        required={isRequired}
        maxLength={most}
        autoComplete={autoComplete}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
      {error !== null && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
