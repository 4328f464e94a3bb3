import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { isMentions, type Listing } from '../data/queues.ts';
import { useHasNoChannel, useHub } from '../data/use-hub.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { isNarrowed, NO_FILTERS } from './filter-menu.tsx';
import { usePlace } from './place.ts';

/** Why a list is empty, and what to do about it. */
export function NoTickets({ listing }: { readonly listing: Listing }) {
  const { t } = useLingui();
  const { me } = useHub();
  const { look, toQueue } = usePlace();
  const navigate = useNavigate();
  const hasNoChannel = useHasNoChannel();
  if (listing.q !== undefined)
    return (
      <Empty
        action={
          <Button onPress={() => look({ q: undefined })}>
            <Trans>End the search</Trans>
          </Button>
        }
      >
        {t`Nothing found. Try fewer words, or a ticket’s number.`}
      </Empty>
    );
  if (isMentions(listing)) return <Empty>{t`No note names you. A colleague writes @ and your name in a note, and it appears here.`}</Empty>;
  if (isNarrowed(listing))
    return (
      <Empty
        action={
          <Button onPress={() => look(NO_FILTERS)}>
            <Trans>Take all filters away</Trans>
          </Button>
        }
      >
        {t`No ticket fits these filters.`}
      </Empty>
    );
  if (!hasNoChannel)
    return (
      <Empty
        action={
          listing.queue === 'all' ? undefined : (
            <Button onPress={() => toQueue('all')}>
              <Trans>All tickets</Trans>
            </Button>
          )
        }
      >{t`All caught up.`}</Empty>
    );
  if (me.role !== 'admin' && me.role !== 'supervisor') return <Empty>{t`No channel is connected yet. An admin can connect one.`}</Empty>;
  return (
    <Empty
      action={
        <Button look="primary" onPress={() => void navigate({ to: '/settings/$section/$id', params: { section: 'origins', id: 'new' } })}>
          <Trans>Connect a channel</Trans>
        </Button>
      }
    >
      {t`No channel is connected yet. Connect one, and what customers write appears here.`}
    </Empty>
  );
}
