import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { sendFile } from '../../data/upload.ts';
import { useHub } from '../../data/use-hub.ts';
import { fileSize, number } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Switch } from '../../parts/form/check.tsx';
import form from '../../parts/form/form.module.css';
import { finished, JobFailed } from '../data/jobs.ts';
import { useReadAgain } from '../data/use-settings.ts';
import { Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';
import { type FileFault, listFile, MOST_FILE_BYTES, type UploadResult } from './entries.ts';

/** Names that the API gives to columns. */
const COLUMNS = 'value,priority,tags,owner.teamId,customFields.tier';

/** How far it is: the file's way to the hub, then the hub's reading of it. */
interface Step {
  readonly name: 'sending' | 'reading';
  readonly part: number;
}

function Outcome({ result }: { readonly result: UploadResult }) {
  const { t, i18n } = useLingui();
  const [kept, bad] = [number(i18n.locale, result.kept), number(i18n.locale, result.bad)];
  return (
    <p role="status">
      {t`Rows in the list: ${kept}. Bad rows: ${bad}.`}{' '}
      {result.errorsUrl !== undefined && (
        <a href={result.errorsUrl} target="_blank" rel="noreferrer">
          <Trans>Download the bad rows with their reasons</Trans>
        </a>
      )}
    </p>
  );
}

/** Replaces all entries of a list by those of a file. */
export function UploadList({ id }: { readonly id: string }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [keepsGood, setKeepsGood] = useState(false);
  const [fault, setFault] = useState<FileFault>();
  const [step, setStep] = useState<Step>();
  const [result, setResult] = useState<UploadResult>();
  const ending = useRef<AbortController>(undefined);
  const size = fileSize(i18n.locale, MOST_FILE_BYTES);
  const faultWords: Readonly<Record<FileFault, string>> = {
    type: t`Only .csv and .json files can be uploaded.`,
    empty: t`The file is empty.`,
    large: t`The file is too large: at most ${size}.`,
  };

  const run = async (file: File, type: 'text/csv' | 'application/json'): Promise<void> => {
    const { signal } = (ending.current = new AbortController());
    const path = { id };
    try {
      setStep({ name: 'sending', part: 0 });
      const { id: uploadId, upload } = await api.POST('/v1/enrichment-lists/{id}/uploads', { params: { path }, body: { type, size: file.size }, signal });
      await sendFile(upload, file, (part) => setStep({ name: 'sending', part }), signal);
      setStep({ name: 'reading', part: 0 });
      const body = { onBadRows: keepsGood ? ('keep' as const) : ('refuse' as const) };
      const job = await api.POST('/v1/enrichment-lists/{id}/uploads/{uploadId}/start', { params: { path: { id, uploadId } }, body });
      const read = (jobId: string) => api.GET('/v1/jobs/{id}', { params: { path: { id: jobId } } });
      const done = await finished(job, read, undefined, ({ done: count, total }) => setStep({ name: 'reading', part: total === 0 ? 0 : count / total }));
      setResult(done.result as UploadResult);
      await readAgain('lists');
    } catch (error) {
      if (error instanceof JobFailed && error.job.result !== undefined) setResult(error.job.result as UploadResult);
      if (!signal.aborted) throw error;
    } finally {
      setStep(undefined);
    }
  };
  const take = (file: File | undefined): void => {
    if (file === undefined || step !== undefined) return;
    const known = listFile(file);
    setResult(undefined);
    attempt.forget();
    setFault('fault' in known ? known.fault : undefined);
    if ('type' in known) void attempt.run(() => run(file, known.type));
  };
  const dropped = async (items: readonly { readonly kind: string; getFile?: () => Promise<File> }[]): Promise<void> => {
    const found = items.find(({ kind }) => kind === 'file');
    take(await found?.getFile?.());
  };
  const stepWords = step?.name === 'sending' ? t`The file is being sent…` : t`The file is being read…`;
  return (
    <Section title={t`Upload a file`} hint={t`Its rows replace all entries at once. Until it was read, the old entries apply.`}>
      <p className={styles.hint}>
        <Trans>CSV in UTF-8, separated by commas. The first line names the columns, such as:</Trans> <code dir="ltr">{COLUMNS}</code>
      </p>
      <Switch
        label={t`Keep the good rows if others are bad`}
        hint={t`Otherwise one bad row leaves the list as it is.`}
        isSelected={keepsGood}
        onChange={setKeepsGood}
      />
      {step === undefined ? (
        <DropZone className={styles.drop ?? ''} aria-label={t`Drop a file here`} onDrop={({ items }) => void dropped(items)}>
          <span className={styles.hint}>
            <Trans>Drop a file here, or</Trans>
          </span>
          <FileTrigger acceptedFileTypes={['.csv', '.json']} onSelect={(files) => take(files?.[0])}>
            <Button>
              <Trans>Choose a file…</Trans>
            </Button>
          </FileTrigger>
        </DropZone>
      ) : (
        <div className={form.bar}>
          <span role="status">{stepWords}</span>
          <progress max={1} value={step.part} aria-label={stepWords} />
          {step.name === 'sending' && (
            <Button onPress={() => ending.current?.abort()}>
              <Trans>Cancel</Trans>
            </Button>
          )}
        </div>
      )}
      {fault !== undefined && (
        <p role="alert" className={form.alert}>
          {faultWords[fault]}
        </p>
      )}
      <Refused refusal={attempt.refusal} />
      {result !== undefined && <Outcome result={result} />}
    </Section>
  );
}
