import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useHub } from '../data/use-hub.ts';
import { Empty } from '../parts/empty.tsx';
import styles from './parts/settings.module.css';
import { sectionsOf } from './sections.ts';

const GROUPS = [
  ['me', msg`My account`],
  ['work', msg`Work`],
  ['people', msg`People`],
  ['systems', msg`Systems`],
] as const;

/** `/settings/:section/:id`: my own settings and, for leads and admins, those of the workspace. */
export function Settings() {
  const { t } = useLingui();
  const { me } = useHub();
  const { section, id } = useParams({ strict: false }) as { section?: string; id?: string };
  const sections = sectionsOf(me.role);
  const here = section === undefined ? sections[0] : sections.find((one) => one.id === section);
  return (
    <div className={styles.shell} data-view={section === undefined ? 'nav' : 'page'}>
      <nav className={styles.nav} aria-label={t`Settings`}>
        <Link to="/inbox/$queue" params={{ queue: 'all' }} className={styles.place ?? ''}>
          <ArrowLeft className={styles.chevron} size={18} strokeWidth={1.75} aria-hidden />
          <Trans>Back to the tickets</Trans>
        </Link>
        {GROUPS.map(([group, name]) => {
          const found = sections.filter((one) => one.group === group);
          return (
            found.length > 0 && (
              <div key={group}>
                <h2 className={styles.heading}>{t(name)}</h2>
                {found.map(({ id: to, name: label, icon: Icon }) => (
                  <Link
                    key={to}
                    to="/settings/$section"
                    params={{ section: to }}
                    className={styles.place ?? ''}
                    {...(here?.id === to ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })}
                  >
                    <Icon size={18} strokeWidth={1.75} aria-hidden />
                    {t(label)}
                  </Link>
                ))}
              </div>
            )
          );
        })}
      </nav>
      <main className={styles.main} key={`${here?.id} ${id}`}>
        {here === undefined ? (
          <Empty>
            <Trans>There is no such page, or your role does not have it.</Trans>
          </Empty>
        ) : id !== undefined && here.Detail !== undefined ? (
          <here.Detail id={id} />
        ) : (
          <here.List />
        )}
      </main>
    </div>
  );
}
