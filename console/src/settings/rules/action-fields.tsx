import { useLingui } from '@lingui/react/macro';
import { useDirectory } from '../../data/use-hub.ts';
import { PRIORITIES, useWords } from '../../i18n/words.ts';
import { Field } from '../../parts/field.tsx';
import { type Option, Select } from '../../parts/form/select.tsx';
import { TextArea } from '../../parts/form/text-area.tsx';
import { CUSTOM } from '../conditions/fields.ts';
import styles from '../parts/settings.module.css';
import { type Action, SET_FIELDS, SET_STATUSES } from './draft.ts';
import { useRuleWords } from './words.ts';

type Of<T extends Action['type']> = Extract<Action, { readonly type: T }>;
interface Props<T extends Action['type']> {
  readonly action: Of<T>;
  /** Where the API says what is wrong: `actions.0`. */
  readonly path: string;
  readonly onChange: (action: Of<T>) => void;
}
const NONE = '-';
const named = (all: readonly { readonly id: string; readonly name: string }[]): Option[] => all.map(({ id, name }) => ({ id, label: name }));
const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function Assign({ action, path, onChange }: Props<'assign'>) {
  const { t } = useLingui();
  const { agents, teams } = useDirectory();
  const nobody = { id: NONE, label: '–' };
  const strategies = [
    { id: NONE, label: t`Leave it to the team` },
    { id: 'round_robin', label: t`In turn` },
    { id: 'least_loaded', label: t`Who has the fewest tickets` },
    { id: 'skill', label: t`Who has the skills` },
  ];
  const without = ({ teamId, agentId, strategy, skills }: Of<'assign'>): Of<'assign'> => ({
    type: 'assign',
    ...(teamId === undefined || teamId === NONE ? {} : { teamId }),
    ...(agentId === undefined || agentId === NONE ? {} : { agentId }),
    ...(strategy === undefined || (strategy as string) === NONE ? {} : { strategy }),
    ...(strategy === 'skill' && skills !== undefined ? { skills } : {}),
  });
  const set = (change: object): void => onChange(without({ ...action, ...change }));
  return (
    <>
      <Select
        label={t`Team`}
        name={`${path}.teamId`}
        options={[nobody, ...named(teams)]}
        value={action.teamId ?? NONE}
        onChange={(teamId) => set({ teamId })}
      />
      <Select
        label={t`Agent`}
        name={`${path}.agentId`}
        options={[nobody, ...named(agents)]}
        value={action.agentId ?? NONE}
        onChange={(agentId) => set({ agentId })}
      />
      <Select
        label={t`Who of the team`}
        name={`${path}.strategy`}
        options={strategies}
        value={action.strategy ?? NONE}
        onChange={(strategy) => set({ strategy })}
      />
      {action.strategy === 'skill' && (
        <Field
          label={t`Skills`}
          hint={t`Separated by commas.`}
          name={`${path}.skills`}
          defaultValue={action.skills?.join(', ') ?? ''}
          onChange={(text) => set({ skills: wordsOf(text) })}
        />
      )}
    </>
  );
}

