/**
 * Replaces `@aws-sdk/credential-provider-node` in bundles: Lambda gives a function its credentials in the environment, so
 * that the SDK's chain of profiles, SSO, web identities and instance metadata (137 KB) is never used.
 */
export const defaultProvider = () => () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) return Promise.reject(new Error('the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are missing'));
  return Promise.resolve({ accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) });
};
