import { Trans } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { classes } from '../../parts/classes.ts';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { refusalOf } from '../data/problem.ts';
import styles from './settings.module.css';

export interface PageProps {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  /** The list that this page is one of. On a phone, a list leads back to the sections. */
  readonly back?: { readonly section: string; readonly label: string };
  readonly children: ReactNode;
}

export function Page({ title, hint, action, back, children }: PageProps) {
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          {back === undefined ? (
            <Link to="/settings" className={classes(styles.back, styles.narrow)}>
              <ChevronLeft size={16} aria-hidden />
              <Trans>Settings</Trans>
            </Link>
          ) : (
            <Link to="/settings/$section" params={{ section: back.section }} className={styles.back ?? ''}>
              <ChevronLeft size={16} aria-hidden />
              {back.label}
            </Link>
          )}
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** A card with a heading. */
export function Section({ title, hint, action, children }: SectionProps) {
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.cardHead}>
        <div>
          <h2>{title}</h2>
          {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

export interface RowProps {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  /** Buttons beside a row that leads somewhere: a link holds no button. */
  readonly tools?: ReactNode;
  /** Where it leads. */
  readonly to?: { readonly section: string; readonly id: string };
}

export function Row({ title, sub, icon, end, tools, to }: RowProps) {
  const inside = (
    <>
      {icon}
      <span className={styles.rowText}>
        <span>
          <bdi>{title}</bdi>
        </span>
        {sub !== undefined && <span className={styles.hint}>{sub}</span>}
      </span>
      <span className={styles.rowEnd}>
        {end}
        {to !== undefined && <ChevronRight className={styles.chevron} size={16} aria-hidden />}
      </span>
    </>
  );
  const row =
    to === undefined ? (
      <div className={styles.row}>{inside}</div>
    ) : (
      <Link className={styles.row ?? ''} to="/settings/$section/$id" params={to}>
        {inside}
      </Link>
    );
  return (
    <li className={tools === undefined ? '' : styles.withTools}>
      {row}
      {tools !== undefined && <span className={styles.tools}>{tools}</span>}
    </li>
  );
}

export function Rows({ children }: { readonly children: ReactNode }) {
  return <ul className={styles.rows}>{children}</ul>;
}

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What the hub answered, what it did not, or the place for it. An error stays in its region. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  if (query.isPending) return <Skeleton width="100%" height="11rem" />;
  if (query.isError)
    return (
      <Empty
        action={
          <Button onPress={() => void query.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        <span role="alert">{refusalOf(query.error, [], '').detail || <Trans>Parley cannot be reached.</Trans>}</span>
      </Empty>
    );
  return children(query.data);
}
