import type { Api } from '../test/harness/http.ts';
import type { Hub } from '../test/harness/hub.ts';
import type { Queue } from '../test/harness/shapes.ts';
import { connectWhatsApp, createTenant, signIn, type TestTenant, type WhatsAppOrigin } from '../test/harness/tenant.ts';

export interface Shop {
  readonly tenant: TestTenant;
  readonly whatsapp: WhatsAppOrigin;
  /** A valid session, however long the bench takes. */
  admin(): Promise<Api>;
}

/** A tenant with a WhatsApp number and the two queues of the budget's mixed load. */
export const openShop = async (hub: Hub): Promise<Shop> => {
  const tenant = await createTenant(hub);
  const whatsapp = await connectWhatsApp(tenant);
  const visibleTo = { teamIds: [], agentIds: [] };
  await tenant.admin.post<Queue>('/v1/queues', { name: 'New', priority: 1, condition: { all: [{ field: 'status', op: 'eq', value: 'created' }] }, visibleTo });
  await tenant.admin.post<Queue>('/v1/queues', {
    name: 'WhatsApp',
    priority: 2,
    condition: { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] },
    visibleTo,
  });
  let session = tenant.admin;
  let until = Date.now() + 200_000;
  return {
    tenant,
    whatsapp,
    async admin() {
      if (Date.now() > until) {
        session = await signIn(hub.baseUrl, tenant.slug, tenant.email);
        until = Date.now() + 200_000;
      }
      return session;
    },
  };
};
