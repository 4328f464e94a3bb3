import type { Filter } from '../data/queues.ts';
import { useDirectory } from '../data/use-hub.ts';
import { useWords } from '../i18n/words.ts';

/** What a value of a filter is called. */
export function useFilterWord(): (name: Filter, value: string) => string {
  const words = useWords();
  const { agents, teams } = useDirectory();
  const named = (list: readonly { readonly id: string; readonly name: string }[]) => (id: string) => list.find((one) => one.id === id)?.name ?? id;
  const wordOf: Readonly<Record<Filter, (value: string) => string>> = {
    status: words.status,
    priority: words.priority,
    channel: words.channel,
    tag: (value) => value,
    owner: named(agents),
    team: named(teams),
  };
  return (name, value) => wordOf[name](value);
}
