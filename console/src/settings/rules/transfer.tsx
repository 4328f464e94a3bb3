import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import type { Attempt } from '../parts/use-attempt.ts';
import { exportAll, fileOf } from './travel.ts';

/** Saves a text as a file of the person. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Takes the rules along as a file, or brings some. */
export function Transfer({ attempt, isEmpty }: { readonly attempt: Attempt; readonly isEmpty: boolean }) {
  const { api } = useHub();
  const navigate = useNavigate();
  const run = (): Promise<boolean> =>
    attempt.run(async () =>
      save('rules.json', fileOf(await exportAll((cursor) => api.GET('/v1/rules/export', { params: { query: cursor === undefined ? {} : { cursor } } })))),
    );
  return (
    <>
      {!isEmpty && (
        <Button isDisabled={attempt.isBusy} onPress={() => void run()}>
          <Trans>Export</Trans>
        </Button>
      )}
      <Button onPress={() => void navigate({ to: '/settings/$section/$id', params: { section: 'rules', id: 'import' } })}>
        <Trans>Import</Trans>
      </Button>
    </>
  );
}
