import { type Credentials, credentialsFromEnvironment } from '../../adapters/aws/sigv4.ts';

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in bundles: Lambda gives a function its credentials in the environment,
 * so that the SDK's chain of profiles, SSO, web identities and instance metadata (85 KB) never gets to do anything.
 */
export const defaultProvider = () => async (): Promise<Credentials> => credentialsFromEnvironment();
