/** Base addresses of the providers' APIs. A laptop's launcher replaces them by the provider simulator. */
export const providerUrls = (region: string): Readonly<Record<string, string>> => ({
  META_GRAPH_URL: 'https://graph.facebook.com',
  X_API_URL: 'https://api.x.com',
  LINKEDIN_API_URL: 'https://api.linkedin.com',
  TRUSTPILOT_API_URL: 'https://api.trustpilot.com',
  TELEGRAM_API_URL: 'https://api.telegram.org',
  TWILIO_API_URL: 'https://api.twilio.com',
  SES_URL: `https://email.${region}.amazonaws.com`,
});
