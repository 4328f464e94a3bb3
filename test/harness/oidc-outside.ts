import type { Clock } from '../../domain/context.ts';
import type { Vault } from '../../domain/origins/vault.ts';
import type { Client, CodeAnswer, ProviderCalls, ProviderClaims } from '../../domain/people/oidc/calls.ts';
import { checkProvider, type OidcEntry, type OutsideDeps } from '../../domain/people/oidc/check-provider.ts';
import { exchangeCode } from '../../domain/people/oidc/exchange-code.ts';
import type { Table } from '../../domain/table/port.ts';

type Checked = Awaited<ReturnType<ProviderCalls['check']>>;
type Exchanged = Awaited<ReturnType<ProviderCalls['exchange']>>;

export const WELL: Checked = { discovered: { authorizationEndpoint: 'https://login.shop.example/authorize?tenant=x', namesItself: false }, error: null };

export const GRACE: ProviderClaims = { subject: 'grace', email: 'grace@shop.example', emailVerified: true, name: 'Grace Hopper' };

interface Outside {
  check: Checked;
  exchange: Exchanged;
  readonly checks: { readonly client: Client; readonly redirectUri: string }[];
  readonly exchanges: { readonly client: Client; readonly answer: CodeAnswer }[];
  readonly deps: OutsideDeps;
  /** Tasks that were queued since the last look. */
  tasks(): OidcEntry['oidc'][];
  /** Does what is queued. */
  work(): Promise<(string | null)[]>;
}

interface Api {
  readonly deps: { readonly table: Table; readonly clock: Clock; readonly vault: Pick<Vault, 'get'> };
  readonly sent: readonly { readonly queueUrl: string; readonly message: { readonly body: string } }[];
}

/** The function with the way out, over the table of an API in this process. A double answers in place of providers. */
export const openOutside = ({ deps, sent }: Api): Outside => {
  let taken = 0;
  const calls: ProviderCalls = {
    check: async (client, redirectUri) => {
      outside.checks.push({ client, redirectUri });
      return outside.check;
    },
    exchange: async (client, answer) => {
      outside.exchanges.push({ client, answer });
      return outside.exchange;
    },
  };
  const outside: Outside = {
    check: WELL,
    exchange: { claims: GRACE },
    checks: [],
    exchanges: [],
    deps: { table: deps.table, clock: deps.clock, vault: deps.vault, publicUrl: 'https://parley.test', calls },
    tasks: () => {
      const entries = sent.slice(taken).map(({ message }) => (JSON.parse(message.body) as Partial<OidcEntry>).oidc);
      taken = sent.length;
      return entries.filter((entry) => entry !== undefined);
    },
    work: async () => {
      const outcomes: (string | null)[] = [];
      for (const task of outside.tasks())
        outcomes.push(task.task === 'check' ? await checkProvider(outside.deps, task) : await exchangeCode(outside.deps, task));
      return outcomes;
    },
  };
  return outside;
};
