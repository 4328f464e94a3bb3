import { IS_ALLOWED_DOMAIN } from '../../domain/livechat/allowed-domains.ts';
import { type Check, misconfigured } from '../check.ts';

/** There is no provider. Domains that an earlier release has stored may match no page, so that no visitor can begin a chat there. */
export const check: Check<Readonly<Record<string, unknown>>> = async ({ allowedDomains }) => {
  const domains = Array.isArray(allowedDomains) ? (allowedDomains as readonly unknown[]) : [];
  if (domains.length === 0) return misconfigured('no_domain', 'allowedDomains is empty, so the chat is shown on no page.');
  const wrong = domains.find((domain) => typeof domain !== 'string' || !IS_ALLOWED_DOMAIN.test(domain));
  return wrong === undefined
    ? { state: 'passed' }
    : misconfigured('bad_domain', `allowedDomains contains ${JSON.stringify(wrong)}, which is no host of a page.`);
};
