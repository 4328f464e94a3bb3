import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../parts/button.tsx';
import form from '../../parts/form/form.module.css';
import { Select } from '../../parts/form/select.tsx';
import styles from './builder.module.css';
import { leafFor } from './fields.ts';
import { type Group, isGroup, type Mode, pathOf, withoutPart, withPart } from './groups.ts';
import { LeafRow } from './leaf-row.tsx';

const DEEPEST = 11;

export interface BuilderProps {
  readonly group: Group;
  readonly path?: string;
  readonly depth?: number;
  readonly isQueue?: boolean;
  /** What the hub says of the condition as a whole. */
  readonly fault?: string | undefined;
  readonly onChange: (group: Group) => void;
  readonly remove?: () => void;
}

/** Tests and groups of tests, one within another, as sentences. The hub's messages stand at the part that they are about. */
export function ConditionBuilder({ group, path = 'condition', depth = 1, isQueue = false, fault, onChange, remove }: BuilderProps) {
  const { t } = useLingui();
  const modes = [
    { id: 'all', label: t`All of these hold` },
    { id: 'any', label: t`At least one of these holds` },
    { id: 'none', label: t`None of these holds` },
  ];
  const add = (part: Group['parts'][number]): void => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <fieldset className={styles.group} {...(depth === 1 ? { 'data-field': 'condition' } : {})} aria-label={depth === 1 ? t`Condition` : t`Group of tests`}>
      <div className={styles.head}>
        <Select isBare label={t`How the tests combine`} options={modes} value={group.mode} onChange={(mode) => onChange({ ...group, mode: mode as Mode })} />
        {remove !== undefined && (
          <span className={styles.end}>
            <IconButton label={t`Remove this group`} icon={<X size={16} strokeWidth={1.75} />} onPress={remove} />
          </span>
        )}
      </div>
      {group.parts.map((part, at) => {
        const place = pathOf(path, group.mode, at);
        const common = { path: place, isQueue, remove: () => onChange(withoutPart(group, at)) };
        const key = `${at} ${group.parts.length}`;
        return isGroup(part) ? (
          <ConditionBuilder key={key} {...common} group={part} depth={depth + 1} onChange={(next) => onChange(withPart(group, at, next))} />
        ) : (
          <LeafRow key={key} {...common} leaf={part} onChange={(next) => onChange(withPart(group, at, next))} />
        );
      })}
      {group.parts.length === 0 && depth === 1 && (
        <p>
          <Trans>Without a test, it holds for every ticket.</Trans>
        </p>
      )}
      {fault !== undefined && (
        <p role="alert" className={form.alert} dir="auto">
          {fault}
        </p>
      )}
      <div className={styles.foot}>
        <Button onPress={() => add(leafFor('origin.channel'))}>
          <Plus size={16} strokeWidth={1.75} />
          <Trans>Add a test</Trans>
        </Button>
        {depth < DEEPEST && (
          <Button look="quiet" onPress={() => add({ mode: group.mode === 'any' ? 'all' : 'any', parts: [] })}>
            <Plus size={16} strokeWidth={1.75} />
            <Trans>Add a group</Trans>
          </Button>
        )}
      </div>
    </fieldset>
  );
}
