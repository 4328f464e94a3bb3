import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Menu } from '../../parts/menu.tsx';
import { Section } from '../parts/page.tsx';
import { ActionFields } from './action-fields.tsx';
import { type Action, type ActionType, newAction } from './draft.ts';
import { useRuleWords } from './words.ts';

export interface ActionsProps {
  readonly actions: readonly Action[];
  readonly onChange: (actions: readonly Action[]) => void;
}

/** What a rule does, in this order. */
export function Actions({ actions, onChange }: ActionsProps) {
  const { t } = useLingui();
  const words = useRuleWords();
  return (
    <>
      {actions.map((action, at) => (
        <Section
          // Removing one makes the fields of the others again, so that each shows its own text.
          key={`${at} ${action.type} ${actions.length}`}
          title={words.action(action.type)}
          action={
            <IconButton
              label={t`Remove this action`}
              icon={<X size={16} strokeWidth={1.75} />}
              onPress={() => onChange(actions.filter((_, index) => index !== at))}
            />
          }
        >
          <ActionFields action={action} path={`actions.${at}`} onChange={(next) => onChange(actions.with(at, next))} />
        </Section>
      ))}
      <div>
        <Menu
          label={t`Add an action`}
          button={
            <Button>
              <Trans>Add an action</Trans>
            </Button>
          }
          choices={words.actions.map(({ id, label }) => ({ id, label }))}
          onChoose={(type) => onChange([...actions, newAction(type as ActionType)])}
        />
      </div>
    </>
  );
}
