import { useLingui } from '@lingui/react/macro';
import type { EnrichmentList } from '../../../../client/api.ts';
import { Field } from '../../parts/field.tsx';
import { Select } from '../../parts/form/select.tsx';
import styles from '../parts/settings.module.css';
import { useListWords } from './words.ts';

export type ListHead = Pick<EnrichmentList, 'name' | 'key' | 'match'>;

/** What a list is for, and how its entries are found. */
export function ListFields({ head, onChange }: { readonly head: ListHead; readonly onChange: (head: ListHead) => void }) {
  const { t } = useLingui();
  const words = useListWords();
  return (
    <>
      <Field label={t`Name`} name="name" isRequired maxLength={200} value={head.name} onChange={(name) => onChange({ ...head, name })} />
      <div className={styles.two}>
        <Select
          label={t`What is looked up`}
          name="key"
          options={words.keys}
          value={head.key}
          onChange={(key) => onChange({ ...head, key: key as ListHead['key'] })}
        />
        <Select
          label={t`An entry applies if it`}
          name="match"
          options={words.matches}
          value={head.match}
          onChange={(match) => onChange({ ...head, match: match as ListHead['match'] })}
        />
      </div>
    </>
  );
}
