import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { IconButton } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { MultiSelect, type Option, Select } from '../../parts/form/select.tsx';
import styles from './builder.module.css';
import { CUSTOM, FIELDS, fieldOf, leafFor, operatorsFor, textOf, valueOf } from './fields.ts';
import type { Leaf } from './groups.ts';
import { useOperatorWord, useValues } from './words.ts';

export interface LeafRowProps {
  readonly leaf: Leaf;
  /** Where the API says what is wrong with it. */
  readonly path: string;
  /** A queue reads the ticket only. */
  readonly isQueue: boolean;
  readonly onChange: (leaf: Leaf) => void;
  readonly remove: () => void;
}

function Value({ leaf, path, onChange }: Pick<LeafRowProps, 'leaf' | 'path' | 'onChange'>) {
  const { t } = useLingui();
  const options = useValues()(fieldOf(leaf.field)?.values);
  const label = t`Value`;
  const name = `${path}.value`;
  if (leaf.op === 'exists') {
    const yes: Option[] = [
      { id: 'true', label: t`yes` },
      { id: 'false', label: t`no` },
    ];
    return (
      <Select
        isBare
        label={label}
        name={name}
        options={yes}
        value={String(leaf.value ?? true)}
        onChange={(id) => onChange({ ...leaf, value: id === 'true' })}
      />
    );
  }
  if (options !== undefined && (leaf.op === 'in' || leaf.op === 'nin')) {
    const chosen = Array.isArray(leaf.value) ? leaf.value.map(String) : [];
    return <MultiSelect isBare label={label} name={name} options={options} value={chosen} onChange={(value) => onChange({ ...leaf, value })} />;
  }
  if (options !== undefined && leaf.op !== 'contains' && leaf.op !== 'matches')
    return <Select isBare label={label} name={name} options={options} value={textOf(leaf.value) || null} onChange={(value) => onChange({ ...leaf, value })} />;
  // The text stays as typed until it is sent, so that "1." can become "1.5".
  return (
    <Field
      aria-label={label}
      name={name}
      placeholder={leaf.op === 'in' || leaf.op === 'nin' ? t`one, two, three` : undefined}
      defaultValue={textOf(leaf.value)}
      onChange={(text) => onChange({ ...leaf, value: valueOf(leaf.field, leaf.op, text) })}
    />
  );
}

/** One test: what, how, with what. */
export function LeafRow({ leaf, path, isQueue, onChange, remove }: LeafRowProps) {
  const { t } = useLingui();
  const wordOf = useOperatorWord();
  const known: Option[] = FIELDS.filter(({ rulesOnly }) => !isQueue || rulesOnly !== true).map((field) => ({ id: field.path, label: t(field.name) }));
  const isCustom = leaf.field.startsWith(CUSTOM);
  const options = [
    ...known,
    { id: CUSTOM, label: t`Custom field…` },
    ...(isCustom || known.some(({ id }) => id === leaf.field) ? [] : [{ id: leaf.field, label: leaf.field }]),
  ];
  const operators = [...new Set([...operatorsFor(leaf.field), leaf.op])].map((op) => ({ id: op, label: wordOf(op) }));
  return (
    <div className={styles.leaf} role="group" aria-label={t`Single test`}>
      <div className={styles.bare}>
        <Select
          isBare
          label={t`Field`}
          name={`${path}.field`}
          options={options}
          value={isCustom ? CUSTOM : leaf.field}
          onChange={(field) => onChange(leafFor(field))}
        />
        {isCustom && (
          <Field
            aria-label={t`Name of the custom field`}
            placeholder={t`Name of the custom field`}
            value={leaf.field.substring(CUSTOM.length)}
            onChange={(name) => onChange({ ...leaf, field: `${CUSTOM}${name.trim()}` })}
          />
        )}
      </div>
      <Select
        isBare
        label={t`Comparison`}
        name={`${path}.op`}
        options={operators}
        value={leaf.op}
        onChange={(op) =>
          onChange({ field: leaf.field, op: op as Leaf['op'], value: op === 'exists' ? true : valueOf(leaf.field, op as Leaf['op'], textOf(leaf.value)) })
        }
      />
      {/* Its text is of its own while it is typed: another field or comparison begins anew. */}
      <Value key={`${leaf.field.startsWith(CUSTOM)} ${fieldOf(leaf.field)?.path} ${leaf.op}`} leaf={leaf} path={path} onChange={onChange} />
      <IconButton label={t`Remove this test`} icon={<X size={16} strokeWidth={1.75} />} onPress={remove} />
    </div>
  );
}
