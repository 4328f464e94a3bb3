import { createHmac } from 'node:crypto';
import { routeOf, type SiteAnswer } from './site.ts';
import { type TrustpilotCall, type TrustpilotReview, trustpilot } from './trustpilot.ts';

type Written = Pick<TrustpilotReview, 'id' | 'title' | 'text' | 'stars' | 'consumer'>;

/**
 * Trustpilot as the simulator's server shows it: the API (`trustpilot.ts`), and what happens on Trustpilot's own pages:
 * - `PUT /accounts/trustpilot/{unit}` `{apiKey, apiSecret, businessUserId, webhookUrl?, webhookSecret?}`
 * - `POST /trustpilot/{unit}/reviews` `{reviews: [{id, title, text, stars, consumer}]}`: customers write. Existing reviews stay unchanged.
 * A new review is posted to the webhook as Trustpilot does (support.trustpilot.com, "How to set up Trustpilot Webhooks", read 2026-11-29). Trustpilot does not
 * sign its calls; the business's own forwarder does, which is simulated here too.
 */
export const trustpilotSite = () => {
  const site = trustpilot();
  const hooks = new Map<string, { readonly url: string; readonly secret: string }>();

  const account = (unit: string, body: string): SiteAnswer => {
    const { apiKey, apiSecret, businessUserId, webhookUrl, webhookSecret } = JSON.parse(body) as Record<string, string | undefined>;
    if (!apiKey || !apiSecret || !businessUserId) return { status: 400, body: { error: 'a member is missing' } };
    site.account(unit, { apiKey, apiSecret, businessUserId });
    if (webhookUrl && webhookSecret) hooks.set(unit, { url: webhookUrl, secret: webhookSecret });
    return { status: 200, body: { id: unit } };
  };

  const written = (unit: string, body: string): SiteAnswer => {
    const { reviews } = JSON.parse(body) as { reviews: readonly Written[] };
    const events = reviews
      .filter((review) => site.write(unit, review))
      .map(({ id }) => ({ eventName: 'service-review-created', version: '1', eventData: site.review(id) }));
    const hook = hooks.get(unit);
    const call = JSON.stringify({ events });
    const answer = { status: 201, body: { written: events.length } };
    if (!hook || events.length === 0) return answer;
    const signature = `sha256=${createHmac('sha256', hook.secret).update(call).digest('hex')}`;
    return { ...answer, webhook: { url: hook.url, headers: { 'content-type': 'application/json', 'x-parley-signature': signature }, body: call } };
  };

  return {
    /** Undefined: the path does not belong to Trustpilot. */
    answer(call: TrustpilotCall): SiteAnswer | undefined {
      const route = routeOf(call);
      const [, unit] = /^PUT \/accounts\/trustpilot\/([\w.-]+)$/.exec(route) ?? [];
      if (unit !== undefined) return account(unit, call.body);
      const [, of] = /^POST \/trustpilot\/([\w.-]+)\/reviews$/.exec(route) ?? [];
      if (of !== undefined) return written(of, call.body);
      if (!/^\/v1\/(?:oauth|private)\//.test(call.url.pathname)) return undefined;
      const { replied, ...answered } = site.answer(call);
      return replied ? { ...answered, sent: { channel: 'trustpilot', account: replied.unit, providerId: replied.reviewId, request: replied.reply } } : answered;
    },
  };
};
