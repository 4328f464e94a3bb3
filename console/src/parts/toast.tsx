import { Trans, useLingui } from '@lingui/react/macro';
import {
  UNSTABLE_Toast as AriaToast,
  Button,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastList as ToastList,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './toast.module.css';

export interface Toast {
  readonly text: string;
  readonly isError?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

// The library calls these unstable: nothing else of the console imports them.
const queue = new ToastQueue<Toast>({ maxVisibleToasts: 3 });

/** Tells something for some seconds. An error stays until it is closed. Returns what takes it away. */
export function toast(content: Toast, seconds = 6): () => void {
  const key = queue.add(content, content.isError === true ? {} : { timeout: seconds * 1000 });
  return () => queue.close(key);
}

export function Toasts() {
  const { t } = useLingui();
  return (
    <ToastRegion queue={queue} className={styles.region ?? ''} aria-label={t`Notices`}>
      <ToastList className={styles.list ?? ''}>
        {({ toast: shown }: { toast: { key: string; content: Toast } }) => (
          <AriaToast toast={shown} className={classes(styles.toast, shown.content.isError === true && styles.error)}>
            <ToastContent className={styles.text ?? ''}>{shown.content.text}</ToastContent>
            {shown.content.action !== undefined && (
              <Button
                className={styles.action ?? ''}
                onPress={() => {
                  shown.content.action?.run();
                  queue.close(shown.key);
                }}
              >
                {shown.content.action.label}
              </Button>
            )}
            <Button slot="close" className={styles.action ?? ''}>
              <Trans>Close</Trans>
            </Button>
          </AriaToast>
        )}
      </ToastList>
    </ToastRegion>
  );
}