function SetField({ action, path, onChange }: Props<'set'>) {
  const { t } = useLingui();
  const words = useWords();
  const { field: fieldWord } = useRuleWords();
  const isCustom = action.field.startsWith(CUSTOM);
  const fields = [...SET_FIELDS.map((id) => ({ id: id as string, label: fieldWord(id) })), { id: CUSTOM, label: t`Custom field…` }];
  const values: Option[] | undefined =
    action.field === 'priority'
      ? PRIORITIES.map((id) => ({ id, label: words.priority(id) }))
      : action.field === 'status'
        ? SET_STATUSES.map((id) => ({ id, label: words.status(id) }))
        : undefined;
  const value = typeof action.value === 'string' || typeof action.value === 'number' ? String(action.value) : '';
  return (
    <>
      <Select
        label={t`Property`}
        name={`${path}.field`}
        options={fields}
        value={isCustom ? CUSTOM : action.field}
        onChange={(field) => onChange({ type: 'set', field, value: '' })}
      />
      {isCustom && (
        <Field
          label={t`Name of the custom field`}
          value={action.field.substring(CUSTOM.length)}
          onChange={(name) => onChange({ ...action, field: `${CUSTOM}${name.trim()}` })}
        />
      )}
      {values === undefined ? (
        <Field label={t`Value`} name={`${path}.value`} value={value} onChange={(next) => onChange({ ...action, value: next })} />
      ) : (
        <Select
          label={t`Value`}
          name={`${path}.value`}
          options={values}
          value={value || null}
          onChange={(next) => onChange({ type: 'set', field: action.field, value: next, ...(next === 'followup' ? { followupMinutes: 60 } : {}) })}
        />
      )}
      {action.followupMinutes !== undefined && (
        <Field
          label={t`Comes back after minutes`}
          name={`${path}.followupMinutes`}
          type="number"
          value={String(action.followupMinutes)}
          onChange={(minutes) => onChange({ ...action, followupMinutes: Number(minutes) })}
        />
      )}
    </>
  );
}

function Escalate({ action, path, onChange }: Props<'escalate'>) {
  const { t } = useLingui();
  const { teams } = useDirectory();
  const [kind = 'teamId', to = ''] = (Object.entries(action.target)[0] ?? []) as [string?, string?];
  const kinds = [
    { id: 'teamId', label: t`A team` },
    { id: 'email', label: t`A mail address` },
    { id: 'url', label: t`A web address` },
  ];
  const target = (next: string): Of<'escalate'>['target'] => ({ [kind]: next }) as Of<'escalate'>['target'];
  return (
    <>
      <Select label={t`To`} options={kinds} value={kind} onChange={(next) => onChange({ ...action, target: { [next]: '' } as Of<'escalate'>['target'] })} />
      {kind === 'teamId' ? (
        <Select
          label={t`Team`}
          name={`${path}.target`}
          options={named(teams)}
          value={to || null}
          onChange={(next) => onChange({ ...action, target: target(next) })}
        />
      ) : (
        <Field label={t`Address`} name={`${path}.target`} value={to} onChange={(next) => onChange({ ...action, target: target(next.trim()) })} />
      )}
      <TextArea label={t`Text`} name={`${path}.text`} maxLength={5000} value={action.text} onChange={(text) => onChange({ ...action, text })} />
    </>
  );
}

/** The fields of one action. */
export function ActionFields({ action, path, onChange }: { readonly action: Action; readonly path: string; readonly onChange: (action: Action) => void }) {
  const { t } = useLingui();
  switch (action.type) {
    case 'assign':
      return (
        <div className={styles.two}>
          <Assign action={action} path={path} onChange={onChange} />
        </div>
      );
    case 'set':
      return (
        <div className={styles.two}>
          <SetField action={action} path={path} onChange={onChange} />
        </div>
      );
    case 'tag':
      return (
        <div className={styles.two}>
          <Field
            label={t`Add tags`}
            hint={t`Separated by commas.`}
            name={`${path}.add`}
            defaultValue={action.add?.join(', ') ?? ''}
            onChange={(text) => onChange({ ...action, add: wordsOf(text) })}
          />
          <Field
            label={t`Remove tags`}
            name={`${path}.remove`}
            defaultValue={action.remove?.join(', ') ?? ''}
            onChange={(text) => onChange({ ...action, remove: wordsOf(text) })}
          />
        </div>
      );
    case 'escalate':
      return <Escalate action={action} path={path} onChange={onChange} />;
    case 'webhook':
      return (
        <Field label={t`Address`} hint={t`With https.`} name={`${path}.url`} type="url" value={action.url} onChange={(url) => onChange({ ...action, url })} />
      );
    default:
      return <TextArea label={t`Text`} name={`${path}.text`} maxLength={5000} value={action.text} onChange={(text) => onChange({ ...action, text })} />;
  }
}
