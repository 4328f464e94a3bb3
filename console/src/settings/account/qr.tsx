import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import styles from '../parts/settings.module.css';

interface Drawn {
  readonly size: number;
  readonly path: string;
}

/** A square for each dark module. */
export const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');

/** Black on white in both themes: cameras read nothing else reliably. The library is loaded when a code is shown. */
export function Qr({ text }: { readonly text: string }) {
  const { t } = useLingui();
  const [drawn, setDrawn] = useState<Drawn>();
  useEffect(() => {
    let isGone = false;
    void import('uqr').then(({ encode }) => {
      const { size, data } = encode(text, { ecc: 'M', border: 3 });
      if (!isGone) setDrawn({ size, path: pathOf(data) });
    });
    return () => {
      isGone = true;
    };
  }, [text]);
  return (
    <svg
      className={styles.qr}
      role="img"
      aria-label={t`QR code for your authenticator app`}
      viewBox={`0 0 ${drawn?.size ?? 1} ${drawn?.size ?? 1}`}
      shapeRendering="crispEdges"
    >
      <path d={drawn?.path ?? ''} fill="currentColor" />
    </svg>
  );
}
